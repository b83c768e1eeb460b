// Shows the value of a cell's last expression as `show` does, and waits for the displays that the cell did not await.
const Module = require('node:module');
const path = require('node:path');
const { commonJs } = require('./library.cjs');

/** Library files that the kernel itself loads, by path; cells load their own copies. */
const loaded = new Map();

function load(file) {
  if (loaded.has(file)) return loaded.get(file).exports;
  const folder = path.dirname(file);
  const made = Object.assign(new Module(file), { filename: file, paths: Module._nodeModulePaths(folder) });
  const { require: packages } = made;
  made.require = (name) =>
    name.startsWith('.') ? load(path.join(folder, name).replace(/\.js$/, '.ts')) : packages.call(made, name);
  loaded.set(file, made);
  made._compile(commonJs(file).code, file);
  return made.exports;
}

/** Loaded with the first value: a cell that only declares names needs none of it. */
let showValue;

/** Shows a value below the running cell; a figure is drawn when this ends. */
async function showLastValue(value) {
  showValue ??= load(path.resolve(__dirname, '..', '..', 'lib', 'notebook', 'show-value.ts')).showValue;
  await showValue(value);
}

const DISPLAYS = Symbol.for('sentiment-audio-analysis.displays');

/**
 * Waits at a cell's end for what lib/notebook/displays.ts has begun to show, so that `show(x)` without `await` is shown. An
 * error of a display that nobody awaited is reported by the process, when the microtasks are done: still within the cell.
 */
async function displaysDone() {
  const displays = globalThis[DISPLAYS];
  if (displays?.last === undefined) return;
  while (displays.last !== undefined) await displays.last;
  await new Promise((resolve) => setImmediate(resolve));
}

module.exports = { showLastValue, displaysDone };
