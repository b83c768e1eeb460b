// What a kernel does while it waits for its first cell: it imports what the project's notebooks import, in steps, so that
// a cell that comes waits for one of them and finds the earlier ones done.
const fs = require('node:fs');
const path = require('node:path');
const { isCompiled } = require('./compiler.cjs');

/** How long after its start a kernel without work begins, and how long it listens for a cell between two steps. */
const IDLE_MS = 500;
const LISTENING_MS = 20;
/** Modules a step imports. */
const MODULES = 4;

/** What the notebooks import, that of most of them first. */
function imports() {
  const counts = new Map();
  for (const name of fs.readdirSync('notebooks').filter((file) => file.endsWith('.ipynb'))) {
    const text = fs.readFileSync(path.join('notebooks', name), 'utf8');
    for (const [, from] of text.matchAll(/ from '((?:\.\/lib\/|danfojs)[\w/-]+)';/g))
      counts.set(from, (counts.get(from) ?? 0) + 1);
  }
  return [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a));
}

/**
 * Begins soon.
 *
 * @param run runs the code of a cell; one that fails is left to the cell that needs it
 * @returns to be called when the first cell comes, which ends it
 */
function workAhead(run) {
  let over = false;
  const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const work = async () => {
    await pause(IDLE_MS);
    // Every step names what was imported before it: the compiler forgets files that its last cell did not need.
    let done = '';
    for (const names = imports(); !over && names.length > 0; await pause(LISTENING_MS)) {
      const missing = names.splice(0, MODULES).filter((name) => !isCompiled(name));
      const step = done + missing.map((name) => `import '${name}';\n`).join('');
      if (step !== done && (await run(step))) done = step;
    }
  };
  void work();
  return () => (over = true);
}

module.exports = { workAhead };
