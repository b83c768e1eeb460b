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
    // esbuild is another process, which an interrupt ends too: start the next one.
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

function readCache(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT' || error instanceof SyntaxError) return undefined; // truncated by a power cut
    throw error;
  }
}

/** The cached result for the same input in `cacheFile`, or that of `make`, which it caches there. */
function cachedOnDisk(cacheFile, input, make) {
  const of = createHash('sha256').update(JSON.stringify(input)).digest('hex');
  const cached = readCache(cacheFile);
  if (cached?.of === of) return cached;
  const made = { of, ...make() };
  try {
    fs.mkdirSync(path.dirname(cacheFile), { recursive: true });
    fs.writeFileSync(`${cacheFile}.${process.pid}`, JSON.stringify(made));
    fs.renameSync(`${cacheFile}.${process.pid}`, cacheFile); // whole, for other kernels
  } catch (error) {
    // Without write permission every kernel compiles the file again.
    if (!['EACCES', 'EPERM', 'EROFS', 'ENOSPC'].includes(error.code)) throw error;
  }
  return made;
}

/**
 * Compiles a file to CommonJS.
 *
 * @param file its path, for messages; a JavaScript module or TypeScript
 * @param options.map source map of `text`, where `text` is generated
 * @param options.cacheFile file for the cached result
 * @returns `code`, and `lineOf`, a function from a position { line, column } of the code to the line of the source, if any
 */
function commonJsOf(file, text, { map, cacheFile } = {}) {
  const made = () => make(file, text, map);
  const { code, lines } = cacheFile
    ? cachedOnDisk(cacheFile, [text, map, esbuild.version, makers], made)
    : made();
  const lineOf = ({ line, column }) => lines[line - 1]?.findLast(([from]) => from <= column)?.[1];
  return { code, lineOf };
}

module.exports = { commonJsOf };
