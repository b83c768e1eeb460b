import type { Sound } from '../audio/sample-reader';
import { readerOf, soundDuration } from '../audio/sample-reader';
import type { FrameGrid, TimeDomain } from './frames';
import { pitchSearch, type PitchOptions } from './pitch';
import { maxCandidates, type Candidates, type PitchFrames } from './pitch-candidates';
import { speechCosts, trackPitch, type PitchTrack } from './pitch-path';

/** Praat's Pitch object: the candidates of every frame, and which of them is chosen. */
export interface PitchObject extends FrameGrid, TimeDomain {
  /** The first of each frame is the chosen one; the unvoiced candidate has frequency 0. */
  readonly candidates: Candidates;
  /** Frame intensity: local over global absolute peak, 0 … 1. */
  readonly intensity: Float64Array;
  /** Candidates at or above it count as unvoiced, Hz. */
  readonly ceiling: number;
  /** Largest number of candidates of a frame. */
  readonly maxCandidates: number;
}

/**
 * `pitch` with all candidates: the object of Praat's "To Pitch (ac)".
 *
 * @param sound and @param options as for `pitch`
 * @throws RangeError as `pitch`
 *
 * Compared with Praat in test/reference/praat-files.json.
 */
export function pitchObject(sound: Sound, options: PitchOptions = {}): PitchObject {
  const reader = readerOf(sound);
  const search = pitchSearch(reader, options, { aboveCeiling: true });
  const stretches: PitchFrames[] = [];
  const path = trackPitch(search, speechCosts, (frames) => stretches.push(frames));
  const candidates = together(stretches, search.count);
  putFirst(path.values, candidates);
  return {
    xmin: 0,
    xmax: soundDuration(reader),
    start: search.start,
    step: search.step,
    count: search.count,
    candidates,
    intensity: path.intensity.map((share) => (Number.isNaN(share) ? 0 : share)),
    ceiling: search.ceiling,
    maxCandidates: maxCandidates(options.floor ?? 75, search.ceiling),
  };
}

/** Joins the candidates of all stretches of frames. */
function together(stretches: readonly PitchFrames[], frames: number): Candidates {
  const total = stretches.reduce((sum, { candidates, count }) => sum + candidates.first[count], 0);
  const [first, frequency, strength] = [
    new Uint32Array(frames + 1),
    new Float64Array(total),
    new Float64Array(total),
  ];
  let frame = 0;
  let at = 0;
  for (const { candidates, count } of stretches) {
    const length = candidates.first[count];
    frequency.set(candidates.frequency.subarray(0, length), at);
    strength.set(candidates.strength.subarray(0, length), at);
    for (let n = 1; n <= count; n++) first[++frame] = at + candidates.first[n];
    at += length;
  }
  return { first, frequency, strength };
}

/** Swaps the chosen candidate of each frame with the first, unvoiced one. */
function putFirst(chosen: Float64Array, { first, frequency, strength }: Candidates): void {
  for (let n = 0; n < chosen.length; n++) {
    if (Number.isNaN(chosen[n])) continue;
    const at = frequency.indexOf(chosen[n], first[n]);
    for (const values of [frequency, strength]) {
      [values[first[n]], values[at]] = [values[at], values[first[n]]];
    }
  }
}

/** The track of the chosen candidates, as `pitch` returns it. */
export function chosenPitch({ start, step, count, candidates, intensity, ceiling }: PitchObject): PitchTrack {
  const { first, frequency, strength } = candidates;
  const voiced = (n: number): boolean => frequency[first[n]] > 0 && frequency[first[n]] < ceiling;
  const ofVoiced = (values: Float64Array) =>
    Float64Array.from({ length: count }, (_, n) => (voiced(n) ? values[first[n]] : NaN));
  return {
    values: ofVoiced(frequency),
    strength: ofVoiced(strength),
    intensity: intensity.map((share) => (share > 0 ? share : NaN)),
    start,
    step,
  };
}
