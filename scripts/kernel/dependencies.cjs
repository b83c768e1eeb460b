// Finds the dependencies of cells: the names that a cell reads, the names whose values it changed, and the cells to run again.
const ts = require('typescript');
const { bound, isTopLevel } = require('./names.cjs');

/** The top-level function or class inside which a node stands: what it reads is read when that is called. */
function calledLater(node) {
  let inFunction = false;
  for (let at = node; !ts.isSourceFile(at); at = at.parent) {
    if (ts.isVariableDeclaration(at)) {
      if (inFunction && isTopLevel(at)) return bound(at.name)[0]?.text;
      inFunction = false;
    } else if (ts.isFunctionLike(at) || ts.isClassLike(at)) {
      if ((ts.isFunctionDeclaration(at) || ts.isClassDeclaration(at)) && isTopLevel(at)) return at.name?.text;
      inFunction = true;
    } else if (ts.isCallExpression(at)) inFunction = false; // `rows.map((row) => …)` calls it at once
  }
  return undefined;
}

/** Whether a name is given another value here, and not read. */
const isWritten = (node, { parent } = node) =>
  ts.isBinaryExpression(parent) &&
  parent.left === node &&
  parent.operatorToken.kind === ts.SyntaxKind.EqualsToken;

/** What a cell reads: at once, and later in each function that it declares. */
function readsOf(uses) {
  const atOnce = new Set();
  const later = new Map();
  for (const { name, node } of uses) {
    if (isWritten(node)) continue;
    const owner = calledLater(node);
    if (owner === undefined) atOnce.add(name);
    else later.set(owner, (later.get(owner) ?? new Set()).add(name));
  }
  return { atOnce, later };
}

const isSame = (a, b) =>
  Object.is(a, b) ||
  (typeof a === 'function' && typeof b === 'function' && a !== b && String(a) === String(b));

/** The names whose value is another one now. */
const changedNames = (before, after) =>
  [...after]
    .filter(([name, value]) => !before.has(name) || !isSame(before.get(name), value))
    .map(([name]) => name);

function createDependencies() {
  const cells = new Map(); // identity → { cell, code, reads, declares }
  const readLater = new Map(); // name of a function → the names it reads
  const changes = new Map(); // name → { identity, cell } of the cell that changed it last

  /** The names that a cell reads, also by the functions that it calls. */
  function inputs({ reads, declares }) {
    const all = new Set(reads);
    for (const name of all) for (const one of readLater.get(name) ?? []) all.add(one);
    for (const name of declares) all.delete(name);
    return all;
  }

  /** A cell all of whose names another one declares by now is an earlier version of that, or has lost its part. */
  function replace(by, names) {
    for (const [identity, { left, declares }] of cells) {
      if (identity === by || declares.size === 0) continue;
      for (const name of names) left.delete(name);
      if (left.size === 0) cells.delete(identity);
    }
  }

  return {
    /**
     * A cell has run.
     *
     * @param identity what stays the same when the cell is run again
     * @param cell its number
     * @param code its first line
     * @param uses { name, node } of every name that it uses (rewrite.cjs)
     * @param declares the names that it declares
     * @param before values of all names before it ran, by name; and `after`
     */
    ran(identity, cell, code, uses, declares, before, after) {
      const { atOnce, later } = readsOf(uses);
      for (const name of declares) readLater.delete(name);
      for (const [name, names] of later) readLater.set(name, names);
      for (const name of changedNames(before, after)) changes.set(name, { identity, cell });
      replace(identity, declares);
      cells.set(identity, { cell, code, reads: atOnce, declares, left: new Set(declares) });
    },
    /** The cells to run again, in the order in which they ran: { cell, code, changed }. */
    stale() {
      const stale = new Map();
      for (let count = -1; count < stale.size;) {
        count = stale.size;
        for (const [identity, record] of cells) {
          const changed = [...inputs(record)].filter((name) => {
            const last = changes.get(name);
            return (
              last && last.identity !== identity && (last.cell > record.cell || stale.has(last.identity))
            );
          });
          if (changed.length > 0 && !stale.has(identity))
            stale.set(identity, { cell: record.cell, code: record.code, changed });
        }
      }
      return [...stale.values()].sort((a, b) => a.cell - b.cell);
    },
  };
}

module.exports = { createDependencies };
