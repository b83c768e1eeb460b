import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import ts from 'typescript';

// The surface of the library: what it exports, whether every name says what it is for, and whether every example runs.
const root = path.resolve(__dirname, '..');
const front = path.join(root, 'lib', 'index.ts');
const { config } = ts.readConfigFile(path.join(root, 'tsconfig.json'), (file) =>
  readFileSync(file, 'utf8'),
) as {
  config: { compilerOptions: object };
};
const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root);
const program = ts.createProgram([front], { ...options, noEmit: true });
const checker = program.getTypeChecker();

interface Name {
  readonly name: string;
  readonly doc: string;
  readonly examples: readonly string[];
}

/** The values that a module exports, with their documentation; those of a namespace by `namespace.name`. */
function namesOf(module: ts.Symbol, prefix = ''): Name[] {
  return checker.getExportsOfModule(module).flatMap((exported): Name[] => {
    const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
    const name = `${prefix}${exported.name}`;
    if (symbol.flags & ts.SymbolFlags.ValueModule) return namesOf(symbol, `${name}.`);
    if (!(symbol.flags & ts.SymbolFlags.Value) || typeOnly(exported)) return [];
    const doc = ts.displayPartsToString(symbol.getDocumentationComment(checker));
    const tags = symbol.getJsDocTags(checker).filter(({ name: tag }) => tag === 'example');
    return [{ name, doc, examples: tags.map(({ text }) => ts.displayPartsToString(text)) }];
  });
}

function typeOnly(exported: ts.Symbol): boolean {
  return (exported.declarations ?? []).some((node) => ts.isExportSpecifier(node) && node.isTypeOnly);
}

const source = program.getSourceFile(front) ?? assert.fail('no lib/index.ts');
const module = checker.getSymbolAtLocation(source) ?? assert.fail('lib/index.ts exports nothing');
const names = namesOf(module);

test('the surface is small enough to read', () => {
  assert.ok(names.length > 20 && names.length <= 60, `${names.length} names`);
  assert.ok(readFileSync(front, 'utf8').split('\n').length <= 100);
});

for (const { name, doc, examples } of names) {
  test(`${name} says in a sentence what it is for, and shows an example`, () => {
    assert.match(doc, /^[A-Z"][^]{15,}\./, 'no sentence');
    assert.equal(examples.length, 1, 'no example');
  });
}

/** The example at the head of the file. */
const head = /@example\n([^]*?)\n \*\//.exec(readFileSync(front, 'utf8'))?.[1].replace(/^ \* ?/gm, '') ?? '';

test('every example compiles and runs', async () => {
  // Below the project, so that packages are found.
  const folder = mkdtempSync(path.join(root, 'test', '.examples-'));
  const { log } = console;
  const { SAA_ARTIFACTS: before } = process.env;
  process.env.SAA_ARTIFACTS = path.join(folder, 'artifacts');
  const said: string[] = [];
  try {
    const file = path.join(folder, 'examples.ts');
    const values = names.map(({ name }) => name.split('.')[0]);
    const functions = names.map(
      ({ name, examples }) =>
        `  async '${name}'() {\n${examples[0].replace(/'(memo|a|b)\.wav'/g, 'files[0]').replace(/'features\.csv'/g, 'csv')}\n  },`,
    );
    const bodyOfHead = head
      .split('\n')
      .filter((line) => !line.startsWith('import'))
      .join('\n');
    writeFileSync(
      file,
      [
        `import { ${[...new Set(values)].join(', ')} } from '../../lib/index';`,
        'export async function examples(csv: string) {',
        '  const files = await demoVoices(4);',
        '  const sound = await open(files[0]);',
        '  const interview = await open(await demoInterview());',
        "  const table = await measure(files, 'egemaps', { columns: { speaker: (name) => name.slice(0, 6) } });",
        '  const ratings = frame(files.map((file, i) => ({ file, arousal: 2 + i / 2 })));',
        `  return {\n${functions.join('\n')}\n    async head() {\n${bodyOfHead}\n    },\n  };`,
        '}',
      ].join('\n'),
    );
    const declarations = path.join(root, 'lib', 'jobs', 'fs-native-extensions.d.ts');
    const checked = ts.createProgram([file, declarations], {
      ...options,
      noEmit: true,
      noUnusedLocals: false,
    });
    const faults = ts.getPreEmitDiagnostics(checked).map(({ messageText, start, file: where }) => {
      const line = where?.text.slice(where.text.lastIndexOf('\n', start) + 1).split('\n')[0];
      return `${ts.flattenDiagnosticMessageText(messageText, '\n')}: ${line}`;
    });
    assert.deepEqual(faults, []);
    console.log = (...words: unknown[]) => void said.push(words.join(' '));
    const { examples } = (await import(file)) as {
      examples: (csv: string) => Promise<Record<string, () => Promise<void>>>;
    };
    for (const [name, run] of Object.entries(await examples(path.join(folder, 'features.csv')))) {
      await assert.doesNotReject(run, name);
    }
    assert.match(
      said.join('\n'),
      /\*\*Not run: scores over time\.\*\* .*no models; run notebook emotion_analysis/,
    );
    assert.match(readFileSync(path.join(folder, 'features.csv'), 'utf8'), /^file,/);
  } finally {
    console.log = log;
    if (before === undefined) delete process.env.SAA_ARTIFACTS;
    else process.env.SAA_ARTIFACTS = before;
    rmSync(folder, { recursive: true, force: true });
  }
});
