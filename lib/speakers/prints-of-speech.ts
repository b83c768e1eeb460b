import type { Channel } from '../audio/signal';
import { onnxSampleRate } from '../onnx/speech-probabilities';
import { voicePrints } from '../onnx/voice-print';
import type { Stretch } from '../praat/voicing';
import { samplesAtOnnxRate } from './at-onnx-rate';
import type { TimedPrint } from './two-voices';

/** Between two prints of one call, and how long the piece of each is, s. */
const printStep = 0.4;
const printLength = 0.8;
/** Speech in memory at a time, s. */
const longest = 30;
/** Shorter speech has no print, s. */
const shortest = 0.1;

/**
 * Voice prints of speech: one of 0.8 s every 0.2 s, and one of a stretch that is shorter; none of less than 0.1 s.
 *
 * @throws Error that says how to install the optional part where it is missing
 */
export async function printsOfSpeech(
  file: string,
  channel: Channel,
  speech: readonly Stretch[],
): Promise<TimedPrint[]> {
  const prints: TimedPrint[] = [];
  for (const [stretch, { start, end }] of speech.entries()) {
    for (let from = start; end - from >= shortest; from += longest) {
      const samples = await samplesAtOnnxRate(file, channel, from, Math.min(end, from + longest));
      prints.push(...(await printsOfSamples(samples, from, stretch)));
    }
  }
  return prints;
}

/** Prints of samples at 16 kHz that begin at `from`, s. */
async function printsOfSamples(samples: Float64Array, from: number, stretch: number): Promise<TimedPrint[]> {
  const found: TimedPrint[] = [];
  const half = Math.min(printLength, samples.length / onnxSampleRate) / 2;
  for (const offset of [0, printStep / 2]) {
    const rest = samples.subarray(Math.round(offset * onnxSampleRate));
    if (offset > 0 && rest.length < printLength * onnxSampleRate) continue;
    const prints = await voicePrints(rest);
    found.push(...prints.map((print, n) => ({ time: from + offset + n * printStep + half, stretch, print })));
  }
  return found.sort((a, b) => a.time - b.time);
}
