// Rewrites a cell to a function. Every top-level name of the notebook becomes a variable of the session (session.cjs) that all
// cells and functions share: `total` → `__$total.v`, unless the name belongs to an inner scope. Line numbers do not change.
const ts = require('typescript');
const { createEdits } = require('./edits.cjs');
const { letInterruptsIn } = require('./interruptible.cjs');
const { bound, importedNames, isTopLevel, kindOfList } = require('./names.cjs');

const variable = (name) => `__$${name}`;

/** Statements that a line break may end: where the next line begins with a bracket, they need their semicolon. */
const ENDED = new Set(
  'ExpressionStatement VariableStatement ReturnStatement ThrowStatement BreakStatement ContinueStatement DoStatement'
    .split(' ')
    .map((name) => ts.SyntaxKind[name]),
);

/** What JavaScript takes a function's name from: `const f = () => …`. */
function isNameless(node) {
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isSatisfiesExpression(node))
    return isNameless(node.expression);
  return (
    ts.isArrowFunction(node) || ((ts.isFunctionExpression(node) || ts.isClassExpression(node)) && !node.name)
  );
}

/** The call whose function an expression is, brackets and assertions left aside. */
function isCalled(node) {
  const { parent } = node;
  if (ts.isCallExpression(parent)) return parent.expression === node && !ts.isDecorator(parent.parent);
  if (ts.isTaggedTemplateExpression(parent)) return parent.tag === node;
  const transparent =
    ts.isParenthesizedExpression(parent) ||
    ts.isNonNullExpression(parent) ||
    ts.isAsExpression(parent) ||
    ts.isSatisfiesExpression(parent);
  return transparent && isCalled(parent);
}

/** Whether a node is a type, which compiling drops. */
function isType(node) {
  if (!ts.isExpressionWithTypeArguments(node)) return ts.isTypeNode(node);
  const { parent } = node; // `f<string>` and `extends Base<string>` are none
  return (
    ts.isHeritageClause(parent) &&
    !(parent.token === ts.SyntaxKind.ExtendsKeyword && ts.isClassLike(parent.parent))
  );
}

/** Whether a declaration is inside the declaration that has the same name, where JavaScript has a name of its own for it. */
function insideItself(node, symbol) {
  const own = symbol.declarations.find(
    (one) => ts.isClassDeclaration(one) || ts.isEnumDeclaration(one) || ts.isModuleDeclaration(one),
  );
  for (let at = node; own && at; at = at.parent) if (at === own) return true;
  return false;
}

/**
 * @param file the cell as the checker has it
 * @param length of the cell's text, after which the links to earlier cells follow
 * @param checker the program's
 * @param declared the names that the cell declares (names.cjs)
 * @param earlier names of earlier cells
 * @returns `code`: the text of a function's body; `variables`: the names it shares; `imports`; `declares`: the names whose
 *   value it gives; `isAsync`; `gives`: whether the body returns the value of the last expression; `silent`: whether a
 *   semicolon follows that; `uses`: name → nodes that mean it
 */
function rewrite(file, length, checker, declared, earlier) {
  const text = file.text.slice(0, length);
  const edits = createEdits(text);
  const shared = new Set();
  const imports = [];
  const uses = [];
  const hoisted = [];
  let isAsync = false;
  const statements = file.statements.filter((statement) => statement.getStart() < length);

  /** The session's variable that an identifier means, or undefined. */
  const meant = (node) => {
    const { text: name } = node;
    if (!(declared.has(name) ? !declared.get(name).ambient : earlier.has(name))) return undefined;
    const symbol =
      ts.isShorthandPropertyAssignment(node.parent) && node.parent.name === node
        ? checker.getShorthandAssignmentValueSymbol(node.parent)
        : checker.getSymbolAtLocation(node);
    const declarations = symbol?.declarations?.filter((one) => one.getSourceFile() === file) ?? [];
    if (!declarations.some(isTopLevel) || insideItself(node, symbol)) return undefined;
    uses.push({ name, node });
    return share(name);
  };
  const share = (name) => {
    shared.add(name);
    return `${variable(name)}.v`;
  };
  const blank = (start, end) => edits.replace(start, end, '');

  /** How many `catch` and `finally` the visit is in: no interrupt is let into these. */
  let cleaning = 0;
  const visit = (node, open = true) => {
    if (open) return look(node);
    cleaning++;
    look(node);
    cleaning--;
  };
  const look = (node) => {
    if (isType(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return;
    if (ts.isIdentifier(node)) return identifier(node);
    if (ts.isVariableDeclarationList(node) && sharesVar(node)) return assignments(node);
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      edits.replace(node.expression.getStart(), node.expression.end, '__$import');
    if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword)
      return edits.replace(node.getStart(), node.end, '__$meta');
    if (waits(node)) isAsync = true;
    if (cleaning > 0 || !letInterruptsIn(node, edits, visit)) ts.forEachChild(node, (child) => visit(child));
    end(node);
  };
  const end = (node) => {
    if (ENDED.has(node.kind) && text[node.end - 1] !== ';') edits.insert(node.end, ';');
  };

  /** Whether a node waits at the top level of the cell. */
  const waits = (node) => {
    const awaits =
      ts.isAwaitExpression(node) ||
      (ts.isForOfStatement(node) && node.awaitModifier !== undefined) ||
      (ts.isVariableDeclarationList(node) &&
        (node.flags & ts.NodeFlags.AwaitUsing) === ts.NodeFlags.AwaitUsing);
    if (!awaits) return false;
    for (let at = node.parent; !ts.isSourceFile(at); at = at.parent) if (ts.isFunctionLike(at)) return false;
    return true;
  };

  function identifier(node) {
    const value = meant(node);
    if (value === undefined) return;
    const { parent } = node;
    let replacement = value;
    if (ts.isShorthandPropertyAssignment(parent) && parent.name === node)
      replacement = `${node.text}: ${value}`;
    else if (isCalled(node)) replacement = `(0, ${value})`;
    edits.replace(node.getStart(), node.end, replacement);
  }

  /** Whether a list declares, by `var` in a block, names of the notebook. */
  const sharesVar = (list) =>
    kindOfList(list) === 'var' && list.declarations.some(({ name }) => bound(name).some(isOwn));
  const isOwn = (name) => checker.getSymbolAtLocation(name)?.declarations?.some(isTopLevel) ?? false;

  /** `const a = 1, b = 2` → `a = 1, b = 2`, with the session's variables. */
  function assignments(list) {
    const [first] = list.declarations;
    blank(list.getStart(), first.getStart());
    const inLoop = ts.isForOfStatement(list.parent) || ts.isForInStatement(list.parent);
    const kind = kindOfList(list);
    for (const declaration of list.declarations) {
      const { name, type, exclamationToken, initializer } = declaration;
      const isPattern = !ts.isIdentifier(name);
      if (isPattern && !inLoop) edits.insert(name.getStart(), '(');
      if (!isPattern && initializer === undefined && !inLoop && kind === 'var') {
        edits.replace(name.getStart(), name.end, 'undefined');
        share(name.text);
      } else target(name);
      const typed = type ?? exclamationToken;
      if (typed) blank(name.end, typed.end);
      if (initializer) named(declaration);
      else if (!isPattern && !inLoop && kind !== 'var') edits.insert(declaration.end, ' = undefined');
      if (isPattern && !inLoop) edits.insert(declaration.end, ')');
    }
  }

  /** What a declaration binds, as a target of assignment. */
  function target(name) {
    if (ts.isIdentifier(name)) {
      edits.replace(name.getStart(), name.end, share(name.text));
      return;
    }
    for (const element of name.elements) {
      if (ts.isOmittedExpression(element)) continue;
      if (element.propertyName && ts.isComputedPropertyName(element.propertyName))
        visit(element.propertyName);
      if (ts.isObjectBindingPattern(name) && !element.propertyName && !element.dotDotDotToken)
        edits.insert(element.name.getStart(), `${element.name.text}: `);
      target(element.name);
      if (element.initializer) named(element);
    }
  }

  /** The value of a declaration; a function without a name gets the declaration's, as it does in JavaScript. */
  function named({ name, initializer }) {
    const nameless = ts.isIdentifier(name) && isNameless(initializer);
    if (nameless) edits.insert(initializer.getStart(), `{ ${name.text}: `);
    visit(initializer);
    if (nameless) edits.insert(initializer.end, ` }.${name.text}`);
  }

  const withoutExport = (statement) => {
    for (const modifier of ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [])
      if (modifier.kind === ts.SyntaxKind.ExportKeyword) blank(modifier.getStart(), modifier.end);
  };
  const isAmbient = (statement) =>
    ts.canHaveModifiers(statement) &&
    (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword);

  function statement(node) {
    if (ts.isImportDeclaration(node)) return importDeclaration(node);
    if (isAmbient(node)) return blank(node.getStart(), node.end);
    withoutExport(node);
    if (ts.isVariableStatement(node)) {
      const list = node.declarationList;
      if (kindOfList(list) !== 'using') assignments(list);
      else {
        if (waits(list)) isAsync = true;
        for (const { initializer } of list.declarations) visit(initializer);
      }
      end(node);
      if (kindOfList(list) === 'using')
        for (const { name } of list.declarations)
          edits.insert(node.end, ` ${share(name.text)} = ${name.text};`);
      return;
    }
    const { name } = node;
    if (ts.isFunctionDeclaration(node) && node.body) {
      hoisted.push(`${share(name.text)} = ${name.text};`);
      ts.forEachChild(node, (child) => child !== name && visit(child));
    } else if (ts.isClassDeclaration(node) || ts.isEnumDeclaration(node) || ts.isModuleDeclaration(node)) {
      ts.forEachChild(node, (child) => child !== name && visit(child));
      const isValue = checker.getSymbolAtLocation(name).flags & ts.SymbolFlags.Value;
      if (isValue) edits.insert(node.end, ` ;${share(name.text)} = ${name.text};`);
    } else visit(node);
  }

  function importDeclaration(node) {
    blank(node.getStart(), node.end);
    if (node.importClause?.isTypeOnly) return;
    const isValue = ({ local }) => {
      if (ts.isImportSpecifier(local.parent) && local.parent.isTypeOnly) return false;
      const symbol = checker.getSymbolAtLocation(local);
      return (checker.getAliasedSymbol(symbol).flags & ts.SymbolFlags.Value) !== 0 || isUnknown(symbol);
    };
    // What the checker cannot find has no flags; it may be there all the same.
    const isUnknown = (symbol) => checker.getAliasedSymbol(symbol).declarations === undefined;
    const all = importedNames(node);
    const names = all.filter(isValue).map(({ local, imported }) => ({ local: local.text, imported }));
    if (all.length > 0 && names.length === 0) return;
    for (const { local } of names) share(local);
    imports.push({ specifier: node.moduleSpecifier.text, names, node });
  }

  const last = statements.at(-1);
  const gives = last !== undefined && ts.isExpressionStatement(last);
  for (const node of statements) {
    if (node === last && gives) {
      edits.insert(node.getStart(), 'return (');
      const { expression } = node;
      visit(expression);
      edits.insert(expression.end, ')');
      end(node);
    } else statement(node);
  }
  for (const [name, { kind, ambient }] of declared)
    if (kind === 'var' && !ambient) hoisted.push(`${variable(name)}.ensure();`);
  for (const [name, { kind, ambient }] of declared) if (kind === 'var' && !ambient) share(name);
  const open = isAsync ? 'return (async () => {' : 'return (() => {';
  return {
    code: `${open} "use strict"; ${hoisted.join(' ')} ${edits.apply()}\n})();`,
    variables: [...shared],
    parameters: [...shared].map(variable),
    imports,
    isAsync,
    gives,
    silent: gives && text[last.end - 1] === ';',
    uses,
  };
}

module.exports = { rewrite };
