import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { resample } from '../../audio/resample';
import { cut, selectChannel, type Signal } from '../../audio/signal';
import { readRecording } from '../../audio/recording';
import { encodeWav } from '../../audio/wav';
import type { Segment } from '../../corpora/segment';
import { concordance } from '../../evaluation/regression';
import { completeRows, rowCount, selectRows, selectValues, type Rows } from '../../models/data/rows';
import { bootstrap } from '../../stats/bootstrap';
import { pearson } from '../../stats/correlation';
import { random } from '../../stats/random';
import type { Label } from '../../tables/labels';
import { measure } from '../../jobs/measure';
import { unchanged, type Change, type ChangeName } from './changes';
import type { Scale } from './models';
import { ratingsOf } from './rated';
import type { Trainer } from './trainers';

/** Every recording is brought down to this rate first, so that all changes start from the same, Hz. */
const RATE = 16000;

/** Predicts rows as measured; `of` are the places of their utterances in the training set. */
export type RowPredictor = (rows: Rows, of: readonly number[]) => Float64Array;

/** Some utterances, measured after each change. */
export interface ChangedUtterances {
  /** Which utterances, by their place in what was given. */
  readonly of: readonly number[];
  /** `unchanged` first, then the changes in the order given; a row per utterance, NaN where nothing could be measured. */
  readonly measured: readonly { readonly change: ChangeName; readonly rows: Rows }[];
}

/**
 * Measures a seeded sample of utterances after each change, recordings spread over worker threads.
 *
 * The changed recordings are written as 32-bit WAV files to a temporary folder, which is removed at the end: per
 * utterance and change 64 kB for each second.
 *
 * @param dataDir folder of the recordings; @param segments all utterances
 * @param set feature set by name
 * @param options.seed of the sample; @param options.count how many utterances, all where there are fewer
 * @param onDone told of the recordings done, a few at a time
 * @throws Error naming a recording of the sample that cannot be read
 */
export async function measureChanged(
  dataDir: string,
  segments: readonly Segment[],
  changes: readonly Change[],
  set: string,
  { seed, count }: { readonly seed: number; readonly count: number },
  onDone?: (done: number, total: number) => void,
): Promise<ChangedUtterances> {
  const shuffled = random(seed).shuffle(segments.map((_, i) => i));
  const of = shuffled.slice(0, count).sort((a, b) => a - b);
  const signals: Signal[] = [];
  for (const place of of) signals.push(await signalOf(dataDir, segments[place]));
  const all = [unchanged, ...changes];
  const folder = mkdtempSync(path.join(tmpdir(), 'saa-changed-'));
  try {
    const jobs = signals.flatMap((signal, i) => {
      const others = signals.filter((other) => other !== signal);
      return all.map((change, c): Segment => {
        const changed = change.apply(signal, of[i], others);
        const file = `${c}-${i}.wav`;
        writeFileSync(path.join(folder, file), encodeWav([changed.samples], changed.sampleRate, 32));
        return { id: file, file, start: 0, end: Infinity };
      });
    });
    const { table } = await measure(jobs, { dataDir: folder, set, channel: 'left' }, { onDone });
    const rowOf = new Map(table.segments.map(({ id }, row) => [id, row]));
    const width = table.features.length;
    const measured = all.map(({ family, degree, level }, c) => {
      const values = new Float64Array(of.length * width).fill(NaN);
      of.forEach((_, i) => {
        const row = rowOf.get(`${c}-${i}.wav`);
        if (row !== undefined) values.set(table.values.subarray(row * width, (row + 1) * width), i * width);
      });
      return { change: { family, degree, level }, rows: { features: table.features, values } };
    });
    return { of, measured };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function signalOf(dataDir: string, { file, start, end }: Segment): Promise<Signal> {
  const signal = cut(selectChannel(await readRecording(path.join(dataDir, file)), 'left'), start, end);
  return signal.sampleRate > RATE ? resample(signal, RATE) : signal;
}

/** Scores of a model on some utterances. */
export interface SubsetScore {
  /** Utterances scored. */
  readonly n: number;
  readonly pearson: number;
  readonly ccc: number;
  /** 95 % bootstrap interval of the concordance, speakers resampled. */
  readonly interval: readonly [number, number];
}

export interface ChangeScore extends SubsetScore {
  readonly change: ChangeName;
  /** Utterances of which something could not be measured after the change; the predictor fills the gaps. */
  readonly incomplete: number;
}

/**
 * How well a scale is predicted after each change.
 *
 * @param predictor has not been trained on the utterances it predicts; see `leaveSessionOutPredictor`
 * @param labels of all utterances the sample was drawn from
 */
export function changeScores(
  { of, measured }: ChangedUtterances,
  labels: readonly Label[],
  scale: Scale,
  predictor: RowPredictor,
  seed: number,
): ChangeScore[] {
  const own = of.map((place) => labels[place]);
  return measured.map(({ change, rows }) => ({
    change,
    incomplete: rowCount(rows) - completeRows(rows).length,
    ...subsetScore(own, scale, predictor(rows, of), seed),
  }));
}

/** Scores of each group by itself, groups in order of their names; utterances with an empty name are left out. */
export function groupScores(
  labels: readonly Label[],
  scale: Scale,
  predicted: Float64Array,
  groups: readonly string[],
  seed: number,
): (SubsetScore & { readonly group: string })[] {
  const names = [...new Set(groups)].filter((name) => name !== '').sort();
  return names.map((group) => {
    const rows = groups.flatMap((name, row) => (name === group ? [row] : []));
    const own = rows.map((row) => labels[row]);
    return { group, ...subsetScore(own, scale, selectValues(predicted, rows), seed) };
  });
}

/** Concordance and correlation of predictions of these utterances, with the interval. */
export function subsetScore(
  labels: readonly Label[],
  scale: Scale,
  predicted: Float64Array,
  seed: number,
): SubsetScore {
  const truth = ratingsOf(labels, scale);
  const { interval } = bootstrap(
    labels.map(({ speaker }) => speaker),
    (rows) => concordance(selectValues(truth, rows), selectValues(predicted, rows)),
    { seed, repeats: 500 },
  );
  const { r, n } = pearson(truth, predicted);
  return { n, pearson: r, ccc: concordance(truth, predicted), interval };
}

/**
 * Leave-session-out predictor: predicts each utterance by a model trained on the unchanged utterances of all other
 * sessions.
 *
 * @param rows of all utterances, complete; @param labels of the same
 */
export function leaveSessionOutPredictor(
  rows: Rows,
  labels: readonly Label[],
  scale: Scale,
  train: Trainer,
): RowPredictor {
  const ratings = ratingsOf(labels, scale);
  const models = new Map<number, (rows: Rows) => Float64Array>();
  const modelFor = (session: number) => {
    const known = models.get(session);
    if (known) return known;
    const others = labels.flatMap((label, row) => (label.session === session ? [] : [row]));
    const targets = selectValues(ratings, others);
    const model = train(selectRows(rows, others), targets);
    models.set(session, model);
    return model;
  };
  return (testRows, of) => {
    const predicted = new Float64Array(of.length);
    const sessions = new Set(of.map((place) => labels[place].session));
    for (const session of sessions) {
      const own = of.flatMap((place, i) => (labels[place].session === session ? [i] : []));
      const values = modelFor(session)(selectRows(testRows, own));
      own.forEach((i, k) => (predicted[i] = values[k]));
    }
    return predicted;
  };
}
