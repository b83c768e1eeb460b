#!/usr/bin/env node
// The project's Jupyter kernel: tslab's Jupyter server and displays around the project's own way of running cells
// (scripts/kernel/notebook.cjs), in which a notebook is one program. Notebooks run under a stock tslab too.
const v8 = require('node:v8');
const vm = require('node:vm');
require('node:module').enableCompileCache?.();
require('./kernel/danfo.cjs');
// tslab brings a compiler of its own; it is given the project's, so that one is in memory.
const tslabs = require.resolve('@tslab/typescript-for-tslab', { paths: [require.resolve('tslab')] });
require('typescript');
require.cache[tslabs] = require.cache[require.resolve('typescript')];
const { JupyterHandlerImpl } = require('tslab/dist/jupyter');
const { understandHome } = require('./kernel/home.cjs');
const { inRun, interrupt, isInterrupt } = require('./kernel/interrupt.cjs');
const { displaysDone, showLastValue } = require('./kernel/last-value.cjs');
const { createNotebook } = require('./kernel/notebook.cjs');
const { preload } = require('./kernel/preload.cjs');
const { createQueue } = require('./kernel/queue.cjs');
const { Server } = require('./kernel/server.cjs');
const { createTraceback } = require('./kernel/traceback.cjs');

/**
 * Every cell leaves a few MB that its compilation needed. V8 lets them grow to several times what is in use before it looks
 * for them. From this cell on, past the length of a notebook, it looks when a third has been added; looking that often from
 * the start would take a tenth of a notebook's time.
 */
const TIDY_FROM_CELL = 50;
function tidy() {
  v8.setFlagsFromString('--heap-growing-percent=30');
  collectGarbage(); // the third counts from here
}
function collectGarbage() {
  v8.setFlagsFromString('--expose-gc');
  vm.runInNewContext('gc')();
}

understandHome();
const queue = createQueue();
const traceback = createTraceback();
const notebook = createNotebook(process.cwd(), traceback.remember);
traceback.readFilesFrom(notebook.sources);

/** Fails when an interrupted cell does not end by itself. */
let declareOver = () => {};

const executor = {
  /** Runs a cell and shows its last value; fails with what the cell failed with. */
  execute: (source, { number, identity }) =>
    inRun(async (turn) => {
      const over = new Promise((_, fail) => {
        declareOver = () => fail(new Error('Interrupted asynchronously'));
      });
      over.catch(() => {}); // nobody may be waiting
      try {
        const { value, silent } = await notebook.run(source, number, { identity, turn, over });
        if (!silent && value !== undefined) await Promise.race([showLastValue(value), over]);
      } finally {
        await Promise.race([displaysDone(), over]);
      }
    }),
  interrupt: () => interrupt(() => declareOver()),
  close() {},
};

const firstCellCame = preload((names) => queue.next(() => notebook.warm(names)), collectGarbage);
const handler = new JupyterHandlerImpl(executor, false);
const server = new Server(handler, process.argv[2], {
  notebook,
  queue,
  traceback,
  beforeCell(number) {
    firstCellCame();
    if (number === TIDY_FROM_CELL) tidy();
  },
});

process.on('SIGINT', executor.interrupt);
process.on('uncaughtException', (error) => console.error('Failed while no cell waited for it:', error));
// What an interrupted cell leaves behind is no news.
process.on('unhandledRejection', (reason) => {
  if (!isInterrupt(reason)) console.error('Nobody awaited a promise that failed:', reason);
});
server.init();
