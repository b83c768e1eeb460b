import { recordingInfo } from '../audio/recording';
import type { Channel } from '../audio/signal';
import { voicePrint } from '../onnx/voice-print';
import { concatenated } from '../stats/concatenated';
import { samplesAtOnnxRate } from './at-onnx-rate';
import type { Turn } from './stretches';
import { product } from './two-voices';

/** Speech of each speaker, and of the sample, that is compared, s. */
const compared = 30;

/**
 * The speaker who sounds most like a sample recording: the largest scalar product of voice prints of up to 30 s, the longest turns.
 *
 * @returns undefined where nobody speaks
 * @throws Error naming a sample that cannot be read or is shorter than a second
 */
export async function speakerLike(
  sample: string,
  file: string,
  turns: readonly Turn[],
  channelOf: (speaker: string) => Channel,
): Promise<string | undefined> {
  const { duration } = await recordingInfo(sample);
  if (duration < 1)
    throw new Error(`${sample}: a sample of ${duration.toFixed(2)} s; give at least a second of the voice`);
  const wanted = await voicePrint(await samplesAtOnnxRate(sample, 'mix', 0, Math.min(duration, compared)));
  let best: { name: string; likeness: number } | undefined;
  for (const name of new Set(turns.map(({ speaker }) => speaker))) {
    const own = turns
      .filter(({ speaker }) => speaker === name)
      .sort((a, b) => b.end - b.start - (a.end - a.start));
    const pieces: Float64Array[] = [];
    let seconds = 0;
    for (const { start, end } of own) {
      if (seconds >= compared) break;
      pieces.push(await samplesAtOnnxRate(file, channelOf(name), start, Math.min(end, start + compared)));
      seconds += end - start;
    }
    const likeness = product(wanted, await voicePrint(concatenated(pieces)));
    if (best === undefined || likeness > best.likeness) best = { name, likeness };
  }
  return best?.name;
}
