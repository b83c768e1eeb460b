import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { recordingInfo } from '../../lib/audio/recording';
import { writeDemoCorpus } from '../../lib/demo/corpus';
import { writeInterviews } from '../../lib/demo/interviews';
import { isSynthetic, MARKER_FILE, readMarker } from '../../lib/demo/marker';
import { writeSessions } from '../../lib/demo/sessions';
import { random } from '../../lib/stats/random';

const folder = mkdtempSync(join(tmpdir(), 'demo-corpus-'));
after(() => rmSync(folder, { recursive: true }));

function filesBelow(dir: string): string[] {
  return readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(dir, name)).isFile())
    .sort();
}

function hash(dir: string): string {
  const sum = createHash('sha256');
  for (const name of filesBelow(dir)) sum.update(name).update(readFileSync(join(dir, name)));
  return sum.digest('hex');
}

test('the same seed gives the same bytes, another gives others', async () => {
  const make = async (name: string, seed: number) => {
    const dir = join(folder, name);
    const stream = random(seed);
    await writeSessions(dir, 1, stream, () => undefined);
    await writeInterviews(dir, { persons: 1, seconds: 5 }, stream, () => undefined);
    return hash(dir);
  };
  const first = await make('a', 5);
  assert.equal(await make('b', 5), first);
  assert.notEqual(await make('c', 6), first);
});

test('an interrupted corpus is not there, and made again from the start', async () => {
  const dir = join(folder, 'corpus');
  const interrupt = (done: number) => {
    if (done === 3) throw new Error('interrupted');
  };
  await assert.rejects(writeDemoCorpus(dir, { seed: 1, size: 'small' }, interrupt), /interrupted/);
  assert.ok(!existsSync(dir));
  assert.ok(!isSynthetic(dir));

  const progress: [number, number][] = [];
  assert.equal(
    await writeDemoCorpus(dir, { seed: 1, size: 'small' }, (done, total) => progress.push([done, total])),
    'made',
  );
  assert.deepEqual(progress[0], [1, 86]);
  assert.deepEqual(progress[85], [86, 86]);
  assert.equal(progress.length, 86);
  assert.deepEqual(
    readdirSync(folder).filter((name) => name.startsWith('corpus')),
    ['corpus'],
  );
  const marker = readMarker(dir);
  assert.deepEqual([marker?.synthetic, marker?.seed, marker?.size], [true, 1, 'small']);
  assert.equal(await writeDemoCorpus(dir, { seed: 1, size: 'small' }), 'kept');
});

test('utterances, evaluations and transcripts belong together', async () => {
  const root = join(folder, 'corpus', 'IEMOCAP_full_release');
  assert.deepEqual(readdirSync(root), ['Session1', 'Session2', 'Session3', 'Session4', 'Session5']);
  const recordings = filesBelow(root).filter((name) => name.endsWith('.wav'));
  assert.equal(recordings.length, 80);
  const header = /^\[(\d+\.\d{4}) - (\d+\.\d{4})\]\t(\S+)\t(\w{3})\t\[([\d., ]+)\]$/gm;
  let found = 0;
  for (const session of readdirSync(root)) {
    for (const file of readdirSync(join(root, session, 'dialog', 'EmoEvaluation'))) {
      const dialog = file.replace('.txt', '');
      const evaluation = readFileSync(join(root, session, 'dialog', 'EmoEvaluation', file), 'utf8');
      const lines = readFileSync(join(root, session, 'dialog', 'transcriptions', file), 'utf8')
        .trim()
        .split('\n');
      const blocks = [...evaluation.matchAll(header)];
      assert.equal(lines.length, blocks.length);
      for (const [i, [, start, end, name, emotion, means]] of blocks.entries()) {
        const wav = join(root, session, 'sentences', 'wav', dialog, `${name}.wav`);
        const info = await recordingInfo(wav);
        assert.deepEqual([info.channels, info.sampleRate], [1, 16000]);
        assert.ok(Math.abs(info.duration - (Number(end) - Number(start))) < 2e-4, name); // both ends have four decimals
        assert.match(emotion, /^(ang|hap|exc|sad|neu|fru|xxx)$/);
        assert.ok(lines[i].startsWith(`${name} [`), lines[i]);

        const block = evaluation.slice(evaluation.indexOf(name)).split('\n\n')[0];
        const scores = [...block.matchAll(/^A-E\d:\tval (\d); act (\d); dom {2}(\d);\t\(\)$/gm)];
        assert.equal(scores.length, 3);
        const expected = [1, 2, 3].map((k) =>
          (scores.reduce((sum, row) => sum + Number(row[k]), 0) / 3).toFixed(4),
        );
        assert.equal(means, expected.join(', '));
        assert.equal(
          [...block.matchAll(/^C-(E[234]|[FM]1):\t(\w+; ?){1,2}\t\(\)$/gm)].length,
          dialog.includes('impro') ? 4 : 3,
        );
        found++;
      }
    }
  }
  assert.equal(found, 80);
});

test('interviews and their scores belong together', async () => {
  const root = join(folder, 'corpus', 'data_interview');
  const audio = join(root, 'Audio', 'Audio');
  assert.deepEqual(readdirSync(audio).sort(), [
    'P1.wav',
    'P2.wav',
    'P3.wav',
    'PP1.wav',
    'PP2.wav',
    'PP3.wav',
  ]);
  for (const name of readdirSync(audio)) {
    const info = await recordingInfo(join(audio, name));
    assert.equal(info.channels, name.startsWith('PP') ? 1 : 2);
    assert.ok(info.duration >= 20 && info.duration < 30, `${name}: ${info.duration} s`);
  }
  const csv = readFileSync(join(root, 'Labels', 'turker_scores_full_interview.csv'), 'utf8');
  const [head, ...rows] = csv
    .trimEnd()
    .split('\r\n')
    .map((line) => line.split(','));
  assert.equal(head.length, 21);
  assert.equal(rows.length, 60);
  for (let at = 0; at < rows.length; at += 10) {
    const raters = rows.slice(at, at + 9);
    const aggregate = rows[at + 9];
    assert.deepEqual(
      raters.map((row) => row[1]),
      ['W1', 'W2', 'W3', 'W4', 'W5', 'W6', 'W7', 'W8', 'W9'],
    );
    assert.equal(aggregate[1], 'AGGR');
    for (let column = 2; column < 21; column++) {
      const mean = raters.reduce((sum, row) => sum + Number(row[column]), 0) / 9;
      assert.equal(aggregate[column], mean.toFixed(6));
    }
    for (const row of raters) {
      const traits = row.slice(2, 20).map(Number);
      assert.ok(traits.every((score) => Number.isInteger(score) && score >= 1 && score <= 7));
      assert.equal(
        traits.reduce((sum, score) => sum + score, 0),
        Number(row[20]),
      );
    }
  }
});

test('a folder with something else in it is left alone', async () => {
  const dir = join(folder, 'real');
  mkdirSync(dir);
  writeFileSync(join(dir, 'IEMOCAP_full_release.zip'), 'precious');
  await assert.rejects(
    writeDemoCorpus(dir, { seed: 1, size: 'small' }),
    /not a demo corpus; name another folder/,
  );
  assert.deepEqual(readdirSync(dir), ['IEMOCAP_full_release.zip']);
});

test('a damaged marker is an error that names it', () => {
  const dir = join(folder, 'damaged');
  mkdirSync(dir);
  for (const text of ['', '{"synthetic": true}', '[1, 2']) {
    writeFileSync(join(dir, MARKER_FILE), text);
    assert.throws(() => isSynthetic(dir), /SYNTHETIC\.json: not .* make the corpus again/);
  }
});
