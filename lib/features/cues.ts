/** What of a voice a column is about. */
export type Cue = 'pitch' | 'loudness' | 'formants' | 'voice quality' | 'timing' | 'spectrum';

/** Every cue, in the order of tables and figures. */
export const cues: readonly Cue[] = ['pitch', 'loudness', 'formants', 'voice quality', 'timing', 'spectrum'];

/** First match counts. */
const patterns: readonly (readonly [Cue, RegExp])[] = [
  ['timing', /^(duration|pause_|speech_rate|articulation_rate|\w+_frames$|loudnessPeaks)/],
  ['timing', /VoicedSegment|UnvoicedSegment/],
  ['pitch', /^(f0_|F0semitone)/],
  ['loudness', /^(intensity_|energy$|level_|loudness_|equivalentSoundLevel)/],
  ['formants', /^[fF][123](_|frequency|bandwidth|amplitude)/],
  ['voice quality', /^(jitter|shimmer|hnr|HNR|unvoiced$|breaks$|logRelF0)/],
  ['spectrum', /^(centroid|spread|roll_off|flatness|flux|zero_crossings|mfcc|spectralFlux|alphaRatio)/],
  ['spectrum', /^(hammarbergIndex|slope(U?V)[0-9])/],
];

/**
 * The cue that a column of `original83`, `prosody`, `egemaps` or `spectral` belongs to, after the parameter groups of
 * Eyben et al. (2016), "The Geneva minimalistic acoustic parameter set", IEEE Trans. Affective Computing 7: 190-202;
 * the slope, balance and coefficients of the spectrum, which they split, are one cue here.
 *
 * @param feature name of the column; a prefix `set:` is skipped
 * @throws RangeError when no cue is known for the name
 */
export function cueOf(feature: string): Cue {
  const name = feature.slice(feature.indexOf(':') + 1);
  const found = patterns.find(([, pattern]) => pattern.test(name));
  if (found === undefined) {
    throw new RangeError(`no cue is known for the column ${feature}; add its name to lib/features/cues.ts`);
  }
  return found[0];
}

/** Places of the columns of each cue; cues without a column are left out. */
export function columnsByCue(features: readonly string[]): Map<Cue, number[]> {
  const places = new Map<Cue, number[]>(cues.map((cue) => [cue, []]));
  features.forEach((name, j) => places.get(cueOf(name))?.push(j));
  return new Map([...places].filter(([, columns]) => columns.length > 0));
}
