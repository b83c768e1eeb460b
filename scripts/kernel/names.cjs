// Finds the names that a cell declares at its top level, for types.cjs and rewrite.cjs.
const ts = require('typescript');

const ambient = (node) => ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Ambient;

/** 'const', 'let', 'var' or 'using'. */
function kindOfList({ flags }) {
  const blockScoped = flags & ts.NodeFlags.BlockScoped;
  if (blockScoped === ts.NodeFlags.Let) return 'let';
  if (blockScoped === ts.NodeFlags.Const) return 'const';
  return blockScoped === 0 ? 'var' : 'using';
}

/** The identifiers that a variable declaration's name binds. */
function bound(name) {
  if (ts.isIdentifier(name)) return [name];
  return name.elements.flatMap((element) => (ts.isOmittedExpression(element) ? [] : bound(element.name)));
}

/** What an import declaration binds: { local, imported } with 'default' and '*' for the two special ones. */
function importedNames({ importClause }) {
  if (importClause === undefined) return [];
  const { name, namedBindings } = importClause;
  const names = name ? [{ local: name, imported: 'default' }] : [];
  if (namedBindings && ts.isNamespaceImport(namedBindings))
    names.push({ local: namedBindings.name, imported: '*' });
  else
    for (const one of namedBindings?.elements ?? [])
      names.push({ local: one.name, imported: (one.propertyName ?? one.name).text });
  return names;
}

const KINDS = new Map([
  [ts.SyntaxKind.FunctionDeclaration, 'function'],
  [ts.SyntaxKind.ClassDeclaration, 'class'],
  [ts.SyntaxKind.EnumDeclaration, 'enum'],
  [ts.SyntaxKind.ModuleDeclaration, 'namespace'],
  [ts.SyntaxKind.InterfaceDeclaration, 'interface'],
  [ts.SyntaxKind.TypeAliasDeclaration, 'type'],
]);

/**
 * The names declared at the top level of a cell.
 *
 * @param file the parsed cell, with parents
 * @returns by name: `kind`; `node`, the identifier; `ambient`, whether it only says what exists elsewhere
 */
function declaredNames(file) {
  const names = new Map();
  const add = (node, kind, declaration) => {
    const before = names.get(node.text);
    // An interface beside a class of its name adds to it.
    if (before && (kind === 'interface' || kind === 'namespace')) return;
    names.set(node.text, { kind, node, ambient: Boolean(ambient(declaration)) });
  };
  const variables = (list) => {
    for (const declaration of list.declarations)
      for (const name of bound(declaration.name)) add(name, kindOfList(list), declaration);
  };
  const hoisted = (node) => {
    if (ts.isFunctionLike(node) || ts.isClassLike(node) || ts.isModuleDeclaration(node)) return;
    if (ts.isVariableDeclarationList(node) && kindOfList(node) === 'var') variables(node);
    ts.forEachChild(node, hoisted);
  };
  for (const statement of file.statements) {
    const kind = KINDS.get(statement.kind);
    if (ts.isVariableStatement(statement)) variables(statement.declarationList);
    else if (kind && statement.name && ts.isIdentifier(statement.name)) add(statement.name, kind, statement);
    else if (ts.isImportDeclaration(statement))
      for (const { local } of importedNames(statement)) add(local, 'import', statement);
    hoisted(statement);
  }
  return names;
}

/** Whether a declaration is one of those that `declaredNames` finds. */
function isTopLevel(declaration) {
  let node = declaration;
  while (ts.isBindingElement(node) || ts.isObjectBindingPattern(node) || ts.isArrayBindingPattern(node))
    node = node.parent;
  if (ts.isVariableDeclaration(node)) {
    const list = node.parent;
    if (!ts.isVariableDeclarationList(list)) return false; // catch (error)
    if (kindOfList(list) !== 'var')
      return ts.isVariableStatement(list.parent) && ts.isSourceFile(list.parent.parent);
    for (node = list.parent; !ts.isSourceFile(node); node = node.parent)
      if (ts.isFunctionLike(node) || ts.isClassLike(node) || ts.isModuleDeclaration(node)) return false;
    return true;
  }
  if (KINDS.has(node.kind)) return ts.isSourceFile(node.parent);
  return ts.isImportSpecifier(node) || ts.isImportClause(node) || ts.isNamespaceImport(node);
}

module.exports = { ambient, bound, declaredNames, importedNames, isTopLevel, kindOfList };
