import path from 'node:path';
import { sampleRange, selectChannel, type Channel } from '../audio/signal';
import { readWav, wavInfo } from '../audio/wav';
import { featureSet } from '../features/sets';

/** The stretches of one recording that are to be measured. */
export interface RecordingJob {
  /** relative to the data folder */
  readonly file: string;
  /** s */
  readonly spans: readonly { readonly start: number; readonly end: number }[];
}

/** What is the same for every recording of a run. */
export interface MeasuringSettings {
  readonly dataDir: string;
  readonly set: string;
  readonly channel: Channel;
}

/**
 * Rows of features, one per span, row-major, with what was unusual about the file.
 *
 * Only the part of the file that holds the spans is read; a row is the same whatever other spans come with it.
 *
 * @throws Error naming the file when it cannot be read
 */
export async function measureRecording(
  job: RecordingJob,
  settings: MeasuringSettings,
): Promise<{ rows: Float64Array; notes: readonly string[] }> {
  const set = featureSet(settings.set);
  const file = path.join(settings.dataDir, job.file);
  const { sampleRate, duration } = await wavInfo(file);
  const frames = Math.round(duration * sampleRate);
  // Whole samples, counted once from the start of the file: times relative to the part read would round differently.
  const ranges = job.spans.map(({ start, end }) => sampleRange(start, end, sampleRate, frames));
  const first = ranges.reduce((least, [from]) => Math.min(least, from), frames);
  const last = ranges.reduce((most, [, to]) => Math.max(most, to), first);
  const recording = await readWav(file, { start: first / sampleRate, end: last / sampleRate });
  const { samples } = selectChannel(recording, settings.channel);
  const width = set.features.length;
  const rows = new Float64Array(job.spans.length * width);
  ranges.forEach(([from, to], i) =>
    rows.set(set.measure({ samples: samples.subarray(from - first, to - first), sampleRate }), i * width),
  );
  return { rows, notes: recording.notes };
}
