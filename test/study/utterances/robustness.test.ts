import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import test from 'node:test';
import { encodeWav } from '../../../lib/audio/wav';
import { concordance } from '../../../lib/evaluation/regression';
import type { Rows } from '../../../lib/models/data/rows';
import { random } from '../../../lib/stats/random';
import { recordingChanges, type Change } from '../../../lib/study/utterances/changes';
import { robustnessReport, subgroupReport } from '../../../lib/study/utterances/robustness-report';
import { measureChanged } from '../../../lib/study/utterances/changed-utterances';
import {
  changeScores,
  groupScores,
  leaveSessionOutPredictor,
} from '../../../lib/study/utterances/robustness';
import { crossCorpus, pitchThirds } from '../../../lib/study/utterances/subgroups';
import { clampedTrainer, linearTrainer, outOfRangeColumns } from '../../../lib/study/utterances/trainers';
import type { Label } from '../../../lib/tables/labels';
import { measure } from '../../../lib/jobs/measure';
import { closeTo } from '../../support/close-to';
import { temporaryFolder } from '../../support/folder';

/** A label of which only what is given matters. */
const label = (given: Partial<Label>): Label => ({
  corpus: 'IEMOCAP',
  scales: 'rated' as const,
  id: 'u',
  session: 1,
  speaker: 's',
  sex: 'F',
  start: 0,
  end: 1,
  emotion: 'neu',
  valence: 3,
  arousal: 3,
  dominance: 3,
  agreement: 1,
  categories: [],
  transcript: '',
  ...given,
});

/** 120 utterances of six sessions; arousal is column a plus noise, turned round in the corpus EmoDB. */
function utterances(): { labels: Label[]; rows: Rows } {
  const stream = random(9);
  const values: number[] = [];
  const labels = Array.from({ length: 120 }, (_, i) => {
    const corpus = i % 6 < 3 ? 'RAVDESS' : 'EmoDB';
    const arousal = stream.uniform(1, 5);
    const told = corpus === 'RAVDESS' ? arousal : 6 - arousal;
    values.push(told + stream.normal(0, 0.3), 100 + 20 * (i % 6) + stream.normal());
    return label({ corpus, id: `u${i}`, session: i % 6, speaker: `s${i % 6}`, arousal });
  });
  return { labels, rows: { features: ['a', 'f0_median'], values: Float64Array.from(values) } };
}
const every = ({ labels }: { labels: readonly Label[] }) => labels.map((_, i) => i);

test('changed recordings are measured in order, each change by itself, and no file is left', async () => {
  const stream = random(4);
  const sampleRate = 16000;
  const buzz = (hz: number) =>
    Float64Array.from(
      { length: 9600 },
      (_, i) => 0.3 * ((((i * hz) / sampleRate) % 1) - 0.5) + 0.001 * stream.normal(),
    );
  const folder = temporaryFolder(
    Object.fromEntries(
      [110, 140, 170, 200].map((hz, i) => [`${i}.wav`, encodeWav([buzz(hz)], sampleRate, 32)]),
    ),
  );
  const segments = [0, 1, 2, 3].map((i) => ({ id: `u${i}`, file: `${i}.wav`, start: 0, end: Infinity }));
  const silence: Change = {
    family: 'silence',
    degree: '',
    level: NaN,
    apply: ({ samples, sampleRate: rate }) => ({ samples: samples.map(() => 0), sampleRate: rate }),
  };
  const changes = [...recordingChanges(1, [0]), silence];
  const before = readdirSync(tmpdir()).filter((name) => name.startsWith('saa-changed-'));
  const { of, measured } = await measureChanged(folder, segments, changes, 'prosody', { seed: 2, count: 3 });
  const after = readdirSync(tmpdir()).filter((name) => name.startsWith('saa-changed-'));
  assert.deepEqual(
    after.filter((name) => !before.includes(name)),
    [],
  );
  assert.equal(of.length, 3);
  assert.deepEqual(
    measured.map(({ change }) => `${change.family} ${change.degree}`.trim()),
    [
      'unchanged',
      'white noise 0 dB',
      'pink noise 0 dB',
      'babble 0 dB',
      'gain −20 dB',
      'gain −6 dB',
      'gain 6 dB',
      'low-pass 4000 Hz',
      'low-pass 2000 Hz',
      'telephone band 300 to 3400 Hz',
      'telephone codec µ-law, 8 kHz',
      'silence',
    ],
  );
  const { table } = await measure(
    of.map((place) => segments[place]),
    { dataDir: folder, set: 'prosody', channel: 'left' },
  );
  // The way through a 32-bit file rounds samples to a ten-millionth, and these files were 32-bit already.
  assert.deepEqual(measured[0].rows.values, table.values);
  const column = (name: string, place: number) => {
    const { features, values } = measured[place].rows;
    assert.ok(features.includes(name), name);
    return of.map((_, i) => values[i * features.length + features.indexOf(name)]);
  };
  column('intensity_mean', 4).forEach((level, i) =>
    closeTo(level, column('intensity_mean', 0)[i] - 20, 1e-4),
  );
  column('f0_mean', 10).forEach((hz, i) =>
    closeTo(hz, column('f0_mean', 0)[i], 1, 'pitch over the telephone'),
  );
  assert.ok(column('f0_mean', 11).every(Number.isNaN));
});

test('a judge trains on every session but the one it judges', () => {
  const { labels, rows } = utterances();
  const seen: number[] = [];
  const judge = leaveSessionOutPredictor(rows, labels, 'arousal', (train, targets) => {
    seen.push(targets.length);
    const known = new Set(train.values);
    return (other) =>
      Float64Array.from({ length: other.values.length / 2 }, (_, i) =>
        Number(known.has(other.values[2 * i])),
      );
  });
  assert.deepEqual([...new Set(judge(rows, every({ labels })))], [0]);
  assert.deepEqual(seen, new Array<number>(6).fill(100));
});

test('scores after a change: the same where nothing changed, worse where the column is noise, gaps counted', () => {
  const all = utterances();
  const ravdess = every(all).filter((i) => all.labels[i].corpus === 'RAVDESS');
  const labels = ravdess.map((i) => all.labels[i]);
  const pick = (values: Float64Array) => ({
    features: all.rows.features,
    values: Float64Array.from(ravdess.flatMap((i) => [values[2 * i], values[2 * i + 1]])),
  });
  const rows = pick(all.rows.values);
  const judge = leaveSessionOutPredictor(rows, labels, 'arousal', linearTrainer);
  const change: Change = { family: 'x', degree: '', level: NaN, apply: (signal) => signal };
  const stream = random(3);
  const noisy = rows.values.map((value, k) => (k % 2 === 0 ? stream.uniform(1, 5) : value));
  const holed = rows.values.map((value, k) => (k === 4 ? NaN : value));
  const of = labels.map((_, i) => i);
  const measured = [rows.values, noisy, holed].map((values) => ({ change, rows: { ...rows, values } }));
  const [clean, worse, gap] = changeScores({ of, measured }, labels, 'arousal', judge, 1);
  assert.ok(clean.ccc > 0.9 && clean.interval[0] < clean.ccc && clean.ccc < clean.interval[1]);
  assert.equal(
    clean.ccc,
    concordance(
      labels.map(({ arousal }) => arousal),
      judge(rows, of),
    ),
  );
  assert.ok(Math.abs(worse.ccc) < 0.4, `${worse.ccc}`);
  assert.deepEqual([clean.incomplete, gap.incomplete, gap.n], [0, 1, 60]);
});

test('columns held within the range of the training rows cannot run away', () => {
  const { labels, rows } = utterances();
  const targets = Float64Array.from(labels, ({ arousal }) => arousal);
  const wild = { ...rows, values: Float64Array.of(3, 150, 3, 9000, NaN, 150) };
  const [plain, held] = [linearTrainer(rows, targets)(wild), clampedTrainer(rows, targets)(wild)];
  closeTo(held[0], plain[0], 1e-12);
  const highest = Math.max(...rows.values.filter((_, k) => k % 2 === 1));
  closeTo(held[1], linearTrainer(rows, targets)({ ...rows, values: Float64Array.of(3, highest) })[0], 1e-12);
  assert.ok(Number.isFinite(held[2]), 'a gap is filled');
  const [stray, ...others] = outOfRangeColumns(rows, wild);
  const lowest = Math.min(...rows.values.filter((_, k) => k % 2 === 1));
  assert.deepEqual([stray.name, stray.outside, others.length], ['f0_median', 1 / 3, 0]);
  closeTo(stray.farthest, (9000 - highest) / (highest - lowest), 1e-9);
});

test('groups by sex and by thirds of speakers’ pitch', () => {
  const { labels, rows } = utterances();
  const thirds = pitchThirds(rows, labels);
  assert.deepEqual(thirds?.slice(0, 6), [
    ...['low pitch', 'low pitch', 'middle pitch'],
    ...['middle pitch', 'high pitch', 'high pitch'],
  ]);
  assert.equal(pitchThirds({ ...rows, features: ['a', 'b'] }, labels), undefined);
  const truth = Float64Array.from(labels, ({ arousal }) => arousal);
  const scores = groupScores(
    labels,
    'arousal',
    truth,
    labels.map((_, i) => ['m', 'f', ''][i % 3]),
    1,
  );
  assert.deepEqual(
    scores.map(({ group, n, ccc }) => [group, n, ccc]),
    [
      ['f', 40, 1],
      ['m', 40, 1],
    ],
  );
});

test('across corpora: good within each, turned round between them; nothing for one corpus', () => {
  const { labels, rows } = utterances();
  const scores = crossCorpus(rows, labels, 'arousal', 1);
  assert.deepEqual(
    scores.map(({ train, test: tested, ccc }) => [
      train,
      tested,
      ccc > 0.9 ? 'good' : ccc < -0.8 ? 'turned' : ccc,
    ]),
    [
      ['RAVDESS', 'RAVDESS', 'good'],
      ['RAVDESS', 'EmoDB', 'turned'],
      ['EmoDB', 'RAVDESS', 'turned'],
      ['EmoDB', 'EmoDB', 'good'],
    ],
  );
  const one = labels.map((each) => ({ ...each, corpus: 'RAVDESS' as const }));
  assert.deepEqual(crossCorpus(rows, one, 'arousal', 1), []);
});

test('reports for the notebook: groups side by side; without recordings a sentence', async () => {
  const { labels, rows } = utterances();
  const groups = subgroupReport({ labels, rows }, 'arousal', 1).map(({ group, n }) => `${group} ${n}`);
  assert.deepEqual(groups, ['all 120', 'women 120', 'high pitch 40', 'low pitch 40', 'middle pitch 40']);
  const segments = labels.map(({ id }) => ({ id, file: `${id}.wav`, start: 0, end: Infinity }));
  const stored = { table: { segments, ...rows }, set: { name: 'prosody', version: 1 } };
  const options = { seed: 1, count: 2 };
  const folder = temporaryFolder({});
  assert.deepEqual(await robustnessReport(folder, stored, { labels, rows }, 'arousal', options), {
    kind: 'skipped',
    why: 'the recordings are not there (u0.wav)',
  });
  const one = labels.map((each) => ({ ...each, session: 1 }));
  const alone = await robustnessReport(folder, stored, { labels: one, rows }, 'arousal', options);
  assert.match(alone.kind === 'skipped' ? alone.why : '', /one session only/);
});
