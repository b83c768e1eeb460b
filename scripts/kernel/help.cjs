// Tab and Shift-Tab. tslab knows the names and types; what is added: the kinds of completions, files in imports, help
// inside the brackets of a call, and the tags of docstrings.
const fs = require('node:fs');
const path = require('node:path');

/** Completions with their kind, for front ends that show it (JupyterLab does). */
function complete(executor, { code, cursor_pos: position }) {
  const { start, end, candidates, kinds } = importedFiles(code, position) ?? names(executor, code, position);
  const types = candidates.map((text) => ({ text, type: kinds.get(text) ?? '', start, end }));
  return {
    status: 'ok',
    matches: candidates,
    cursor_start: start,
    cursor_end: end,
    metadata: { _jupyter_types_experimental: types },
  };
}

function names(executor, code, position) {
  const { start, end, candidates, original } = executor.complete(code, position);
  return { start, end, candidates, kinds: new Map(original?.entries.map(({ name, kind }) => [name, kind])) };
}

/** Folders and TypeScript files below `from './…`, or undefined when the cursor is elsewhere. */
function importedFiles(code, position) {
  const [, begun] = /from\s+['"](\.\/[^'"\n]*)$/.exec(code.slice(0, position)) ?? [];
  if (begun === undefined) return undefined;
  const folder = begun.slice(0, begun.lastIndexOf('/') + 1);
  const kinds = new Map();
  const entries = fs.existsSync(folder) ? fs.readdirSync(folder, { withFileTypes: true }) : [];
  for (const entry of entries) {
    if (entry.isDirectory()) kinds.set(`${folder}${entry.name}/`, 'folder');
    else if (entry.name.endsWith('.ts')) kinds.set(`${folder}${path.basename(entry.name, '.ts')}`, 'module');
  }
  const candidates = [...kinds.keys()].filter((one) => one.startsWith(begun));
  return { start: position - begun.length, end: position, candidates, kinds };
}

/** Type and docstring of the name at the cursor, or of the function whose brackets the cursor is in. */
function inspect(executor, { code, cursor_pos: position }) {
  for (const place of [position, ...openBrackets(code, position)]) {
    const info = executor.inspect(code, place);
    if (info) return { status: 'ok', found: true, data: { 'text/plain': described(info) }, metadata: {} };
  }
  return { status: 'ok', found: false, data: {}, metadata: {} };
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
  const type = plain(displayParts).replace(/\nimport \w+$/, '');
  const lines = (tags ?? []).map(({ name, text }) => `@${name} ${plain(text)}`);
  return [type, plain(documentation), lines.join('\n')].filter((part) => part !== '').join('\n\n');
}

module.exports = { complete, inspect };
