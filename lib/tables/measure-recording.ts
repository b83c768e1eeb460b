import path from 'node:path';
import { cut, sampleRange, selectChannel, type Channel, type Signal } from '../audio/signal';
import { SoundMeter, type SoundFacts } from '../audio/remarks';
import { readWav, useWav, wavInfo } from '../audio/wav';
import type { FeatureSet, WindowMode } from '../features/feature-set';
import { featureSet } from '../features/sets';

/** The stretches of one recording that are to be measured. */
export interface RecordingJob {
  /** relative to the data folder */
  readonly file: string;
  /** s */
  readonly spans: readonly { readonly start: number; readonly end: number }[];
}

/** A recording of more samples than this (1.5 minutes at 44.1 kHz) is not read as a whole where the set can do without. */
const longSamples = 2 ** 22;

/** What is the same for every recording of a run. */
export interface MeasuringSettings {
  readonly dataDir: string;
  readonly set: string;
  readonly channel: Channel;
  /** How windows that overlap are measured, see `WindowMode`; exact unless given. */
  readonly mode?: WindowMode;
}

/** What was measured of one recording. */
export interface MeasuredRecording {
  /** One per span, row-major. */
  readonly rows: Float64Array;
  /** What was unusual about the file. */
  readonly notes: readonly string[];
  /** What the samples are like. */
  readonly facts: SoundFacts;
}

/**
 * Rows of features, one per span, row-major, with what was unusual about the file.
 *
 * Only the part of the file that holds the spans is read, and a single long span stretch by stretch; in exact mode a row is the same whatever other spans come with it.
 *
 * @throws Error naming the file when it cannot be read
 */
export async function measureRecording(
  job: RecordingJob,
  settings: MeasuringSettings,
): Promise<MeasuredRecording> {
  const set = featureSet(settings.set);
  const file = path.join(settings.dataDir, job.file);
  const { sampleRate, duration } = await wavInfo(file);
  const frames = Math.round(duration * sampleRate);
  // Whole samples, counted once from the start of the file: times relative to the part read would round differently.
  const ranges = job.spans.map(({ start, end }) => sampleRange(start, end, sampleRate, frames));
  const first = ranges.reduce((least, [from]) => Math.min(least, from), frames);
  const last = ranges.reduce((most, [, to]) => Math.max(most, to), first);
  const { measureReader } = set;
  if (measureReader && ranges.length === 1 && settings.mode !== 'shared' && last - first > longSamples) {
    const stretch = { start: first / sampleRate, end: last / sampleRate };
    const { result, notes, facts } = await useWav(file, settings.channel, measureReader, stretch);
    return { rows: result, notes, facts: { ...facts, ...rowFacts(set, result) } };
  }
  const recording = await readWav(file, { start: first / sampleRate, end: last / sampleRate });
  const signal = selectChannel(recording, settings.channel);
  const spans = ranges.map(([from, to]) => ({
    start: (from - first) / sampleRate,
    end: (to - first) / sampleRate,
  }));
  const rows = measureSpans(set, signal, spans, settings.mode ?? 'exact');
  const meter = new SoundMeter();
  meter.add(recording.channels);
  return { rows, notes: recording.notes, facts: { ...meter.facts(sampleRate), ...rowFacts(set, rows) } };
}

/** Columns that have a value where there is no sound. */
const always = /^duration$|^unvoiced$|^energy$|_frames$/;

/** How many rows there are, and how many without a value that says anything of the sound. */
function rowFacts({ features }: FeatureSet, rows: Float64Array): Pick<SoundFacts, 'rows' | 'emptyRows'> {
  const count = rows.length / features.length;
  const telling = features.flatMap(({ name }, j) => (always.test(name) ? [] : [j]));
  let emptyRows = 0;
  for (let i = 0; i < count; i++) {
    const nothing = (j: number): boolean => {
      const value = rows[i * features.length + j];
      return Number.isNaN(value) || value === 0;
    };
    if (telling.every(nothing)) emptyRows++;
  }
  return { rows: count, emptyRows };
}

/** A row of features per span of a signal, row-major. */
export function measureSpans(
  set: FeatureSet,
  signal: Signal,
  spans: RecordingJob['spans'],
  mode: WindowMode,
): Float64Array {
  if (set.measureWindows && (spans.length > 1 || mode === 'shared')) {
    return set.measureWindows(signal, spans, mode);
  }
  const width = set.features.length;
  const rows = new Float64Array(spans.length * width);
  spans.forEach(({ start, end }, i) => rows.set(set.measure(cut(signal, start, end)), i * width));
  return rows;
}

/** @throws RangeError when the set does not know the mode */
export function checkMode({ set, mode = 'exact' }: MeasuringSettings): void {
  if (mode === 'shared' && !featureSet(set).measureWindows) {
    throw new RangeError(`feature set ${set} has no shared mode; take 'exact', or the set original83`);
  }
}
