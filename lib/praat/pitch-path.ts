import type { Contour } from './frames';
import type { CandidateSearch, PitchFrames } from './pitch-candidates';

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

/** How much it is worth to call a frame unvoiced. */
function worthUnvoiced(intensity: number, silenceThreshold: number, voicingThreshold: number): number {
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

/** The candidate of each frame on the path of greatest total strength, of frames that are all there; see `trackPitch`. */
export function choosePath(frames: PitchFrames, costs: PathCosts): PitchTrack {
  return trackPitch({ ...frames, search: () => frames }, costs, () => undefined, frames.count);
}

/** Frames whose candidates are looked for at a time. */
const atOnce = 6000;

/**
 * The candidate of each frame on the path of greatest total strength, less what its jumps cost (Viterbi's method).
 *
 * Frames are searched so many at a time. Where the best paths to all candidates of a frame have come together, what lies
 * before is settled and its candidates are forgotten: the path is the same as with all frames at hand.
 *
 * @param see gets the candidates of one stretch of frames after the other
 * @returns a contour on the frames' grid, Hz; NaN where unvoiced
 *
 * P. Boersma (1993), section 5.
 */
export function trackPitch(
  { start, step, count, ceiling, search }: CandidateSearch,
  costs: PathCosts,
  see: (frames: PitchFrames) => void = () => undefined,
  stretch: number = atOnce,
): PitchTrack {
  const values = new Float64Array(count).fill(NaN);
  const strength = new Float64Array(count).fill(NaN);
  const intensity = new Float64Array(count);
  const path = new PathFinder(step, ceiling, costs);
  const open: Walked[] = []; // stretches whose path is not settled
  for (let first = 0; first < count; first += stretch) {
    const frames = search(first, Math.min(count, first + stretch));
    see(frames);
    intensity.set(frames.intensity, first);
    open.push({ frames, from: path.extend(frames), first });
    const atEnd = first + frames.count === count;
    settle(open, atEnd ? [path.best()] : path.places(), ceiling, values, strength);
  }
  return { values, strength, intensity, start, step };
}

/**
 * Writes the frames behind which all best paths come together, and takes their stretches from the open ones.
 *
 * @param places in the last frame, at which a best path may end
 */
function settle(
  open: Walked[],
  places: readonly number[],
  ceiling: number,
  values: Float64Array,
  strength: Float64Array,
): void {
  let last = open.length - 1; // stretch with one best path at its end
  for (; last >= 0 && places.length > 1; last--) places = placesBefore(open[last], places);
  let [place] = places;
  for (const { frames, from, first } of open.splice(0, last + 1).reverse()) {
    const { candidates } = frames;
    for (let n = frames.count - 1; n >= 0; n--) {
      const at = candidates.first[n] + place;
      if (candidates.frequency[at] > 0 && candidates.frequency[at] < ceiling) {
        values[first + n] = candidates.frequency[at];
        strength[first + n] = candidates.strength[at];
      }
      place = from[at];
    }
  }
}

/** A stretch of frames, for every candidate the place of the one before it on its best path, and the first frame's number. */
interface Walked {
  readonly frames: PitchFrames;
  readonly from: Uint16Array;
  readonly first: number;
}

/** Places in the last frame before a stretch from which the best paths to `places` in its last frame come. */
function placesBefore({ frames, from }: Walked, places: readonly number[]): readonly number[] {
  let here = places;
  for (let n = frames.count - 1; n >= 0; n--) {
    const first = frames.candidates.first[n];
    const before = here.map((place) => from[first + place]);
    here = before.length > 1 ? [...new Set(before)] : before;
  }
  return here;
}

/** Best paths to every candidate of the last frame, one stretch of frames after the other. */
class PathFinder {
  // Of the last frame and the one before: the best path's total, and log2 Hz of voiced candidates, NaN of the others.
  private total: Float64Array = new Float64Array(0);
  private octaves: Float64Array = new Float64Array(0);
  private totalBefore: Float64Array = new Float64Array(0);
  private octavesBefore: Float64Array = new Float64Array(0);
  private count = 0; // candidates of the last frame; none yet

  constructor(
    private readonly step: number,
    private readonly ceiling: number,
    private readonly costs: PathCosts,
  ) {}

  /** For every candidate of the next frames the place of the one before it on its best path. */
  extend({ candidates, intensity, count: frames }: PitchFrames): Uint16Array {
    const { step, ceiling, costs } = this;
    const { octaveCost, silenceThreshold, voicingThreshold } = costs;
    const { first, frequency, strength } = candidates;
    // Costs of jumps are those of 10 ms.
    const jumpCost = (costs.octaveJumpCost * 0.01) / step;
    const switchCost = (costs.voicedUnvoicedCost * 0.01) / step;
    const highest = Math.log2(ceiling);
    const from = new Uint16Array(first[frames]);
    this.makeRoom(first, frames);
    let { total, octaves, totalBefore, octavesBefore, count } = this;
    for (let n = 0; n < frames; n++) {
      const countBefore = count;
      count = first[n + 1] - first[n];
      [total, totalBefore] = [totalBefore, total];
      [octaves, octavesBefore] = [octavesBefore, octaves];
      const unvoiced = worthUnvoiced(intensity[n], silenceThreshold, voicingThreshold);
      for (let at = first[n]; at < first[n + 1]; at++) {
        const c = at - first[n];
        const voiced = frequency[at] > 0 && frequency[at] < ceiling;
        octaves[c] = voiced ? Math.log2(frequency[at]) : NaN;
        const worth = voiced ? strength[at] - octaveCost * (highest - octaves[c]) : unvoiced;
        let best = countBefore > 0 ? -Infinity : 0;
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
    this.total = total;
    this.octaves = octaves;
    this.totalBefore = totalBefore;
    this.octavesBefore = octavesBefore;
    this.count = count;
    return from;
  }

  /** Room for the candidates of each of the next frames. */
  private makeRoom(first: Uint32Array, frames: number): void {
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

  /** Places of the last frame's candidates. */
  places(): number[] {
    return Array.from({ length: this.count }, (_, c) => c);
  }

  /** Place of the last frame's candidate whose path is best. */
  best(): number {
    const { total } = this;
    return this.places().reduce((chosen, c) => (total[c] > total[chosen] ? c : chosen), 0);
  }
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
