// The notebook as one program: runs its cells with shared names, and completes and explains their code.
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const vm = require('node:vm');
const ts = require('typescript');
const { createDependencies } = require('./dependencies.cjs');
const { diagnose } = require('./diagnostics.cjs');
const { createFiles } = require('./files.cjs');
const { build } = require('./library.cjs');
const { createLoader } = require('./loader.cjs');
const { rewrite } = require('./rewrite.cjs');
const { createSession } = require('./session.cjs');
const { createTypes, OPTIONS } = require('./types.cjs');

/** What a cell failed with before it ran. */
class Rejected extends Error {
  name = 'TypeScriptError';
  constructor(diagnostics, declared) {
    super(diagnostics[0].message);
    this.diagnostics = diagnostics;
    this.declared = declared;
  }
}

const withoutComment = (code) => code.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, '\n');

/** Node's way with `{ a: 1 }`: where a cell can be read as an object, it is one. */
function asWritten(source) {
  if (!/^\s*\{/.test(source) || /;\s*$/.test(source)) return source;
  const object = `(${source}\n)`;
  const { diagnostics } = ts.transpileModule(object, { reportDiagnostics: true, compilerOptions: OPTIONS });
  return diagnostics.length === 0 ? object : source;
}

/**
 * @param folder where the notebook is
 * @param remember is told of every compiled cell: (number, { source, map }) → the name its code runs under
 */
function createNotebook(folder, remember) {
  const files = createFiles(folder);
  const types = Object.assign(createTypes(folder, files), { lost: new Map() });
  const loader = createLoader(folder, files);
  const session = createSession();
  const dependencies = createDependencies();
  globalThis.staleCells = () => dependencies.stale();

  function compile(source, number) {
    const looked = types.look(source);
    const { declared } = looked;
    const diagnostics = diagnose(types, files, source, declared);
    if (diagnostics.length > 0) throw new Rejected(diagnostics, declared.keys());
    const program = types.program();
    const file = program.getSourceFile(types.cellFile);
    const cell = rewrite(file, source.length, program.getTypeChecker(), declared, types.shared());
    const { outputText, sourceMapText } = ts.transpileModule(cell.code, {
      fileName: 'cell.ts',
      compilerOptions: {
        ...OPTIONS,
        sourceMap: true,
        isolatedModules: true,
        moduleDetection: ts.ModuleDetectionKind.Auto,
      },
    });
    const filename = remember(number, { source, map: sourceMapText });
    const parameters = ['require', '__dirname', '__filename', '__$import', '__$meta', ...cell.parameters];
    const body = vm.compileFunction(withoutComment(outputText), parameters, { filename });
    return { ...cell, looked, declared, body };
  }
  /** Edited files whose modules are still loaded: a cell that imports loads them anew. */
  const outdated = [];

  const filename = path.join(folder, 'notebook.ts');
  const meta = { url: pathToFileURL(filename).href, dirname: folder, filename };
  const dynamicImport = async (specifier) => {
    const exports = await loader.load(String(specifier));
    return loader.read(exports, '*');
  };

  /** Loads what a cell imports; a promise only where a package is an ES module that this Node can only load so. */
  function load(imports) {
    if (imports.length > 0) loader.forget(outdated.splice(0));
    const loaded = imports.map(({ specifier }) => loader.load(specifier));
    const declare = (modules) =>
      modules.forEach((exports, i) => {
        for (const { local, imported } of imports[i].names)
          session.variable(local).import(() => loader.read(exports, imported));
      });
    if (!loaded.some((one) => one instanceof Promise)) return declare(loaded);
    return Promise.all(loaded).then(declare);
  }

  function start(cell) {
    const variables = cell.variables.map((name) => session.variable(name));
    return cell.body.call(undefined, loader.require, folder, filename, dynamicImport, meta, ...variables);
  }

  const firstLine = (source) => source.trim().split('\n', 1)[0];

  function compileOrReject(source, number) {
    try {
      return compile(asWritten(source), number);
    } catch (error) {
      if (error instanceof Rejected) for (const name of error.declared) types.lost.set(name, number);
      throw error;
    }
  }

  /**
   * Runs one cell.
   *
   * @param identity what stays the same when the cell is run again
   * @param turn fails if the cell has been interrupted by now
   * @param over a promise that fails when the cell is declared over
   * @returns the value of its last expression, undefined where the last statement is none; and whether a semicolon follows
   */
  async function run(source, number, { identity, turn, over }) {
    outdated.push(...files.refresh());
    if (/\bimport\b/.test(source)) await build(); // after the look: what it has not seen comes with the next
    const cell = compileOrReject(source, number);
    await turn(); // an interrupt that came meanwhile is seen before the cell computes
    const names = [...cell.declared].filter(([, { ambient }]) => !ambient).map(([name]) => name);
    const valued = names.filter((name) => cell.variables.includes(name));
    const before = session.values();
    const finish = session.declaring(valued);
    try {
      await load(cell.imports);
      const value = await Promise.race([interruptibly(() => start(cell)), over]);
      return { value: cell.gives ? value : undefined, silent: cell.silent };
    } finally {
      const initialized = finish();
      // A type has no value to get.
      const given = new Set([...initialized, ...names.filter((name) => !valued.includes(name))]);
      types.keep(number, cell.looked, given);
      for (const name of names) types.lost.set(name, number);
      for (const name of given) types.lost.delete(name);
      dependencies.ran(identity, number, firstLine(source), cell.uses, given, before, session.values());
    }
  }

  /** Loads modules before a cell needs them, and what the compiler knows of them; of what fails a cell will hear. */
  async function warm(specifiers) {
    outdated.push(...files.refresh());
    await build().catch(() => {}); // a cell that imports builds again, and reports why
    types.look(specifiers.map((name) => `import '${name}';\n`).join(''));
    types.program().getSemanticDiagnostics(types.program().getSourceFile(types.cellFile));
    for (const specifier of specifiers) {
      try {
        loader.load(specifier);
      } catch {
        // The cell that imports it reports why.
      }
    }
  }

  return { folder, warm, files, types, run, sources: loader.sources, stale: dependencies.stale };
}

/** Runs `start` so that an interrupt stops it even in a loop that never waits. */
const trampoline = new vm.Script('globalThis.__saaStart()');
function interruptibly(start) {
  Object.defineProperty(globalThis, '__saaStart', { value: start, configurable: true });
  return trampoline.runInThisContext({ breakOnSigint: true });
}

module.exports = { createNotebook, Rejected };
