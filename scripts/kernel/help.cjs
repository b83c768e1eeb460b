// Tab and Shift-Tab: names and types from TypeScript's language service, files and packages in import strings, and help
// inside the brackets of a call.
const fs = require('node:fs');
const path = require('node:path');
const ts = require('typescript');
const { packages } = require('./advice.cjs');
const { exportsOf, identifierAt, moduleNamed, resolved } = require('./modules.cjs');

/** Characters of a docstring beside a name in a list. */
const LONGEST_LINE = 100;

/** Completions with their kind, for front ends that show it (JupyterLab does). */
function complete(notebook, { code, cursor_pos: position }) {
  const { start, matches, kinds } = inImport(notebook, code, position) ?? names(notebook, code, position);
  const types = matches.map((text) => ({ text, type: kinds.get(text) ?? '', start, end: position }));
  return {
    status: 'ok',
    matches,
    cursor_start: start,
    cursor_end: position,
    metadata: { _jupyter_types_experimental: types },
  };
}

function names({ types }, code, position) {
  types.look(code, { all: true });
  const [begun] = /[\p{ID_Continue}$\u200c\u200d]*$/u.exec(code.slice(0, position));
  const options = { includeCompletionsWithInsertText: false, includeSymbol: true };
  const found = types.service.getCompletionsAtPosition(types.cellFile, position, options)?.entries ?? [];
  const matching = (text) => found.filter(({ name }) => text(name).startsWith(text(begun)));
  const exact = matching((name) => name);
  const entries = exact.length > 0 ? exact : matching((name) => name.toLowerCase());
  const order = (entry) => `${entry.sortText} ${entry.name}`;
  entries.sort((a, b) => (order(a) < order(b) ? -1 : 1));
  return {
    start: position - begun.length,
    matches: [...new Set(entries.map(({ name }) => name))],
    kinds: new Map(entries.map((entry) => [entry.name, kindOf(entry, types)])),
  };
}

const KINDS = [
  [ts.SymbolFlags.Function, 'function'],
  [ts.SymbolFlags.Class, 'class'],
  [ts.SymbolFlags.Interface, 'interface'],
  [ts.SymbolFlags.TypeAlias, 'type'],
  [ts.SymbolFlags.Module, 'module'],
  [ts.SymbolFlags.Variable, 'const'],
];

/** What a name is, also one that a module only passes on. */
function kindOf({ kind, symbol }, types) {
  if (kind !== 'alias' || symbol === undefined) return kind;
  const { flags } = resolved(types.program().getTypeChecker(), symbol);
  return KINDS.find(([flag]) => flags & flag)?.[1] ?? kind;
}

/** Folders, files and packages where an import names one, or undefined when the cursor is elsewhere. */
function inImport({ folder, files }, code, position) {
  const opened = /(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*)['"]([^'"\n]*)$/;
  const [, begun] = opened.exec(code.slice(0, position)) ?? [];
  if (begun === undefined) return undefined;
  const kinds = begun.startsWith('.')
    ? filesBelow(begun, folder, files.root)
    : packagesNow(folder, files.root);
  const matches = [...kinds.keys()].filter((one) => one.startsWith(begun));
  return { start: position - begun.length, matches, kinds };
}

const packagesNow = (folder, root) => new Map(packages(folder, root).map((name) => [name, 'module']));

function filesBelow(begun, folder, root) {
  const stem = begun.slice(0, begun.lastIndexOf('/') + 1);
  const near = path.resolve(folder, stem);
  const place = fs.existsSync(near) ? near : path.resolve(root, stem);
  const kinds = new Map();
  for (const { name } of fs.existsSync(place) ? fs.readdirSync(place, { withFileTypes: true }) : []) {
    if (fs.statSync(path.join(place, name), { throwIfNoEntry: false })?.isDirectory())
      kinds.set(`${stem}${name}/`, 'folder');
    else if (name.endsWith('.json')) kinds.set(`${stem}${name}`, 'module');
    else if (/(?<!\.d)\.[cm]?[jt]sx?$/.test(name)) kinds.set(stem + name.replace(/\.[^.]+$/, ''), 'module');
  }
  return kinds;
}

/**
 * Type and docstring of the name at the cursor, or before the dot at it, or of the function whose brackets the cursor is in;
 * of a module its names.
 */
function inspect({ types }, { code, cursor_pos: position }) {
  types.look(code);
  const places = [position, position - 1, ...(code[position - 1] === '.' ? [position - 2] : [])];
  for (const place of [...places, ...openBrackets(code, position)]) {
    const info = place < 0 ? undefined : types.service.getQuickInfoAtPosition(types.cellFile, place);
    const text = info && (moduleText(types, info.textSpan.start) ?? described(info));
    if (text) return { status: 'ok', found: true, data: { 'text/plain': text }, metadata: {} };
  }
  return { status: 'ok', found: false, data: {}, metadata: {} };
}

/** The values that the module at a place exports, each with the first sentence of its docstring; undefined elsewhere. */
function moduleText(types, place) {
  const program = types.program();
  const checker = program.getTypeChecker();
  const name = identifierAt(program.getSourceFile(types.cellFile), place);
  const module = name && moduleNamed(checker, name);
  if (module === undefined) return undefined;
  const lines = exportsOf(checker, module)
    .filter(([, symbol]) => symbol.flags & ts.SymbolFlags.Value)
    .map(([exported, symbol]) => {
      const [sentence] = plain(symbol.getDocumentationComment(checker)).split(/(?<=\.)\s|\n\n/);
      const line = sentence.replace(/\s+/g, ' ');
      const short = line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE - 1)}…` : line;
      return `  ${exported.padEnd(18)} ${short}`.trimEnd();
    });
  return [`${name.text} has:`, ...lines].join('\n');
}

/** Ends of the words before the brackets open at the cursor, innermost first. */
function openBrackets(code, position) {
  const ends = [];
  let closed = 0;
  for (let i = position - 1; i >= 0; i--) {
    if (code[i] === ')') closed++;
    else if (code[i] === '(' && closed > 0) closed--;
    else if (code[i] === '(' && /\w/.test(code[i - 1] ?? '')) ends.push(i - 1);
  }
  return ends;
}

const plain = (parts) => (parts ?? []).map(({ text }) => text).join('');

function described({ displayParts, documentation, tags }) {
  const type = plain(displayParts)
    .replace(/^\(alias\) /, '')
    .replace(/\n(?:import|export) [\w$]+$/, '');
  const lines = (tags ?? []).map(({ name, text }) =>
    name === 'example' ? `\nExample:\n${plain(text)}` : `@${name} ${plain(text)}`,
  );
  return [type, plain(documentation), lines.join('\n').trim()].filter((part) => part !== '').join('\n\n');
}

module.exports = { complete, inspect };
