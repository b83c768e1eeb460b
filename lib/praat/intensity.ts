import type { Sound } from '../audio/sample-reader';
import { readerOf } from '../audio/sample-reader';
import { kaiserWindow } from '../dsp/window';
import type { Contour } from './frames';
import { centredFrames, nearestSample } from './frames';

export interface IntensityOptions {
  /** Lowest pitch, Hz; sets the window length, so that intensity does not follow single periods. */
  readonly floor?: number;
  /** Time between frames, s. */
  readonly timeStep?: number;
}

/** Samples count as pascals: 20 µPa, the auditory threshold, is 0 dB. */
const reference = 2e-5;
/** A mean square below this, or below 1e-24 of the squared mean, is rounding error. */
const roundingFloor = 1e-30;

/**
 * Intensity in dB, as Praat's "To Intensity": the mean square under a Kaiser-20 window of 6.4 / floor seconds, with the
 * mean of the window's samples subtracted.
 *
 * @param sound any length; samples that are not finite count as silence
 * @param options floor 100 Hz, time step 0.8 / floor unless given
 * @returns dB re 2e-5; NaN where all samples are equal; no frames when the signal is shorter than a window
 * @throws RangeError when floor or time step is not positive
 *
 * Praat manual, "Sound: To Intensity...". Compared with Praat in test/reference/intensity.json.
 *
 * @example
 * valueAt(intensity(sound), 0.5); // dB
 */
export function intensity(sound: Sound, options: IntensityOptions = {}): Contour {
  const { floor = 100 } = options;
  const { timeStep = 0.8 / floor } = options;
  if (!(floor > 0 && timeStep > 0)) {
    throw new RangeError(`intensity: floor ${floor} Hz and time step ${timeStep} s must be positive`);
  }
  const { sampleRate, length, read } = readerOf(sound);
  const windowDuration = 6.4 / floor;
  const { start, step, count } = centredFrames(length, sampleRate, windowDuration, timeStep);
  const radius = 0.5 * windowDuration * sampleRate;
  const half = Math.floor(radius);
  const window = kaiserWindow(half, radius);
  const values = new Float64Array(count).fill(NaN);
  for (let n = 0; n < count; n++) {
    const middle = nearestSample(start + n * step, 0.5 / sampleRate, sampleRate);
    const first = Math.max(0, middle - half);
    const end = Math.min(length, middle + half + 1);
    const samples = read(first, end);
    const origin = samples[0]; // subtracted first, so that an offset costs no precision
    let sum = 0;
    let weighted = 0;
    let power = 0;
    let weight = 0;
    for (let i = 0, k = first - middle + half; i < samples.length; i++, k++) {
      const x = samples[i] - origin;
      const w = window[k];
      sum += x;
      weighted += x * w;
      power += x * x * w;
      weight += w;
    }
    const shift = sum / (end - first);
    const mean = origin + shift;
    const meanSquare = Math.max(0, power - 2 * shift * weighted + shift * shift * weight) / weight;
    if (meanSquare > roundingFloor + 1e-24 * mean * mean) {
      values[n] = 10 * Math.log10(meanSquare / (reference * reference));
    }
  }
  return { values, start, step };
}
