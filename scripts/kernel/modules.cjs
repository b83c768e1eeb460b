// What a module exports, for advice on names it does not have and for help on the whole of it.
const path = require('node:path');
const ts = require('typescript');

/** The identifier in a file that begins at a place. */
function identifierAt(file, place) {
  const find = (node) => {
    if (ts.isIdentifier(node)) return node.getStart(file) === place ? node : undefined;
    return ts.forEachChild(node, (child) =>
      child.pos <= place && place < child.end ? find(child) : undefined,
    );
  };
  return find(file);
}

const resolved = (checker, symbol) =>
  symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;

/** The module that an expression names (`lib` after `import * as lib`), or undefined. */
function moduleNamed(checker, expression) {
  const symbol = resolved(checker, checker.getSymbolAtLocation(expression));
  return symbol && symbol.flags & ts.SymbolFlags.ValueModule ? symbol : undefined;
}

/** Its exports: [name, symbol with its declaration]. */
const exportsOf = (checker, module) =>
  checker.getExportsOfModule(module).map((one) => [one.name, resolved(checker, one)]);

/** What people call it: 'lib/index', 'danfojs-node', 'helpers'. */
function titleOf(module, folder, root) {
  const name = module.name.replace(/^"|"$/g, '');
  if (!path.isAbsolute(name)) return name;
  const inPackage = /.*[\\/]node_modules[\\/](?:@types[\\/])?((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(name);
  if (inPackage) return inPackage[1];
  const inProject = path.relative(root, name);
  return inProject.startsWith('..') ? path.relative(folder, name) : inProject;
}

module.exports = { exportsOf, identifierAt, moduleNamed, resolved, titleOf };
