import { floats, installedModel } from './runtime';

/** Samples per second that speech probabilities and voice prints are computed from, Hz. */
export const onnxSampleRate: number = 16_000;
/** Samples per probability: 32 ms. */
const step = 512;
/** Samples before a step that the model sees with it. */
const context = 64;
/** Steps per call of the model, 16 s: long enough to cost nothing, short in memory. */
const stepsPerCall = 512;
const stateSize = 128;

/**
 * How likely somebody speaks, by Silero VAD 6 (MIT): a probability for every 32 ms.
 *
 * The last step is filled up with silence. No samples give no probabilities.
 *
 * @param samples at 16,000 Hz, in [-1, 1]
 * @returns probability n for samples 512 n to 512 (n + 1)
 * @throws Error that says how to install the optional part where it is missing
 *
 * Compared with Silero's own Python code in test/reference/onnx-models.json.
 */
export async function speechProbabilities(samples: Float64Array): Promise<Float32Array> {
  const result = new Float32Array(Math.ceil(samples.length / step));
  let at = 0;
  for await (const piece of speechProbabilityPieces([samples])) {
    result.set(piece, at);
    at += piece.length;
  }
  return result;
}

/**
 * `speechProbabilities` of a recording that comes in pieces of any length, such as an hour's; the same numbers.
 *
 * @param pieces one after the other, at 16,000 Hz
 * @returns the probabilities in their order, up to 512 at a time
 * @throws Error that says how to install the optional part where it is missing
 */
export async function* speechProbabilityPieces(
  pieces: Iterable<Float64Array> | AsyncIterable<Float64Array>,
): AsyncGenerator<Float32Array> {
  const model = await installedModel('silero-vad');
  const waiting = new Float32Array(step * stepsPerCall);
  let count = 0;
  let before = new Float32Array(context);
  let hidden = floats(new Float32Array(stateSize), [1, 1, stateSize]);
  let cell = floats(new Float32Array(stateSize), [1, 1, stateSize]);

  const probabilities = async (): Promise<Float32Array> => {
    const steps = Math.ceil(count / step);
    waiting.fill(0, count, steps * step);
    const rows = new Float32Array(steps * (context + step));
    for (let n = 0; n < steps; n++) {
      const samples = waiting.subarray(n * step, (n + 1) * step);
      rows.set(before, n * (context + step));
      rows.set(samples, n * (context + step) + context);
      before = samples.slice(-context);
    }
    const { speech_probs, hn, cn } = await model.run({
      input: floats(rows, [steps, context + step]),
      h: hidden,
      c: cell,
    });
    hidden = hn;
    cell = cn;
    count = 0;
    return Float32Array.from(speech_probs.data, Number);
  };

  for await (const piece of pieces) {
    for (let at = 0; at < piece.length;) {
      const part = piece.subarray(at, at + waiting.length - count);
      waiting.set(part, count);
      count += part.length;
      at += part.length;
      if (count === waiting.length) yield await probabilities();
    }
  }
  if (count > 0) yield await probabilities();
}
