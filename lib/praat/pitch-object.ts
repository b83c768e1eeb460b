import type { Sound } from '../audio/sample-reader';
import { readerOf, soundDuration } from '../audio/sample-reader';
import type { FrameGrid, TimeDomain } from './frames';
import { pitchSearch, type PitchOptions } from './pitch';
import { maxCandidates, type Candidates, type PitchFrames } from './pitch-candidates';
import { speechCosts, trackPitch, type PitchTrack } from './pitch-path';

/** What Praat calls a Pitch object: the possible pitches of every frame, and which of them was chosen. */
export interface PitchObject extends FrameGrid, TimeDomain {
  /** The first of each frame is the chosen one; frequency 0 is "unvoiced". */
  readonly candidates: Candidates;
  /** Peak of the frame over the peak of the whole signal, 0 … 1. */
  readonly intensity: Float64Array;
  /** Candidates from here on are not believed, Hz: frames that chose one are unvoiced. */
  readonly ceiling: number;
  /** Most candidates of a frame. */
  readonly maxCandidates: number;
}

/**
 * Fundamental frequency as `pitch` measures it, with the candidates that were not chosen: Praat's "To Pitch (ac)".
 *
 * @param sound and @param options as of `pitch`
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

/** The candidates of all stretches of so many frames. */
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

/** Exchanges the chosen candidate of each frame with its first, which is "unvoiced". */
function putFirst(chosen: Float64Array, { first, frequency, strength }: Candidates): void {
  for (let n = 0; n < chosen.length; n++) {
    if (Number.isNaN(chosen[n])) continue;
    const at = frequency.indexOf(chosen[n], first[n]);
    for (const values of [frequency, strength]) {
      [values[first[n]], values[at]] = [values[at], values[first[n]]];
    }
  }
}

/** The path of the chosen candidates: what `pitch` gives. */
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
