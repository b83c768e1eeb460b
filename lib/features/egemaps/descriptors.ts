import { forEachChunk, readerOf, type SampleReader, type Sound } from '../../audio/sample-reader';
import { type Frames, frameStep, framesOf, gauss, hamming, powerOf } from './frames';
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

/** Amplitudes that are kept for the formants and harmonics of voiced frames; frames beyond are analysed once more. */
const mostKept = 2 ** 23;

/**
 * Measures the descriptors; none where the sound is shorter than a frame of 60 ms. A recording that is read is read
 * four times from its start to its end, a stretch at a time.
 */
export function descriptors(sound: Sound): Descriptors {
  const reader = readerOf(sound);
  const { sampleRate } = reader;
  const short = framesOf(reader, 0.02, hamming);
  const centred = framesOf(reader, 0.02, hamming, true);
  const long = framesOf(reader, 0.06, gauss);
  const raw = spectralDescriptors(short);
  const { f0, amplitudes } = voice(long);
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
  const measureResonances = resonancesOf(centred, sampleRate);
  const measureHarmonicity = harmonicity(long.fft, sampleRate);
  for (let n = 0; n < count; n++) {
    if (voiced[n] === 0) continue;
    amplitudes(n, amplitude);
    for (let k = 0; k < bins; k++) power[k] = amplitude[k] * amplitude[k];
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
    pitch: smoothPresent(f0.map((hz) => 12 * Math.log2(hz / 27.5))),
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
    energy: energyOf(reader),
    samples: reader.length,
  };
}

/** Pitch of the frames, Hz, NaN where unvoiced, and a way to their amplitudes, which are rounded to 32 bits. */
function voice(frames: Frames): {
  readonly f0: Float64Array;
  readonly amplitudes: (n: number, amplitude: Float64Array) => void;
} {
  const bins = frames.fft.size / 2 + 1;
  const power = new Float64Array(bins);
  const { search, candidates } = subharmonicSum(frames);
  const meanSquare = new Float64Array(frames.count);
  const keep = Math.min(frames.count, Math.floor(mostKept / bins));
  const kept = new Float32Array(keep * bins);
  function analyse(n: number, amplitude: Float64Array): void {
    const { spectrum, meanSquare: level } = frames.analyse(n);
    meanSquare[n] = level;
    powerOf(spectrum, power);
    for (let k = 0; k < bins; k++) amplitude[k] = Math.sqrt(power[k]);
  }
  const found = new Float64Array(bins);
  for (let n = 0; n < frames.count; n++) {
    analyse(n, found);
    if (n < keep) kept.set(found, n * bins);
    if (meanSquare[n] > 0) search(found, n);
  }
  const { hz, decided } = pitchPath(candidates);
  // openSMILE leaves out what is undecided at the end, at least one frame and two in a voice, as measured.
  const last = hz.length - 1;
  const count = Math.max(0, Math.min(decided, Number.isNaN(hz[last]) ? last : last - 1));
  for (let n = 0; n < count; n++) if (Math.sqrt(meanSquare[n]) < quiet) hz[n] = NaN;
  return {
    f0: hz.subarray(0, count),
    amplitudes: (n, amplitude) => {
      if (n < keep) {
        for (let k = 0; k < bins; k++) amplitude[k] = kept[n * bins + k];
        return;
      }
      analyse(n, amplitude);
      for (let k = 0; k < bins; k++) amplitude[k] = Math.fround(amplitude[k]);
    },
  };
}

/** Sum of the squares of all samples. */
function energyOf(reader: SampleReader): number {
  let energy = 0;
  forEachChunk(reader, (samples) => {
    for (let i = 0; i < samples.length; i++) energy += samples[i] * samples[i];
  });
  return energy;
}
