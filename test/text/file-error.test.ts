import assert from 'node:assert/strict';
import test from 'node:test';
import { fileError } from '../../lib/text/file-error';
import { readPlainText } from '../../lib/text/read-table';
import { temporaryFolder } from '../support/folder';

const coded = (code: string) => Object.assign(new Error(`${code}: operation, open 'x'`), { code });

test('what the system says of a file becomes a sentence with a way out; the cause is kept', () => {
  const folder = temporaryFolder({ 'a.csv': '' });
  const said: Record<string, RegExp> = {
    EACCES: /a\.csv: this user may not read it; change its permissions/,
    EISDIR: /a\.csv: a folder; name the files in it/,
    ENOENT: /a\.csv: no such file; check its name/,
    EIO: /a\.csv: the disk reports an error/,
    EMFILE: /a\.csv: too many files are open/,
  };
  for (const [code, sentence] of Object.entries(said)) {
    const error = fileError(coded(code), `${folder}/a.csv`) as Error;
    assert.match(error.message, sentence);
    assert.equal((error.cause as { code: string }).code, code);
  }
});

test('errors that are not the system’s, and those without a sentence, stay as they are', () => {
  for (const error of [new Error('line 3'), coded('EWHATEVER'), 'thrown text'])
    assert.equal(fileError(error, 'a.csv'), error);
});

test('a table that is missing or a folder', async () => {
  const folder = temporaryFolder({});
  await assert.rejects(readPlainText(folder), /: a folder; name the files in it$/);
  await assert.rejects(readPlainText(`${folder}/scores.csv`), /scores\.csv: no such file; check its name$/);
});
