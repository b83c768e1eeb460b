import assert from 'node:assert/strict';
import test from 'node:test';
import { isReport, type Report } from '../../lib/notebook/report';
import { Study } from '../../lib/reports/study';
import { MeasuredUtterances } from '../../lib/reports/utterances/measured';
import { featureSet } from '../../lib/features/sets';
import type { CorpusUtterance } from '../../lib/corpora/registry';
import { pearson } from '../../lib/stats/correlation';
import type { Places } from '../../lib/study/places';
import type { PreparedUtterances } from '../../lib/study/utterances/utterances';
import { numbersOf, textsOf } from '../../lib/tables/columns';

const set = featureSet('original83');
const arousals = [1, 2, 3, 4, 5, 4.5];
const sexes = ['F', 'M', 'F', 'M', 'F', 'M'] as const;

function utterance(index: number, arousal: number): CorpusUtterance {
  const id = `Ses01${sexes[index]}_${index}`;
  return {
    corpus: 'IEMOCAP',
    scales: 'rated' as const,
    segment: { id, file: `${id}.wav`, start: 0, end: 2 },
    id,
    session: 1,
    speaker: `Ses01${sexes[index]}`,
    sex: sexes[index],
    start: 10,
    end: 12,
    emotion: index % 2 === 0 ? 'exc' : 'sad',
    valence: 3,
    arousal,
    dominance: NaN,
    agreement: 0.5,
    categories: [],
    transcript: '',
  };
}

/** Six utterances, of which the last could not be read; the value of a feature for each of the other five. */
function measured(value: (feature: string, row: number) => number, rated = arousals): MeasuredUtterances {
  const utterances = rated.map((arousal, index) => utterance(index, arousal));
  const segments = utterances.slice(0, -1).map(({ segment }) => segment);
  const features = set.features.map(({ name }) => name);
  const values = Float64Array.from(segments.flatMap((_, row) => features.map((name) => value(name, row))));
  const prepared: PreparedUtterances = {
    corpus: { names: ['IEMOCAP'], utterances, skipped: [], remarks: [] },
    labels: 'written',
    features: {
      rows: 5,
      reused: false,
      changes: ['other recordings'],
      jobs: { done: 1, kept: 0 },
      skipped: [{ file: 'Ses01M_5.wav', reason: 'no `RIFF` header' }],
      remarks: [{ kind: 'clipping', file: 'Ses01F_0.wav', reason: 'clipped' }],
      provenance: { kind: 'utterance-features', data: '', settings: {}, versions: { package: '0' } },
      table: { segments, features, values },
    },
  };
  const study = new Study('preprocess_data', { data: '/data', synthetic: true } as unknown as Places);
  return new MeasuredUtterances(study, 'original83', prepared);
}

/** The sentences of a report and of those within it. */
function sentences({ parts }: Report): string[] {
  return parts.flatMap((part) => (typeof part === 'string' ? part : isReport(part) ? sentences(part) : []));
}

const row = (name: string, index: number) => (name === 'f0_mean' ? [210, 110, 200, 120, 190][index] : index);

test('the frame has a row per labelled utterance; what was not measured is missing', () => {
  const frame = measured(row).frame();
  assert.deepEqual(frame.columns.slice(0, 10), [
    ...['id', 'speaker', 'sex', 'emotion', 'valence', 'arousal', 'dominance', 'agreement', 'length'],
    set.features[0].name,
  ]);
  assert.equal(frame.columns.length, 9 + set.features.length);
  assert.deepEqual(textsOf(frame, 'sex').slice(0, 2), ['female', 'male']);
  assert.deepEqual([...numbersOf(frame, 'f0_mean')], [210, 110, 200, 120, 190, NaN]);
  assert.deepEqual([...numbersOf(frame, 'length')], [2, 2, 2, 2, 2, 2]);
});

test('what was measured, why, and what was left out is said and saved', () => {
  const utterances = measured(row);
  assert.deepEqual(sentences(utterances), [
    'Measured 5 utterances. The stored table no longer fitted: other recordings.',
    'Labels were written.',
  ]);
  assert.match(
    sentences(utterances.corpus)[0],
    /^6 labelled utterances of 2 speakers \(1 women, 1 men\), .*50 %/,
  );
  assert.deepEqual(sentences(utterances.leftOut), [
    '- 1 × recording that could not be read. `Ses01M_5.wav`: no \\`RIFF\\` header\n- `Ses01F_0.wav` read all the same: clipped',
  ]);
  const { skipped } = utterances.leftOut.toJSON?.() as { skipped: { counts: object } };
  assert.deepEqual(skipped.counts, { 'recording that could not be read': 1 });
  const { corpus, features } = utterances.toJSON() as { corpus: object; features: object };
  assert.deepEqual(features, { set: 'original83', columns: set.features.length, measured: 5 });
  assert.deepEqual(corpus, {
    synthetic: true,
    utterances: 6,
    speakers: 2,
    emotions: { exc: 3, sad: 3 },
    agreement: 0.5,
  });
});

test('features are correlated with a rating over the utterances that were measured', async () => {
  const utterances = measured((name, index) => (name === 'f0_max' ? -arousals[index] : row(name, index)));
  const cues = await utterances.correlate('arousal');
  const { r, n } = pearson([210, 110, 200, 120, 190], arousals.slice(0, 5));
  const pitch = cues.features.find(({ name }) => name === 'f0_mean');
  assert.deepEqual([pitch?.r, pitch?.n], [r, n]);
  assert.equal(cues.strongest?.name, 'f0_max');
  assert.equal(cues.parts.length, 1);
  assert.deepEqual(Object.keys(cues.toJSON?.() ?? {}), ['arousal']);
  assert.equal(cues.frame().shape[0], set.features.length);
  assert.match(
    sentences(await utterances.answer(cues))[0],
    /^\*\*What it shows\.\*\* Of 83 features, `f0_max`/,
  );
});

test('without a rating the correlations say so and are saved as none', async () => {
  const cues = await measured(row).correlate('dominance');
  assert.equal(cues.strongest, null);
  assert.match(sentences(cues)[0], /^\*\*Not run: single features and rated dominance\.\*\*/);
  const nobody = measured(row, [NaN, NaN, NaN, NaN, NaN, NaN]);
  const heard = await nobody.mostAroused();
  assert.equal(heard.utterance, null);
  assert.deepEqual(heard.toJSON?.(), { shown: { utterance: null } });
  assert.match(sentences(heard)[0], /^\*\*Not run: one utterance, to be seen and heard\.\*\*/);
});

test('voices of women and men are compared where both were measured', () => {
  const apart = measured(row).bySex();
  assert.equal(apart.feature, 'f0_mean');
  assert.deepEqual([apart.women.mean, apart.men.mean], [200, 115]);
  assert.match(
    sentences(apart)[0],
    /200 Hz for women and 115 Hz for men\. The middle halves .* do not overlap/,
  );
  const mixed = measured((_, index) => [100, 105, 110, 103, 101][index]).bySex();
  assert.match(sentences(mixed)[0], /halves of the two overlap, so this feature alone says little/);
  const women = measured((_, index) => (sexes[index] === 'F' ? 200 : NaN)).bySex();
  assert.match(sentences(women)[0], /measured for women only/);
});

test('gaps are counted by utterance and by feature', () => {
  const gaps = measured((name, index) => (name === 'jitter' && index < 2 ? NaN : 1)).missing();
  assert.deepEqual([gaps.complete, gaps.columns], [3, [{ name: 'jitter', count: 2 }]]);
  assert.deepEqual(sentences(gaps), ['3 of 5 utterances are complete. Missing most often: `jitter` (2).']);
});
