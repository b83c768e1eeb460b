import type { Channel } from '../audio/signal';
import { speechProbabilityPieces } from '../onnx/speech-probabilities';
import { runs } from '../praat/runs';
import type { Stretch } from '../praat/voicing';
import { shortestPause, shortestSpeech } from './activity';
import { piecesAtOnnxRate } from './at-onnx-rate';
import { joinedStretches } from './stretches';

/** s of each probability */
const step = 0.032;
/** Speech begins at this probability and lasts while it is above the second. */
const begins = 0.5;
const lasts = 0.35;

/**
 * Where somebody speaks by Silero's network: from a probability of .5 on, down to .35, for at least 0.1 s, joined across gaps
 * shorter than 0.3 s. The network's stretches end up to 0.1 s late and hold short pauses, so the loud speech in them counts,
 * where there is any.
 *
 * The recording is read a minute at a time.
 *
 * @param loud speech as level and voicing find it
 * @throws Error that says how to install the optional part where it is missing
 */
export async function sileroSpeech(
  file: string,
  channel: Channel,
  duration: number,
  loud: readonly Stretch[],
): Promise<Stretch[]> {
  const probabilities: number[] = [];
  for await (const piece of speechProbabilityPieces(piecesAtOnnxRate(file, channel, duration)))
    probabilities.push(...piece);
  return likelySpeech(probabilities, duration).flatMap((stretch) => cutTo(stretch, loud));
}

/** The parts of a stretch that lie in others; itself where none does. */
function cutTo({ start, end }: Stretch, others: readonly Stretch[]): Stretch[] {
  const within = others.filter((other) => other.end > start && other.start < end);
  if (within.length === 0) return [{ start, end }];
  return within
    .map((other) => ({ start: Math.max(start, other.start), end: Math.min(end, other.end) }))
    .filter((part) => part.end - part.start >= shortestSpeech);
}

/** Stretches of speech from a probability for every 32 ms. */
export function likelySpeech(probabilities: readonly number[], duration: number): Stretch[] {
  const stretches = runs(probabilities.length, (n) => probabilities[n] >= lasts)
    .filter(([first, after]) => probabilities.slice(first, after).some((one) => one >= begins))
    .map(([first, after]) => ({ start: first * step, end: Math.min(duration, after * step) }));
  return joinedStretches(stretches, shortestPause).filter(({ start, end }) => end - start >= shortestSpeech);
}
