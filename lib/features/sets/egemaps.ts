import type { Sound } from '../../audio/sample-reader';
import { count } from '../../stats/summary';
import { type Cue, type Feature, type FeatureSet, frameCountOf, withoutFrameCounts } from '../feature-set';
import { type Descriptors, descriptors } from '../egemaps/descriptors';
import { frameStep } from '../egemaps/frames';
import { meanAndVariation, peaksAndSlopes, percentiles, runs } from '../egemaps/functionals';
import { smoothPresent } from '../egemaps/smooth';

const column = (cue: Cue, name: string, unit: string, meaning: string): Feature => ({
  name,
  unit,
  meaning,
  cue,
});

const withShape = (cue: Cue, name: string, unit: string, what: string): Feature[] => [
  ...withSpread(cue, name, unit, what),
  column(cue, `${name}_percentile20.0`, unit, `20th percentile of ${what}`),
  column(cue, `${name}_percentile50.0`, unit, `median of ${what}`),
  column(cue, `${name}_percentile80.0`, unit, `80th percentile of ${what}`),
  column(cue, `${name}_pctlrange0-2`, unit, `distance from the 20th to the 80th percentile of ${what}`),
  column(cue, `${name}_meanRisingSlope`, `${unit}/s`, `mean slope of the rises of ${what}`),
  column(cue, `${name}_stddevRisingSlope`, `${unit}/s`, `deviation of the slopes of the rises of ${what}`),
  column(cue, `${name}_meanFallingSlope`, `${unit}/s`, `mean slope of the falls of ${what}`),
  column(cue, `${name}_stddevFallingSlope`, `${unit}/s`, `deviation of the slopes of the falls of ${what}`),
];

function withSpread(cue: Cue, name: string, unit: string, what: string): Feature[] {
  return [
    withMean(cue, name, unit, what),
    column(cue, `${name}_stddevNorm`, '', `standard deviation over mean of ${what}`),
  ];
}

function withMean(cue: Cue, name: string, unit: string, what: string): Feature {
  return column(cue, `${name}_amean`, unit, `mean of ${what}`);
}

const formantColumns = [1, 2, 3].flatMap((i): Feature[] => [
  ...withSpread('formants', `F${i}frequency_sma3nz`, 'Hz', `the frequency of formant ${i}, voiced frames`),
  ...withSpread('formants', `F${i}bandwidth_sma3nz`, 'Hz', `the bandwidth of formant ${i}, voiced frames`),
  ...withSpread(
    'formants',
    `F${i}amplitudeLogRelF0_sma3nz`,
    'dB',
    `the strongest harmonic near formant ${i} over the first, -201 where unvoiced`,
  ),
]);
const mfccNames = [1, 2, 3, 4];

const columns: readonly Feature[] = [
  ...withShape('pitch', 'F0semitoneFrom27.5Hz_sma3nz', 'semitones', 'pitch above 27.5 Hz, voiced frames'),
  ...withShape('loudness', 'loudness_sma3', 'sone', 'loudness'),
  ...withSpread('spectrum', 'spectralFlux_sma3', '', 'the change of the spectrum from frame to frame'),
  ...mfccNames.flatMap((i) =>
    withSpread('spectrum', `mfcc${i}_sma3`, '', `mel-frequency cepstral coefficient ${i}`),
  ),
  ...withSpread(
    'voice quality',
    'jitterLocal_sma3nz',
    '',
    'the change of period from one to the next, over the mean period',
  ),
  ...withSpread(
    'voice quality',
    'shimmerLocaldB_sma3nz',
    'dB',
    'the change of amplitude from one period to the next',
  ),
  ...withSpread('voice quality', 'HNRdBACF_sma3nz', 'dB', 'the harmonics-to-noise ratio'),
  ...withSpread('voice quality', 'logRelF0-H1-H2_sma3nz', 'dB', 'the first harmonic over the second'),
  ...withSpread(
    'voice quality',
    'logRelF0-H1-A3_sma3nz',
    'dB',
    'the first harmonic over the strongest near formant 3',
  ),
  ...formantColumns,
  ...withSpread(
    'spectrum',
    'alphaRatioV_sma3nz',
    'dB',
    'the energy of 1 to 5 kHz over that below, voiced frames',
  ),
  ...withSpread(
    'spectrum',
    'hammarbergIndexV_sma3nz',
    'dB',
    'the strongest peak below 2 kHz over that of 2 to 5 kHz, voiced frames',
  ),
  ...withSpread(
    'spectrum',
    'slopeV0-500_sma3nz',
    'dB/Hz',
    'the slope of the spectrum below 500 Hz, voiced frames',
  ),
  ...withSpread(
    'spectrum',
    'slopeV500-1500_sma3nz',
    'dB/Hz',
    'the slope of the spectrum from 500 to 1500 Hz, voiced frames',
  ),
  ...withSpread(
    'spectrum',
    'spectralFluxV_sma3nz',
    '',
    'the change of the spectrum from frame to frame, voiced frames',
  ),
  ...mfccNames.flatMap((i) =>
    withSpread('spectrum', `mfcc${i}V_sma3nz`, '', `mel-frequency cepstral coefficient ${i}, voiced frames`),
  ),
  withMean(
    'spectrum',
    'alphaRatioUV_sma3nz',
    'dB',
    'the energy of 1 to 5 kHz over that below, unvoiced frames',
  ),
  withMean(
    'spectrum',
    'hammarbergIndexUV_sma3nz',
    'dB',
    'the strongest peak below 2 kHz over that of 2 to 5 kHz, unvoiced frames',
  ),
  withMean(
    'spectrum',
    'slopeUV0-500_sma3nz',
    'dB/Hz',
    'the slope of the spectrum below 500 Hz, unvoiced frames',
  ),
  withMean(
    'spectrum',
    'slopeUV500-1500_sma3nz',
    'dB/Hz',
    'the slope of the spectrum from 500 to 1500 Hz, unvoiced frames',
  ),
  withMean(
    'spectrum',
    'spectralFluxUV_sma3nz',
    '',
    'the change of the spectrum from frame to frame, unvoiced frames',
  ),
  column('timing', 'loudnessPeaksPerSec', '1/s', 'peaks of loudness per second'),
  column('timing', 'VoicedSegmentsPerSec', '1/s', 'voiced stretches per second'),
  column('timing', 'MeanVoicedSegmentLengthSec', 's', 'mean length of voiced stretches'),
  column('timing', 'StddevVoicedSegmentLengthSec', 's', 'deviation of the length of voiced stretches'),
  column('timing', 'MeanUnvoicedSegmentLength', 's', 'mean length of unvoiced stretches'),
  column('timing', 'StddevUnvoicedSegmentLength', 's', 'deviation of the length of unvoiced stretches'),
  column('loudness', 'equivalentSoundLevel_dBp', 'dB', 'mean square of the samples re full scale (1.0)'),
];

/** The contours: every column of a mean belongs to one. */
const contours = columns.filter(({ name }) => name.endsWith('_amean'));

const features: readonly Feature[] = [
  ...columns,
  ...contours.map(({ name, meaning }) =>
    frameCountOf(name.replace('_amean', ''), meaning.replace('mean of ', '')),
  ),
];

/** Values of the frames whose voicing is `wanted`, NaN in the others. */
function inFrames(values: Float64Array, voiced: Uint8Array, wanted: number): Float64Array {
  const result = new Float64Array(voiced.length).fill(NaN);
  for (let n = 0; n < result.length; n++) if (voiced[n] === wanted) result[n] = values[n];
  return result;
}

/** The values that are not NaN. */
function present(values: Float64Array): Float64Array {
  const result = new Float64Array(count(values));
  for (let n = 0, at = 0; n < values.length; n++) if (!Number.isNaN(values[n])) result[at++] = values[n];
  return result;
}

/** The functionals of all descriptors in the order of the columns, and the number of values of each contour. */
function functionals(d: Descriptors): number[] {
  const { spectral, raw, voiced } = d;
  const pitch = present(d.pitch);
  const pitchSlopes = peaksAndSlopes(pitch, frameStep).slopes;
  const loudness = peaksAndSlopes(spectral.loudness, frameStep);
  const whole = [spectral.flux, ...spectral.mfcc, d.jitter, d.shimmer, d.hnr, d.h1h2, d.h1a3];
  const resonances = d.formants.flatMap(({ frequency, bandwidth, level }) => [frequency, bandwidth, level]);
  const shape = [raw.alphaRatio, raw.hammarberg, raw.slope0, raw.slope500, raw.flux];
  // One contour at a time, so that long recordings need little memory.
  const measured = (values: Float64Array) => ({
    functionals: meanAndVariation(values),
    frames: count(values),
  });
  const inVoice = [...shape, ...raw.mfcc].map((values) =>
    measured(smoothPresent(inFrames(values, voiced, 1))),
  );
  const outside = shape.map((values) => measured(smoothPresent(inFrames(values, voiced, 0))));
  const voicedRuns = runs(voiced, 1);
  const unvoicedRuns = runs(voiced, 0);
  return [
    ...meanAndVariation(pitch),
    ...percentiles(pitch.slice().sort()),
    ...pitchSlopes,
    ...meanAndVariation(spectral.loudness),
    ...percentiles(spectral.loudness.slice().sort()),
    ...loudness.slopes,
    ...[...whole, ...resonances].flatMap(meanAndVariation),
    ...inVoice.flatMap(({ functionals }) => functionals),
    ...outside.map(({ functionals }) => functionals[0]),
    loudness.peaks / (spectral.loudness.length * frameStep),
    voicedRuns.count / (voiced.length * frameStep),
    voicedRuns.mean * frameStep,
    voicedRuns.deviation * frameStep,
    unvoicedRuns.mean * frameStep,
    unvoicedRuns.deviation * frameStep,
    10 * Math.log10(Math.max(1e-12, d.energy / d.samples)),
    ...[pitch, spectral.loudness, ...whole, ...resonances].map(count),
    ...[...inVoice, ...outside].map(({ frames }) => frames),
  ];
}

const withFrameCounts: FeatureSet = {
  name: 'egemaps+frames',
  version: 2,
  features,
  measure: measureSound,
  measureReader: measureSound,
  inRange: 'it measures pitch from 55 to 1000 Hz, as openSMILE does',
};

function measureSound(sound: Sound): Float64Array {
  const measured = descriptors(sound);
  if (measured.voiced.length > 0) return Float64Array.from(functionals(measured));
  return new Float64Array(features.length).fill(NaN, 0, columns.length);
}

/**
 * The extended Geneva minimalistic set, version 02: 88 functionals under the names that openSMILE prints, in its order.
 *
 * The descriptors follow their published description and experiments with openSMILE on tones, noise and speech; the files
 * in lib/features/egemaps say how closely each agrees. How openSMILE follows periods is not known: jitter and shimmer
 * correlate with r = 0.3 to 0.9 only. As in openSMILE, a mean over no frames is 0 and the level of a formant −201 dB in
 * unvoiced frames.
 *
 * NaN for all columns of a recording shorter than two frames of 60 ms.
 *
 * F. Eyben et al. (2016), "The Geneva Minimalistic Acoustic Parameter Set (GeMAPS) for voice research and affective
 * computing", IEEE Trans. Affective Comput. 7(2): 190-202. Compared with openSMILE in test/reference/egemaps.json.
 */
export const egemaps: FeatureSet = withoutFrameCounts(withFrameCounts, 'egemaps', columns.length);
