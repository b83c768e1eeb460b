// The compiler that tslab uses, made quicker and told to keep source maps. tslab compiles every library file twice and
// checks the types of all of them with every import, which takes 5 to 20 s; here a library file is compiled once, and
// its types are checked when it was edited since the kernel started (npm test checks them all). Of what a program knows
// to emit only what changed, tslab uses nothing but the files that a cell depends on; those are found here.
const fs = require('node:fs');
const path = require('node:path');
const moduleFile = require.resolve('@tslab/typescript-for-tslab');
const typescript = require(moduleFile);
const { libraryFile } = require('./library.cjs');
const { interruptible, keys } = require('./rewrite.cjs');

const CELL = '__tslab__.ts'; // the names tslab gives to the cell and to what earlier cells declared
const EARLIER_CELLS = '__prev__.d.ts';
/** Where library files are. */
const LIBRARY = path.resolve('lib') + path.sep;
const started = Date.now();

const isCell = ({ fileName }) => path.basename(fileName) === CELL;
const withoutComment = (code) => code.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, '\n');

/** Source maps of library files, by the path of the compiled file: { maps, source }. */
const libraryMaps = new Map();
/** Those of the cell compiled last: from what runs to what tslab made of it first, and on to the cell. */
let cellMaps = { first: undefined, second: undefined };
/** Library code on its way through tslab's second pass, which it does not need. */
const finished = new Set();

const isLibrary = (file) => file.startsWith(LIBRARY) && /(?<!\.d)\.ts$/.test(file);
/** Library files as they were read last, by path: { text, made }; and which of them were edited since the kernel started. */
const read = new Map();
const edited = new Set();

/**
 * Files as the compiler reads them. Of library files that nobody edits it is given an outline, which holds what cells can
 * see; those that were edited are read whole, because their types are checked.
 */
const reading = (readFile) => (file, encoding) => {
  const text = readFile(file, encoding);
  if (text === undefined || !isLibrary(file)) return text;
  if ((fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0) > started) edited.add(file);
  const made = edited.has(file) ? undefined : libraryFile(file, text);
  read.set(file, { text, made });
  return made?.outline ?? text;
};

/** A program's `emit`: library files compiled as above, the cell with its map and our changes. */
function emitter(program) {
  const stock = program.emit.bind(program);
  return (source, write, token, declarationsOnly, transformers) => {
    if (!isCell(source)) {
      const { text, made } = read.get(source.fileName) ?? { text: source.text };
      const { code, map } = made ?? libraryFile(source.fileName, text);
      libraryMaps.set(source.fileName.replace(/\.tsx?$/, '.js'), { maps: [map], source: text });
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

/** Whether the next program asked for serves the names of a cell only. */
let namesOnly = false;

/**
 * tslab's `convert` with a program less. It makes one to learn which names the cell declares and another of the cell with
 * an `export` of these; the names are known from the cell's text alone.
 */
const inOnePass = (convert) => (earlier, source) => {
  namesOnly = true;
  try {
    return convert(earlier, source);
  } finally {
    namesOnly = false;
  }
};

/**
 * Lets a watching compiler pass over a program that serves names only, and hands the cell, bound, to `give`. The compiler
 * makes no program where files are as they were in its last one, as of a cell that failed and is run again; so `giveLast`.
 */
function passOver(host, give, giveLast) {
  const { setTimeout: later, clearTimeout: forget, readFile } = host;
  const passed = new WeakSet(); // the compiler takes these timers to be waiting still
  host.setTimeout = (update, ...rest) => {
    if (update.name !== 'updateProgramWithWatchStatus') return later(update, ...rest);
    const timer = later(
      () => {
        const cell = namesOnly ? bound(readFile(path.resolve(CELL))) : undefined;
        namesOnly = false;
        if (cell?.locals?.size) {
          passed.add(timer);
          give(cell);
        } else {
          update();
          giveLast();
        }
      },
      ...rest,
    );
    return timer;
  };
  host.clearTimeout = (timer) => passed.has(timer) || forget(timer);
}

/** A cell with the names it declares, as the compiler's binder finds them. */
function bound(text) {
  const cell = typescript.createSourceFile(CELL, text, typescript.ScriptTarget.ES2022);
  typescript.bindSourceFile(cell, { target: typescript.ScriptTarget.ES2022 });
  return cell;
}

/**
 * Keeps the files of one program for the next. The compiler looks all of them up again when a file's imports are not those
 * it had before, one for one; what earlier cells declared names a type's module at every use. Here it names each once, in
 * the order of the alphabet, so that new uses change nothing.
 */
function keepFiles(host) {
  const stock = host.createProgram;
  host.createProgram = (names, options, compilerHost, ...rest) => {
    const stockFile = compilerHost.getSourceFileByPath;
    compilerHost.getSourceFileByPath = (name, ...more) => {
      const file = stockFile(name, ...more);
      if (file && path.basename(name) === EARLIER_CELLS) nameModulesOnce(file);
      return file;
    };
    try {
      return stock(names, options, compilerHost, ...rest);
    } finally {
      compilerHost.getSourceFileByPath = stockFile;
    }
  };
}

/** Finds a file's imports before the compiler does, which leaves them as they are then. */
function nameModulesOnce(file) {
  if (file.imports || /\bdeclare (module|global)\b/.test(file.text)) return;
  const literals = new Map();
  const visit = (node) => {
    const literal = typescript.isLiteralImportTypeNode(node) ? node.argument.literal : node.moduleSpecifier;
    if (literal) literals.set(literal.text, literal);
    typescript.forEachChild(node, visit);
  };
  typescript.setParentRecursive(file, false);
  visit(file);
  file.imports = [...literals.keys()].sort().map((name) => literals.get(name));
  file.moduleAugmentations = [];
  file.ambientModuleNames = [];
}

const changes = {
  createWatchCompilerHost: (files, options, system, _, ...rest) =>
    typescript.createWatchCompilerHost(
      files,
      { ...options, types: ['node'], sourceMap: true },
      system,
      typescript.createAbstractBuilder,
      ...rest,
    ),
  createWatchProgram(host) {
    const created = host.afterProgramCreate;
    host.readFile = reading(host.readFile);
    keepFiles(host);
    let last;
    passOver(
      host,
      (cell) => created({ getSourceFile: () => cell }),
      () => created(last),
    );
    host.afterProgramCreate = (program) => {
      last = program;
      program.emit = emitter(program);
      program.getAllDependencies = dependencies(program);
      program.getProgram().getTypeChecker(); // tslab looks names up before anything else asks for them
      created(program);
    };
    return typescript.createWatchProgram(host);
  },
  getPreEmitDiagnosticsOfFiles(program, files) {
    const checked = files.filter((file) => isCell(file) || edited.has(file.fileName));
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

/** Whether a library file is compiled, by its name in imports from the project's root. */
const isCompiled = (name) => libraryMaps.has(path.resolve(`${name}.js`));

module.exports = { inOnePass, install, isCompiled, libraryMaps, mapsOfLastCell };
