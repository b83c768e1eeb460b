// Advice on common mistakes: where a name can be imported from, what a misspelt name may mean, and which options there are.
const fs = require('node:fs');
const { builtinModules } = require('node:module');
const path = require('node:path');
const ts = require('typescript');
const { exportsOf, identifierAt, moduleNamed, titleOf } = require('./modules.cjs');

const CANNOT_FIND_NAME = [2304, 2552, 2503];
const CANNOT_FIND_MODULE = [2307, 2792, 2732];
const NO_MEMBER = [2305, 2724, 2339, 2551];
const NO_SUCH_KEY = [2353, 2561];
/** Keys of an object that are listed; more would hide what they are to explain. */
const MOST_KEYS = 30;

/** How many letters two words differ in (changed, missing, more or swapped), up to `most`. */
function distance(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return Infinity;
  let [before, row] = [[], Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        next[j] = Math.min(next[j], before[j - 2] + 1);
    }
    [before, row] = [row, next];
  }
  return row[b.length];
}

/** The candidate nearest to a word, if it is near enough to have been meant; or else the shortest that begins with it. */
function nearest(word, candidates) {
  const most = Math.max(1, Math.floor(word.length / 4));
  let best;
  let longer;
  for (const candidate of candidates) {
    const far = distance(word.toLowerCase(), candidate.toLowerCase(), most);
    if (far <= most && far < (best?.far ?? Infinity) && candidate !== word) best = { candidate, far };
    const begins = word.length >= 4 && candidate.length > word.length && candidate.startsWith(word);
    if (begins && candidate.length < (longer?.length ?? Infinity)) longer = candidate;
  }
  return best?.candidate ?? longer;
}

/** What Python's commonest names are called here. */
const FROM_PYTHON = {
  print: 'console.log(…), or the value alone on the last line of the cell',
  len: 'the property length, as in list.length',
  range: 'Array.from({ length: n }, (_, i) => i)',
  None: 'null',
  True: 'true',
  False: 'false',
  self: 'this',
  str: 'String(…)',
  int: 'Math.trunc(…)',
  float: 'Number(…)',
  abs: 'Math.abs(…)',
  round: 'Math.round(…)',
  display: 'show(…) from ./lib/index, or the value alone on the last line of the cell',
};

const listed = (folder) => (fs.existsSync(folder) ? fs.readdirSync(folder, { withFileTypes: true }) : []);

/** The library's files, as an import names them: './lib/praat/pitch'. */
function libraryModules(root) {
  const walk = (folder, name) =>
    listed(folder).flatMap((entry) => {
      if (entry.isDirectory()) return walk(path.join(folder, entry.name), `${name}/${entry.name}`);
      return /(?<!\.d)\.ts$/.test(entry.name) ? [`${name}/${entry.name.slice(0, -3)}`] : [];
    });
  return walk(path.join(root, 'lib'), './lib');
}

/** What notebooks import from, where it has a name. */
const FRONT = './lib/index';

/** What the library exports: name → modules, or the front door alone. */
function libraryExports(root) {
  const exported = new Map();
  const add = (name, module) => exported.set(name, [...(exported.get(name) ?? []), module]);
  for (const module of libraryModules(root)) {
    const text = fs.readFileSync(path.join(root, `${module}.ts`), 'utf8');
    const declared =
      /^export (?:declare |abstract |async |const )*(?:function\*?|const|let|class|interface|type|enum) ([\w$]+)/gm;
    for (const [, name] of text.matchAll(declared)) add(name, module);
    for (const [, names] of text.matchAll(/^export (?:type )?\{([^}]*)\}/gm))
      for (const name of names.split(',')) add(name.trim().split(/\s+/).pop(), module);
    for (const [, name] of text.matchAll(/^export \* as ([\w$]+) from/gm)) add(name, module);
  }
  for (const [name, modules] of exported) if (modules.includes(FRONT)) exported.set(name, [FRONT]);
  exported.delete('');
  return exported;
}

/** Names of packages that a notebook can import, in the order of the alphabet; Node's own begin with `node:`. */
function packages(folder, root) {
  const names = new Set();
  for (const place of [folder, root]) {
    const file = path.join(place, 'package.json');
    if (!fs.existsSync(file)) continue;
    const { dependencies = {}, devDependencies = {} } = JSON.parse(fs.readFileSync(file, 'utf8'));
    for (const name of Object.keys({ ...dependencies, ...devDependencies })) names.add(name);
  }
  for (const entry of listed(path.join(folder, 'node_modules'))) {
    if (entry.name.startsWith('.')) continue;
    if (!entry.name.startsWith('@')) names.add(entry.name);
    else
      for (const { name } of listed(path.join(folder, 'node_modules', entry.name)))
        names.add(`${entry.name}/${name}`);
  }
  for (const name of [...names]) if (name.startsWith('@types/')) names.delete(name);
  for (const name of builtinModules)
    if (!name.startsWith('_')) names.add(`node:${name.replace(/^node:/, '')}`);
  return [...names].sort();
}

/** Whether a cell gives a name at this place its value, as `x = 5` does. */
function isAssigned(start, name, types) {
  const text = types
    .program()
    .getSourceFile(types.cellFile)
    .text.slice(start + name.length);
  return /^\s*=(?![=>])/.test(text);
}

function onName(name, start, types, files) {
  const exported = libraryExports(files.root);
  const modules = exported.get(name);
  if (modules !== undefined)
    return ` It can be imported: ${modules.map((module) => `import { ${name} } from '${module}';`).join(' or ')}`;
  const lost = types.lost.get(name);
  if (lost !== undefined) return ` Cell [${lost}] declares it and did not get that far.`;
  if (Object.hasOwn(FROM_PYTHON, name)) return ` Python's ${name} is here ${FROM_PYTHON[name]}.`;
  const meant =
    nearest(name, types.names()) ??
    nearest(name, Object.getOwnPropertyNames(globalThis)) ??
    nearest(name, exported.keys());
  const declare = isAssigned(start, name, types) ? ` To make a new name, declare it: let ${name} = ….` : '';
  if (meant === undefined) return declare;
  const from = exported.get(meant)?.[0];
  const known = types.names().has(meant) || meant in globalThis;
  return ` Did you mean '${meant}'?${from && !known ? ` import { ${meant} } from '${from}';` : ''}${declare}`;
}

function onModule(specifier, types, files) {
  const folder = path.dirname(types.cellFile);
  if (!files.isPath(specifier)) {
    const meant =
      nearest(specifier, packages(folder, files.root)) ??
      nearest(`node:${specifier}`, packages(folder, files.root));
    return meant === undefined ? '' : ` Did you mean '${meant}'?`;
  }
  const place = path.dirname(path.resolve(folder, specifier));
  const begun = specifier.slice(0, specifier.lastIndexOf('/') + 1);
  const beside = listed(place).map(({ name }) => begun + name.replace(/\.[cm]?[jt]sx?$/, ''));
  const meant = nearest(specifier, beside) ?? nearest(specifier, libraryModules(files.root));
  return ` Looked in ${place}.${meant === undefined ? '' : ` Did you mean '${meant}'?`}`;
}

const meaning = (name, candidates) => {
  const meant = nearest(name, candidates);
  return meant === undefined ? '' : ` Did you mean '${meant}'?`;
};

/** A name that a module does not have, in an import or behind the module's own name. */
function onMember(name, start, types, files) {
  const program = types.program();
  const checker = program.getTypeChecker();
  const { parent } = identifierAt(program.getSourceFile(types.cellFile), start) ?? {};
  let module;
  let title;
  if (parent && ts.isImportSpecifier(parent)) {
    module = checker.getSymbolAtLocation(parent.parent.parent.parent.moduleSpecifier);
    title = module && titleOf(module, path.dirname(types.cellFile), files.root);
  } else if (parent && ts.isPropertyAccessExpression(parent)) {
    module = moduleNamed(checker, parent.expression);
    title = parent.expression.getText();
  }
  if (module === undefined) return undefined;
  const names = exportsOf(checker, module).map(([exported]) => exported);
  return `There is no '${name}' in ${title}.${meaning(name, names)}`;
}

/** A key that a written object cannot have: a misspelt option, say. */
function onKey(name, start, types) {
  const program = types.program();
  const checker = program.getTypeChecker();
  const key = identifierAt(program.getSourceFile(types.cellFile), start);
  const literal = key?.parent.parent;
  const type = literal && ts.isObjectLiteralExpression(literal) && checker.getContextualType(literal);
  if (!type) return undefined;
  const wanted = checker.getNonNullableType(type);
  const keys = wanted.isUnion() ? wanted.types.flatMap((one) => one.getProperties()) : wanted.getProperties();
  const names = [...new Set(keys.map((one) => one.name))].sort();
  if (names.length === 0 || names.length > MOST_KEYS) return undefined;
  const of = wanted.aliasSymbol ?? (wanted.isClassOrInterface() ? wanted.symbol : undefined);
  return `There is no '${name}' in ${of?.name ?? 'this object'}: it has ${names.join(', ')}.${meaning(name, names)}`;
}

/**
 * A finding of the compiler, with a way out where one is known.
 *
 * @param diagnostic the finding
 * @param text what it points to in the cell
 */
function withAdvice({ code, messageText, start }, text, types, files) {
  const message = ts.flattenDiagnosticMessageText(messageText, '\n');
  if (NO_MEMBER.includes(code)) return onMember(text, start, types, files) ?? message;
  if (NO_SUCH_KEY.includes(code)) return onKey(text, start, types) ?? message;
  if (message.includes('Did you mean')) return message;
  if (CANNOT_FIND_NAME.includes(code)) return message + onName(text, start, types, files);
  if (CANNOT_FIND_MODULE.includes(code))
    return message + onModule(text.replace(/^['"]|['"]$/g, ''), types, files);
  return message;
}

module.exports = { packages, withAdvice };
