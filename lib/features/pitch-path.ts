import type { PitchTrack } from './pitch';
import type { PitchFrames } from './pitch-candidates';
import { places } from './pitch-candidates';

/** What decides between the candidates of neighbouring frames; the names are those of Praat's manual. */
export interface PathCosts {
  readonly silenceThreshold: number;
  readonly voicingThreshold: number;
  readonly octaveCost: number;
  readonly octaveJumpCost: number;
  readonly voicedUnvoicedCost: number;
}

/** Praat's standard settings for speech. */
export const speechCosts: PathCosts = {
  silenceThreshold: 0.03,
  voicingThreshold: 0.45,
  octaveCost: 0.01,
  octaveJumpCost: 0.35,
  voicedUnvoicedCost: 0.14,
};

/** How much it is worth to call frame `n` unvoiced. */
function worthUnvoiced(intensity: number, { silenceThreshold, voicingThreshold }: PathCosts): number {
  // As good as a voiced candidate at the voicing threshold; in silence up to 2 better, beyond any voiced one.
  const loudness = Number.isNaN(intensity) ? 0 : intensity;
  return voicingThreshold + Math.max(0, 2 - loudness / (silenceThreshold / (1 + voicingThreshold)));
}

/**
 * The candidate of each frame on the path of greatest total strength, less what its jumps cost (Viterbi's method).
 *
 * @returns a contour on the frames' grid, Hz; NaN where unvoiced
 *
 * P. Boersma (1993), section 5.
 */
export function choosePath(frames: PitchFrames, costs: PathCosts): PitchTrack {
  const { candidates, intensity, ceiling, start, step, count } = frames;
  const { counts, frequency, strength } = candidates;
  const values = new Float64Array(count).fill(NaN);
  const strengths = new Float64Array(count).fill(NaN);
  const track: PitchTrack = { values, strength: strengths, intensity, start, step };
  if (count === 0) return track;
  // Costs of jumps are those of 10 ms.
  const jumpCost = (costs.octaveJumpCost * 0.01) / step;
  const switchCost = (costs.voicedUnvoicedCost * 0.01) / step;
  const total = new Float64Array(frequency.length);
  const from = new Uint8Array(frequency.length);
  const octaves = new Float64Array(frequency.length); // log2 Hz of voiced candidates, NaN of the others
  for (let n = 0; n < values.length; n++) {
    const unvoiced = worthUnvoiced(intensity[n], costs);
    for (let c = n * places; c < n * places + counts[n]; c++) {
      const voiced = frequency[c] > 0 && frequency[c] < ceiling;
      octaves[c] = voiced ? Math.log2(frequency[c]) : NaN;
      const worth = voiced ? strength[c] - costs.octaveCost * (Math.log2(ceiling) - octaves[c]) : unvoiced;
      let best = 0;
      if (n > 0) {
        best = -Infinity;
        const before = (n - 1) * places;
        for (let b = 0; b < counts[n - 1]; b++) {
          const wasVoiced = !Number.isNaN(octaves[before + b]);
          let cost = 0;
          if (voiced !== wasVoiced) cost = switchCost;
          else if (voiced) cost = jumpCost * Math.abs(octaves[c] - octaves[before + b]);
          if (total[before + b] - cost > best) {
            best = total[before + b] - cost;
            from[c] = b;
          }
        }
      }
      total[c] = best + worth;
    }
  }

  let chosen = 0;
  const last = (values.length - 1) * places;
  for (let c = 1; c < counts[values.length - 1]; c++) if (total[last + c] > total[last + chosen]) chosen = c;
  for (let n = values.length - 1; n >= 0; n--) {
    const c = n * places + chosen;
    if (!Number.isNaN(octaves[c])) {
      values[n] = frequency[c];
      strengths[n] = strength[c];
    }
    chosen = from[c];
  }
  return track;
}

/**
 * Number of frames that are unvoiced when each is judged by itself: no candidate is stronger than the voicing threshold,
 * or the peak is below the silence threshold. As in Praat's voice report.
 *
 * Praat manual, "Voice 1. Voice breaks".
 */
export function locallyUnvoiced(frames: PitchFrames, costs: PathCosts): number {
  const { candidates, intensity, ceiling, count } = frames;
  const { counts, frequency, strength } = candidates;
  let unvoiced = 0;
  for (let n = 0; n < count; n++) {
    let voiced = false;
    for (let c = n * places + 1; c < n * places + counts[n]; c++) {
      if (frequency[c] < ceiling && strength[c] > costs.voicingThreshold) voiced = true;
    }
    if (!(voiced && intensity[n] >= costs.silenceThreshold)) unvoiced++;
  }
  return unvoiced;
}
