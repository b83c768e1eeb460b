import type { Signal } from '../../audio/signal';
import { finiteSamples } from '../../audio/sample-reader';
import { frameStep, framesOf, gauss, hamming, powerOf } from './frames';
import { harmonicity } from './harmonicity';
import { harmonicLevels } from './harmonics';
import { perturbation } from './perturbation';
import { pitchPath } from './pitch-path';
import { resonancesOf } from './resonances';
import { smooth, smoothPresent } from './smooth';
import { type SpectralDescriptors, spectralDescriptors } from './spectrum';
import { subharmonicSum } from './subharmonics';

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

/** Measures the descriptors; none where the signal is shorter than a frame of 60 ms. */
export function descriptors(signal: Signal): Descriptors {
  const { sampleRate } = signal;
  const samples = finiteSamples(signal.samples);
  const short = framesOf(samples, sampleRate, 0.02, hamming);
  const centred = framesOf(samples, sampleRate, 0.02, hamming, true);
  const long = framesOf(samples, sampleRate, 0.06, gauss);
  const raw = spectralDescriptors(short);

  const bins = long.fft.size / 2 + 1;
  const power = new Float64Array(bins);
  const amplitude = new Float64Array(bins);
  const { search, candidates } = subharmonicSum(long);
  const meanSquare = new Float64Array(long.count);
  const amplitudes = new Float32Array(long.count * bins);
  for (let n = 0; n < long.count; n++) {
    const analysed = long.analyse(n);
    meanSquare[n] = analysed.meanSquare;
    powerOf(analysed.spectrum, power);
    for (let k = 0; k < bins; k++) amplitude[k] = Math.sqrt(power[k]);
    amplitudes.set(amplitude, n * bins);
    if (analysed.meanSquare > 0) search(amplitude, n);
  }
  const path = pitchPath(candidates);
  // openSMILE leaves out what is undecided at the end, at least one frame and two in a voice, as measured.
  const last = path.hz.length - 1;
  const count = Math.max(0, Math.min(path.decided, Number.isNaN(path.hz[last]) ? last : last - 1));
  const f0 = path.hz.map((hz, n) => (Math.sqrt(meanSquare[n]) < quiet ? NaN : hz));
  const voiced = Uint8Array.from({ length: count }, (_, n) => (Number.isNaN(f0[n]) ? 0 : 1));

  const contour = (fill = NaN): Float64Array => new Float64Array(count).fill(fill);
  const [hnr, h1h2, h1a3] = [contour(), contour(), contour()];
  const formants = Array.from({ length: 3 }, () => ({
    frequency: contour(),
    bandwidth: contour(),
    level: contour(noLevel),
  }));
  const measureResonances = resonancesOf(centred, sampleRate);
  const measureHarmonicity = harmonicity(long.fft, sampleRate);
  for (let n = 0; n < count; n++) {
    if (voiced[n] === 0) continue;
    for (let k = 0; k < bins; k++) {
      amplitude[k] = amplitudes[n * bins + k];
      power[k] = amplitude[k] * amplitude[k];
    }
    const { frequency, bandwidth } = measureResonances(centred.analyse(n).spectrum);
    const levels = harmonicLevels(amplitude, long.hzPerBin, f0[n], frequency);
    hnr[n] = measureHarmonicity(power, f0[n]);
    h1h2[n] = levels.h1h2;
    h1a3[n] = levels.h1a3;
    for (let i = 0; i < 3; i++) {
      formants[i].frequency[n] = frequency[i];
      formants[i].bandwidth[n] = bandwidth[i];
      formants[i].level[n] = levels.formants[i];
    }
  }
  const irregular = perturbation(
    samples,
    sampleRate,
    f0.subarray(0, count),
    frameStep * sampleRate,
    long.length,
  );
  let energy = 0;
  for (let i = 0; i < samples.length; i++) energy += samples[i] * samples[i];
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
    pitch: smoothPresent(f0.subarray(0, count).map((hz) => 12 * Math.log2(hz / 27.5))),
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
    energy,
    samples: samples.length,
  };
}
