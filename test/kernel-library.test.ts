import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { after } from 'node:test';
import { transformSync } from 'esbuild';
import { root } from './support/cells';

interface CommonJs {
  readonly code: string;
  readonly lineOf: (place: { readonly line: number; readonly column: number }) => number | undefined;
}
const require = createRequire(__filename);
const { commonJsOf } = require('../scripts/kernel/common-js.cjs') as {
  commonJsOf: (file: string, text: string, options?: { map?: string; cacheFile?: string }) => CommonJs;
};
const { declarations } = require('../scripts/kernel/library.cjs') as {
  declarations: (file: string) => string | undefined;
};

const folder = mkdtempSync(path.join(tmpdir(), 'saa-library-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const source = `import { first } from './first';

export async function measured(names: readonly string[]): Promise<number> {
  try {
    return await first(
      names[0],
      await first(names[1], 'second', await first(names[2])),
      // a comment
      names.map(
        (name) =>
          third(name),
      ),
    );
  } catch {
    fourth();
  }
  interface Dropped {
    readonly name: string;
  }
  for await (const name of fifth()) sixth(name as Dropped['name']);
  return 0;
}
declare function third(name: string): number;
declare const fourth: () => void;
declare const fifth: () => AsyncIterable<string>;
declare function sixth(name: string): void;
export const place = [__dirname, __filename];
`;

/** As the build makes it of the source. */
function built(text: string): { readonly code: string; readonly map: string } {
  return transformSync(text, {
    loader: 'ts',
    format: 'esm',
    target: 'es2022',
    sourcemap: 'external',
    define: { __dirname: 'import.meta.dirname', __filename: 'import.meta.filename' },
  });
}

const words = ['names[0]', 'names[1]', "'second'", 'names[2]', 'third(', 'fourth(', 'fifth(', 'sixth('];
const lineIn = (text: string, word: string): number => text.slice(0, text.indexOf(word)).split('\n').length;

/** The lines of the source that the words of the code come from. */
function linesOf({ code, lineOf }: CommonJs): (number | undefined)[] {
  return words.map((word) => {
    const at = code.indexOf(word.replaceAll("'", '"'));
    assert.ok(at >= 0, word);
    const before = code.slice(0, at).split('\n');
    return lineOf({ line: before.length, column: before[before.length - 1].length });
  });
}

test('every place of the code is of the line of the source that it comes from, through what the build made', () => {
  const { code, map } = built(source);
  const wanted = words.map((word) => lineIn(source, word));
  assert.deepEqual(linesOf(commonJsOf('made.js', code, { map })), wanted);
  assert.deepEqual(linesOf(commonJsOf('helper.ts', source)), wanted);
});

test('the code is CommonJS into which interrupts are let, and knows its folder', () => {
  const { code, map } = built(source);
  const made = commonJsOf('made.js', code, { map }).code;
  assert.ok(made.startsWith('"use strict";'));
  assert.match(made, /require\("\.\/first"\)/);
  assert.equal(made.match(/__saaStep\(/g)?.length, 3);
  assert.match(made, /__saaStep\.each\(fifth\(\)\)/);
  assert.match(made, /catch \((\w+)\) \{\s*globalThis\.__saaStep\.pass\(\1\)/);
  assert.match(made, /\[__dirname, __filename\]/);
});

test('the cache is used until the code or its map changes, and not when it is damaged', () => {
  const cacheFile = path.join(folder, 'below', 'made.json');
  const { code, map } = built(source);
  const fresh = commonJsOf('made.js', code, { map, cacheFile });
  const content = readFileSync(cacheFile, 'utf8');
  writeFileSync(cacheFile, content.replace('sixth(', 'seventh('));
  assert.match(commonJsOf('made.js', code, { map, cacheFile }).code, /seventh\(/);
  writeFileSync(cacheFile, content.slice(0, 100));
  assert.equal(commonJsOf('made.js', code, { map, cacheFile }).code, fresh.code);
  const moved = built(`// a comment\n${source}`);
  assert.equal(moved.code, code);
  const wanted = linesOf(fresh).map((line) => (line ?? NaN) + 1);
  assert.deepEqual(linesOf(commonJsOf('made.js', moved.code, { map: moved.map, cacheFile })), wanted);
});

test('what notebooks import gives cells no type of a package that the kernel does not read', () => {
  const front = readFileSync(path.join(root, 'lib', 'index.ts'), 'utf8');
  const files = new Set([
    'lib/index.ts',
    ...[...front.matchAll(/^export .* from '\.\/([\w/-]+)';$/gm)].map(([, name]) => `lib/${name}.ts`),
  ]);
  assert.ok(files.size > 20);
  for (const file of files) {
    const declared = declarations(path.join(root, file)) ?? assert.fail(`${file} is not built`);
    assert.doesNotMatch(declared, /from '(@tensorflow\/tfjs|apache-arrow|bullmq|ioredis)'/, file);
  }
});
