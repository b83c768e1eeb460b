// What a kernel does while it waits for its first cell: it loads what the project's notebooks import, in steps, so that a
// cell that comes waits for one of them and finds the earlier ones done.
const fs = require('node:fs');
const path = require('node:path');
const { root } = require('./library.cjs');

/** How long a kernel listens for a cell between two steps. */
const LISTENING_MS = 20;
/** Modules a step loads. */
const MODULES = 4;

/**
 * What two notebooks or more import from the library, that of most of them first. What one alone imports would take memory of
 * all the others; so would `lib/notebook`, which loads a browser's document to draw in as soon as the kernel waits.
 */
function imports() {
  const counts = new Map();
  const folder = path.join(root, 'notebooks');
  for (const name of fs.readdirSync(folder).filter((file) => file.endsWith('.ipynb'))) {
    const text = fs.readFileSync(path.join(folder, name), 'utf8');
    for (const [, from] of text.matchAll(/ from '(\.\/lib\/(?!notebook\/)[\w/-]+)';/g))
      counts.set(from, (counts.get(from) ?? 0) + 1);
  }
  return [...counts.keys()]
    .filter((name) => counts.get(name) > 1)
    .sort((a, b) => counts.get(b) - counts.get(a));
}

/**
 * Begins soon.
 *
 * @param load loads modules by name; what fails is left to the cell that needs it
 * @param rest is called once all is loaded
 * @returns to be called when the first cell comes, which ends it
 */
function preload(load, rest) {
  let over = false;
  const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const work = async () => {
    await pause(LISTENING_MS);
    await load([]); // the compiler, and what it knows of Node
    for (const names = imports(); !over && names.length > 0; await pause(LISTENING_MS))
      await load(names.splice(0, MODULES));
    if (!over) rest();
  };
  void work();
  return () => (over = true);
}

module.exports = { preload };
