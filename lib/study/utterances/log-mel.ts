import path from 'node:path';
import { resample } from '../../audio/resample';
import { cut, selectChannel } from '../../audio/signal';
import { readRecording } from '../../audio/recording';
import type { Segment } from '../../corpora/segment';
import { logMel } from '../../features/spectral/mfcc';
import { spectralFrames } from '../../features/spectral/frames';
import type { Sequences } from '../../models/networks/sequence-model';

/** Rate every recording is brought to, so that a band means the same in all, Hz. */
const RATE = 16000;
const BANDS = 40;
/** Seconds per frame and from one to the next. */
const FRAME = { windowLength: 0.04, timeStep: 0.02 };

/** What a sequence model reads, of the segments that could be read. */
export interface LogMelSequences extends Sequences {
  /** Which segment each sequence belongs to. */
  readonly rows: readonly number[];
  /** Recordings that could not be read or are shorter than a frame, and why. */
  readonly skipped: readonly { readonly file: string; readonly reason: string }[];
}

/**
 * Log-mel frames of every segment: 40 bands up to 8 kHz, frames of 40 ms every 20 ms, left channel.
 *
 * They are worked out anew each time: some 10 ms per utterance, and 8 kB per second of speech in memory.
 *
 * @param onDone told after each segment
 */
export async function logMelSequences(
  dataDir: string,
  segments: readonly Segment[],
  onDone?: (done: number, total: number) => void,
): Promise<LogMelSequences> {
  const frames: Float32Array[] = [];
  const rows: number[] = [];
  const skipped: { file: string; reason: string }[] = [];
  for (let i = 0; i < segments.length; i++) {
    const { file } = segments[i];
    const found = await framesOf(dataDir, segments[i]);
    if (typeof found === 'string') {
      skipped.push({ file, reason: found });
    } else {
      frames.push(found);
      rows.push(i);
    }
    onDone?.(i + 1, segments.length);
  }
  const features = Array.from({ length: BANDS }, (_, band) => `mel${band + 1}`);
  return { features, frames, rows, skipped };
}

/** Frame after frame, or why there are none. */
async function framesOf(dataDir: string, { file, start, end }: Segment): Promise<Float32Array | string> {
  let recording;
  try {
    recording = await readRecording(path.join(dataDir, file));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  const signal = resample(cut(selectChannel(recording, 'left'), start, end), RATE);
  const { values, count } = logMel(spectralFrames(signal, FRAME), { bands: BANDS });
  if (count === 0) return `shorter than a frame of ${FRAME.windowLength} s`;
  const result = new Float32Array(count * BANDS);
  values.forEach((band, b) => band.forEach((level, n) => (result[n * BANDS + b] = level)));
  return result;
}
