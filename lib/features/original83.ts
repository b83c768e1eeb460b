import type { Signal } from '../audio/signal';
import { duration } from '../audio/signal';
import type { Feature, FeatureSet } from './feature-set';
import { formants } from './formants';
import type { Contour } from './frames';
import { timeAt, valueAt } from './frames';
import { functionalNames, functionals } from './functionals';
import type { PitchTrack } from './pitch';
import { pitch } from './pitch';
import { relativePerturbation } from './voice-quality';

/** The ten contours in the original's order: name in the columns, unit, what it is. */
const contours: readonly (readonly [name: string, unit: string, meaning: string])[] = [
  ['f0', 'Hz', 'fundamental frequency'],
  ['intensity', '', "frame's peak over the recording's peak"],
  ['f1', 'Hz', 'first formant'],
  ['f1_bandwidth', 'Hz', 'bandwidth of the first formant'],
  ['f2', 'Hz', 'second formant'],
  ['f2_bandwidth', 'Hz', 'bandwidth of the second formant'],
  ['f3', 'Hz', 'third formant'],
  ['f3_bandwidth', 'Hz', 'bandwidth of the third formant'],
  ['f2_over_f1', '', 'second formant over first formant + 1 Hz'],
  ['f3_over_f1', '', 'third formant over first formant + 1 Hz'],
];

const features: readonly Feature[] = [
  ...contours.flatMap(([name, unit, meaning]) =>
    functionalNames.map((functional) => ({
      name: `${name}_${functional}`,
      unit,
      meaning: `${functional} of the ${meaning}`,
    })),
  ),
  {
    name: 'jitter',
    unit: '%',
    meaning: 'change of the period from voiced frame to voiced frame, over the mean period',
  },
  {
    name: 'shimmer',
    unit: '%',
    meaning: 'change of pitch strength from voiced frame to voiced frame, over its mean',
  },
  { name: 'duration', unit: 's', meaning: 'length of the recording' },
];

/** Ten contours on the frames of the pitch track, in the order of the columns; NaN where not measured. */
function measureContours(signal: Signal, track: PitchTrack): Float64Array[] {
  const { frequency, bandwidth, start, step } = formants(signal);
  const atPitchFrames = (values: Float64Array): Float64Array => {
    const contour: Contour = { values, start, step };
    return track.values.map((_, n) => valueAt(contour, timeAt(track, n)));
  };
  const [f1, f2, f3] = frequency.slice(0, 3).map(atPitchFrames);
  const [b1, b2, b3] = bandwidth.slice(0, 3).map(atPitchFrames);
  const overF1 = (formant: Float64Array): Float64Array => formant.map((hz, n) => hz / (f1[n] + 1));
  return [track.values, track.intensity, f1, b1, f2, b2, f3, b3, overF1(f2), overF1(f3)];
}

/**
 * The 83 columns of the original study: eight functionals of ten contours, jitter, shimmer and duration.
 *
 * They are kept as they were, peculiarities included: "intensity" is Praat's frame intensity (0 … 1, no decibels),
 * jitter compares neighbouring frames and not glottal periods, and shimmer compares pitch strengths.
 * Agreement with Praat is described in test/features/original83.test.ts.
 */
export const original83: FeatureSet = {
  name: 'original83',
  version: 2,
  features,
  measure(signal) {
    const row = new Float64Array(features.length);
    const track = pitch(signal, { timeStep: 0.01, floor: 75, ceiling: 600, veryAccurate: true });
    measureContours(signal, track).forEach((values, i) =>
      row.set(functionals(values), i * functionalNames.length),
    );
    row[80] = relativePerturbation(track.values.map((hz) => 1 / hz));
    row[81] = relativePerturbation(track.strength);
    row[82] = duration(signal);
    return row;
  },
};
