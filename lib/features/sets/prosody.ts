import type { SampleReader, Sound } from '../../audio/sample-reader';
import { forEachChunk, readerOf, soundDuration, squaresAbout } from '../../audio/sample-reader';
import { count, max, mean, min, standardDeviation } from '../../stats/summary';
import type { Cue, Feature, FeatureSet } from '../feature-set';
import { formants } from '../../praat/formants';
import { type Contour, timeAt, valueAt } from '../../praat/frames';
import { harmonicity } from '../../praat/harmonicity';
import { intensity } from '../../praat/intensity';
import { jitter } from '../../praat/jitter';
import { pauses, speech, totalLength } from '../../praat/pauses';
import { standardWindow } from '../../praat/pitch';
import { autocorrelationSearch } from '../../praat/pitch-ac';
import type { PitchTrack } from '../../praat/pitch-path';
import { locallyUnvoiced, speechCosts, trackPitch } from '../../praat/pitch-path';
import { standardRange, type PitchRange } from '../../praat/pitch-range';
import { pulses } from '../../praat/pulses';
import { shimmer } from '../../praat/shimmer';
import { syllableNuclei } from '../../praat/syllables';
import { voiceBreaks } from '../../praat/voicing';

const feature = (name: string, unit: string, meaning: string, cue: Cue): Feature => ({
  name,
  unit,
  meaning,
  cue,
});

/** Columns of `spread`. */
function spreadOf(name: string, unit: string, what: string, cue: Cue): Feature[] {
  return [
    feature(`${name}_mean`, unit, `mean ${what}`, cue),
    feature(`${name}_min`, unit, `lowest ${what}`, cue),
    feature(`${name}_max`, unit, `highest ${what}`, cue),
    feature(`${name}_range`, unit, `highest less lowest ${what}`, cue),
    feature(`${name}_std`, unit, `standard deviation of ${what}`, cue),
  ];
}

const features: readonly Feature[] = [
  feature('energy', 'Pa²', 'mean square of the samples, taken as pascals, their mean subtracted', 'loudness'),
  ...spreadOf('f0', 'Hz', 'fundamental frequency of voiced frames', 'pitch'),
  ...spreadOf('intensity', 'dB', 'intensity of frames that are not digital silence', 'loudness'),
  ...['first', 'second', 'third'].flatMap((nth, i) => [
    feature(`f${i + 1}_mean`, 'Hz', `mean ${nth} formant of voiced frames`, 'formants'),
    feature(`f${i + 1}_std`, 'Hz', `standard deviation of the ${nth} formant of voiced frames`, 'formants'),
    feature(`f${i + 1}_bandwidth`, 'Hz', `mean bandwidth of the ${nth} formant of voiced frames`, 'formants'),
  ]),
  ...['second', 'third'].flatMap((nth, i) => [
    feature(`f${i + 2}_over_f1_mean`, '', `mean ${nth} over first formant of voiced frames`, 'formants'),
    feature(
      `f${i + 2}_over_f1_std`,
      '',
      `standard deviation of ${nth} over first formant of voiced frames`,
      'formants',
    ),
  ]),
  feature(
    'jitter',
    '%',
    'mean difference of neighbouring glottal periods, over the mean period (local)',
    'voice quality',
  ),
  feature(
    'shimmer',
    '%',
    'mean difference of amplitudes of neighbouring periods, over the mean (local)',
    'voice quality',
  ),
  feature('hnr', 'dB', 'mean harmonics-to-noise ratio of frames that are not silent', 'voice quality'),
  feature('duration', 's', 'length of the recording', 'timing'),
  feature('unvoiced', '%', 'share of pitch frames without voice, each judged by itself', 'voice quality'),
  feature(
    'breaks',
    '%',
    'share of the duration between pulses more than 1.25 longest periods apart',
    'voice quality',
  ),
  feature('pause_longest', 's', 'longest pause between sounding stretches; 0 when speech has none', 'timing'),
  feature('pause_mean', 's', 'mean pause between sounding stretches; 0 when speech has none', 'timing'),
  feature('speech_rate', '1/s', 'syllable nuclei per second of the recording', 'timing'),
  feature('articulation_rate', '1/s', 'syllable nuclei per second of sounding stretches', 'timing'),
  feature('f0_frames', '', 'voiced frames that F0 was taken over, 10 ms apart', 'timing'),
  feature('intensity_frames', '', 'frames that intensity was taken over, 8 ms apart', 'timing'),
  feature('formant_frames', '', 'voiced frames that have three formants, 10 ms apart', 'timing'),
  feature('hnr_frames', '', 'frames that the harmonics-to-noise ratio was taken over, 10 ms apart', 'timing'),
];

/** Mean, minimum, maximum, range and standard deviation (divided by n), skipping NaN. */
function spread(values: Float64Array): number[] {
  const lowest = min(values);
  const highest = max(values);
  return [mean(values), lowest, highest, highest - lowest, standardDeviation(values, 'n')];
}

// These loops are functions of the module: V8 drops the compiled code of inner functions.

/** Mean square of the samples, less their mean. */
function energy(sound: SampleReader): number {
  let total = 0;
  forEachChunk(sound, (samples) => {
    total = plusSum(total, samples);
  });
  return squaresAbout(sound, total / sound.length) / sound.length;
}

function plusSum(total: number, samples: Float64Array): number {
  for (let i = 0; i < samples.length; i++) total += samples[i];
  return total;
}

/** Values of a contour at the times of voiced frames, NaN in others. */
function atVoicedFrames(contour: Contour, track: PitchTrack): Float64Array {
  const result = new Float64Array(track.values.length).fill(NaN);
  for (let n = 0; n < result.length; n++) {
    if (!Number.isNaN(track.values[n])) result[n] = valueAt(contour, timeAt(track, n));
  }
  return result;
}

function quotients(a: Float64Array, b: Float64Array): Float64Array {
  const result = new Float64Array(a.length);
  for (let n = 0; n < result.length; n++) result[n] = a[n] / b[n];
  return result;
}

/** Number of frames in which three contours have a value. */
function framesOfAll([a, b, c]: readonly Float64Array[]): number {
  let frames = 0;
  for (let n = 0; n < a.length; n++) if (!Number.isNaN(a[n] + b[n] + c[n])) frames++;
  return frames;
}

/** Formant columns, and the number of frames with three formants. */
function formantColumns(sound: SampleReader, track: PitchTrack): [columns: number[], frames: number] {
  const { frequency, bandwidth, start, step } = formants(sound);
  const voiced = (values: Float64Array): Float64Array => atVoicedFrames({ values, start, step }, track);
  const f = frequency.slice(0, 3).map(voiced);
  const b = bandwidth.slice(0, 3).map(voiced);
  const overF1 = f.slice(1).map((values) => quotients(values, f[0]));
  const columns = [
    ...f.flatMap((values, i) => [mean(values), standardDeviation(values, 'n'), mean(b[i])]),
    ...overF1.flatMap((values) => [mean(values), standardDeviation(values, 'n')]),
  ];
  return [columns, framesOfAll(f)];
}

/** Longest and mean pause, speech rate and articulation rate; NaN without speech. */
function timing(sound: SampleReader): number[] {
  const spoken = speech(sound);
  if (spoken.sounding.length === 0) return [NaN, NaN, NaN, NaN];
  const silent = pauses(spoken);
  const nuclei = syllableNuclei(sound, spoken).length;
  return [
    silent.length === 0 ? 0 : max(silent),
    silent.length === 0 ? 0 : mean(silent),
    nuclei / soundDuration(sound),
    nuclei / totalLength(spoken.sounding),
  ];
}

/** Measures the row of a recording. */
function measureSound(given: Sound, { floor, ceiling }: PitchRange): Float64Array {
  const sound = readerOf(given);
  const seconds = soundDuration(sound);
  const frames = autocorrelationSearch(sound, standardWindow, {
    ...speechCosts,
    timeStep: 0.01,
    floor,
    ceiling,
  });
  let unvoiced = 0;
  const track = trackPitch(frames, speechCosts, (stretch) => {
    unvoiced += locallyUnvoiced(stretch, speechCosts);
  });
  const glottal = pulses(sound, track);
  const loudness = intensity(sound).values;
  const hnr = harmonicity(sound).values;
  const [formantValues, formantFrames] = formantColumns(sound, track);
  return Float64Array.of(
    energy(sound),
    ...spread(track.values),
    ...spread(loudness),
    ...formantValues,
    100 * jitter(glottal).local,
    100 * shimmer(sound, glottal).local,
    mean(hnr),
    seconds,
    (100 * unvoiced) / frames.count,
    glottal.length === 0 ? NaN : (100 * voiceBreaks(glottal, floor).seconds) / seconds,
    ...timing(sound),
    count(track.values),
    count(loudness),
    formantFrames,
    count(hnr),
  );
}

/**
 * Prosody of a recording: the measures that the original 83 columns intend, and the interview-level columns of Naim et al.
 *
 * Intensity is in dB, jitter and shimmer compare glottal periods, formants are those of voiced frames, and their ratios
 * have no offset; pauses, rates and the harmonics-to-noise ratio are added. Settings are Praat's standard ones (pitch 75 to
 * 600 Hz unless `inRange` gives another range, formants up to 5500 Hz). A column is NaN where nothing can be measured; the
 * last four columns are frame counts.
 *
 * I. Naim et al. (2018), "Automated analysis and prediction of job interview performance", IEEE Transactions on
 * Affective Computing 9: 191-204. Compared with Praat in test/reference/voice.json.
 */
export const prosody: FeatureSet = prosodyIn('prosody', standardRange);

function prosodyIn(name: string, range: PitchRange): FeatureSet {
  const measure = (sound: Sound): Float64Array => measureSound(sound, range);
  return {
    name,
    version: 3,
    features,
    measure,
    measureReader: measure,
    inRange: (other) => prosodyIn(`prosody@${other.floor}-${other.ceiling}`, other),
  };
}
