// Formats the error of a cell: name, message, and a traceback with the source lines of cells and library.
const path = require('node:path');
const { originalPositionFor, TraceMap } = require('@jridgewell/trace-mapping');
const { isInterrupt } = require('./interrupt.cjs');
const { root } = require('./library.cjs');

/** Number of cells whose source is kept, since functions of old cells can fail later. */
const CELLS_KEPT = 500;

/** Engines show how a cell was rewritten: `(0 , __$f.v) is not a function`. */
const asWritten = (message) =>
  message.replace(/\(0 ?, ?__\$([^\s.)]+)\.v\)/g, '$1').replace(/__\$([^\s.]+?)\.v\b/g, '$1');

/** Where a path was looked for, if it was not found. */
function lookedIn({ code, path: file }) {
  if (code !== 'ENOENT' || typeof file !== 'string' || path.isAbsolute(file)) return '';
  return ` (looked in ${path.dirname(path.resolve(file))})`;
}

const messageOf = (error) => asWritten(String(error.message)) + lookedIn(error);

function createTraceback() {
  const cells = new Map(); // the name their code runs under → { source, title, lineOf }
  let files = new Map();

  /** Where a line of a stack trace points to: { title, line, source } or undefined when it is not ours. */
  function place(frame) {
    const [, file, line, column] = /\(?([^\s()]+):(\d+):(\d+)\)?$/.exec(frame) ?? [];
    const cell = cells.get(file);
    const found = cell ?? files.get(file);
    const at = found?.lineOf({ line: Number(line), column: Number(column) - 1 });
    if (at === undefined) return undefined;
    // The call of the function that a cell is follows its last line.
    if (cell !== undefined && at > cell.source.split('\n').length) return undefined;
    if (cell !== undefined) return { ...cell, where: `${cell.title}, line ${at}`, line: at };
    const inProject = path.relative(root, file);
    const title = inProject.startsWith('..') ? path.relative(process.cwd(), file) : inProject;
    return { source: found.text, where: `${title}:${at}`, line: at };
  }

  /** "    at pitch (lib/praat/pitch.ts:41)" and the line itself; nothing for frames of the kernel or of packages. */
  function frameLines(frame) {
    const found = place(frame);
    if (found === undefined) return [];
    const [, name] = /^\s*at (?:async )?(?:(.+?) \()?/.exec(frame);
    // A cell runs as a function without a name, or with one that says nothing.
    const inside =
      name === undefined || name === 'eval' ? '' : `${name.replace(/^(Object|Proxy|Variable)\./, '')} `;
    const code = found.source.split('\n')[found.line - 1]?.trim();
    return [
      inside === '' ? `    at ${found.where}` : `    at ${inside}(${found.where})`,
      ...(code ? [`        ${code}`] : []),
    ];
  }

  function trace(error) {
    const frames = String(error.stack)
      .split('\n')
      .filter((line) => /^ {4}at /.test(line));
    const lines = [`${error.name}: ${messageOf(error)}`, ...frames.flatMap(frameLines)];
    if (error.cause instanceof Error)
      lines.push(...trace(error.cause).map((line, i) => (i === 0 ? `caused by ${line}` : line)));
    return lines;
  }

  return {
    /** Files that run, by path: { text, lineOf } (library.cjs). */
    readFilesFrom: (sources) => (files = sources),
    /** Remembers a compiled cell; gives the name its code is to run under. */
    remember(number, { source, map }) {
      const name = `cell-${number}`;
      const lineOf = (place) => originalPositionFor(new TraceMap(map), place).line ?? undefined;
      cells.set(name, { source, title: `cell [${number}]`, lineOf });
      if (cells.size > CELLS_KEPT) cells.delete(cells.keys().next().value);
      return name;
    },
    /** The content of a Jupyter `error` message. */
    describe(error, source) {
      if (error?.diagnostics) return typeErrors(error.diagnostics, source);
      if (isInterrupt(error)) {
        const where = error.name === 'Interrupted' ? trace(error).slice(1) : [];
        const evalue = 'the cell was interrupted';
        return { ename: 'Interrupted', evalue, traceback: [`Interrupted: ${evalue}`, ...where] };
      }
      if (typeof error?.stack !== 'string')
        return { ename: 'Error', evalue: String(error), traceback: [`thrown: ${String(error)}`] };
      return { ename: error.name, evalue: messageOf(error), traceback: trace(error) };
    },
  };
}

/** What the compiler found before the cell ran. */
function typeErrors(diagnostics, source) {
  const lines = diagnostics.flatMap(({ file, line, character, message }) => {
    const code = file ? undefined : source.split('\n')[line - 1];
    return [
      `${file ? `${file}:` : 'cell line '}${line}:${character} - ${message}`,
      ...(code === undefined ? [] : [`    ${code}`, `    ${' '.repeat(Math.max(0, character - 1))}^`]),
    ];
  });
  return {
    ename: 'TypeScriptError',
    evalue: diagnostics[0].message,
    traceback: ['TypeScriptError', ...lines],
  };
}

module.exports = { createTraceback };
