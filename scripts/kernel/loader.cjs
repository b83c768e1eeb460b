// Loads modules: compiles files of the notebook and of the library one by one, runs them as CommonJS, and reloads them when
// they, or their imports, were edited. Node loads packages.
const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const vm = require('node:vm');
const { isPath } = require('./files.cjs');
const { commonJs } = require('./library.cjs');

/** Why a package cannot be required although it can be imported. */
const ES_MODULE = new Set(['ERR_REQUIRE_ESM', 'ERR_REQUIRE_ASYNC_MODULE', 'ERR_PACKAGE_PATH_NOT_EXPORTED']);

const stockRequire = Module.createRequire(__filename);

/** The module as `import * as name` and `import name` see it. */
const namespaces = new WeakMap();
function namespaceOf(exports) {
  if (exports?.__esModule || exports?.[Symbol.toStringTag] === 'Module') return exports;
  const known = namespaces.get(exports);
  if (known) return known;
  const namespace = { ...exports, default: exports };
  if (typeof exports === 'object' || typeof exports === 'function') namespaces.set(exports, namespace);
  return namespace;
}

/** What an import names, as it is now. */
const read = (exports, imported) => {
  if (imported === '*') return namespaceOf(exports);
  return imported === 'default' ? namespaceOf(exports).default : exports[imported];
};

/**
 * @param folder where the notebook is
 * @param files its files (files.cjs)
 */
function createLoader(folder, files) {
  const modules = new Map(); // path → { module, imports }
  const sources = new Map(); // path → { text, lineOf }, for tracebacks

  /** A `require` for code in `from`, which notes what it imports. */
  function requireFor(from, imports) {
    const require = (specifier) => {
      if (specifier === 'tslab') return stockRequire('tslab');
      if (Module.isBuiltin(specifier)) return stockRequire(specifier);
      if (isPath(specifier)) {
        const file = files.resolvePath(specifier, from);
        if (file === undefined) throw notFound(specifier, from);
        imports.add(file);
        return loadFile(file);
      }
      return files.requireOf(specifier, from)(specifier);
    };
    const stock = Module.createRequire(from);
    const resolve = (specifier, options) => {
      if (options !== undefined || Module.isBuiltin(specifier)) return stock.resolve(specifier, options);
      const file = isPath(specifier) ? files.resolvePath(specifier, from) : undefined;
      return (
        file ??
        (isPath(specifier) ? stock.resolve(specifier) : files.requireOf(specifier, from).resolve(specifier))
      );
    };
    resolve.paths = stock.resolve.paths;
    return Object.assign(require, { cache: stock.cache, main: stock.main, resolve });
  }

  function notFound(specifier, from) {
    const place = path.dirname(path.resolve(path.dirname(from), specifier));
    return Object.assign(new Error(`Cannot find module '${specifier}': looked in ${place}`), {
      code: 'MODULE_NOT_FOUND',
    });
  }

  function loadFile(file) {
    if (!files.isOwn(file) || file.endsWith('.node')) return stockRequire(file);
    const known = modules.get(file);
    if (known) return known.module.exports;
    files.watch(file);
    const module = new Module(file);
    module.filename = file;
    const entry = { module, imports: new Set() };
    modules.set(file, entry);
    try {
      run(file, module, entry.imports);
    } catch (error) {
      modules.delete(file);
      throw error;
    }
    module.loaded = true;
    return module.exports;
  }

  function run(file, module, imports) {
    const text = fs.readFileSync(file, 'utf8');
    if (file.endsWith('.json')) {
      module.exports = JSON.parse(text);
      return;
    }
    const { code, lineOf } = commonJs(file);
    sources.set(file, { text, lineOf });
    const parameters = ['exports', 'require', 'module', '__filename', '__dirname'];
    const body = vm.compileFunction(code, parameters, { filename: file });
    const require = requireFor(file, imports);
    body.call(module.exports, module.exports, require, module, file, path.dirname(file));
  }

  /** Files whose module is not the one that an import would give now, because of an edit. */
  function outdated(changed) {
    const stale = new Set(changed);
    for (let before = -1; before < stale.size;) {
      before = stale.size;
      for (const [file, { imports }] of modules)
        if ([...imports].some((one) => stale.has(one))) stale.add(file);
    }
    return stale;
  }

  const cell = path.join(folder, '__cell__.ts');
  const requireInCell = requireFor(cell, new Set());
  /** `import()` as if it stood in a cell. */
  function importFromNotebook(specifier) {
    const { emitWarning } = process;
    process.emitWarning = () => {}; // Node tells every user once that its programmers may change this option
    try {
      const importModuleDynamically = vm.constants?.USE_MAIN_CONTEXT_DEFAULT_LOADER;
      const options = { filename: cell, importModuleDynamically };
      return vm.compileFunction('return import(specifier);', ['specifier'], options)(specifier);
    } finally {
      process.emitWarning = emitWarning;
    }
  }
  return {
    read,
    sources,
    require: requireInCell,
    /** A module for a cell: now where Node can, otherwise (ES modules in Node 20) as a promise. */
    load(specifier) {
      try {
        return requireInCell(specifier);
      } catch (error) {
        if (!ES_MODULE.has(error.code)) throw error;
        return importFromNotebook(specifier).catch((second) => {
          if (second.code !== 'ERR_MODULE_NOT_FOUND') throw second;
          return import(specifier); // among the project's packages
        });
      }
    },
    /** Drops the modules of edited files and of those that import them. */
    forget(changed) {
      for (const file of outdated(changed)) modules.delete(file);
    },
  };
}

module.exports = { createLoader };
