import { sincMaximum, sincMaximumBySections, sincWeights } from '../dsp/interpolation';
import { noCandidates, reflect, type Search } from './pitch-candidates';

/** Weights of the samples about a place halfway between two. */
const reach = 8;
const halfway = new Float64Array(2 * reach);
sincWeights(0.5, reach, halfway);

/**
 * A top rises above the highest of the correlations at whole and half lags about it by less than this share of what they
 * rise above the lower neighbour: a cosine of any frequency below half the sample rate by .21, recordings by less than 1.2.
 */
const rise = 1.5;
/** Of two tops within two samples, the one that Newton's steps find is lower by less than this. */
const mostApart = 0.03;

// Scratch, kept so that no frame allocates: lags of the peaks, and what their tops are lower than.
let lags = new Int32Array(0);
let bounds = new Float64Array(0);
const top = { x: 0, y: 0 };
const result = new Float64Array(2);

/**
 * The strongest candidate of a frame below the ceiling: that of `findCandidates` whose strength is highest.
 *
 * Only peaks that may be the strongest are refined, highest first, and where two tops lie within two samples the one that
 * Praat takes is taken.
 *
 * @param symmetric as of `findCandidates`
 * @returns its frequency and strength, or nothing; valid until the next call
 */
export function strongestCandidate(symmetric: Float64Array, search: Search): Float64Array {
  const zero = (symmetric.length - 1) / 2;
  const depth = search.veryAccurate ? 700 : 70;
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
    const inside = near > zero + 3 && near < symmetric.length - 4; // else Newton's steps may leave for lag 0 or the end
    if (inside) sincMaximum(symmetric, near, depth, top);
    if (inside && reflect(top.y) + mostApart < result[1]) continue;
    sincMaximumBySections(symmetric, near, depth, top);
    const strength = reflect(top.y);
    const frequency = search.sampleRate / (top.x - zero);
    if (strength > result[1] && frequency < search.ceiling) {
      result[0] = frequency;
      result[1] = strength;
    }
  }
  return result[1] > -Infinity ? result : noCandidates;
}

/** Finds the peaks above half the voicing threshold; returns how many there are. */
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
    const height = Math.max(here, between(symmetric, at - 1), between(symmetric, at));
    bounds[count] = height + rise * (height - Math.min(symmetric[at - 1], symmetric[at + 1]));
    count++;
  }
  return count;
}

/** The correlation halfway between indices `left` and `left + 1`; beyond the last lags it counts as 0. */
function between(symmetric: Float64Array, left: number): number {
  const first = left - reach + 1;
  const count = Math.min(2 * reach, symmetric.length - first);
  let sum = 0;
  for (let k = 0; k < count; k++) sum += halfway[k] * symmetric[first + k];
  return sum;
}
