#!/usr/bin/env node
// The project's Jupyter kernel: stock tslab with three comforts. It works from the project's root; a failing cell gives
// a Jupyter error (name, message, traceback) instead of loose text; running an import cell again brings in edits made
// anywhere below it. Notebooks run under a stock tslab too, without these.
const fs = require('node:fs');
const path = require('node:path');

const root = path.resolve(__dirname, '..');
process.chdir(root);

const executorModule = require('tslab/dist/executor');
const { ZmqServer } = require('tslab/dist/jupyter');
const { startKernel } = require('tslab/dist/main');

// tslab hears of edited files by a timer of its own, sometimes in the middle of compiling, which it does not survive.
// Here files are looked at when a cell is about to be compiled, so that an edit is in force at once.
const typescript = require('@tslab/typescript-for-tslab');
const watched = new Map(); // path → { changed, stamp }
const stampOf = (file) => {
  const found = fs.statSync(file, { throwIfNoEntry: false });
  return found ? `${found.mtimeMs} ${found.size}` : 'missing';
};
typescript.sys.watchFile = (file, changed) => {
  const ours = !file.includes('/node_modules/');
  if (ours) watched.set(file, { changed, stamp: stampOf(file) });
  return { close: () => watched.delete(file) };
};

function noticeEdits() {
  for (const [file, entry] of watched) {
    const stamp = stampOf(file);
    if (stamp === entry.stamp) continue;
    entry.stamp = stamp;
    entry.changed(file, typescript.FileWatcherEventKind[stamp === 'missing' ? 'Deleted' : 'Changed']);
  }
}

// A file that appears makes the compiler set a second timer, and tslab, which brings its own setTimeout, has room for
// one; that one is run at once.
const stockSetTimeout = typescript.sys.setTimeout;
Object.defineProperty(typescript.sys, 'setTimeout', {
  get: () => stockSetTimeout,
  set(later) {
    const value = (callback, ...rest) =>
      callback.name === 'invalidateResolutionsOfFailedLookup' ? callback() : later(callback, ...rest);
    Object.defineProperty(this, 'setTimeout', { value });
  },
});

/** What the last failing cell reported; the executor prints it, and a Jupyter error is made of it instead. */
let failure;

/**
 * tslab reloads a changed file but leaves the files that import it with the old one. This adds the dependents.
 * @param {{node: {convert: Function}}} converters
 */
function reloadDependents(converters) {
  const emitted = new Map(); // path of a compiled library file → its code
  return {
    get node() {
      const node = converters.node;
      return {
        ...node,
        convert(...args) {
          noticeEdits();
          const converted = node.convert(...args);
          const fresh = converted.sideOutputs ?? [];
          for (const { path: file, data } of fresh) emitted.set(file, data);
          const stale = new Set(fresh.map((output) => output.path));
          for (let grown = true; grown; ) {
            grown = false;
            for (const [file, code] of emitted) {
              if (stale.has(file) || !importsOf(file, code).some((imported) => stale.has(imported))) continue;
              stale.add(file);
              grown = true;
            }
          }
          if (stale.size > fresh.length) {
            converted.sideOutputs = [...stale].map((file) => ({ path: file, data: emitted.get(file) }));
          }
          return converted;
        },
      };
    },
    get browser() {
      return converters.browser;
    },
    close: () => converters.close(),
  };
}

function importsOf(file, code) {
  return [...code.matchAll(/require\("(\.[^"]+)"\)/g)].map((match) =>
    path.join(path.dirname(file), `${match[1]}.js`),
  );
}

const stockCreateExecutor = executorModule.createExecutor;
executorModule.createExecutor = (rootDir, converters, output) => {
  const report = (...args) => {
    failure = failure ?? { diagnostics: [], error: undefined };
    const [format, file, line, character, message] = args;
    if (typeof format === 'string' && args.length === 5)
      failure.diagnostics.push({ file, line, character, message });
    else failure.error = args[0];
  };
  const executor = stockCreateExecutor(rootDir, reloadDependents(converters), { ...output, error: report });
  const execute = executor.execute;
  executor.execute = async (source) => {
    failure = undefined;
    return execute(source);
  };
  return executor;
};

/** Name, message and traceback as Jupyter wants them, without the kernel's own frames. */
function describe({ diagnostics, error }) {
  if (diagnostics.length > 0) {
    const lines = diagnostics.map(
      ({ file, line, character, message }) => `${file || 'cell '}${line}:${character} - ${message}`,
    );
    return {
      ename: 'TypeScriptError',
      evalue: diagnostics[0].message,
      traceback: ['TypeScriptError', ...lines],
    };
  }
  if (!(error instanceof Error) && typeof error?.stack !== 'string') {
    return { ename: 'Error', evalue: String(error), traceback: [`thrown: ${String(error)}`] };
  }
  if (error.message === 'Interrupted asynchronously' || error.code === 'ERR_SCRIPT_EXECUTION_INTERRUPTED') {
    return {
      ename: 'Interrupted',
      evalue: 'the cell was interrupted',
      traceback: ['Interrupted: the cell was interrupted'],
    };
  }
  const frames = error.stack.slice(error.stack.indexOf('\n    at ')).split('\n');
  const ours = frames.filter(
    (frame) => /^ {4}at /.test(frame) && !/node:|node_modules|tslab\/dist|kernel\.cjs/.test(frame),
  );
  const where = ours.map((frame) =>
    frame.replaceAll(`${root}${path.sep}`, '').replace('evalmachine.<anonymous>', 'cell'),
  );
  const cause =
    error.cause instanceof Error ? [`  caused by ${error.cause.name}: ${error.cause.message}`] : [];
  return {
    ename: error.name,
    evalue: error.message,
    traceback: [`${error.name}: ${error.message}`, ...cause, ...where],
  };
}

const sendTo = (server, message, type, content, socket) => {
  const reply = message.createReply();
  reply.header.msg_type = type;
  reply.content = content;
  reply.signAndSend(server.connInfo.key, socket);
};

// The stock method, with the error published when the cell failed.
ZmqServer.prototype.handleExecute = async function (socket, message) {
  const writeStream = (name, text) => sendTo(this, message, 'stream', { name, text }, this.iopub);
  const writeDisplayData = (data, update) =>
    sendTo(this, message, update ? 'update_display_data' : 'display_data', data, this.iopub);
  failure = undefined;
  let content = await this.handler.handleExecute(message.content, writeStream, writeDisplayData);
  if (content.status === 'error') {
    const error = describe(
      failure ?? { diagnostics: [], error: new Error('the cell failed without saying why') },
    );
    sendTo(this, message, 'error', error, this.iopub);
    content = { ...content, ...error };
    // Cells already on their way are cancelled during tslab's 200 ms; the answer waits, so that a cell sent after it runs.
    await new Promise((resolve) => setTimeout(resolve, 220));
  }
  sendTo(this, message, 'execute_reply', content, socket);
};

startKernel({ configPath: process.argv[2], enableFindLocal: false, jsKernel: false });
