// Reads the built library (dist/): declarations for the compiler, CommonJS to run, which can be reloaded.
const fs = require('node:fs');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const ts = require('typescript');
const { commonJsOf } = require('./common-js.cjs');

const root = path.resolve(__dirname, '..', '..');
const LIBRARY = path.join(root, 'lib') + path.sep;

const isLibrary = (file) => file.startsWith(LIBRARY);
const isBuilt = (file) => isLibrary(file) && /(?<!\.d)\.ts$/.test(file);

/** An output of the build for a source file: code (.js), source map (.js.map) or declarations (.d.ts). */
const builtFile = (file, ending) =>
  path.join(root, 'dist', file.slice(LIBRARY.length).replace(/\.ts$/, ending));

/** By source file below lib/, why the last build could not compile it. */
let errors = new Map();

/** Brings dist/ up to date. That a file cannot be compiled is an error for those who load it. */
async function build() {
  const { build } = await import(pathToFileURL(path.join(root, 'scripts', 'build.mjs')));
  try {
    await build();
    errors = new Map();
  } catch (error) {
    if (error.errors === undefined) throw error;
    errors = error.errors;
  }
}

/** The declarations of a source file of the library; undefined of other files, and where there are none yet. */
const declarations = (file) => (isBuilt(file) ? ts.sys.readFile(builtFile(file, '.d.ts')) : undefined);

/**
 * What runs of a file of the library, or of one beside a notebook.
 *
 * @returns as `commonJsOf`
 */
function commonJs(file) {
  if (!isBuilt(file)) return commonJsOf(file, fs.readFileSync(file, 'utf8'));
  const name = path.relative(LIBRARY, file).split(path.sep).join('/');
  if (errors.has(name)) throw new SyntaxError(errors.get(name));
  const [code, map] = ['.js', '.js.map'].map((ending) => fs.readFileSync(builtFile(file, ending), 'utf8'));
  const cacheFile = path.join(root, 'node_modules', '.cache', 'kernel', `${name.replaceAll('/', '-')}.json`);
  return commonJsOf(builtFile(file, '.js'), code, { map, cacheFile });
}

module.exports = { build, commonJs, declarations, isLibrary, root };
