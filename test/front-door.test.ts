import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import ts from 'typescript';
import { compilerOptions, frontDoor, frontDoorFile, type FrontDoorName } from '../scripts/docs/front-door';

// The surface of the library: what it exports, whether every name says what it is for, and whether every example runs.
const root = path.resolve(__dirname, '..');
const { program, names: all } = frontDoor();
const names = all.filter(({ kind }) => kind === 'value');
const examplesOf = ({ tags }: FrontDoorName) =>
  tags.filter(({ name }) => name === 'example').map(({ text }) => text);

test('the surface is small enough to read', () => {
  assert.ok(names.length > 20 && names.length <= 60, `${names.length} names`);
  assert.ok(readFileSync(frontDoorFile, 'utf8').split('\n').length <= 100);
});

for (const name of names) {
  test(`${name.name} says in a sentence what it is for, and shows an example`, () => {
    assert.match(name.doc, /^[A-Z"][^]{15,}\./, 'no sentence');
    assert.equal(examplesOf(name).length, 1, 'no example');
  });
}

/** Code in TypeScript of a Markdown page. */
function codeIn(page: string): string[] {
  return [...readFileSync(path.join(root, page), 'utf8').matchAll(/^```ts\n([^]*?)^```/gm)].map(
    ([, code]) => code,
  );
}

const head = /@example\n([^]*?)\n \*\//
  .exec(readFileSync(frontDoorFile, 'utf8'))?.[1]
  .replace(/^ \* ?/gm, '');
const pages = ['README.md', ...readdirSync(path.join(root, 'docs')).map((file) => `docs/${file}`)].filter(
  (file) => file.endsWith('.md') && !file.endsWith('reference.md'), // whose examples are the docstrings'
);
const examples: readonly (readonly [name: string, code: string])[] = [
  ['the head of lib/index.ts', head ?? assert.fail('no example')],
  ...names.map((name) => [name.name, examplesOf(name)[0] ?? ''] as const),
  ...pages.flatMap((page) => codeIn(page).map((code, i) => [`${page}, ${i + 1}`, code] as const)),
];

test('every example of the docstrings, the README and docs/ compiles and runs', async () => {
  // Below the project, so that packages are found.
  const folder = mkdtempSync(path.join(root, 'test', '.examples-'));
  const { log } = console;
  const { SAA_ARTIFACTS: before } = process.env;
  process.env.SAA_ARTIFACTS = path.join(folder, 'artifacts');
  const said: string[] = [];
  try {
    const file = path.join(folder, 'examples.ts');
    const bodies = examples.map(([name, code]) => {
      const body = code
        .replace(/^import .*$/gm, '')
        .replace(/'(memo|a|b)\.wav'/g, 'files[0]')
        .replace(/'features\.csv'/g, 'csv')
        .replace(/'voices'/g, 'folder');
      return `    async ${JSON.stringify(name)}() {\n${body}\n    },`;
    });
    writeFileSync(
      file,
      [
        `import { ${[...new Set(names.map(({ name }) => name.split('.')[0]))].join(', ')} } from '../../lib/index';`,
        'export async function examples(csv: string) {',
        '  const files = await demoVoices(4);',
        "  const folder = files[0].slice(0, files[0].lastIndexOf('/'));",
        '  const sound = await open(files[0]);',
        '  const interview = await open(await demoInterview());',
        "  const table = await measure(files, 'egemaps', { columns: { speaker: (name) => name.split('-')[0] } });",
        '  const ratings = frame(files.map((file, i) => ({ file, arousal: 2 + i / 2 })));',
        `  return {\n${bodies.join('\n')}\n  };`,
        '}',
      ].join('\n'),
    );
    const declarations = path.join(root, 'lib', 'jobs', 'fs-native-extensions.d.ts');
    const checked = ts.createProgram(
      [file, declarations],
      { ...compilerOptions(), noUnusedLocals: false },
      undefined,
      program,
    );
    const faults = ts.getPreEmitDiagnostics(checked).map(({ messageText, start, file: where }) => {
      const line = where?.text.slice(where.text.lastIndexOf('\n', start) + 1).split('\n')[0];
      return `${ts.flattenDiagnosticMessageText(messageText, '\n')}: ${line}`;
    });
    assert.deepEqual(faults, []);
    console.log = (...words: unknown[]) => void said.push(words.join(' '));
    const made = (await import(file)) as {
      examples: (csv: string) => Promise<Record<string, () => Promise<void>>>;
    };
    for (const [name, run] of Object.entries(await made.examples(path.join(folder, 'features.csv'))))
      await assert.doesNotReject(run, name);
    // Notebook 2 has not run here, so there are no models of the corpus.
    assert.match(said.join('\n'), /Starter model of arousal/);
    assert.match(readFileSync(path.join(folder, 'features.csv'), 'utf8'), /^file,/);
  } finally {
    console.log = log;
    if (before === undefined) delete process.env.SAA_ARTIFACTS;
    else process.env.SAA_ARTIFACTS = before;
    rmSync(folder, { recursive: true, force: true });
  }
});
