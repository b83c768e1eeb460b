/**
 * What the package gives in browsers, workers, Deno, Bun and Node: measuring, feature sets, statistics, Praat's files. It reads
 * bytes and samples, never files.
 *
 * @example
 * import { decodeWav, pitch, selectChannel } from 'sentiment-audio-analysis';
 * const sound = selectChannel(decodeWav(bytes, 'memo.wav'), 'mix');
 * pitch(sound).values; // Hz
 */

// Sound.
export { resample } from '../audio/resample';
export type { SampleReader, Sound } from '../audio/sample-reader';
export { cut, duration, selectChannel, type Channel, type Recording, type Signal } from '../audio/signal';
export { decodeWav, encodeWav } from '../audio/wav';

// Measures of Praat.
export {
  formantObject,
  formants,
  type FormantObject,
  type FormantOptions,
  type FormantTrack,
} from '../praat/formants';
export { timeAt, valueAt, type Contour, type FrameGrid, type TimeDomain } from '../praat/frames';
export { harmonicity, harmonicityAc, type HarmonicityOptions } from '../praat/harmonicity';
export { intensity, type IntensityOptions } from '../praat/intensity';
export { jitter, type Jitter } from '../praat/jitter';
export { pauses, speech, type Speech } from '../praat/pauses';
export { pitch, type PitchOptions } from '../praat/pitch';
export { pitchCc } from '../praat/pitch-cc';
export { chosenPitch, pitchObject, type PitchObject } from '../praat/pitch-object';
export type { PitchTrack } from '../praat/pitch-path';
export type { PitchRange } from '../praat/pitch-range';
export { pulses } from '../praat/pulses';
export { shimmer, type Shimmer } from '../praat/shimmer';
export { syllableNuclei } from '../praat/syllables';
export { voiceReport, type VoiceReport } from '../praat/voice-report';

// Feature sets.
export type { Feature, FeatureSet } from '../features/feature-set';
export { featureSet, featureSets } from '../features/sets';
export { egemaps } from '../features/sets/egemaps';
export { framePower, spectralFrames, type SpectralFrames } from '../features/spectral/frames';
export { logMel, mfcc, type BandTrack } from '../features/spectral/mfcc';

// Statistics.
export { concordance, regressionScores, type RegressionScores } from '../evaluation/regression';
export { bootstrap, type BootstrapInterval } from '../stats/bootstrap';
export { pearson, spearman, type Correlation } from '../stats/correlation';
export { InsufficientData } from '../stats/insufficient-data';
export { intraclassOneWay, intraclassTwoWay, type Intraclass } from '../stats/intraclass';
export { random, type Random } from '../stats/random';
export { max, mean, median, min, quantile, standardDeviation, summary, type Summary } from '../stats/summary';

// Praat's files.
export {
  harmonicityText,
  intensityText,
  readHarmonicity,
  readIntensity,
  type ContourObject,
} from '../praat/files/contour-file';
export { bytesOf, type Encoding } from '../praat/files/encoding';
export { formantText, readFormant } from '../praat/files/formant-file';
export type { TextForm } from '../praat/files/lines';
export { pitchText, readPitch } from '../praat/files/pitch-file';
export {
  readTextGrid,
  textGridText,
  type Interval,
  type IntervalTier,
  type Point,
  type PointTier,
  type TextGrid,
  type Tier,
} from '../praat/files/text-grid';
