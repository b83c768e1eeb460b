import type { SampleReader } from '../audio/sample-reader';
import type { Signal } from '../audio/signal';
import { checkedRange, type PitchRange } from '../praat/pitch-range';

/**
 * What of a voice a column is about, after the parameter groups of Eyben et al. (2016), "The Geneva minimalistic acoustic
 * parameter set", IEEE Trans. Affective Computing 7: 190-202; the slope, balance and coefficients of the spectrum, which
 * they split, are one cue here. In the order of tables and figures.
 */
export const cues = ['pitch', 'loudness', 'formants', 'voice quality', 'timing', 'spectrum'] as const;
export type Cue = (typeof cues)[number];

/** One column of a feature set. */
export interface Feature {
  readonly name: string;
  /** Unit as printed on an axis: 'Hz', 'dB', 's', '' for a pure number. */
  readonly unit: string;
  /** One line: what the number says. */
  readonly meaning: string;
  readonly cue: Cue;
}

/** A stretch of a recording, s; an `end` past the last sample means the last sample. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * How windows of one recording are measured: `exact` as if each were cut out and measured alone, `shared` by
 * measuring contours of the whole recording once and cutting those; the set says how far the two agree.
 */
export type WindowMode = 'exact' | 'shared';

/** An ordered, named set of columns and the way to measure them. */
export interface FeatureSet {
  readonly name: string;
  /** Raised whenever the numbers change, so that stored tables are recognised as old. */
  readonly version: number;
  readonly features: readonly Feature[];
  /** One row: a value per feature, in order; NaN where it cannot be measured. Never throws for a readable signal. */
  readonly measure: (signal: Signal) => Float64Array;
  /** As `measure`, of a recording that is never in memory as a whole; a set without it needs all samples at once. */
  readonly measureReader?: (reader: SampleReader) => Float64Array;
  /** A row per window, row-major, where that is faster than measuring one after the other. */
  readonly measureWindows?: (signal: Signal, windows: readonly Span[], mode: WindowMode) => Float64Array;
  /**
   * The same set with columns behind its own that say over how many frames the functionals of each contour were taken;
   * left out where the set has such columns itself.
   */
  readonly withFrames?: FeatureSet;
  /** The same set with pitch looked for in another range, named `name@floor-ceiling`; left out where the set has no choice of it. */
  readonly inRange?: (range: PitchRange) => FeatureSet;
}

/** The column that says over how many frames the functionals of a contour were taken. */
export function framesOf(contour: string, what: string): Feature {
  return {
    name: `${contour}_frames`,
    unit: '',
    meaning: `frames that the functionals of ${what} were taken over`,
    cue: 'timing',
  };
}

/** The first `columns` columns of a set, whose other columns count frames, as a set of its own. */
export function withoutFrames(withFrames: FeatureSet, name: string, columns: number): FeatureSet {
  const { version, features, measure, measureReader, measureWindows } = withFrames;
  const own = (rows: Float64Array): Float64Array => rows.filter((_, i) => i % features.length < columns);
  return {
    name,
    version,
    features: features.slice(0, columns),
    measure: (signal) => own(measure(signal)),
    ...(measureReader && { measureReader: (reader) => own(measureReader(reader)) }),
    ...(measureWindows && { measureWindows: (...given) => own(measureWindows(...given)) }),
    withFrames,
    ...(withFrames.inRange && {
      inRange: (range) => {
        const other = inRange(withFrames, range);
        return withoutFrames(other, other.name.replace(/\+frames$/, ''), columns);
      },
    }),
  };
}

/**
 * The set with pitch looked for in another range.
 *
 * @throws RangeError when the set has no choice of it, or the range holds no pitch
 */
export function inRange(set: FeatureSet, range: PitchRange): FeatureSet {
  if (set.inRange) return set.inRange(checkedRange(range));
  throw new RangeError(
    `${set.name} has no pitch floor and ceiling to set (egemaps looks from 55 to 1000 Hz, as openSMILE does; spectral ` +
      'measures no pitch); take original83 or prosody, or leave them out',
  );
}
