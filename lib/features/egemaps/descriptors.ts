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

/** Frames whose windowed samples have a smaller root mean square are never voiced. */
const quiet = 0.001;
/** Where nothing is measured, a formant's level counts as this, dB. */
const noLevel = -201;

/**
 * The 25 low-level descriptors of eGeMAPSv02, smoothed over three frames, one value per 10 ms.
 *
 * Those of the voice are NaN where there is none. Formants are measured in voiced frames only.
 */
export interface Descriptors {
  /** Of all frames of 20 ms. */
  readonly spectral: SpectralDescriptors;
  /** Before smoothing, for what is taken apart into voiced and unvoiced. */
  readonly raw: SpectralDescriptors;
  /** Semitones above 27.5 Hz; this and all below, of all frames of 60 ms but the last or the last few. */
  readonly pitch: Float64Array;
  readonly jitter: Float64Array;
  readonly shimmer: Float64Array;
  readonly hnr: Float64Array;
  readonly h1h2: Float64Array;
  readonly h1a3: Float64Array;
  /** Per formant: Hz, Hz, and dB over the fundamental, −201 where unvoiced. */
  readonly formants: readonly {
    readonly frequency: Float64Array;
    readonly bandwidth: Float64Array;
    readonly level: Float64Array;
  }[];
  /** 1 where voiced, of as many frames. */
  readonly voiced: Uint8Array;
  /** Sum of the squares of all samples, and how many. */
  readonly energy: number;
  readonly samples: number;
}

/** Amplitudes that are kept for the formants and harmonics of voiced frames; frames beyond are analysed once more. */
const mostKept = 2 ** 23;

/**
 * Measures the descriptors; none where the sound is shorter than a frame of 60 ms. A recording that is read is read
 * four times from its start to its end, a stretch at a time.
 */
export function descriptors(sound: Sound): Descriptors {
  const reader = readerOf(sound);
  const { sampleRate } = reader;
  const short = new Frames(reader, 0.02, hamming);
  const centred = new Frames(reader, 0.02, hamming, true);
  const long = new Frames(reader, 0.06, gauss);
  const raw = spectralDescriptors(short);
  const amplitudes = new Amplitudes(long);
  const f0 = voice(long, amplitudes);
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
  const irregular = perturbation(reader, f0, frameStep * sampleRate, long.length);
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
    jitter: smoothPresent(irregular.jitter),
    shimmer: smoothPresent(irregular.shimmer),
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

// Loops that every recording needs stand by themselves: what is compiled of a function lasts as long as the function.

function square(x: Float64Array, result: Float64Array): void {
  for (let k = 0; k < x.length; k++) result[k] = x[k] * x[k];
}

/** Above 27.5 Hz. */
function semitones(hz: Float64Array): Float64Array {
  const result = new Float64Array(hz.length);
  for (let n = 0; n < result.length; n++) result[n] = 12 * Math.log2(hz[n] / 27.5);
  return result;
}

/** Pitch of the frames, Hz, NaN where unvoiced; keeps their amplitudes. */
function voice(frames: Frames, amplitudes: Amplitudes): Float64Array {
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
  // openSMILE leaves out what is undecided at the end, at least one frame and two in a voice, as measured.
  const last = hz.length - 1;
  const count = Math.max(0, Math.min(decided, Number.isNaN(hz[last]) ? last : last - 1));
  for (let n = 0; n < count; n++) if (Math.sqrt(meanSquare[n]) < quiet) hz[n] = NaN;
  return hz.subarray(0, count);
}

/** Amplitudes of frames, rounded to 32 bits, kept as far as there is room. */
class Amplitudes {
  private readonly bins: number;
  private readonly power: Float64Array;
  /** How many frames are kept. */
  private readonly keep: number;

  constructor(private readonly frames: Frames) {
    this.bins = frames.fft.size / 2 + 1;
    this.power = new Float64Array(this.bins);
    this.keep = Math.min(frames.count, Math.floor(mostKept / this.bins));
    const needed = this.keep * this.bins;
    if (kept.length < needed) kept = new Float32Array(needed);
  }

  /** Analyses frame `n` and keeps its amplitudes, which it writes as they are. */
  measure(n: number, amplitude: Float64Array): void {
    const { frames, power, bins } = this;
    frames.analyse(n);
    powerOf(frames.spectrum, power);
    for (let k = 0; k < bins; k++) amplitude[k] = Math.sqrt(power[k]);
    if (n < this.keep) kept.set(amplitude, n * bins);
  }

  /** Amplitudes of a frame that was measured. */
  of(n: number, amplitude: Float64Array): void {
    const { bins } = this;
    if (n < this.keep) {
      amplitude.set(kept.subarray(n * bins, (n + 1) * bins));
      return;
    }
    this.measure(n, amplitude);
    for (let k = 0; k < bins; k++) amplitude[k] = Math.fround(amplitude[k]);
  }
}

/** Room for the amplitudes of one recording after the other, at most 32 MB. */
let kept = new Float32Array(0);
