import type { SampleReader } from '../audio/sample-reader';
import type { Signal } from '../audio/signal';
import type { PitchRange } from '../praat/pitch-range';

/**
 * Cues of the voice, in the order of tables and figures: the parameter groups of Eyben et al. (2016), "The Geneva
 * minimalistic acoustic parameter set", IEEE Trans. Affective Computing 7: 190-202, with one group for the spectrum and one for the numbers of a network, which
 * have no meaning of their own.
 */
export const cues = [
  'pitch',
  'loudness',
  'formants',
  'voice quality',
  'timing',
  'spectrum',
  'embedding',
] as const;
export type Cue = (typeof cues)[number];

/** One column of a feature set. */
export interface Feature {
  readonly name: string;
  /** Unit as printed on an axis: 'Hz', 'dB', 's', '' for a number without unit. */
  readonly unit: string;
  /** What the number measures, in one line. */
  readonly meaning: string;
  readonly cue: Cue;
}

/** A stretch of a recording, s; an `end` past the last sample means the last sample. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * How to measure windows of one recording: `exact` measures each window by itself; `shared` measures contours of the whole
 * recording once and cuts them, which gives slightly other numbers (see the set).
 */
export type WindowMode = 'exact' | 'shared';

/** A named list of columns and how to measure them. */
export interface FeatureSet {
  readonly name: string;
  /** Raised whenever the numbers change, so that older tables are measured again. */
  readonly version: number;
  readonly features: readonly Feature[];
  /** One row: a value per feature, in order; NaN where a feature cannot be measured. Never throws for a readable signal. */
  readonly measure: (signal: Signal) => Float64Array;
  /** As `measure`, of a set that must be waited for, a network; its `measure` throws. */
  readonly measureLater?: (signal: Signal) => Promise<Float64Array>;
  /** `measure` of a recording that is read stretch by stretch; a set without it needs all samples in memory. */
  readonly measureReader?: (reader: SampleReader) => Float64Array;
  /** Rows of several windows, row-major; a set has it when that is faster than one `measure` per window. */
  readonly measureWindows?: (signal: Signal, windows: readonly Span[], mode: WindowMode) => Float64Array;
  /** The same set, followed by the number of frames of each contour; absent where the set has such columns itself. */
  readonly withFrameCounts?: FeatureSet;
  /** The same set with another pitch range, named `name@floor-ceiling`; or a clause that says why it cannot be chosen. */
  readonly inRange: ((range: PitchRange) => FeatureSet) | string;
}

/** The column with the number of frames over which the functionals of a contour are taken. */
export function frameCountOf(contour: string, what: string): Feature {
  return {
    name: `${contour}_frames`,
    unit: '',
    meaning: `frames that the functionals of ${what} were taken over`,
    cue: 'timing',
  };
}

/** The first `columns` columns of a set, whose other columns are frame counts, as a set of its own. */
export function withoutFrameCounts(withFrameCounts: FeatureSet, name: string, columns: number): FeatureSet {
  const { version, features, measure, measureReader, measureWindows, inRange } = withFrameCounts;
  const own = (rows: Float64Array): Float64Array => rows.filter((_, i) => i % features.length < columns);
  return {
    name,
    version,
    features: features.slice(0, columns),
    measure: (signal) => own(measure(signal)),
    ...(measureReader && { measureReader: (reader) => own(measureReader(reader)) }),
    ...(measureWindows && { measureWindows: (...given) => own(measureWindows(...given)) }),
    withFrameCounts,
    inRange:
      typeof inRange === 'string'
        ? inRange
        : (range) => {
            const other = inRange(range);
            return withoutFrameCounts(other, other.name.replace(/\+frames$/, ''), columns);
          },
  };
}
