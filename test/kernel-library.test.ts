import assert from 'node:assert/strict';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import test, { after } from 'node:test';
import ts from 'typescript';
import { root } from './support/cells';

interface LibraryFile {
  readonly outline: string;
  readonly code?: string;
}
const { libraryFile } = createRequire(__filename)('../scripts/kernel/library.cjs') as {
  libraryFile: (file: string, text: string) => LibraryFile;
};
const scratch = path.join(root, 'lib', 'scratch-outline.ts');
after(() => rmSync(path.join(root, 'node_modules/.cache/tslab-kernel/lib-scratch-outline.ts.json')));
const places = (text: string): string => text.replace(/[^\n]/g, '.');

test('an outline has blanks for what cells cannot see, and the rest where it was', () => {
  const text = `import fs from 'node:fs';
import * as path from 'node:path';
import { WaveFile, type Chunk } from 'wavefile';
import { Server as Client, Agent } from 'node:http';
import type { Redis } from 'ioredis';
import './side';
import { own } from './own';

/** Words. */
export function stated(names: readonly string[] = path.parse('x').name.split('')): number {
  return fs.readdirSync(own(names)).length; // {
}
export const arrow = async (client: Client): Promise<void> => {
  await client.close();
};
export class Store {
  constructor(readonly size: number) {}
  get(redis: Redis): string {
    return redis.status;
  }
}
export const inferred = () => {
  return new WaveFile();
};
export async function later(): Promise<number> {
  return (await import('./own')).own([]).length;
}
export async function loaded(): Promise<unknown> {
  return import('node:net');
}
`;
  const { outline, code } = libraryFile(scratch, text);
  assert.equal(places(outline), places(text));
  assert.deepEqual(
    outline.split('\n').map((line) => line.trimEnd()),
    text
      .replace(/^import fs .*$/m, '')
      .replace(/ {2}return fs.*/, '')
      .replace(/ {2}return import.*/, '')
      .replace(/ {2}await client.*/, '')
      .replace(/ {4}return redis.*/, '')
      .replace(/^import type .*$/m, '')
      .split('\n'),
  );
  assert.match(code ?? '', /readdirSync/);
});

test('the outline of what is no TypeScript is the text', () => {
  const text = 'export function broken(: number {\n  return 1;\n}\n';
  assert.deepEqual(libraryFile(scratch, text), { outline: text });
});

const packageFiles = new Map<string, ts.SourceFile | undefined>();

/** What the library's files declare, by file, where the compiler reads `read(file)`. */
function declarations(files: readonly string[], read: (file: string) => string): Map<string, string> {
  const { options } = ts.parseJsonConfigFileContent(
    {
      ...ts.readConfigFile(path.join(root, 'tsconfig.json'), (file) => ts.sys.readFile(file)).config,
      include: [],
    },
    ts.sys,
    root,
  );
  const host = ts.createCompilerHost(options);
  const stock = host.getSourceFile.bind(host);
  const ours = new Set(files);
  host.getSourceFile = (file, target, ...rest) => {
    if (ours.has(file)) return ts.createSourceFile(file, read(file), target);
    if (!packageFiles.has(file)) packageFiles.set(file, stock(file, target, ...rest));
    return packageFiles.get(file);
  };
  const program = ts.createProgram(
    files,
    { ...options, noEmit: false, declaration: true, emitDeclarationOnly: true, removeComments: true },
    host,
  );
  const declared = new Map<string, string>();
  program.emit(undefined, (file, text) => declared.set(path.relative(root, file), text));
  return declared;
}

/** The declarations of what notebooks import. */
function notebooksImport(): Set<string> {
  const notebooks = readdirSync(path.join(root, 'notebooks')).filter((file) => file.endsWith('.ipynb'));
  const texts = notebooks.map((file) => readFileSync(path.join(root, 'notebooks', file), 'utf8')).join('\n');
  const files = [...texts.matchAll(/ from '\.\/(lib\/[\w/-]+)';/g)].map(([, name]) => `${name}.d.ts`);
  assert.ok(files.length > 40);
  return new Set(files);
}

test('the outline of every library file declares what the file declares', () => {
  const files = readdirSync(path.join(root, 'lib'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => path.join(root, 'lib', file));
  const text = (file: string): string => readFileSync(file, 'utf8');
  const whole = declarations(files, text);
  const outlined = declarations(files, (file) => libraryFile(file, text(file)).outline);
  assert.ok(whole.size > 200);
  const within = / from '(@tensorflow\/tfjs|apache-arrow|bullmq|ioredis)';$/;
  const toCells = notebooksImport();
  for (const [file, declared] of whole) {
    const lines = declared.split('\n');
    const others = lines.filter((line) => !within.test(line));
    assert.equal(outlined.get(file), others.join('\n'), file);
    if (others.length < lines.length)
      assert.ok(!toCells.has(file), `${file} gives cells what they know no type of`);
  }
});
