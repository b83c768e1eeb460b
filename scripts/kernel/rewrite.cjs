// What is changed in cells and library files while they are compiled: interrupts (interrupt.cjs), and two spellings
// that tslab's own rewriting of earlier cells' variables breaks. Lines stay where they are.
const typescript = require('@tslab/typescript-for-tslab');
const { factory } = typescript;

const STEP = 'globalThis.__saaStep';

/**
 * `await x` → `await step(x)`; `catch (e) { … }` lets an interrupt pass, unless it ends by throwing anyway.
 * Inside `catch` and `finally`, which are to run to their end, nothing is changed.
 *
 * @param file a parsed file
 * @returns its text, changed
 */
function interruptible(file) {
  const insertions = [];
  const insert = (at, text) => insertions.push({ at, text });
  const visit = (node) => {
    if (typescript.isAwaitExpression(node)) {
      insert(node.expression.getStart(file), `${STEP}(`);
      visit(node.expression);
      insert(node.expression.end, ')');
    } else if (typescript.isTryStatement(node)) {
      visit(node.tryBlock);
      if (node.catchClause) letPass(node.catchClause);
    } else typescript.forEachChild(node, visit);
  };
  const letPass = ({ variableDeclaration, block }) => {
    const last = block.statements.at(-1);
    if (last !== undefined && typescript.isThrowStatement(last)) return;
    const start = block.getStart(file);
    if (variableDeclaration === undefined) {
      insert(start, '(__error) ');
      insert(start + 1, ` ${STEP}.pass(__error);`);
    } else if (typescript.isIdentifier(variableDeclaration.name)) {
      insert(start + 1, ` ${STEP}.pass(${variableDeclaration.name.text});`);
    }
  };
  visit(file);
  let text = '';
  let from = 0;
  for (const { at, text: inserted } of insertions.sort((a, b) => a.at - b.at)) {
    text += file.text.slice(from, at) + inserted;
    from = at;
  }
  return text + file.text.slice(from);
}

/**
 * tslab writes `exports.` before every name that an earlier cell declared, also where the name is a key:
 * `{ name }` and `{ name: other }` would become `{ exports.name }` and `{ exports.name: other }`.
 *
 * @param checker the program's
 * @param earlier tells whether a declaration is that of an earlier cell
 * @returns a transformer for the compiler
 */
function keys(checker, earlier) {
  // A name made here is unknown to the checker, so tslab leaves it alone.
  const plain = (name) => typescript.setTextRange(factory.createIdentifier(name.text), name);
  return (context) => {
    const visit = (node) => {
      if (typescript.isShorthandPropertyAssignment(node)) {
        const declarations = checker.getShorthandAssignmentValueSymbol(node)?.declarations ?? [];
        if (!declarations.some(earlier)) return node;
        const before = factory.createIdentifier('exports');
        const value = factory.createPropertyAccessExpression(before, plain(node.name));
        return factory.createPropertyAssignment(plain(node.name), value);
      }
      const visited = typescript.visitEachChild(node, visit, context);
      if (typescript.isPropertyAssignment(visited) && typescript.isIdentifier(visited.name)) {
        return factory.updatePropertyAssignment(visited, plain(visited.name), visited.initializer);
      }
      if (typescript.isBindingElement(visited) && visited.propertyName?.kind === visited.name.kind) {
        const { dotDotDotToken, propertyName, name, initializer } = visited;
        return factory.updateBindingElement(visited, dotDotDotToken, plain(propertyName), name, initializer);
      }
      return visited;
    };
    return (file) => typescript.visitNode(file, visit);
  };
}

module.exports = { interruptible, keys };
