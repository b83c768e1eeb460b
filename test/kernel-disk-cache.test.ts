import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { after } from 'node:test';

interface Code {
  readonly code: string;
}
const { kept } = createRequire(__filename)('../scripts/kernel/disk-cache.cjs') as {
  kept: (file: string, from: unknown, make: () => Code) => Code;
};

const folder = mkdtempSync(path.join(tmpdir(), 'saa-kept-'));
after(() => rmSync(folder, { recursive: true, force: true }));

let made = 0;
/** What is kept of a source in a file; whether it was made for that. */
function look(file: string, source: string): readonly [string, boolean] {
  const before = made;
  const { code } = kept(path.join(folder, 'below', file), { source, version: '1' }, () => {
    made++;
    return { code: `compiled ${source} “é”\n` };
  });
  return [code, made > before];
}
const compiledOf = (source: string) => `compiled ${source} “é”\n`;

test('what was made is read the next time; another input is made and replaces it', () => {
  assert.deepEqual(look('a.json', 'one'), [compiledOf('one'), true]);
  assert.deepEqual(look('a.json', 'one'), [compiledOf('one'), false]);
  assert.deepEqual(look('a.json', 'two'), [compiledOf('two'), true]);
  assert.deepEqual(look('a.json', 'two'), [compiledOf('two'), false]);
  assert.deepEqual(look('a.json', 'one'), [compiledOf('one'), true]);
});

test('an entry damaged anywhere is made anew', () => {
  look('b.json', 'one');
  const file = path.join(folder, 'below', 'b.json');
  const good = readFileSync(file);
  for (let at = 0; at < good.length; at += 5) {
    const flipped = Buffer.from(good);
    flipped[at] ^= 1;
    for (const damaged of [flipped, good.subarray(0, at)]) {
      writeFileSync(file, damaged);
      assert.deepEqual(look('b.json', 'one'), [compiledOf('one'), true], `at ${at}`);
      assert.deepEqual(readFileSync(file), good);
    }
  }
});

test('where nothing can be written it is made every time', { skip: process.getuid?.() === 0 }, () => {
  mkdirSync(path.join(folder, 'below'), { recursive: true });
  chmodSync(path.join(folder, 'below'), 0o555);
  for (let i = 0; i < 2; i++) assert.deepEqual(look('c.json', 'one'), [compiledOf('one'), true]);
  chmodSync(path.join(folder, 'below'), 0o755);
});
