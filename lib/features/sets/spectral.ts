import Meyda from 'meyda';
import { forEachResampled, resample } from '../../audio/resample';
import { forEachChunk, readerOf, readingAhead, type SampleReader } from '../../audio/sample-reader';
import type { Signal } from '../../audio/signal';
import { square } from '../../stats/pow';
import { mean, quantileOfSorted, sorted, standardDeviation } from '../../stats/summary';
import { type Cue, type Feature, type FeatureSet, frameCountOf, withoutFrameCounts } from '../feature-set';
import type { FrameGrid } from '../../praat/frames';
import { delta, highestLevel, mfcc } from '../spectral/mfcc';
import { framePower, frameSamples, type SpectralFrames, spectralFrames } from '../spectral/frames';

/*
 * meyda supplies centroid, spread, flatness, root mean square and zero-crossings of our spectra. Its `extract` is not used:
 * it has global settings, 32-bit spectra without the last bin, and a slow transform; nor its roll-off, fixed at 99 %, its
 * flux, which throws, and its MFCC, which take log(x + 1).
 */
interface Extractors {
  readonly rms: (input: { readonly signal: Float64Array }) => number;
  readonly zcr: (input: { readonly signal: Float64Array }) => number;
  /** In bins, as is the spread. */
  readonly spectralCentroid: (input: { readonly ampSpectrum: Float64Array }) => number;
  readonly spectralSpread: (input: { readonly ampSpectrum: Float64Array }) => number;
  readonly spectralFlatness: (input: { readonly ampSpectrum: Float64Array }) => number;
}
const extractors = Meyda.featureExtractors as Extractors;

/** Spectral contours on one grid of frames; NaN in silence. */
export interface SpectralTrack extends FrameGrid {
  /** Mean frequency, weighted by amplitude, Hz. */
  readonly centroid: Float64Array;
  /** Standard deviation of frequency around the centroid, weighted by amplitude, Hz. */
  readonly spread: Float64Array;
  /** Lowest frequency below which 85 % of the summed amplitudes lie, Hz. */
  readonly rollOff: Float64Array;
  /** Geometric over arithmetic mean of the power spectrum: 0 for a tone, near 0.56 for noise, 1 for a click. */
  readonly flatness: Float64Array;
  /** Euclidean distance between the amplitude spectra, normalized to length 1, of the frame before and this one: 0 to √2; NaN after silence too. */
  readonly flux: Float64Array;
  /** Zero-crossings per second. */
  readonly zeroCrossings: Float64Array;
  /** Root mean square, dB re full scale (1.0); a sine of full scale has −3 dB. */
  readonly level: Float64Array;
  /** Coefficients 0 to 12, dB. */
  readonly mfcc: readonly Float64Array[];
  /** Their slopes over nine frames, dB/s; NaN also within four frames of silence. */
  readonly mfccDelta: readonly Float64Array[];
}

/** Every recording is resampled to this rate, so that numbers from different recorders compare, Hz. */
const analysisRate = 16000;
/** Samples of at most this magnitude are rounding errors: −200 dB re full scale. */
const silence = 1e-10;
const rollOffShare = 0.85;
/** Least power of a bin, so that empty bins do not make the flatness 0; librosa's amin. */
const minPower = 1e-10;

/**
 * Spectral contours: 32 ms Hann windows every 10 ms, up to 8 kHz.
 *
 * The mean of the recording is subtracted, since an offset would pull every number towards 0 Hz, and the rest is resampled
 * to 16 kHz. A recording of a lower rate has no sound above half its rate, which its numbers show.
 *
 * @param signal any length; samples that are not finite count as silence
 * @returns the frames that lie wholly within the signal; NaN where a frame has no sound below 8 kHz
 *
 * G. Peeters (2004), "A large set of audio features…", IRCAM; G. Tzanetakis & P. Cook (2002), "Musical genre
 * classification…", IEEE Trans. Speech Audio Process. 10(5): 293-302, for the flux, of which this is the square root.
 * Compared with librosa in test/reference/spectral.json.
 */
export function spectralTrack(signal: Signal): SpectralTrack {
  const around = withoutOffset(signal);
  const frames = spectralFrames(resample(around, analysisRate));
  const track = trackOf(frames, frames.count);
  new TrackWriter(readerOf(around), track, frames.fft.size).write(frames, 0);
  return withSlopes(track);
}

/** `spectralTrack` of a recording that is read four times from start to end, a stretch at a time. */
function spectralTrackOf(reader: SampleReader): SpectralTrack {
  const around = readWithoutOffset(reader);
  let highest = -Infinity;
  let count = 0;
  forEachStretch(around, (frames) => {
    highest = Math.max(highest, highestLevel(frames));
    count += frames.count;
  });
  const none = spectralFrames({ samples: new Float64Array(0), sampleRate: analysisRate });
  const track = trackOf(none, count);
  const writer = new TrackWriter(around, track, none.fft.size);
  forEachStretch(around, (frames, first) => writer.write(frames, first, highest));
  return withSlopes(track);
}

/** Calls `use` with the frames of one stretch after the other, and the number of the first frame. */
function forEachStretch(reader: SampleReader, use: (frames: SpectralFrames, first: number) => void): void {
  let rest = new Float64Array(0); // resampled samples of frames that are not complete
  let first = 0;
  forEachResampled(reader, analysisRate, (piece) => {
    const samples = new Float64Array(rest.length + piece.length);
    samples.set(rest);
    samples.set(piece, rest.length);
    const frames = spectralFrames({ samples, sampleRate: analysisRate });
    use(frames, first);
    first += frames.count;
    rest = samples.slice(frames.count * frames.hop);
  });
}

/** A track of NaN. */
function trackOf({ start, step }: FrameGrid, count: number): SpectralTrack {
  const contour = (): Float64Array => new Float64Array(count).fill(NaN);
  const coefficients = (): Float64Array[] => Array.from({ length: 13 }, contour);
  return {
    start,
    step,
    count,
    centroid: contour(),
    spread: contour(),
    rollOff: contour(),
    flatness: contour(),
    flux: contour(),
    zeroCrossings: contour(),
    level: contour(),
    mfcc: coefficients(),
    mfccDelta: [],
  };
}

/** Measures a track, one stretch of frames after the other. */
class TrackWriter {
  private amplitude: Float64Array;
  private before: Float64Array; // amplitudes of the frame before
  private readonly power: Float64Array;

  /**
   * @param around the recording without its mean
   * @param size size of the transform
   */
  constructor(
    private readonly around: SampleReader,
    private readonly track: SpectralTrack,
    size: number,
  ) {
    [this.amplitude, this.before, this.power] = Array.from(
      { length: 3 },
      () => new Float64Array(size / 2 + 1),
    );
  }

  /**
   * @param first number of the first frame
   * @param highest highest band level of the recording, dB; that of these frames unless given
   */
  write(frames: SpectralFrames, first: number, highest?: number): void {
    const { around, track, power } = this;
    const { centroid, spread, rollOff, flatness, flux, zeroCrossings, level, start, step } = track;
    const { fft, count } = frames;
    const hzPerBin = analysisRate / fft.size;
    mfcc(frames, { highest }).values.forEach((values, c) => track.mfcc[c].set(values, first));
    for (let i = 0; i < count; i++) {
      const { amplitude, before } = this;
      const n = first + i;
      // Check the recorded samples too: resampling makes sound ring faintly into the silence beside it.
      const from = Math.round(n * step * around.sampleRate);
      const to = Math.min(around.length, Math.round((n * step + 2 * start) * around.sampleRate));
      const samples = frameSamples(frames, i);
      if (isSilent(around.read(from, to)) || isSilent(samples)) {
        for (const contour of track.mfcc) contour[n] = NaN;
        continue;
      }
      framePower(frames, i, power);
      toAmplitude(power, amplitude);
      centroid[n] = extractors.spectralCentroid({ ampSpectrum: amplitude }) * hzPerBin;
      spread[n] = extractors.spectralSpread({ ampSpectrum: amplitude }) * hzPerBin;
      rollOff[n] = rollOffBin(amplitude) * hzPerBin;
      flatness[n] = extractors.spectralFlatness({ ampSpectrum: power });
      if (n > 0 && !Number.isNaN(level[n - 1])) flux[n] = spectralDistance(amplitude, before);
      zeroCrossings[n] = (extractors.zcr({ signal: samples }) * analysisRate) / (samples.length - 1);
      level[n] = 20 * Math.log10(extractors.rms({ signal: samples }));
      this.amplitude = before;
      this.before = amplitude;
    }
  }
}

/** Adds the slopes of the coefficients. */
function withSlopes(track: SpectralTrack): SpectralTrack {
  return { ...track, mfccDelta: track.mfcc.map((contour) => slopesOf(contour, track.step)) };
}

/** Slopes of a contour, units per second. */
function slopesOf(contour: Float64Array, step: number): Float64Array {
  const slopes = delta(contour);
  for (let n = 0; n < slopes.length; n++) slopes[n] /= step;
  return slopes;
}

/** Subtracts the mean of the finite samples; other samples become 0. */
function withoutOffset({ samples, sampleRate }: Signal): Signal {
  const total = { sum: 0, n: 0 };
  addFinite(samples, total);
  return { samples: centred(samples, total.sum / total.n), sampleRate };
}

/** `withoutOffset` of a recording that is read stretch by stretch. */
function readWithoutOffset(reader: SampleReader): SampleReader {
  const { sampleRate, length, readWithGaps: read = reader.read } = reader;
  const total = { sum: 0, n: 0 };
  forEachChunk({ sampleRate, length, read }, (samples) => addFinite(samples, total));
  const offset = total.sum / total.n;
  return readingAhead({ sampleRate, length, read: (from, to) => centred(read(from, to), offset) });
}

function addFinite(samples: Float64Array, total: { sum: number; n: number }): void {
  let { sum, n } = total;
  for (let i = 0; i < samples.length; i++) {
    if (!Number.isFinite(samples[i])) continue;
    sum += samples[i];
    n++;
  }
  total.sum = sum;
  total.n = n;
}

/** Samples less an offset; 0 where they are not finite. */
function centred(samples: Float64Array, offset: number): Float64Array {
  const result = new Float64Array(samples.length);
  for (let i = 0; i < samples.length; i++) {
    if (Number.isFinite(samples[i])) result[i] = samples[i] - offset;
  }
  return result;
}

/** Whether all samples are rounding errors. */
function isSilent(samples: Float64Array): boolean {
  for (let i = 0; i < samples.length; i++) if (Math.abs(samples[i]) > silence) return false;
  return true;
}

/** Writes the square roots of `power` to `amplitude`, then raises powers below the least one to it. */
function toAmplitude(power: Float64Array, amplitude: Float64Array): void {
  for (let k = 0; k < power.length; k++) {
    amplitude[k] = Math.sqrt(power[k]);
    if (power[k] < minPower) power[k] = minPower;
  }
}

function rollOffBin(amplitude: Float64Array): number {
  let total = 0;
  for (let k = 0; k < amplitude.length; k++) total += amplitude[k];
  const enough = rollOffShare * total;
  let sum = 0;
  for (let k = 0; k < amplitude.length; k++) {
    sum += amplitude[k];
    if (sum >= enough) return k;
  }
  return NaN; // the sum is not a number
}

/** Euclidean distance between two spectra, each normalized to length 1. */
function spectralDistance(a: Float64Array, b: Float64Array): number {
  let aa = 0;
  let bb = 0;
  for (let k = 0; k < a.length; k++) {
    aa += a[k] * a[k];
    bb += b[k] * b[k];
  }
  const scaleA = 1 / Math.sqrt(aa);
  const scaleB = 1 / Math.sqrt(bb);
  let squares = 0;
  for (let k = 0; k < a.length; k++) squares += square(a[k] * scaleA - b[k] * scaleB);
  return Math.sqrt(squares);
}

/** The contours of the set. */
const contours: readonly (readonly [name: string, unit: string, meaning: string, cue: Cue])[] = [
  ['centroid', 'Hz', 'centre of the spectrum', 'spectrum'],
  ['spread', 'Hz', 'width of the spectrum around its centre', 'spectrum'],
  ['roll_off', 'Hz', 'frequency below which 85 % of the spectrum lies', 'spectrum'],
  ['flatness', '', 'likeness to noise rather than tones', 'spectrum'],
  ['flux', '', 'change of the spectrum from frame to frame', 'spectrum'],
  ['zero_crossings', '1/s', 'rate of zero-crossings', 'spectrum'],
  ['level', 'dB', 'root mean square re full scale', 'loudness'],
  ...coefficientColumns('', 'dB', ''),
  ...coefficientColumns('_delta', 'dB/s', 'slope of '),
];

function coefficientColumns(suffix: string, unit: string, what: string): [string, string, string, Cue][] {
  return Array.from({ length: 13 }, (_, i) => [
    `mfcc${i}${suffix}`,
    unit,
    `${what}mel-frequency cepstral coefficient ${i}`,
    'spectrum',
  ]);
}

/** The contours of a track in the order of `contours`. */
function inOrder(track: SpectralTrack): readonly Float64Array[] {
  const { centroid, spread, rollOff, flatness, flux, zeroCrossings, level } = track;
  return [centroid, spread, rollOff, flatness, flux, zeroCrossings, level, ...track.mfcc, ...track.mfccDelta];
}

const functionals: readonly (readonly [name: string, meaning: string])[] = [
  ['mean', 'mean'],
  ['std', 'standard deviation (divided by n)'],
  ['p20', '20th percentile'],
  ['p80', '80th percentile'],
];

const features: readonly Feature[] = [
  ...contours.flatMap(([name, unit, meaning, cue]) =>
    functionals.map(([functional, what]): Feature => ({
      name: `${name}_${functional}`,
      unit,
      meaning: `${what} of the ${meaning}`,
      cue,
    })),
  ),
  ...contours.map(([name, , meaning]) => frameCountOf(name, `the ${meaning}`)),
];

const withFrameCounts: FeatureSet = {
  name: 'spectral+frames',
  version: 3,
  features,
  measure: (signal) => rowOf(spectralTrack(signal)),
  measureReader: (reader) => rowOf(spectralTrackOf(reader)),
  inRange: 'it measures no pitch',
};

function rowOf(track: SpectralTrack): Float64Array {
  const row = new Float64Array(features.length);
  inOrder(track).forEach((contour, i) => {
    const values = sorted(contour);
    row.set(
      [
        mean(values),
        standardDeviation(values, 'n'),
        quantileOfSorted(values, 0.2),
        quantileOfSorted(values, 0.8),
      ],
      i * functionals.length,
    );
    row[contours.length * functionals.length + i] = values.length;
  });
  return row;
}

/**
 * Spectral shape and its change: mean, standard deviation (÷ n), 20th and 80th percentile (definition R-7) of seven
 * spectral contours, 13 MFCC and their slopes; see `spectralTrack`.
 *
 * All columns are NaN in silence and for a recording shorter than a frame (32 ms), slopes for fewer than nine frames, flux
 * for fewer than two.
 */
export const spectral: FeatureSet = withoutFrameCounts(
  withFrameCounts,
  'spectral',
  contours.length * functionals.length,
);
