import type { Sound } from '../audio/sample-reader';
import type { Peak } from '../dsp/interpolation';
import { sincMaximum } from '../dsp/interpolation';
import { valueAt } from './frames';
import type { Speech } from './pauses';
import { standardWindow } from './pitch';
import { autocorrelationSearch } from './pitch-ac';
import type { PathCosts } from './pitch-path';
import { trackPitch } from './pitch-path';

/** Least dip of intensity between a nucleus and the next peak, dB. */
const minDip = 2;

/** Pitch settings of the script, which rather find too much voice than too little. */
const costs: PathCosts = {
  silenceThreshold: 0.03,
  voicingThreshold: 0.25,
  octaveCost: 0.01,
  octaveJumpCost: 0.35,
  voicedUnvoicedCost: 0.25,
};
const search = { ...costs, timeStep: 0.02, floor: 30, ceiling: 450 };

/**
 * Times of syllable nuclei: voiced peaks of intensity in sounding stretches, above the threshold of speech and followed by
 * a dip of more than 2 dB before the next peak.
 *
 * As in the published script, the last peak of a recording is not counted, since it has no next one. The number of nuclei
 * correlates with the number of syllables; it does not count them exactly.
 *
 * @param spoken `speech` of this sound
 * @returns s, ascending
 *
 * N. H. de Jong & T. Wempe (2009), Behavior Research Methods 41: 385-390. Compared with the same steps in Praat in
 * test/reference/voice.json.
 */
export function syllableNuclei(sound: Sound, { sounding, threshold, contour }: Speech): Float64Array {
  const { values, start, step } = contour;
  const peaks: number[] = []; // index
  for (let n = 1; n + 1 < values.length; n++) {
    if (values[n] > values[n - 1] && values[n] >= values[n + 1] && peakAt(values, n).y > threshold) {
      peaks.push(n);
    }
  }
  if (peaks.length < 2) return new Float64Array(0);
  const f0 = trackPitch(autocorrelationSearch(sound, standardWindow, search), costs);
  const nuclei: number[] = [];
  for (let p = 0; p + 1 < peaks.length; p++) {
    let dip = Infinity;
    for (let n = peaks[p]; n <= peaks[p + 1]; n++) dip = Math.min(dip, values[n]);
    const top = peakAt(values, peaks[p]);
    const time = start + top.x * step;
    const sounds = sounding.some((stretch) => stretch.start <= time && time < stretch.end);
    if (top.y - dip > minDip && sounds && !Number.isNaN(valueAt(f0, time))) nuclei.push(time);
  }
  return Float64Array.from(nuclei);
}

/** Maximum near sample `n`: its place by sinc interpolation, its height by a cubic, as the script asks Praat for them. */
function peakAt(values: Float64Array, n: number): Peak {
  const peak = { x: 0, y: 0 };
  sincMaximum(values, n, 70, peak);
  const left = Math.floor(peak.x);
  if (left < 1 || left + 2 >= values.length) return peak;
  // Cubic through the two samples beside the maximum, with slopes from their neighbours on both sides.
  const [a, b, c, d] = values.subarray(left - 1, left + 3);
  const t = peak.x - left;
  const slopeB = 0.5 * (c - a);
  const slopeC = 0.5 * (d - b);
  peak.y = b + t * (slopeB + t * (3 * (c - b) - 2 * slopeB - slopeC + t * (2 * (b - c) + slopeB + slopeC)));
  return peak;
}
