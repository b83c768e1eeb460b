import assert from 'node:assert/strict';
import { appendFileSync, readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { openJournal } from '../../lib/tables/journal';
import { temporaryFolder } from '../support/folder';

const rows = { kind: 'rows' as const, rows: Float64Array.from([1, NaN, -0.1, 1e300]), notes: ['a note'] };

test('what was finished is there when the journal is opened again under the same key', async () => {
  const file = path.join(temporaryFolder({}), 'deep', 'table.jsonl');
  const journal = await openJournal(file, 'key');
  await journal.append('a.wav', rows);
  await journal.append('b.wav', { kind: 'unreadable', reason: 'b.wav: empty' });
  await journal.close();
  const again = await openJournal(file, 'key');
  await again.close();
  assert.deepEqual(
    [...again.done],
    [
      ['a.wav', rows],
      ['b.wav', { kind: 'unreadable', reason: 'b.wav: empty' }],
    ],
  );
});

test('under another key the journal starts anew', async () => {
  const file = path.join(temporaryFolder({}), 'table.jsonl');
  const journal = await openJournal(file, 'key');
  await journal.append('a.wav', rows);
  await journal.close();
  const other = await openJournal(file, 'other');
  await other.close();
  assert.equal(other.done.size, 0);
});

test('a line cut off at any byte is dropped, and what follows it is whole', async () => {
  const file = path.join(temporaryFolder({}), 'table.jsonl');
  const journal = await openJournal(file, 'key');
  await journal.append('a.wav', rows);
  await journal.close();
  const line = readFileSync(file, 'utf8').split('\n')[1].replace('a.wav', 'é.wav');
  for (const length of [1, 5, line.length - 1, line.length]) {
    appendFileSync(file, line.slice(0, length));
    const again = await openJournal(file, 'key');
    assert.deepEqual([...again.done.keys()], ['a.wav'], `cut after ${length} characters`);
    await again.append('b.wav', rows);
    await again.close();
    const last = await openJournal(file, 'key');
    await last.close();
    assert.deepEqual([...last.done.keys()], ['a.wav', 'b.wav']);
    const fresh = await openJournal(file, 'reset');
    await fresh.close();
    const back = await openJournal(file, 'key');
    await back.append('a.wav', rows);
    await back.close();
  }
});
