import { useRecording } from '../../audio/recording';
import { recordingQuality, type RecordingQuality } from '../../audio/quality';
import type { Channel } from '../../audio/signal';

/** Pieces of a long recording, and the length of each, s. */
const PIECES = 10;
const LENGTH = 20;

/**
 * The quality of a recording of any length (see `recordingQuality`): of more than 200 s, ten pieces of 20 s spread evenly are
 * looked at.
 *
 * @throws Error naming the file when it cannot be read
 */
export async function qualityOf(file: string, channel: Channel): Promise<RecordingQuality> {
  const { result } = await useRecording(file, channel, ({ sampleRate, length, read }) => {
    const piece = Math.round(LENGTH * sampleRate);
    if (length <= PIECES * piece) return { samples: Float64Array.from(read(0, length)), sampleRate };
    const samples = new Float64Array(PIECES * piece);
    for (let k = 0; k < PIECES; k++) {
      const from = Math.floor((k * (length - piece)) / (PIECES - 1));
      samples.set(read(from, from + piece), k * piece);
    }
    return { samples, sampleRate };
  });
  return recordingQuality(result);
}
