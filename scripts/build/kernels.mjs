// Compiles the AssemblyScript kernels: lib/kernels/assembly/NAME.ts becomes lib/kernels/built/NAME.ts, which holds the
// WebAssembly module and the types of its functions. Set-up and `npm run build` call it.
import fs from 'node:fs';
import path from 'node:path';
import { locks, root } from '../setup/places.mjs';
import { fileText, fingerprint, readStamp, writeStamp } from '../setup/run.mjs';

const sources = path.join(root, 'lib', 'kernels', 'assembly');
const built = path.join(root, 'lib', 'kernels', 'built');
const options = [
  ...['--optimizeLevel', '3', '--shrinkLevel', '0', '--converge', '--noAssert'],
  ...['--runtime', 'stub', '--importMemory', '--noExportMemory', '--enable', 'simd'],
];

/** All sources by their path below the folder; those in subfolders are parts of others. */
function readSources() {
  const files = fs.readdirSync(sources, { recursive: true }).map((file) => file.replaceAll('\\', '/'));
  return new Map(
    files
      .filter((file) => file.endsWith('.ts'))
      .sort()
      .map((file) => [file, fileText(path.join(sources, file))]),
  );
}

const wanted = (texts) =>
  fingerprint([...texts], fileText(path.join(root, 'scripts', 'build', 'kernels.mjs')), compilerVersion());
const compilerVersion = () =>
  JSON.parse(fileText(locks.node)).packages['node_modules/assemblyscript'].version;

/** Whether the compiled kernels are those of the sources. */
export const kernelsReady = () => readStamp(built, 'kernels')?.fingerprint === wanted(readSources());

/** Compiles all kernels where a source has changed since the last time. */
export async function buildKernels() {
  if (kernelsReady()) return;
  const { default: asc } = await import('assemblyscript/asc');
  const { default: ts } = await import('typescript');
  const texts = readSources();
  const files = [...texts.keys()].filter((file) => !file.includes('/'));
  fs.mkdirSync(built, { recursive: true });
  for (const file of files) {
    const text = moduleText(ts, file, texts, await compile(asc, file, texts));
    const target = path.join(built, file);
    fs.writeFileSync(`${target}.tmp`, text);
    fs.renameSync(`${target}.tmp`, target); // whole, since others may import it meanwhile
  }
  for (const file of fs.readdirSync(built)) if (!files.includes(file)) fs.rmSync(path.join(built, file));
  writeStamp(built, 'kernels', { fingerprint: wanted(texts) });
}

async function compile(asc, file, texts) {
  let wasm;
  const { error, stderr } = await asc.main([file, '--outFile', 'kernel.wasm', ...options], {
    readFile: (name) => texts.get(name.replaceAll('\\', '/')) ?? null,
    writeFile: (_, content) => (wasm = content),
    listFiles: () => [],
  });
  if (error) throw new Error(`lib/kernels/assembly/${file} cannot be compiled:\n${stderr.toString()}`);
  return Buffer.from(wasm).toString('base64');
}

/** The file of built/ for a source. */
function moduleText(ts, file, texts, wasm) {
  const name = file.replace(/\.ts$/, '').replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
  const Kernels = `${name[0].toUpperCase()}${name.slice(1)}Kernels`;
  const type = (node) => (node.getText() === 'void' ? 'void' : 'number');
  const members = exportedFunctions(ts, file, texts).map((node) => {
    const [comment] = ts.getJSDocCommentsAndTags(node).map((doc) => doc.getText());
    const parameters = node.parameters.map(
      (parameter) => `${parameter.name.getText()}: ${type(parameter.type)}`,
    );
    const signature = `readonly ${node.name.text}: (${parameters.join(', ')}) => ${type(node.type)};`;
    return `  ${comment ? `${comment.replace(/\n/g, '\n  ')}\n  ` : ''}${signature}\n`;
  });
  return [
    `// Compiled from lib/kernels/assembly/${file} by npm run build; edit that file.`,
    `import { kernelModule, type Workspace } from '../workspace';`,
    '',
    `export interface ${Kernels} {`,
    `${members.join('\n')}}`,
    '',
    '/** Makes a memory of so many bytes with the kernels that work on it. */',
    `export const ${name}Kernels: (bytes: number) => Workspace<${Kernels}> = kernelModule('${wasm}');`,
    '',
  ].join('\n');
}

/** The functions that a source exports, those of other sources (`export { … } from`) too. */
function exportedFunctions(ts, file, texts) {
  const source = ts.createSourceFile(file, texts.get(file), ts.ScriptTarget.ESNext, true);
  return source.statements.flatMap((node) => {
    if (ts.isExportDeclaration(node)) {
      const other = path.posix.join(path.posix.dirname(file), `${node.moduleSpecifier.text}.ts`);
      const names = node.exportClause.elements.map((element) => element.name.text);
      return exportedFunctions(ts, other, texts).filter((each) => names.includes(each.name.text));
    }
    const exported = node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
    return ts.isFunctionDeclaration(node) && exported ? [node] : [];
  });
}
