// Advice on common mistakes: where a name can be imported from, what a misspelt name may mean, and which options there are.
const fs = require('node:fs');
const { builtinModules } = require('node:module');
const path = require('node:path');
const ts = require('typescript');
const { exportsOf, identifierAt, moduleNamed, titleOf } = require('./modules.cjs');

/** The last two advise the types of a test runner for `describe` and `test`. */
const CANNOT_FIND_NAME = [2304, 2552, 2503, 2582, 2593];
const CANNOT_FIND_MODULE = [2307, 2792, 2732];
const NO_MEMBER = [2305, 2724, 2339, 2551];
const NO_SUCH_KEY = [2353, 2561];
const NOT_ASSIGNABLE = [2345, 2322];
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

/** What pandas' commonest members of a frame are called here. */
const FROM_PANDAS = {
  sort_values: "sortBy(table, 'x')",
  to_csv: "await save(table, 't.csv')",
  to_parquet: "await save(table, 't.parquet')",
  to_feather: "await save(table, 't.arrow')",
  merge: "join(table, other, 'file')",
  assign: "withColumn(table, 'y', (row) => …)",
  mean: "groupMeans(table, 'g'), or describe(table)",
  hist: "plot.histogram(table, 'x')",
  boxplot: "plot.box(table, 'x', { by: 'g' })",
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

/** What notebooks import from. */
const FRONT = './lib/index';

/** The values that the front door exports: name → module. Types and the insides of the library are advised to nobody. */
function libraryExports(root) {
  const file = path.join(root, `${FRONT}.ts`);
  if (!fs.existsSync(file)) return new Map();
  const text = fs.readFileSync(file, 'utf8');
  const names = [
    ...[...text.matchAll(/^export \{([^}]*)\}/gm)].flatMap(([, list]) => list.split(',')),
    ...[...text.matchAll(/^export \* as ([\w$]+) from/gm)].map(([, name]) => name),
  ];
  const values = names.map((name) => name.trim()).filter((name) => name !== '' && !name.startsWith('type '));
  return new Map(values.map((name) => [name.split(/\s+/).pop(), FRONT]));
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
  if (exported.has(name)) return ` It can be imported: import { ${name} } from '${exported.get(name)}';`;
  const lost = types.lost.get(name);
  if (lost !== undefined) return ` Cell [${lost}] declares it and did not get that far.`;
  if (Object.hasOwn(FROM_PYTHON, name)) return ` Python's ${name} is here ${FROM_PYTHON[name]}.`;
  const meant =
    nearest(name, types.names()) ??
    nearest(name, Object.getOwnPropertyNames(globalThis)) ??
    nearest(name, exported.keys());
  const declare = isAssigned(start, name, types) ? ` To make a new name, declare it: let ${name} = ….` : '';
  if (meant === undefined) return declare;
  const from = exported.get(meant);
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

/** A member of a recording or a frame that is a function here, or has another name than in pandas. */
function onOtherMember(name, message, files) {
  if (/on type 'OpenedRecording'/.test(message) && libraryExports(files.root).has(name))
    return ` Write ${name}(sound), with import { ${name} } from '${FRONT}';`;
  if (/on type 'DataFrame'/.test(message) && Object.hasOwn(FROM_PANDAS, name))
    return ` pandas' ${name} is here ${FROM_PANDAS[name]}, from ${FRONT}.`;
  if (/on type 'Promise</.test(message)) return ' Put `await` before the call that gives it.';
  return '';
}

/** A promise where its value is wanted, and the name of a file where a recording is. */
function onArgument(message) {
  if (/type 'Promise</.test(message)) return ' Put `await` before the call that gives it.';
  if (/'string' is not assignable to parameter of type '(Sound|Signal|SampleReader)/.test(message))
    return ' Open the file first: await open(…).';
  return '';
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
  const whole = ts.flattenDiagnosticMessageText(messageText, '\n');
  const message = CANNOT_FIND_NAME.includes(code) ? whole.replace(/ Do you need to install.*$/s, '') : whole;
  if (NO_MEMBER.includes(code))
    return onMember(text, start, types, files) ?? message + onOtherMember(text, message, files);
  if (NOT_ASSIGNABLE.includes(code)) return message + onArgument(message);
  if (NO_SUCH_KEY.includes(code)) return onKey(text, start, types) ?? message;
  if (message.includes('Did you mean')) return message;
  if (CANNOT_FIND_NAME.includes(code)) return message + onName(text, start, types, files);
  if (CANNOT_FIND_MODULE.includes(code))
    return message + onModule(text.replace(/^['"]|['"]$/g, ''), types, files);
  return message;
}

module.exports = { packages, withAdvice };
