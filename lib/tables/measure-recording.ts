import path from 'node:path';
import { cut, sampleRange, selectChannel, type Channel, type Signal } from '../audio/signal';
import { SoundMeter, type SoundFacts } from '../audio/remarks';
import { readRecording, useRecording, recordingInfo } from '../audio/recording';
import type { FeatureSet, WindowMode } from '../features/feature-set';
import { knownSet } from '../embeddings/known-set';
import { setsWithSharedMode } from '../features/sets';
import { emptyRows } from '../features/silence';

/** A recording and its stretches to measure. */
export interface RecordingJob {
  /** relative to the data folder */
  readonly file: string;
  /** s */
  readonly spans: readonly { readonly start: number; readonly end: number }[];
}

/** Longer recordings (1.5 minutes at 44.1 kHz) are read stretch by stretch where the set can. */
const longSamples = 2 ** 22;

/** The same for every recording of a run. */
export interface MeasuringSettings {
  readonly dataDir: string;
  readonly set: string;
  readonly channel: Channel;
  /** How to measure windows, see `WindowMode`; exact unless given. */
  readonly mode?: WindowMode;
}

/** Measurements of one recording. */
export interface MeasuredRecording {
  /** One per span, row-major. */
  readonly rows: Float64Array;
  /** What was unusual about the file, and how it was read. */
  readonly notes: readonly string[];
  /** Peaks, clipping and empty rows, for `soundRemarks`. */
  readonly facts: SoundFacts;
}

/**
 * Measures the spans of one recording.
 *
 * It reads only the part of the file that holds the spans, and a single long span stretch by stretch. In exact mode a row
 * does not depend on the other spans.
 *
 * @throws Error naming the file when it cannot be read
 */
export async function measureRecording(
  job: RecordingJob,
  settings: MeasuringSettings,
): Promise<MeasuredRecording> {
  const set = knownSet(settings.set);
  const file = path.join(settings.dataDir, job.file);
  const { sampleRate, duration } = await recordingInfo(file);
  const frames = Math.round(duration * sampleRate);
  // Round to samples once, from the start of the file: times relative to the part that is read would round differently.
  const ranges = job.spans.map(({ start, end }) => sampleRange(start, end, sampleRate, frames));
  const first = ranges.reduce((least, [from]) => Math.min(least, from), frames);
  const last = ranges.reduce((most, [, to]) => Math.max(most, to), first);
  const { measureReader } = set;
  if (measureReader && ranges.length === 1 && settings.mode !== 'shared' && last - first > longSamples) {
    const stretch = { start: first / sampleRate, end: last / sampleRate };
    const { result, notes, facts } = await useRecording(file, settings.channel, measureReader, stretch);
    return { rows: result, notes, facts: { ...facts, rows: 1, emptyRows: emptyRows(set, result) } };
  }
  const recording = await readRecording(file, { start: first / sampleRate, end: last / sampleRate });
  const signal = selectChannel(recording, settings.channel);
  const spans = ranges.map(([from, to]) => ({
    start: (from - first) / sampleRate,
    end: (to - first) / sampleRate,
  }));
  const rows = await measureSpans(set, signal, spans, settings.mode ?? 'exact');
  const meter = new SoundMeter();
  meter.add(recording.channels);
  const facts = { ...meter.facts(sampleRate), rows: spans.length, emptyRows: emptyRows(set, rows) };
  return { rows, notes: recording.notes, facts };
}

/** A row of features per span of a signal, row-major. */
export async function measureSpans(
  set: FeatureSet,
  signal: Signal,
  spans: RecordingJob['spans'],
  mode: WindowMode,
): Promise<Float64Array> {
  if (set.measureWindows && (spans.length > 1 || mode === 'shared')) {
    return set.measureWindows(signal, spans, mode);
  }
  const width = set.features.length;
  const rows = new Float64Array(spans.length * width);
  for (const [i, { start, end }] of spans.entries()) {
    const own = cut(signal, start, end);
    rows.set(set.measureLater === undefined ? set.measure(own) : await set.measureLater(own), i * width);
  }
  return rows;
}

/** @throws RangeError when the set lacks the mode */
export function checkMode({ set, mode = 'exact' }: MeasuringSettings): void {
  if (mode === 'shared' && !knownSet(set).measureWindows) {
    throw new RangeError(
      `feature set ${set} has no shared mode; take 'exact', or the set ${setsWithSharedMode.join(' or ')}`,
    );
  }
}
