// Finds the files that a notebook imports, beside it and in the project: their paths, their versions, and the text that the
// compiler reads.
const fs = require('node:fs');
const { createRequire, isBuiltin } = require('node:module');
const path = require('node:path');
const ts = require('typescript');
const { declarations, isLibrary, root } = require('./library.cjs');

const EXTENSIONS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.mjs', '.cjs', '.json'];
const FORMS = ['', ...EXTENSIONS, ...EXTENSIONS.map((extension) => `/index${extension}`)];

const isFile = (file) => fs.statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
const isPackage = (file) => file.includes(`${path.sep}node_modules${path.sep}`);
const isPath = (specifier) => /^(\.\.?)?\/|^\.\.?$/.test(specifier);

/** Packages that the library uses within: no cell meets a type of theirs, so that the compiler need not read these. */
const WITHIN = ['@tensorflow/tfjs', 'apache-arrow', 'bullmq', 'ioredis'];

/** The file that a path without its ending means; `./x.js` may be written for `x.ts`. */
function completed(stem) {
  const script = stem.replace(/\.([cm]?)js$/, '.$1ts');
  const file = [script, ...FORMS.map((form) => stem + form)].find(isFile);
  return file === undefined ? undefined : fs.realpathSync(file);
}

function createFiles(folder) {
  const started = Date.now();
  const stamps = new Map();
  const unresolved = new Set(); // files with an import that was not found: looked at again each time
  const edited = new Set();
  const found = new Map(); // resolutions that succeeded
  let look = 0;
  let cache; // of the compiler: package.json files and folders looked into
  let hasFailed = true; // what is not there now may be there the next time
  const requireBesides = [createRequire(path.join(folder, 'x.js')), createRequire(path.join(root, 'x.js'))];

  const stampOf = (file) => {
    const stat = fs.statSync(file, { throwIfNoEntry: false });
    if (stat === undefined) return 'missing';
    if (stat.mtimeMs > started) edited.add(file);
    return `${stat.mtimeMs} ${stat.size}`;
  };

  /** Where an import of a path leads; `./lib/…` means the project's library where the notebook has no folder `lib`. */
  function resolvePath(specifier, from) {
    const near = completed(path.resolve(path.dirname(from), specifier));
    const library = /^\.\/lib\//.test(specifier) && path.dirname(from) === folder;
    return near ?? (library ? completed(path.join(root, specifier)) : undefined);
  }

  return {
    root,
    /** Declarations of what a notebook finds without importing it. */
    globals: path.join(__dirname, 'globals.d.ts'),
    isPath,
    resolvePath,
    isOwn: (file) => !isPackage(file) && !file.endsWith('.d.ts'),
    /** Whether types of a file are checked with a cell: they are unless it is the library's and nobody has edited it. */
    isChecked: (file) => !isLibrary(file) || edited.has(file),
    /** Notes which files have changed since the last look; gives them. */
    refresh() {
      look++;
      const changed = [];
      for (const [file, before] of stamps) {
        const stamp = stampOf(file);
        if (stamp === before) continue;
        stamps.set(file, stamp);
        edited.add(file);
        changed.push(file);
      }
      if (changed.length > 0)
        for (const [key, { resolvedFileName }] of found) if (!isPackage(resolvedFileName)) found.delete(key);
      if (changed.length > 0 || hasFailed) cache = ts.createModuleResolutionCache(folder, (name) => name);
      hasFailed = false;
      return changed;
    },
    /** A file is in use: `refresh` looks at it from now on. */
    watch(file) {
      if (!stamps.has(file)) stamps.set(file, stampOf(file));
    },
    version(file) {
      if (isPackage(file)) return '1';
      this.watch(file);
      return unresolved.has(file) ? `${stamps.get(file)} ${look}` : stamps.get(file);
    },
    /** What the compiler reads of a file: of a library file that nobody has edited its declarations. */
    text: (file) => (edited.has(file) ? undefined : declarations(file)) ?? ts.sys.readFile(file),
    resolutionCache: () => cache,
    resolveTypes(specifier, from, options) {
      if (WITHIN.includes(specifier) && isLibrary(from) && !edited.has(from)) return undefined;
      const key = `${path.dirname(from)} ${specifier}`;
      if (found.has(key)) return found.get(key);
      const resolve = (name, file) => ts.resolveModuleName(name, file, options, ts.sys, cache).resolvedModule;
      let result = resolve(specifier, from);
      if (result === undefined && isPath(specifier)) {
        const file = resolvePath(specifier, from);
        if (file !== undefined) result = resolve(file.replace(/\.[cm]?tsx?$/, ''), from);
      } else if (result === undefined && !isPackage(from)) {
        result = resolve(specifier, path.join(root, 'x.ts')); // the project's packages
      }
      // The compiler keeps the path through a link, which `notebooks/lib` is.
      if (result !== undefined && !isPackage(result.resolvedFileName))
        result = { ...result, resolvedFileName: fs.realpathSync(result.resolvedFileName) };
      if (result !== undefined) found.set(key, result);
      else if (!isPackage(from) && !isBuiltin(specifier)) {
        unresolved.add(from);
        hasFailed ||= !isLibrary(from);
      }
      return result;
    },
    /** Node's `require` that finds a package: the notebook's own packages come first, then the project's. */
    requireOf(specifier, from) {
      let first;
      for (const require of [createRequire(from), ...requireBesides]) {
        try {
          require.resolve(specifier);
          return require;
        } catch (error) {
          first ??= error;
        }
      }
      throw first;
    },
  };
}

module.exports = { createFiles, isPath };
