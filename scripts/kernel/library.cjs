// Library files: what the compiler is to know of them, and what runs; both made once and kept on disk.
const fs = require('node:fs');
const path = require('node:path');
const typescript = require('typescript');
const { kept } = require('./disk-cache.cjs');
const { interruptible } = require('./interruptible.cjs');

/** Where they are kept. */
const FOLDER = path.resolve(__dirname, '..', '..', 'node_modules', '.cache', 'tslab-kernel');

/** What tsx, which runs the tests and the worker threads, compiles with. */
const tools = { paths: [require.resolve('tsx')] };
const esbuildFile = require.resolve('esbuild', tools);
const esbuildVersion = require(require.resolve('esbuild/package.json', tools)).version;
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

/** Packages that the library uses within: nothing that a cell is given has a type of theirs. */
const WITHIN = ['@tensorflow/tfjs', 'apache-arrow', 'bullmq', 'ioredis'];

/** The files that decide what is made, whose changes make it anew. */
const makers = [__filename, require.resolve('./interruptible.cjs')].map((file) =>
  fs.readFileSync(file, 'utf8'),
);

/**
 * A library file on its own.
 *
 * @param file its path
 * @param text what it holds
 * @returns `outline`: the text without what cells cannot see, every line and column where it was;
 *   `code`: types dropped, imports made `require`, interrupts let in; `map`: from `code` to `text`.
 *   Where the text is no TypeScript, the outline is the text, and there is no code.
 */
function libraryFile(file, text) {
  const options = {
    loader: file.endsWith('x') ? 'tsx' : 'ts',
    format: 'cjs',
    target: 'es2022',
    supported: { 'dynamic-import': false }, // or Node would look for a TypeScript file itself
    sourcemap: 'external',
    sourcefile: file,
  };
  const name = path.relative(path.resolve(__dirname, '..', '..'), file).replace(/[^\w.-]+/g, '-');
  return kept(path.join(FOLDER, `${name}.json`), { text, options, esbuildVersion, makers }, () => {
    const parsed = typescript.createSourceFile(file, text, typescript.ScriptTarget.ES2022, true);
    if (parsed.parseDiagnostics.length > 0) return { outline: text };
    const { code, map } = esbuild(interruptible(parsed), options);
    return { outline: outline(parsed), code, map };
  });
}

/**
 * A file's text with blanks for the bodies of functions that state what they return, and for imports of packages that
 * nothing else mentions or that the library uses within: the compiler then reads neither these nor the declarations of
 * those packages.
 */
function outline(file) {
  const blanks = [];
  const imports = [];
  const mentioned = new Set();
  const visit = (node) => {
    if (typescript.isIdentifier(node)) mentioned.add(node.text);
    const hidden = hiddenBody(node, file);
    if (hidden) blanks.push(hidden);
    typescript.forEachChild(node, (child) => {
      if (typescript.isImportDeclaration(child)) imports.push(child);
      else if (!hidden || child !== node.body) visit(child);
    });
  };
  visit(file);
  for (const node of imports) {
    const from = node.moduleSpecifier.text;
    const names = node.importClause ? namesOf(node.importClause) : [];
    const unused = names.length > 0 && !names.some((name) => mentioned.has(name));
    if (WITHIN.includes(from) || (unused && !from.startsWith('.')))
      blanks.push([node.getStart(file), node.end]);
  }
  let { text } = file;
  for (const [start, end] of blanks)
    text = text.slice(0, start) + text.slice(start, end).replace(/[^\r\n]/g, ' ') + text.slice(end);
  return text;
}

/** Where the body of a function that states what it returns lies, unless it loads a library file, which is to be compiled. */
function hiddenBody({ type, body }, file) {
  if (!type || !body || !typescript.isBlock(body)) return undefined;
  const place = [body.getStart(file) + 1, body.end - 1];
  return /\bimport\(\s*['"]\./.test(file.text.slice(...place)) ? undefined : place;
}

/** What an import declares. */
function namesOf({ name, namedBindings }) {
  const nodes = [name, ...(namedBindings?.elements ?? [namedBindings]).map((one) => one?.name)];
  return nodes.filter((node) => node !== undefined).map(({ text }) => text);
}

module.exports = { libraryFile };
