// Makes the code of cells and of the library interruptible (interrupt.cjs).
const ts = require('typescript');
const { createEdits } = require('./edits.cjs');

const STEP = 'globalThis.__saaStep';

/** Whether a node belongs to a `finally` block, which runs to its end. */
const inCleanUp = (node) =>
  node.parent && ts.isTryStatement(node.parent) && node.parent.finallyBlock === node;

/**
 * Makes the changes of one node: `await x` → `await step(x)`, `for await (… of x)` → `… of step.each(x)`, and
 * `catch (e) { … }` lets an interrupt pass, unless it ends by throwing anyway.
 *
 * @param node a node with parents
 * @param edits what is to change (edits.cjs)
 * @param visit is called for every child; with `false` as its second argument inside `catch` and `finally`
 * @returns whether this visited the children
 */
function letInterruptsIn(node, edits, visit) {
  if (ts.isAwaitExpression(node)) {
    edits.insert(node.expression.getStart(), `${STEP}(`);
    visit(node.expression);
    edits.insert(node.expression.end, ')');
    return true;
  }
  if (ts.isForOfStatement(node) && node.awaitModifier) {
    visit(node.initializer);
    edits.insert(node.expression.getStart(), `${STEP}.each(`);
    visit(node.expression);
    edits.insert(node.expression.end, ')');
    visit(node.statement);
    return true;
  }
  if (ts.isCatchClause(node)) {
    letPass(node, edits);
    ts.forEachChild(node, (child) => visit(child, false));
    return true;
  }
  if (inCleanUp(node)) {
    ts.forEachChild(node, (child) => visit(child, false));
    return true;
  }
  return false;
}

function letPass({ variableDeclaration, block }, edits) {
  const last = block.statements.at(-1);
  if (last !== undefined && ts.isThrowStatement(last)) return;
  const start = block.getStart();
  if (variableDeclaration === undefined) {
    edits.insert(start, '(__error) ');
    edits.insert(start + 1, ` ${STEP}.pass(__error);`);
  } else if (ts.isIdentifier(variableDeclaration.name)) {
    edits.insert(start + 1, ` ${STEP}.pass(${variableDeclaration.name.text});`);
  }
}

/** The edits (edits.cjs) that let interrupts into the text of a file. */
function interruptible(name, text) {
  const edits = createEdits(text);
  if (!/\b(await|catch)\b/.test(text)) return edits;
  const file = ts.createSourceFile(name, text, ts.ScriptTarget.ES2022, true);
  const visit = (node, open = true) => {
    if (!open) return;
    if (!letInterruptsIn(node, edits, visit)) ts.forEachChild(node, (child) => visit(child));
  };
  visit(file);
  return edits;
}

module.exports = { interruptible, letInterruptsIn };
