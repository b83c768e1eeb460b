import type { Contour } from './frames';
import type { PitchFrames } from './pitch-candidates';
import { maxCandidates } from './pitch-candidates';

/** F0 in Hz per frame, NaN where unvoiced; beside it what else the tracker knows of the same frames. */
export interface PitchTrack extends Contour {
  /** Height of the chosen peak of the normalized autocorrelation, 0 … 1; NaN where unvoiced. */
  readonly strength: Float64Array;
  /** Peak of the frame over the peak of the whole signal, 0 … 1 (Praat's frame intensity); no decibels. NaN in silence. */
  readonly intensity: Float64Array;
}

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

/** Peak of a frame over that of the signal below which no path calls it voiced, whatever its candidates. */
export function leastAudible(costs: PathCosts, step: number): number {
  // There being unvoiced is worth more than any candidate (at most 1) and two changes of voicing.
  const twoChanges = (2 * costs.voicedUnvoicedCost * 0.01) / step;
  const { silenceThreshold, voicingThreshold } = costs;
  return ((1 + voicingThreshold - twoChanges - 1e-9) * silenceThreshold) / (1 + voicingThreshold);
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
  const { first, frequency, strength } = candidates;
  const values = new Float64Array(count).fill(NaN);
  const strengths = new Float64Array(count).fill(NaN);
  const track: PitchTrack = { values, strength: strengths, intensity, start, step };
  if (count === 0) return track;
  // Costs of jumps are those of 10 ms.
  const jumpCost = (costs.octaveJumpCost * 0.01) / step;
  const switchCost = (costs.voicedUnvoicedCost * 0.01) / step;
  const highest = Math.log2(ceiling);
  const from = new Uint8Array(first[count]);
  // Of this frame and the one before: the best path's total, and log2 Hz of voiced candidates, NaN of the others.
  let total = new Float64Array(maxCandidates);
  let octaves = new Float64Array(maxCandidates);
  let totalBefore = new Float64Array(maxCandidates);
  let octavesBefore = new Float64Array(maxCandidates);
  for (let n = 0; n < count; n++) {
    [total, totalBefore] = [totalBefore, total];
    [octaves, octavesBefore] = [octavesBefore, octaves];
    const unvoiced = worthUnvoiced(intensity[n], costs);
    const countBefore = n > 0 ? first[n] - first[n - 1] : 0;
    for (let at = first[n]; at < first[n + 1]; at++) {
      const c = at - first[n];
      const voiced = frequency[at] > 0 && frequency[at] < ceiling;
      octaves[c] = voiced ? Math.log2(frequency[at]) : NaN;
      const worth = voiced ? strength[at] - costs.octaveCost * (highest - octaves[c]) : unvoiced;
      let best = n > 0 ? -Infinity : 0;
      for (let b = 0; b < countBefore; b++) {
        const wasVoiced = !Number.isNaN(octavesBefore[b]);
        let cost = 0;
        if (voiced !== wasVoiced) cost = switchCost;
        else if (voiced) cost = jumpCost * Math.abs(octaves[c] - octavesBefore[b]);
        if (totalBefore[b] - cost > best) {
          best = totalBefore[b] - cost;
          from[at] = b;
        }
      }
      total[c] = best + worth;
    }
  }

  let chosen = 0;
  for (let c = 1; c < first[count] - first[count - 1]; c++) if (total[c] > total[chosen]) chosen = c;
  for (let n = count - 1; n >= 0; n--) {
    const at = first[n] + chosen;
    if (frequency[at] > 0 && frequency[at] < ceiling) {
      values[n] = frequency[at];
      strengths[n] = strength[at];
    }
    chosen = from[at];
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
  const { first, frequency, strength } = candidates;
  let unvoiced = 0;
  for (let n = 0; n < count; n++) {
    let voiced = false;
    for (let c = first[n] + 1; c < first[n + 1]; c++) {
      if (frequency[c] < ceiling && strength[c] > costs.voicingThreshold) voiced = true;
    }
    if (!(voiced && intensity[n] >= costs.silenceThreshold)) unvoiced++;
  }
  return unvoiced;
}
