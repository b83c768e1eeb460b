import { sincMaximum, sincMaximumBrent, sincWeights } from '../dsp/interpolation';
import { noCandidates, reflect, type Search } from './pitch-candidates';

/** Interpolation weights half-way between two samples. */
const depth = 8;
const halfway = new Float64Array(2 * depth);
sincWeights(0.5, depth, halfway);

/**
 * A maximum exceeds the highest correlation at the whole and half lags around it by less than `rise` times that
 * correlation's height above the lower neighbour: by .21 times for a cosine, by less than 1.2 times in recordings.
 */
const rise = 1.5;
/** Of two maxima within two samples, the one that Newton's method finds is lower by less than this. */
const maxDifference = 0.03;

// Scratch, so that no frame allocates: lags of the peaks, and upper bounds of their maxima.
let lags = new Int32Array(0);
let bounds = new Float64Array(0);
const top = { x: 0, y: 0 };
const result = new Float64Array(2);

/**
 * The strongest of the candidates that `findCandidates` finds below the ceiling.
 *
 * It interpolates only the peaks that may be the strongest, highest first. Where two maxima lie within two samples it
 * takes the one that Praat takes.
 *
 * @param symmetric as for `findCandidates`
 * @returns its frequency and strength, or an empty array; valid until the next call
 */
export function strongestCandidate(symmetric: Float64Array, search: Search): Float64Array {
  const zero = (symmetric.length - 1) / 2;
  const precision = search.veryAccurate ? 700 : 70; // Praat's interpolation depth
  let left = peaks(symmetric, search);
  result[1] = -Infinity;
  while (left > 0) {
    let highest = 0;
    for (let p = 1; p < left; p++) if (bounds[p] > bounds[highest]) highest = p;
    if (bounds[highest] < result[1]) break;
    const near = zero + lags[highest];
    left--;
    lags[highest] = lags[left];
    bounds[highest] = bounds[left];
    const inside = near > zero + 3 && near < symmetric.length - 4; // else Newton's method may reach lag 0 or the end
    if (inside) sincMaximum(symmetric, near, precision, top);
    if (inside && reflect(top.y) + maxDifference < result[1]) continue;
    sincMaximumBrent(symmetric, near, precision, top);
    const strength = reflect(top.y);
    const frequency = search.sampleRate / (top.x - zero);
    if (strength > result[1] && frequency < search.ceiling) {
      result[0] = frequency;
      result[1] = strength;
    }
  }
  return result[1] > -Infinity ? result : noCandidates;
}

/** Finds the peaks above half the voicing threshold; returns their number. */
function peaks(symmetric: Float64Array, { maxLag, voicingThreshold }: Search): number {
  const zero = (symmetric.length - 1) / 2;
  if (lags.length < maxLag) {
    lags = new Int32Array(maxLag);
    bounds = new Float64Array(maxLag);
  }
  let count = 0;
  for (let lag = 2; lag < maxLag; lag++) {
    const at = zero + lag;
    const here = symmetric[at];
    if (!(here > 0.5 * voicingThreshold && here > symmetric[at - 1] && here >= symmetric[at + 1])) continue;
    lags[count] = lag;
    const height = Math.max(here, halfwayAfter(symmetric, at - 1), halfwayAfter(symmetric, at));
    bounds[count] = height + rise * (height - Math.min(symmetric[at - 1], symmetric[at + 1]));
    count++;
  }
  return count;
}

/** The correlation half-way between indices `left` and `left + 1`; it counts as 0 beyond the last lags. */
function halfwayAfter(symmetric: Float64Array, left: number): number {
  const first = left - depth + 1;
  const count = Math.min(2 * depth, symmetric.length - first);
  let sum = 0;
  for (let k = 0; k < count; k++) sum += halfway[k] * symmetric[first + k];
  return sum;
}
