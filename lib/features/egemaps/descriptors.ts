import { readerOf, type Sound, squaresAbout } from '../../audio/sample-reader';
import { Frames, frameStep, gauss, hamming, powerOf } from './frames';
import { harmonicity } from './harmonicity';
import { harmonicLevels } from './harmonics';
import { perturbation } from './perturbation';
import { pitchPath } from './pitch-path';
import { resonancesOf } from './resonances';
import { smooth, smoothPresent } from './smooth';
import { type SpectralDescriptors, spectralDescriptors } from './spectrum';
import { candidatesOf, subharmonicSum } from './subharmonics';

/** Least root mean square of the windowed samples of a voiced frame. */
const minVoicedRms = 0.001;
/** openSMILE's level of a formant that is not measured, dB. */
const noLevel = -201;

/**
 * The 25 low-level descriptors of eGeMAPSv02, smoothed over three frames, one value per 10 ms.
 *
 * Voice descriptors are NaN in unvoiced frames. Formants are measured in voiced frames only.
 */
export interface Descriptors {
  /** One value per frame of 20 ms. */
  readonly spectral: SpectralDescriptors;
  /** Not smoothed, for the functionals over voiced and over unvoiced frames. */
  readonly raw: SpectralDescriptors;
  /** Semitones above 27.5 Hz. From here on one value per frame of 60 ms, without the last or the last few frames. */
  readonly pitch: Float64Array;
  readonly jitter: Float64Array;
  readonly shimmer: Float64Array;
  readonly hnr: Float64Array;
  readonly h1h2: Float64Array;
  readonly h1a3: Float64Array;
  /** For each formant Hz, Hz, and dB relative to the fundamental, −201 in unvoiced frames. */
  readonly formants: readonly {
    readonly frequency: Float64Array;
    readonly bandwidth: Float64Array;
    readonly level: Float64Array;
  }[];
  /** 1 in voiced frames, 0 in others. */
  readonly voiced: Uint8Array;
  /** Sum of the squares of all samples. */
  readonly energy: number;
  /** Number of samples. */
  readonly samples: number;
}

/** Amplitudes that are cached for the formants and harmonics of voiced frames; frames beyond are analysed again. */
const maxCached = 2 ** 23;

/**
 * Measures the descriptors; a `SampleReader` is read four times from start to end, a stretch at a time.
 *
 * @returns no values when the sound is shorter than a frame of 60 ms
 */
export function descriptors(sound: Sound): Descriptors {
  const reader = readerOf(sound);
  const { sampleRate } = reader;
  const short = new Frames(reader, 0.02, hamming);
  const centred = new Frames(reader, 0.02, hamming, true);
  const long = new Frames(reader, 0.06, gauss);
  const raw = spectralDescriptors(short);
  const amplitudes = new Amplitudes(long);
  const f0 = voicedPitch(long, amplitudes);
  const count = f0.length;
  const voiced = new Uint8Array(count);
  for (let n = 0; n < count; n++) voiced[n] = Number.isNaN(f0[n]) ? 0 : 1;
  const bins = long.fft.size / 2 + 1;
  const power = new Float64Array(bins);
  const amplitude = new Float64Array(bins);

  const contour = (fill = NaN): Float64Array => new Float64Array(count).fill(fill);
  const [hnr, h1h2, h1a3] = [contour(), contour(), contour()];
  const formants = Array.from({ length: 3 }, () => ({
    frequency: contour(),
    bandwidth: contour(),
    level: contour(noLevel),
  }));
  const measureResonances = resonancesOf(centred);
  for (let n = 0; n < count; n++) {
    if (voiced[n] === 0) continue;
    amplitudes.of(n, amplitude);
    square(amplitude, power);
    centred.analyse(n);
    const { frequency, bandwidth } = measureResonances(centred.spectrum);
    const levels = harmonicLevels(amplitude, long.hzPerBin, f0[n], frequency);
    hnr[n] = harmonicity(long.fft, sampleRate, power, f0[n]);
    h1h2[n] = levels.h1h2;
    h1a3[n] = levels.h1a3;
    for (let i = 0; i < 3; i++) {
      formants[i].frequency[n] = frequency[i];
      formants[i].bandwidth[n] = bandwidth[i];
      formants[i].level[n] = levels.formants[i];
    }
  }
  const perturbed = perturbation(reader, f0, frameStep * sampleRate, long.length);
  return {
    spectral: {
      loudness: smooth(raw.loudness),
      alphaRatio: smooth(raw.alphaRatio),
      hammarberg: smooth(raw.hammarberg),
      slope0: smooth(raw.slope0),
      slope500: smooth(raw.slope500),
      flux: smooth(raw.flux),
      mfcc: raw.mfcc.map(smooth),
    },
    raw,
    pitch: smoothPresent(semitones(f0)),
    jitter: smoothPresent(perturbed.jitter),
    shimmer: smoothPresent(perturbed.shimmer),
    hnr: smoothPresent(hnr),
    h1h2: smoothPresent(h1h2),
    h1a3: smoothPresent(h1a3),
    formants: formants.map(({ frequency, bandwidth, level }) => ({
      frequency: smoothPresent(frequency),
      bandwidth: smoothPresent(bandwidth),
      level: smoothPresent(level),
    })),
    voiced,
    energy: squaresAbout(reader, 0),
    samples: reader.length,
  };
}

// These loops are functions of the module: V8 drops the compiled code of inner functions.

function square(x: Float64Array, result: Float64Array): void {
  for (let k = 0; k < x.length; k++) result[k] = x[k] * x[k];
}

/** Above 27.5 Hz. */
function semitones(hz: Float64Array): Float64Array {
  const result = new Float64Array(hz.length);
  for (let n = 0; n < result.length; n++) result[n] = 12 * Math.log2(hz[n] / 27.5);
  return result;
}

/** Pitch of the frames, Hz, NaN where unvoiced; caches their amplitudes. */
function voicedPitch(frames: Frames, amplitudes: Amplitudes): Float64Array {
  const search = subharmonicSum(frames);
  const candidates = candidatesOf(frames.count);
  const meanSquare = new Float64Array(frames.count);
  const found = new Float64Array(frames.fft.size / 2 + 1);
  for (let n = 0; n < frames.count; n++) {
    amplitudes.measure(n, found);
    meanSquare[n] = frames.meanSquare;
    if (meanSquare[n] > 0) search(found, candidates, n);
  }
  const { hz, decided } = pitchPath(candidates);
  // As its output shows, openSMILE leaves out the undecided frames at the end: at least one, and two where voiced.
  const last = hz.length - 1;
  const count = Math.max(0, Math.min(decided, Number.isNaN(hz[last]) ? last : last - 1));
  for (let n = 0; n < count; n++) if (Math.sqrt(meanSquare[n]) < minVoicedRms) hz[n] = NaN;
  return hz.subarray(0, count);
}

/** A cache of the amplitude spectra of frames, in 32 bits. */
class Amplitudes {
  private readonly bins: number;
  private readonly power: Float64Array;
  /** Number of cached frames. */
  private readonly cached: number;

  constructor(private readonly frames: Frames) {
    this.bins = frames.fft.size / 2 + 1;
    this.power = new Float64Array(this.bins);
    this.cached = Math.min(frames.count, Math.floor(maxCached / this.bins));
    const needed = this.cached * this.bins;
    if (cache.length < needed) cache = new Float32Array(needed);
  }

  /** Analyses frame `n`, writes its amplitudes in 64 bits, and caches them. */
  measure(n: number, amplitude: Float64Array): void {
    const { frames, power, bins } = this;
    frames.analyse(n);
    powerOf(frames.spectrum, power);
    for (let k = 0; k < bins; k++) amplitude[k] = Math.sqrt(power[k]);
    if (n < this.cached) cache.set(amplitude, n * bins);
  }

  /** Writes the amplitudes of a measured frame in 32 bits. */
  of(n: number, amplitude: Float64Array): void {
    const { bins } = this;
    if (n < this.cached) {
      amplitude.set(cache.subarray(n * bins, (n + 1) * bins));
      return;
    }
    this.measure(n, amplitude);
    for (let k = 0; k < bins; k++) amplitude[k] = Math.fround(amplitude[k]);
  }
}

/** Amplitudes of one recording, at most 32 MB; the next recording reuses the memory. */
let cache = new Float32Array(0);
