// What a failed cell says: name, message, and a traceback in the lines of the cells and of the library as written.
const path = require('node:path');
const { originalPositionFor, TraceMap } = require('@jridgewell/trace-mapping');
const { libraryMaps } = require('./compiler.cjs');
const { isInterrupt } = require('./interrupt.cjs');

const root = process.cwd();
/** Cells by the name their code runs under: { maps, source, title }. Functions of old cells can fail later. */
const cells = new Map();
const CELLS_KEPT = 500;

/** Remembers a compiled cell; the returned line, at the end of its code, makes stack frames name it. */
function rememberCell(number, source, maps) {
  const name = `cell-${number}`;
  cells.set(name, { maps, source, title: `cell [${number}]` });
  if (cells.size > CELLS_KEPT) cells.delete(cells.keys().next().value);
  return `\n//# sourceURL=${name}`;
}

function original({ maps }, line, column) {
  let at = { line, column };
  for (const map of maps) {
    at = originalPositionFor(new TraceMap(map), at);
    if (at.line === null) return undefined;
  }
  return at;
}

/** Where a line of a stack trace points to: { title, line, column, source } or undefined when it is not ours. */
function place(frame) {
  const [, file, line, column] = /\(?([^\s()]+):(\d+):(\d+)\)?$/.exec(frame) ?? [];
  const cell = cells.get(file);
  const library = libraryMaps.get(file);
  if (cell === undefined && library === undefined) return undefined;
  const at = original(cell ?? library, Number(line), Number(column) - 1);
  if (at === undefined) return undefined;
  // tslab puts one line before every cell.
  if (cell !== undefined)
    return { title: cell.title, line: at.line - 1, column: at.column, source: cell.source };
  const title = path.relative(root, file).replace(/\.js$/, '.ts');
  return { title, line: at.line, column: at.column, source: library.source };
}

/** "    at pitch (lib/features/pitch.ts:41)" and the line itself; nothing for frames of the kernel or of packages. */
function frameLines(frame) {
  const found = place(frame);
  if (found === undefined) return [];
  const [, name] = /^\s*at (?:async )?(?:(.+?) \()?/.exec(frame);
  const where = found.title.startsWith('cell')
    ? `${found.title}, line ${found.line}`
    : `${found.title}:${found.line}`;
  // tslab runs a cell as a function without a name, or with one that says nothing.
  const inside = name === undefined || name === 'eval' ? '' : `${name.replace(/^(Object|Proxy)\./, '')} `;
  const code = found.source.split('\n')[found.line - 1]?.trim();
  return [
    inside === '' ? `    at ${where}` : `    at ${inside}(${where})`,
    ...(code ? [`        ${code}`] : []),
  ];
}

function trace(error) {
  const frames = String(error.stack)
    .split('\n')
    .filter((line) => /^ {4}at /.test(line));
  const lines = [`${error.name}: ${error.message}`, ...frames.flatMap(frameLines)];
  if (error.cause instanceof Error)
    lines.push(...trace(error.cause).map((line, i) => (i === 0 ? `caused by ${line}` : line)));
  return lines;
}

/** tslab's findings before a cell runs. */
function typeErrors(diagnostics, source) {
  const lines = diagnostics.flatMap(({ file, line, character, message }) => {
    const code = file ? undefined : source.split('\n')[line - 1];
    return [
      `${file ? `${file.trim()}:` : 'cell line '}${line}:${character} - ${message}`,
      ...(code === undefined ? [] : [`    ${code}`, `    ${' '.repeat(Math.max(0, character - 1))}^`]),
    ];
  });
  return {
    ename: 'TypeScriptError',
    evalue: diagnostics[0].message,
    traceback: ['TypeScriptError', ...lines],
  };
}

/** The content of a Jupyter `error` message. */
function describe({ diagnostics, error }, source) {
  if (diagnostics.length > 0) return typeErrors(diagnostics, source);
  if (isInterrupt(error)) {
    const where = error.name === 'Interrupted' ? trace(error).slice(1) : [];
    const evalue = 'the cell was interrupted';
    return { ename: 'Interrupted', evalue, traceback: [`Interrupted: ${evalue}`, ...where] };
  }
  // Errors of the cells' own context are not always instances of this one's Error.
  if (typeof error?.stack !== 'string')
    return { ename: 'Error', evalue: String(error), traceback: [`thrown: ${String(error)}`] };
  return { ename: error.name, evalue: error.message, traceback: trace(error) };
}

module.exports = { describe, rememberCell };
