// Reports TypeScript's errors in a cell and in the files that it imports before it runs, with advice.
const path = require('node:path');
const ts = require('typescript');
const { withAdvice } = require('./advice.cjs');

const ASSIGNED_IMPORT = 2632; // Cannot assign to 'x' because it is an import.
const NOT_PORTABLE = /^(exports|require|module)$/;

/** `import("/folder/__cell_3__").Row` is how the checker names what an earlier cell declares. */
const named = (message) =>
  message
    .replace(/typeof import\("[^"]*__cell_(\d+)__"\)/g, 'cell [$1]')
    .replace(/import\("[^"]*__cell_\d*_*"\)\./g, '');

/** What a cell cannot say although TypeScript can: { node, message }. */
function unsuited(file, length, declared) {
  const found = [];
  for (const [name, { node }] of declared)
    if (NOT_PORTABLE.test(name))
      found.push({ node, message: `'${name}' belongs to the kernel: choose another name.` });
  for (const statement of file.statements) {
    if (statement.getStart() >= length) break;
    const isDefault =
      ts.canHaveModifiers(statement) &&
      ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword);
    if (isDefault || ts.isExportAssignment(statement) || ts.isExportDeclaration(statement))
      found.push({
        node: statement,
        message: 'A cell exports nothing: later cells see its names as they are.',
      });
  }
  return found;
}

/**
 * @param types the notebook's types (types.cjs), which look at the cell
 * @param files its files (files.cjs)
 * @param source the cell's text
 * @param declared the names it declares
 * @returns { file, line, character, message } of each; `file` is undefined for the cell; lines and characters count from 1
 */
function diagnose(types, files, source, declared) {
  const program = types.program();
  const cell = program.getSourceFile(types.cellFile);
  const reported = [];
  const report = (file, start, message) => {
    const at = file === cell ? Math.min(start, source.trimEnd().length) : start;
    const { line, character } = file.getLineAndCharacterOfPosition(at);
    const title = file === cell ? undefined : titleOf(file.fileName);
    reported.push({ file: title, line: line + 1, character: character + 1, message: named(message) });
  };
  const titleOf = (file) => {
    const inProject = path.relative(files.root, file);
    return inProject.startsWith('..') ? path.relative(path.dirname(types.cellFile), file) : inProject;
  };
  const text = ({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n');

  const own = program.getSourceFiles().filter(({ fileName }) => files.isOwn(fileName));
  const others = own.filter(({ fileName }) => !/__cell_(\d+_)?_\.ts$/.test(fileName));
  for (const file of [cell, ...others])
    for (const one of program.getSyntacticDiagnostics(file)) report(file, one.start, text(one));
  // `if (x)` at the end would take what links the cell to others for its statement.
  if (cell.statements.some((one) => one.getStart() < source.length && one.end > source.length))
    for (const one of ts.transpileModule(source, { reportDiagnostics: true }).diagnostics)
      report(cell, one.start, text(one));
  if (reported.length > 0) return reported;

  for (const { node, message } of unsuited(cell, source.length, declared))
    report(cell, node.getStart(), message);
  for (const one of program.getSemanticDiagnostics(cell)) {
    if (one.start > source.length) continue; // what links an earlier cell
    report(cell, one.start, messageOf(one));
  }
  for (const file of others.filter(({ fileName }) => files.isChecked(fileName)))
    for (const one of program.getSemanticDiagnostics(file)) report(file, one.start, text(one));
  return reported;

  function messageOf(one) {
    const name = source.slice(one.start, one.start + one.length);
    if (one.code === ASSIGNED_IMPORT && types.kindOf(name) === 'const')
      return `Cannot assign to '${name}' because it is a constant.`;
    return withAdvice(one, name, types, files);
  }
}

module.exports = { diagnose };
