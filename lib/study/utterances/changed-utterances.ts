import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readRecording } from '../../audio/recording';
import { resample } from '../../audio/resample';
import { cut, selectChannel, type Signal } from '../../audio/signal';
import { encodeWav } from '../../audio/wav';
import type { Segment } from '../../corpora/segment';
import { knownSet } from '../../embeddings/known-set';
import { measure } from '../../jobs/measure';
import type { Rows } from '../../models/data/rows';
import { drawnPlaces } from '../../stats/drawn-places';
import { RATE, unchanged, type Change, type ChangeName } from './changes';

/** Recordings changed at a time, so that the folder of changed ones stays small. */
const BATCH = 100;

/** Some utterances, measured after each change. */
export interface ChangedUtterances {
  /** Which utterances, by their place in what was given. */
  readonly of: readonly number[];
  /** `unchanged` first, then the changes in the order given; a row per utterance, NaN where nothing could be measured. */
  readonly measured: readonly { readonly change: ChangeName; readonly rows: Rows }[];
}

/** The same with several feature sets. */
export interface ChangedInSets {
  readonly of: readonly number[];
  /** As `ChangedUtterances`, rows by the place of the set. */
  readonly measured: readonly { readonly change: ChangeName; readonly sets: readonly Rows[] }[];
}

/**
 * Measures a seeded sample of utterances after each change; see `measureChangedInSets`.
 *
 * @param set feature set by name
 */
export async function measureChanged(
  dataDir: string,
  segments: readonly Segment[],
  changes: readonly Change[],
  set: string,
  sample: { readonly seed: number; readonly count: number },
  onDone?: (done: number, total: number) => void,
): Promise<ChangedUtterances> {
  const { of, measured } = await measureChangedInSets(dataDir, segments, changes, [set], sample, onDone);
  return { of, measured: measured.map(({ change, sets: [rows] }) => ({ change, rows })) };
}

/**
 * Measures a seeded sample of utterances after each change with each feature set, recordings spread over worker threads.
 *
 * The changed recordings are written as 32-bit WAV files to a temporary folder, a hundred utterances at a time, which is
 * removed at the end: per utterance and change 64 kB for each second.
 *
 * @param dataDir folder of the recordings; @param segments all utterances
 * @param sets feature sets by name
 * @param options.seed of the sample; @param options.count how many utterances, all where there are fewer
 * @param onDone told of the recordings done, a few at a time
 * @throws Error naming a recording of the sample that cannot be read
 */
export async function measureChangedInSets(
  dataDir: string,
  segments: readonly Segment[],
  changes: readonly Change[],
  sets: readonly string[],
  { seed, count }: { readonly seed: number; readonly count: number },
  onDone?: (done: number, total: number) => void,
): Promise<ChangedInSets> {
  const of = drawnPlaces(segments.length, count, seed);
  const signals: Signal[] = [];
  for (const place of of) signals.push(await signalOf(dataDir, segments[place]));
  const all = [unchanged, ...changes];
  const columns = sets.map((set) => knownSet(set).features.map(({ name }) => name));
  const values = all.map(() => columns.map(({ length }) => new Float64Array(of.length * length).fill(NaN)));
  const total = of.length * all.length * sets.length;
  let before = 0;
  for (let first = 0; first < of.length; first += BATCH) {
    const batch = of.slice(first, first + BATCH);
    const folder = mkdtempSync(path.join(tmpdir(), 'saa-changed-'));
    try {
      const jobs = batch.flatMap((place, b) => {
        const signal = signals[first + b];
        const others = signals.filter((other) => other !== signal);
        return all.map((change, c): Segment => {
          const changed = change.apply(signal, place, others);
          const file = `${c}-${first + b}.wav`;
          writeFileSync(path.join(folder, file), encodeWav([changed.samples], changed.sampleRate, 32));
          return { id: file, file, start: 0, end: Infinity };
        });
      });
      for (const [s, set] of sets.entries()) {
        const { table } = await measure(
          jobs,
          { dataDir: folder, set, channel: 'left' },
          { onDone: (done) => onDone?.(before + done, total) },
        );
        before += jobs.length;
        const width = columns[s].length;
        table.segments.forEach(({ id }, row) => {
          const [c, i] = /^(\d+)-(\d+)/.exec(id)?.slice(1).map(Number) ?? [];
          values[c][s].set(table.values.subarray(row * width, (row + 1) * width), i * width);
        });
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
  const measured = all.map(({ family, degree, level }, c) => ({
    change: { family, degree, level },
    sets: columns.map((features, s) => ({ features, values: values[c][s] })),
  }));
  return { of, measured };
}

async function signalOf(dataDir: string, { file, start, end }: Segment): Promise<Signal> {
  const signal = cut(selectChannel(await readRecording(path.join(dataDir, file)), 'left'), start, end);
  return signal.sampleRate > RATE ? resample(signal, RATE) : signal;
}
