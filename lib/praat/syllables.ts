import type { Sound } from '../audio/sample-reader';
import type { Peak } from '../dsp/interpolation';
import { sincMaximum } from '../dsp/interpolation';
import { valueAt } from './frames';
import type { Speech } from './pauses';
import { standardWindow } from './pitch';
import { autocorrelationSearch } from './pitch-ac';
import type { PathCosts } from './pitch-path';
import { trackPitch } from './pitch-path';

/** Between a nucleus and the next peak intensity falls by more than this, dB. */
const leastDip = 2;

/** Pitch as the script looks for it: rather too much voice than too little. */
const costs: PathCosts = {
  silenceThreshold: 0.03,
  voicingThreshold: 0.25,
  octaveCost: 0.01,
  octaveJumpCost: 0.35,
  voicedUnvoicedCost: 0.25,
};
const search = { ...costs, timeStep: 0.02, floor: 30, ceiling: 450 };

/**
 * Times of syllable nuclei: peaks of intensity in sounding stretches, above the threshold of speech, voiced, and
 * followed by a dip of more than 2 dB before the next peak.
 *
 * So it is in the published script, where the last peak of a recording, having no next one, is not counted. It
 * is an estimate that follows the number of syllables, and no count of them.
 *
 * @param spoken where `sound` is speech, by `speech`
 * @returns s, rising
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
    const heard = sounding.some((stretch) => stretch.start <= time && time < stretch.end);
    if (top.y - dip > leastDip && heard && !Number.isNaN(valueAt(f0, time))) nuclei.push(time);
  }
  return Float64Array.from(nuclei);
}

/** Top of the curve through a local maximum, with the height of a cubic there, as the script asks Praat for them. */
function peakAt(values: Float64Array, n: number): Peak {
  const peak = { x: 0, y: 0 };
  sincMaximum(values, n, 70, peak);
  const left = Math.floor(peak.x);
  if (left < 1 || left + 2 >= values.length) return peak;
  // Cubic through the two samples beside the top, with the slopes that their other neighbours give them.
  const [a, b, c, d] = values.subarray(left - 1, left + 3);
  const t = peak.x - left;
  const slopeB = 0.5 * (c - a);
  const slopeC = 0.5 * (d - b);
  peak.y = b + t * (slopeB + t * (3 * (c - b) - 2 * slopeB - slopeC + t * (2 * (b - c) + slopeB + slopeC)));
  return peak;
}
