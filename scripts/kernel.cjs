#!/usr/bin/env node
// The project's Jupyter kernel: stock tslab, from the project's root, with the comforts of scripts/kernel/: errors that
// point into cells and library, edits in force at once, interrupts that stop work, help, quick imports. Notebooks run
// under a stock tslab too, without these.
const path = require('node:path');
const v8 = require('node:v8');
const vm = require('node:vm');
process.chdir(path.resolve(__dirname, '..'));

/**
 * Every cell leaves a few MB that its compilation needed. V8 lets them grow to several times what is in use before it looks
 * for them. From this cell on, past the length of a notebook, it looks when a third has been added; looking that often from
 * the start would take a tenth of a notebook's time.
 */
const TIDY_FROM_CELL = 50;
function tidy() {
  v8.setFlagsFromString('--heap-growing-percent=30');
  v8.setFlagsFromString('--expose-gc');
  vm.runInNewContext('gc')(); // the third counts from here
}

const compiler = require('./kernel/compiler.cjs');
const { reloadingDependents, watchFiles } = require('./kernel/edits.cjs');
compiler.install();
watchFiles();

const executorModule = require('tslab/dist/executor');
const { ZmqServer } = require('tslab/dist/jupyter');
const { startKernel } = require('tslab/dist/main');
const { workAhead } = require('./kernel/ahead.cjs');
const help = require('./kernel/help.cjs');
const { inRun, interrupt, isInterrupt } = require('./kernel/interrupt.cjs');
const { describe, rememberCell } = require('./kernel/traceback.cjs');
const { Cancelled, turns } = require('./kernel/turns.cjs');

/** What the running cell reported; tslab prints it, here a Jupyter error is made of it. */
let failure;
let cellNumber = 0;

const stockCreateExecutor = executorModule.createExecutor;
executorModule.createExecutor = (rootDir, converters, output) => {
  const report = (...args) => {
    const [format, file, line, character, message] = args;
    if (typeof format === 'string' && args.length === 5)
      failure.diagnostics.push({ file, line, character, message });
    else failure.error = args[0];
  };
  const reload = reloadingDependents(compiler.inOnePass((...args) => converters.node.convert(...args)));
  const compile = (earlier, source) => {
    const converted = reload(earlier, source);
    if (!converted.output) return converted;
    const name = rememberCell(cellNumber, source, compiler.mapsOfLastCell());
    return { ...converted, output: converted.output + name };
  };
  // tslab compiles and runs a cell in one go, in which no interrupt is seen before the cell computes. So its first go
  // ends here, compiled and thrown; the second, after the event loop has had its turn, finds the cell compiled.
  let compiled;
  const convert = (earlier, source) => {
    if (compiled === undefined) throw (compiled = compile(earlier, source));
    return compiled;
  };
  const executor = stockCreateExecutor(
    rootDir,
    {
      get node() {
        return { ...converters.node, convert };
      },
      get browser() {
        return converters.browser;
      },
      close: () => converters.close(),
    },
    { ...output, error: report },
  );
  const { execute, interrupt: declareOver } = executor;
  const run = (source) => {
    failure = { source, diagnostics: [], error: new Error('the cell failed without saying why') };
    compiled = undefined;
    return inRun(async (turn) => {
      try {
        return await execute(source);
      } catch (thrown) {
        if (thrown !== compiled) throw thrown;
      }
      try {
        await turn();
      } catch (interrupted) {
        failure.error = interrupted;
        return false;
      }
      return execute(source);
    });
  };
  const firstCellCame = workAhead((source) => queue.next(() => run(source)));
  executor.execute = (source) => {
    firstCellCame();
    cellNumber++;
    if (cellNumber === TIDY_FROM_CELL) tidy();
    return run(source);
  };
  executor.interrupt = () => interrupt(declareOver);
  return executor;
};

const answer = (server, message, type, content, socket) => {
  const reply = message.createReply();
  reply.header.msg_type = type;
  reply.content = content;
  reply.signAndSend(server.connInfo.key, socket);
};

// A socket of zeromq.js sends 512 messages at once and the next one later; what is sent until then fails. The socket of
// outputs reads nothing, which would start the count anew, so every 512th message was followed by lost ones. Without a
// timeout everything is sent at once; without a limit nothing is dropped while the other side is slow.
const { bindSocket } = ZmqServer.prototype;
ZmqServer.prototype.bindSocket = function (socket, port) {
  Object.assign(socket, { sendTimeout: 0, sendHighWaterMark: 0 });
  return bindSocket.call(this, socket, port);
};

const queue = turns();
ZmqServer.prototype.handleExecute = async function (socket, message) {
  const { iopub, handler } = this;
  const writeStream = (name, text) => answer(this, message, 'stream', { name, text }, iopub);
  const writeDisplayData = (data, update) =>
    answer(this, message, update ? 'update_display_data' : 'display_data', data, iopub);
  const reply = (content) => answer(this, message, 'execute_reply', content, socket);
  try {
    await queue.next(async () => {
      try {
        const { count } = await handler.handleExecuteImpl(message.content, writeStream, writeDisplayData);
        reply({ status: 'ok', execution_count: count });
      } catch (thrown) {
        // tslab throws the cell's number when the cell failed; anything else is a failure of tslab's own.
        const inCell = 'count' in thrown;
        const error = describe(inCell ? failure : { diagnostics: [], error: thrown }, failure.source);
        answer(this, message, 'error', error, iopub);
        if (message.content.stop_on_error !== false) await queue.cancelWaiting();
        reply({ status: 'error', execution_count: inCell ? thrown.count : cellNumber, ...error });
      }
    });
  } catch (error) {
    if (!(error instanceof Cancelled)) throw error;
    reply({ status: 'aborted' });
  }
};
ZmqServer.prototype.handleInspect = function (socket, message) {
  answer(this, message, 'inspect_reply', help.inspect(this.handler.executor, message.content), socket);
};
ZmqServer.prototype.handleComplete = function (socket, message) {
  answer(this, message, 'complete_reply', help.complete(this.handler.executor, message.content), socket);
};

startKernel({ configPath: process.argv[2], enableFindLocal: false, jsKernel: false });

// tslab prints every rejection that nobody awaited; what an interrupted cell leaves behind is no news.
process.removeAllListeners('unhandledRejection');
process.on('unhandledRejection', (reason) => {
  if (!isInterrupt(reason)) console.error('Nobody awaited a promise that failed:', reason);
});
