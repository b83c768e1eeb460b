// Compiles a file to CommonJS that can be interrupted. Caches the library's files on disk, since the 250 files that a
// notebook loads take half a second.
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const { decodedMappings, originalPositionFor, TraceMap } = require('@jridgewell/trace-mapping');
const esbuild = require('esbuild');
const { interruptible } = require('./interruptible.cjs');

/** The source files of this compiler: the cache is valid for their present state only. */
const makers = ['common-js', 'edits', 'interruptible'].map((name) =>
  fs.readFileSync(path.join(__dirname, `${name}.cjs`), 'utf8'),
);

function transform(text, options) {
  try {
    return esbuild.transformSync(text, options);
  } catch (error) {
    // esbuild is a process of its own, and an interrupt reaches it too: the next one is started.
    if (error.message !== 'The service is no longer running') throw error;
    esbuild.stop();
    return esbuild.transformSync(text, options);
  }
}

const startsOfLines = (text) => [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];

/** `lines`: for each line of the code, where in it another line of the source begins, as [column, line]. */
function make(file, text, map) {
  const edits = interruptible(file, text);
  const edited = edits.apply();
  const made = transform(edited, {
    loader: file.endsWith('x') ? 'tsx' : 'ts',
    format: 'cjs',
    banner: '"use strict";', // as modules are
    target: 'es2022',
    supported: { 'dynamic-import': false }, // or Node would look for a file itself
    define: { 'import.meta.dirname': '__dirname', 'import.meta.filename': '__filename' },
    sourcemap: 'external',
    sourcesContent: false,
    sourcefile: file,
  });
  const [starts, editedStarts] = [text, edited].map(startsOfLines);
  const trace = map && new TraceMap(map);
  const sourceLine = (line, column) => {
    if (!trace) return line + 1;
    const before = edits.origin(editedStarts[line] + column) - starts[line];
    return originalPositionFor(trace, { line: line + 1, column: before }).line;
  };
  const lines = decodedMappings(new TraceMap(made.map)).map((segments) => {
    const found = [];
    for (const [from, , line, column] of segments) {
      const source = line === undefined ? null : sourceLine(line, column);
      if (source !== null && source !== found.at(-1)?.[1]) found.push([from, source]);
    }
    return found;
  });
  return { code: made.code, lines };
}

function readKept(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT' || error instanceof SyntaxError) return undefined; // a power cut can leave half a file
    throw error;
  }
}

/** What was made of the same input before, from the file `kept`, or what `make` makes, which is then kept there. */
function keep(kept, input, make) {
  const of = createHash('sha256').update(JSON.stringify(input)).digest('hex');
  const before = readKept(kept);
  if (before?.of === of) return before;
  const made = { of, ...make() };
  try {
    fs.mkdirSync(path.dirname(kept), { recursive: true });
    fs.writeFileSync(`${kept}.${process.pid}`, JSON.stringify(made));
    fs.renameSync(`${kept}.${process.pid}`, kept); // whole, for other kernels
  } catch (error) {
    // Where nothing may be written, every kernel makes it anew.
    if (!['EACCES', 'EPERM', 'EROFS', 'ENOSPC'].includes(error.code)) throw error;
  }
  return made;
}

/**
 * A file as CommonJS.
 *
 * @param file its path, for messages; a JavaScript module or TypeScript
 * @param options.map source map of `text`, where that is made of something else itself; `options.kept` file to keep it in
 * @returns `code`; `lineOf`: the line of the source that a place { line, column } of the code comes from, if any
 */
function commonJsOf(file, text, { map, kept } = {}) {
  const made = () => make(file, text, map);
  const { code, lines } = kept ? keep(kept, [text, map, esbuild.version, makers], made) : made();
  const lineOf = ({ line, column }) => lines[line - 1]?.findLast(([from]) => from <= column)?.[1];
  return { code, lineOf };
}

module.exports = { commonJsOf };
