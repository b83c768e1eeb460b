// The compiler that tslab uses, made quicker and told to keep source maps. tslab compiles every library file twice and
// checks the types of all of them with every import, which takes 5 to 20 s; here a library file is compiled once, and
// its types are checked when it was edited since the kernel started (npm test checks them all). Of what a program knows
// to emit only what changed, tslab uses nothing but the files that a cell depends on; those are found here.
const fs = require('node:fs');
const path = require('node:path');
const moduleFile = require.resolve('@tslab/typescript-for-tslab');
const typescript = require(moduleFile);
const { interruptible, keys } = require('./rewrite.cjs');

const CELL = '__tslab__.ts'; // the names tslab gives to the cell and to what earlier cells declared
const EARLIER_CELLS = '__prev__.d.ts';
const started = Date.now();

const isCell = ({ fileName }) => path.basename(fileName) === CELL;
const withoutComment = (code) => code.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, '\n');

/** Source maps of library files, by the path of the compiled file: { maps, source }. */
const libraryMaps = new Map();
/** Those of the cell compiled last: from what runs to what tslab made of it first, and on to the cell. */
let cellMaps = { first: undefined, second: undefined };
/** Library code on its way through tslab's second pass, which it does not need. */
const finished = new Set();

/** What tsx, which runs the tests and the worker threads, compiles with. */
const esbuildFile = require.resolve('esbuild', { paths: [require.resolve('tsx')] });
function esbuild(text, options) {
  try {
    return require(esbuildFile).transformSync(text, options);
  } catch (error) {
    // esbuild is a process of its own, and an interrupt reaches it too: the next one is started.
    if (error.message !== 'The service is no longer running') throw error;
    delete require.cache[esbuildFile];
    return require(esbuildFile).transformSync(text, options);
  }
}

/** One library file, on its own: types are dropped, imports become `require`. */
function compileLibraryFile(source) {
  const { code, map } = esbuild(interruptible(source), {
    loader: 'ts',
    format: 'cjs',
    target: 'es2022',
    supported: { 'dynamic-import': false }, // or Node would look for a TypeScript file itself
    sourcemap: 'external',
    sourcefile: source.fileName,
  });
  libraryMaps.set(source.fileName.replace(/\.tsx?$/, '.js'), { maps: [map], source: source.text });
  return code;
}

/** A program's `emit`: library files compiled as above, the cell with its map and our changes. */
function emitter(program) {
  const stock = program.emit.bind(program);
  return (source, write, token, declarationsOnly, transformers) => {
    if (!isCell(source)) {
      const code = compileLibraryFile(source);
      finished.add(code);
      const relative = path.relative(process.cwd(), source.fileName).replace(/\.tsx?$/, '.js');
      return write(path.join('outDir', relative), code);
    }
    const earlier = (declaration) => path.basename(declaration.getSourceFile().fileName) === EARLIER_CELLS;
    const before = [keys(program.getProgram().getTypeChecker(), earlier)];
    const keep = (name, data) => {
      if (name.endsWith('.js.map')) cellMaps.first = data;
      else write(name, name.endsWith('.js') ? withoutComment(data) : data);
    };
    return stock(source, keep, token, declarationsOnly, { ...transformers, before });
  };
}

/** A program's `getAllDependencies`: the file and those it imports, and so on; not those that declarations import. */
const dependencies = (program) => (from) => {
  const found = new Set([from.fileName]);
  for (const name of found) {
    const file = program.getSourceFile(name);
    if (file === undefined || file.isDeclarationFile) continue;
    file.resolvedModules?.forEach(({ resolvedModule }) => {
      if (resolvedModule !== undefined) found.add(resolvedModule.resolvedFileName);
    });
  }
  return [...found];
};

const changes = {
  createWatchCompilerHost: (files, options, system, _, ...rest) =>
    typescript.createWatchCompilerHost(
      files,
      { ...options, sourceMap: true },
      system,
      typescript.createAbstractBuilder,
      ...rest,
    ),
  createWatchProgram(host) {
    const created = host.afterProgramCreate;
    host.afterProgramCreate = (program) => {
      program.emit = emitter(program);
      program.getAllDependencies = dependencies(program);
      program.getProgram().getTypeChecker(); // tslab looks names up before anything else asks for them
      created(program);
    };
    return typescript.createWatchProgram(host);
  },
  getPreEmitDiagnosticsOfFiles(program, files) {
    const edited = (file) => (fs.statSync(file.fileName, { throwIfNoEntry: false })?.mtimeMs ?? 0) > started;
    const checked = files.filter((file) => isCell(file) || edited(file));
    return [
      ...files.flatMap((file) => program.getSyntacticDiagnostics(file)),
      ...typescript.getPreEmitDiagnosticsOfFiles(program, checked),
    ].filter((one, i, all) => all.indexOf(one) === i);
  },
  transpileModule(code, { compilerOptions, ...options }) {
    if (finished.delete(code)) return { outputText: code };
    const parsed = typescript.createSourceFile('cell.js', code, typescript.ScriptTarget.ES2022, true);
    const result = typescript.transpileModule(interruptible(parsed), {
      ...options,
      compilerOptions: { ...compilerOptions, sourceMap: true },
    });
    cellMaps.second = result.sourceMapText;
    return { ...result, outputText: withoutComment(result.outputText) };
  },
};

/** From now on `require` gives tslab this compiler. */
function install() {
  const ours = {};
  for (const name of Object.keys(typescript)) {
    Object.defineProperty(ours, name, {
      enumerable: true,
      get: () => (Object.hasOwn(changes, name) ? changes[name] : typescript[name]),
    });
  }
  require.cache[moduleFile].exports = ours;
}

/** The maps of the cell compiled last, nearest to what runs first. */
const mapsOfLastCell = () => [cellMaps.second, cellMaps.first];

module.exports = { install, libraryMaps, mapsOfLastCell };
