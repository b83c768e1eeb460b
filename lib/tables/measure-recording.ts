import path from 'node:path';
import { cut, selectChannel, type Channel } from '../audio/signal';
import { readWav } from '../audio/wav';
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
 * @throws Error naming the file when it cannot be read
 */
export async function measureRecording(
  job: RecordingJob,
  settings: MeasuringSettings,
): Promise<{ rows: Float64Array; notes: readonly string[] }> {
  const set = featureSet(settings.set);
  const recording = await readWav(path.join(settings.dataDir, job.file));
  const signal = selectChannel(recording, settings.channel);
  const width = set.features.length;
  const rows = new Float64Array(job.spans.length * width);
  job.spans.forEach(({ start, end }, i) => rows.set(set.measure(cut(signal, start, end)), i * width));
  return { rows, notes: recording.notes };
}
