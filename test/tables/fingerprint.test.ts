import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { fingerprint, hashFiles } from '../../lib/tables/fingerprint';
import { temporaryFolder } from '../support/folder';

test('the hash follows names and contents, not the order of the list', async () => {
  const folder = temporaryFolder({});
  writeFileSync(path.join(folder, 'a'), 'one');
  writeFileSync(path.join(folder, 'b'), 'two');
  const before = await hashFiles(folder, ['a', 'b']);
  assert.equal(await hashFiles(folder, ['b', 'a', 'a']), before);
  const sha = (text: string) => createHash('sha256').update(text).digest('hex');
  assert.equal(before, sha(`a\0${sha('one')}\nb\0${sha('two')}\n`)); // the definition, written plainly
  writeFileSync(path.join(folder, 'b'), 'Two');
  assert.notEqual(await hashFiles(folder, ['a', 'b']), before);
});

test('a missing file counts as missing', async () => {
  const folder = temporaryFolder({});
  writeFileSync(path.join(folder, 'a'), '');
  assert.notEqual(await hashFiles(folder, ['a', 'b']), await hashFiles(folder, ['a']));
});

test('small and large files are hashed alike', async () => {
  for (const bytes of [0, 1, 1 << 22, (1 << 22) + 1, 5 << 20]) {
    const content = Buffer.alloc(bytes, 'abcdefg');
    const folder = temporaryFolder({ 'a.wav': content });
    const found = await fingerprint(path.join(folder, 'a.wav'));
    assert.deepEqual(found, { bytes, sum: createHash('sha256').update(content).digest('hex') });
  }
});
