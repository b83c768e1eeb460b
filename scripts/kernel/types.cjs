// Types of the notebook. The running cell is a file beside the notebook; every earlier cell with names in use is a module
// from which it imports the names that it does not declare. So TypeScript checks a notebook as a program of many files, and
// types need not be printed and parsed again.
const path = require('node:path');
const ts = require('typescript');
const { declaredNames } = require('./names.cjs');

const VALUES = new Set(['const', 'let', 'var', 'using', 'function']);
const TYPES = new Set(['interface', 'type']);
/**
 * How many cells a type may go through. Two cells run again in turn, each of which makes its name of the other's, would
 * make a chain without end; at this length types are printed, and the cell depends on no other any more.
 */
const LONGEST_CHAIN = 40;
const COPIED = new Set(['let', 'var', 'using']);

/** What tslab compiles cells with, so that notebooks mean the same in both; and `using`, which its compiler lacks. */
const OPTIONS = {
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2022.d.ts', 'lib.esnext.disposable.d.ts'],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  moduleDetection: ts.ModuleDetectionKind.Force,
  strict: false,
  esModuleInterop: true,
  experimentalDecorators: true,
  resolveJsonModule: true,
  allowJs: true,
  skipLibCheck: true,
  noEmit: true,
  types: [], // globals.d.ts names Node's
};

const identifiersOf = (file) => {
  const found = new Set();
  const visit = (node) => {
    if (ts.isIdentifier(node)) found.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
};

/**
 * @param folder where the notebook is
 * @param files the files of the project and of the notebook (files.cjs)
 */
function createTypes(folder, files) {
  const cellFile = path.join(folder, '__cell__.ts');
  /** Text of virtual files by path: those of earlier cells never change. */
  const texts = new Map([[cellFile, 'export {};']]);
  /** How many cells a cell's types go through at most, by path. */
  const lengths = new Map();
  let version = 0;
  /** Name → { file, kind } of the cell that gave it its value, and { file, pure } of the one that gave it its type. */
  const values = new Map();
  const types = new Map();

  /** What the service has read, by path: { version, snapshot }. It asks for all of it with every cell. */
  const snapshots = new Map();

  const isVirtual = (file) => texts.has(file);
  const host = {
    getCompilationSettings: () => OPTIONS,
    getScriptFileNames: () => [cellFile, files.globals],
    getScriptVersion: (file) =>
      file === cellFile ? `${version}` : isVirtual(file) ? '1' : files.version(file),
    getScriptSnapshot(file) {
      const version = host.getScriptVersion(file);
      const known = snapshots.get(file);
      if (known?.version === version) return known.snapshot;
      const text = texts.get(file) ?? files.text(file);
      const snapshot = text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
      snapshots.set(file, { version, snapshot });
      return snapshot;
    },
    getCurrentDirectory: () => folder,
    getDefaultLibFileName: (options) => ts.getDefaultLibFilePath(options),
    fileExists: (file) => isVirtual(file) || ts.sys.fileExists(file),
    readFile: (file) => texts.get(file) ?? ts.sys.readFile(file),
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
    readDirectory: ts.sys.readDirectory,
    realpath: ts.sys.realpath,
    getModuleResolutionCache: files.resolutionCache,
    useCaseSensitiveFileNames: () => ts.sys.useCaseSensitiveFileNames,
    resolveModuleNameLiterals: (literals, from) =>
      literals.map(({ text }) => {
        const earlier = path.join(folder, `${text}.ts`);
        if (isVirtual(earlier))
          return {
            resolvedModule: { resolvedFileName: earlier, extension: '.ts', isExternalLibraryImport: false },
          };
        return { resolvedModule: files.resolveTypes(text, from, OPTIONS) };
      }),
  };
  const service = ts.createLanguageService(host);

  /**
   * The lines that bring the names of earlier cells into a cell, and export its own. They follow the cell's last line.
   *
   * @param printed types of variables, by name, that are written out instead
   */
  function links({ declared, wanted }, printed = new Map()) {
    const lines = [];
    const from = (file) => JSON.stringify(`./${path.basename(file, '.ts')}`);
    const copy = (name, { file, kind }) =>
      lines.push(
        `declare ${kind === 'const' ? 'const' : 'let'} ${name}: typeof import(${from(file)}).${name};`,
      );
    const number = ({ file }) => Number(/\d+/.exec(path.basename(file)));
    for (const name of wanted) {
      const value = values.get(name);
      const type = types.get(name);
      const own = declared.get(name)?.kind;
      if (own === undefined && printed.has(name))
        lines.push(`declare ${value.kind === 'const' ? 'const' : 'let'} ${name}: ${printed.get(name)};`);
      else if (own === undefined) {
        if (value && !type && COPIED.has(value.kind)) copy(name, value);
        else if (value || type) {
          // Of two cells the later one has what the earlier one has.
          const [last] = [value, type].filter(Boolean).sort((a, b) => number(b) - number(a));
          lines.push(`import { ${name} } from ${from(last.file)};`);
        }
      } else if (TYPES.has(own) && value && VALUES.has(value.kind)) copy(name, value);
      else if (VALUES.has(own) && type?.pure) lines.push(`import { ${name} } from ${from(type.file)};`);
    }
    const exported = [...declared].filter(([, { node }]) => !isExported(node)).map(([name]) => name);
    return `\nexport { ${exported.join(', ')} };\n${lines.join('\n')}`;
  }

  const everyName = () => new Set([...values.keys(), ...types.keys()]);

  function lookAgain(cell) {
    texts.set(cellFile, cell.text);
    version++;
    return cell;
  }

  /** Makes a cell the one that the service looks at: { source, declared, wanted, text }, the names it declares and wants. */
  function look(source, { all = false } = {}) {
    const parsed = ts.createSourceFile(cellFile, source, OPTIONS.target, true);
    const declared = declaredNames(parsed);
    const known = everyName();
    const used = identifiersOf(parsed);
    const wanted = [...known].filter((name) => all || used.has(name));
    return lookAgain({ source, declared, wanted, text: source + links({ declared, wanted }) });
  }

  /** The types of the earlier variables that a cell uses, as text. */
  function printedTypes(looked) {
    lookAgain(looked); // somebody may have asked for help meanwhile
    const program = service.getProgram();
    const cell = program.getSourceFile(cellFile);
    const checker = program.getTypeChecker();
    const printed = new Map();
    for (const symbol of checker.getSymbolsInScope(cell, ts.SymbolFlags.Value | ts.SymbolFlags.Alias)) {
      const { name } = symbol;
      const kind = values.get(name)?.kind;
      if (!looked.wanted.includes(name) || types.has(name) || kind === 'function' || !VALUES.has(kind))
        continue;
      const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
      const type = checker.getTypeOfSymbol(target);
      printed.set(name, checker.typeToString(type, cell, ts.TypeFormatFlags.NoTruncation));
    }
    return printed;
  }

  /** The text of a cell as a module that later cells import from; with how many cells its types go through. */
  function moduleOf(looked) {
    const { text } = looked;
    const length = 1 + Math.max(0, ...linked(text).map((file) => lengths.get(file) ?? 0));
    if (length <= LONGEST_CHAIN) return { text, length };
    return { text: looked.source + links(looked, printedTypes(looked)), length: 1 };
  }

  /** The cells that a cell imports from. */
  const linked = (text) =>
    [...text.matchAll(/"\.\/(__cell_\d+__)"/g)].map(([, name]) => path.join(folder, `${name}.ts`));

  /** Forgets cells of which no name is left. */
  function forget() {
    const live = new Set([cellFile]);
    const keep = (file) => {
      if (live.has(file)) return;
      live.add(file);
      linked(texts.get(file) ?? '').forEach(keep);
    };
    for (const { file } of [...values.values(), ...types.values()]) keep(file);
    for (const file of texts.keys()) {
      if (live.has(file)) continue;
      texts.delete(file);
      lengths.delete(file);
      snapshots.delete(file);
    }
  }

  return {
    cellFile,
    service,
    look,
    /** Names of earlier cells. */
    names: everyName,
    /** Names that have a value of the notebook's, and not one that exists elsewhere or none at all. */
    shared: () => new Set([...everyName()].filter((name) => !values.get(name)?.ambient)),
    /** How the cell that gave a name its value declared it. */
    kindOf: (name) => values.get(name)?.kind,
    /** The program of the cell that was looked at last. */
    program: () => service.getProgram(),
    /**
     * A cell has run: later cells see its names.
     *
     * @param number the cell's
     * @param looked what `look` gave
     * @param initialized the names that got a value
     */
    keep(number, looked, initialized) {
      const file = path.join(folder, `__cell_${number}__.ts`);
      const { text, length } = moduleOf(looked);
      texts.set(file, text);
      lengths.set(file, length);
      for (const [name, { kind, ambient }] of looked.declared) {
        if (TYPES.has(kind)) types.set(name, { file, pure: !VALUES.has(values.get(name)?.kind) });
        else if (ambient || initialized.has(name)) {
          values.set(name, { file, kind, ambient });
          if (!VALUES.has(kind)) types.set(name, { file, pure: false });
          else if (!types.get(name)?.pure) types.delete(name);
        }
      }
      forget();
    },
  };
}

const isExported = (node) => {
  for (let at = node; at && !ts.isSourceFile(at); at = at.parent)
    if (
      ts.canHaveModifiers(at) &&
      ts.getModifiers(at)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
    )
      return true;
  return false;
};

module.exports = { createTypes, OPTIONS };
