import type { Contour } from './frames';
import type { CandidateSearch, PitchFrames } from './pitch-candidates';

/** F0 in Hz per frame, NaN where unvoiced, with the strength and intensity of the same frames. */
export interface PitchTrack extends Contour {
  /** Correlation at the chosen candidate's lag, 0 … 1; NaN where unvoiced. */
  readonly strength: Float64Array;
  /** Frame intensity: local over global absolute peak, 0 … 1; NaN in silence. */
  readonly intensity: Float64Array;
}

/** Thresholds and costs of the path through the candidates, named as in Praat's manual. */
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

/** Local strength of the unvoiced candidate, P. Boersma (1993). */
function unvoicedStrength(intensity: number, silenceThreshold: number, voicingThreshold: number): number {
  const relative = Number.isNaN(intensity) ? 0 : intensity;
  return voicingThreshold + Math.max(0, 2 - relative / (silenceThreshold / (1 + voicingThreshold)));
}

/** Frame intensity below which a frame is unvoiced whatever its candidates: they need not be searched. */
export function minVoicedIntensity(costs: PathCosts, step: number): number {
  // The unvoiced candidate then beats any voiced one (at most 1) by more than two changes of voicing cost.
  const twoChanges = (2 * costs.voicedUnvoicedCost * 0.01) / step;
  const { silenceThreshold, voicingThreshold } = costs;
  return ((1 + voicingThreshold - twoChanges - 1e-9) * silenceThreshold) / (1 + voicingThreshold);
}

/** `trackPitch` of frames whose candidates are known. */
export function choosePath(frames: PitchFrames, costs: PathCosts): PitchTrack {
  return trackPitch({ ...frames, search: () => frames }, costs, () => undefined, frames.count);
}

/** Frames that are searched at a time. */
const stretchFrames = 6000;

/**
 * Pitch on the path of the greatest total strength less the cost of its jumps, by Viterbi's algorithm.
 *
 * It searches one stretch of frames at a time. Where the best paths to all candidates of a frame have merged, the path
 * before that frame is final and its candidates are freed; the result is the same as with all frames in memory.
 *
 * @param onStretch receives the candidates of each stretch
 * @returns a contour on the grid of the frames, Hz; NaN where unvoiced
 *
 * P. Boersma (1993), section 5.
 */
export function trackPitch(
  { start, step, count, ceiling, search }: CandidateSearch,
  costs: PathCosts,
  onStretch: (frames: PitchFrames) => void = () => undefined,
  length: number = stretchFrames,
): PitchTrack {
  const values = new Float64Array(count).fill(NaN);
  const strength = new Float64Array(count).fill(NaN);
  const intensity = new Float64Array(count);
  const path = new PathFinder(step, ceiling, costs);
  const pending: Stretch[] = []; // stretches whose path is not final
  for (let first = 0; first < count; first += length) {
    const frames = search(first, Math.min(count, first + length));
    onStretch(frames);
    intensity.set(frames.intensity, first);
    pending.push({ frames, previous: path.extend(frames), first });
    const isLast = first + frames.count === count;
    backtrack(pending, isLast ? [path.best()] : path.candidates(), ceiling, values, strength);
  }
  return { values, strength, intensity, start, step };
}

/** A stretch of frames. */
interface Stretch {
  readonly frames: PitchFrames;
  /** For every candidate, the index of its predecessor among the candidates of the frame before. */
  readonly previous: Uint16Array;
  /** Number of the first frame. */
  readonly first: number;
}

/**
 * Writes the pitch of the frames before which all best paths have merged, and removes their stretches from `pending`.
 *
 * @param ends candidates of the last frame at which a best path may end
 */
function backtrack(
  pending: Stretch[],
  ends: readonly number[],
  ceiling: number,
  values: Float64Array,
  strength: Float64Array,
): void {
  let last = pending.length - 1; // last stretch that has one best path at its end
  for (; last >= 0 && ends.length > 1; last--) ends = predecessors(pending[last], ends);
  let [candidate] = ends;
  for (const { frames, previous, first } of pending.splice(0, last + 1).reverse()) {
    const { candidates } = frames;
    for (let n = frames.count - 1; n >= 0; n--) {
      const at = candidates.first[n] + candidate;
      if (candidates.frequency[at] > 0 && candidates.frequency[at] < ceiling) {
        values[first + n] = candidates.frequency[at];
        strength[first + n] = candidates.strength[at];
      }
      candidate = previous[at];
    }
  }
}

/** Candidates of the frame before a stretch from which the best paths to `ends` in its last frame come. */
function predecessors({ frames, previous }: Stretch, ends: readonly number[]): readonly number[] {
  let here = ends;
  for (let n = frames.count - 1; n >= 0; n--) {
    const first = frames.candidates.first[n];
    const before = here.map((candidate) => previous[first + candidate]);
    here = before.length > 1 ? [...new Set(before)] : before;
  }
  return here;
}

/** Viterbi's forward pass: the best path to every candidate of the last frame. */
class PathFinder {
  // Of the last frame and the one before: total strength of the best path, and log₂ Hz, NaN of unvoiced candidates.
  private total: Float64Array = new Float64Array(0);
  private octaves: Float64Array = new Float64Array(0);
  private totalBefore: Float64Array = new Float64Array(0);
  private octavesBefore: Float64Array = new Float64Array(0);
  private count = 0; // candidates of the last frame

  constructor(
    private readonly step: number,
    private readonly ceiling: number,
    private readonly costs: PathCosts,
  ) {}

  /** Extends the best paths by a stretch of frames; returns the predecessor of every candidate. */
  extend({ candidates, intensity, count: frames }: PitchFrames): Uint16Array {
    const { step, ceiling, costs } = this;
    const { octaveCost, silenceThreshold, voicingThreshold } = costs;
    const { first, frequency, strength } = candidates;
    // Costs of jumps are defined for steps of 10 ms.
    const jumpCost = (costs.octaveJumpCost * 0.01) / step;
    const switchCost = (costs.voicedUnvoicedCost * 0.01) / step;
    const highest = Math.log2(ceiling);
    const previous = new Uint16Array(first[frames]);
    this.reserve(first, frames);
    let { total, octaves, totalBefore, octavesBefore, count } = this;
    for (let n = 0; n < frames; n++) {
      const countBefore = count;
      count = first[n + 1] - first[n];
      [total, totalBefore] = [totalBefore, total];
      [octaves, octavesBefore] = [octavesBefore, octaves];
      const unvoiced = unvoicedStrength(intensity[n], silenceThreshold, voicingThreshold);
      for (let at = first[n]; at < first[n + 1]; at++) {
        const c = at - first[n];
        const voiced = frequency[at] > 0 && frequency[at] < ceiling;
        octaves[c] = voiced ? Math.log2(frequency[at]) : NaN;
        const localStrength = voiced ? strength[at] - octaveCost * (highest - octaves[c]) : unvoiced;
        let best = countBefore > 0 ? -Infinity : 0;
        for (let b = 0; b < countBefore; b++) {
          const wasVoiced = !Number.isNaN(octavesBefore[b]);
          let cost = 0;
          if (voiced !== wasVoiced) cost = switchCost;
          else if (voiced) cost = jumpCost * Math.abs(octaves[c] - octavesBefore[b]);
          if (totalBefore[b] - cost > best) {
            best = totalBefore[b] - cost;
            previous[at] = b;
          }
        }
        total[c] = best + localStrength;
      }
    }
    this.total = total;
    this.octaves = octaves;
    this.totalBefore = totalBefore;
    this.octavesBefore = octavesBefore;
    this.count = count;
    return previous;
  }

  /** Makes the arrays long enough for the candidates of each frame. */
  private reserve(first: Uint32Array, frames: number): void {
    let most = 0;
    for (let n = 0; n < frames; n++) most = Math.max(most, first[n + 1] - first[n]);
    if (most <= this.total.length) return;
    const longer = (values: Float64Array): Float64Array => {
      const result = new Float64Array(most);
      result.set(values);
      return result;
    };
    this.total = longer(this.total);
    this.octaves = longer(this.octaves);
    this.totalBefore = longer(this.totalBefore);
    this.octavesBefore = longer(this.octavesBefore);
  }

  /** Indices of the candidates of the last frame. */
  candidates(): number[] {
    return Array.from({ length: this.count }, (_, c) => c);
  }

  /** Candidate of the last frame at which the best path ends. */
  best(): number {
    const { total } = this;
    return this.candidates().reduce((chosen, c) => (total[c] > total[chosen] ? c : chosen), 0);
  }
}

/**
 * Number of locally unvoiced frames, as in Praat's voice report: without a candidate above the voicing threshold, or with
 * an intensity below the silence threshold. The path through the frames does not matter.
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
