import { LruCache } from '../../dsp/lru-cache';
import { type MelBank, melBank } from '../../dsp/mel';
import { highestMelLevel, melCepstra, type MelFrames, melLevels } from '../../dsp/mel-levels';
import type { FrameGrid } from '../../praat/frames';
import type { SpectralFrames } from './frames';

/** Several values per frame: `values[b]` is the contour of band or coefficient b. */
export interface BandTrack extends FrameGrid {
  readonly values: readonly Float64Array[];
}

export interface LogMelOptions {
  /** Number of mel bands. */
  readonly bands?: number;
  /** Lower edge of the lowest band, Hz. */
  readonly low?: number;
  /** Upper edge of the highest band, Hz; at most half the sample rate. */
  readonly high?: number;
}

/** Levels farther than this below the highest level of the recording are raised to it, dB. */
const dynamicRange = 80;

/**
 * Power in mel bands, dB re 1 (unscaled spectrum; see `spectralFrames`).
 *
 * @param options 40 bands from 0 Hz to half the sample rate unless given
 * @returns dB; at least −100, and at least 80 below the highest value of all frames
 * @throws RangeError as `melBank`
 *
 * librosa.power_to_db(librosa.feature.melspectrogram(n_mels=bands, fmin=low, fmax=high, power=2, center=False)) with
 * librosa's defaults otherwise (Slaney's scale and norm, ref 1, amin 1e-10, top_db 80); test/reference/spectral.json.
 * meyda's mel bands are not used: they take log(x + 1), which compresses quiet speech.
 */
export function logMel(frames: SpectralFrames, options: LogMelOptions = {}): BandTrack {
  const { start, step, count } = frames;
  const values = melLevels(melFrames(frames, options), dynamicRange);
  return { start, step, count, values };
}

function melFrames(frames: SpectralFrames, options: LogMelOptions): MelFrames {
  const { samples, count, hop, window, sampleRate, fft } = frames;
  const { bands = 40, low = 0, high = sampleRate / 2 } = options;
  const key = [bands, fft.size, sampleRate, low, high].join();
  return {
    samples,
    count,
    hop,
    window,
    size: fft.size,
    bank: banks.get(key, () => melBank(bands, fft.size, sampleRate, low, high)),
  };
}

const banks = new LruCache<MelBank>(1);

export interface MfccOptions extends LogMelOptions {
  /** Number of coefficients, the 0th included; at most `bands`. */
  readonly coefficients?: number;
  /** Highest band level of the recording, dB, when the frames are a part of it; see `highestLevel`. */
  readonly highest?: number;
}

/** Highest band level of all frames, dB; −∞ without frames. */
export function highestLevel(frames: SpectralFrames, options: LogMelOptions = {}): number {
  return highestMelLevel(melFrames(frames, options));
}

/**
 * Mel-frequency cepstral coefficients: the orthonormal cosine transform of the log-mel bands of each frame.
 *
 * @param options 13 coefficients unless given, and the options of `logMel`
 * @returns dB; coefficient 0 is √bands times the mean band level
 * @throws RangeError for more coefficients than bands, or as `melBank`
 *
 * S. Davis & P. Mermelstein (1980), "Comparison of parametric representations…", IEEE ASSP 28(4): 357-366.
 * librosa.feature.mfcc(n_mfcc=coefficients) with the settings named at `logMel`; test/reference/spectral.json.
 */
export function mfcc(frames: SpectralFrames, options: MfccOptions = {}): BandTrack {
  const { coefficients = 13, highest } = options;
  const { start, step, count } = frames;
  const inBands = melFrames(frames, options);
  const { bands } = inBands.bank;
  if (!(Number.isInteger(coefficients) && coefficients >= 1 && coefficients <= bands)) {
    throw new RangeError(`${coefficients} coefficients of ${bands} mel bands; give 1 to ${bands}`);
  }
  const values = melCepstra(inBands, dynamicRange, coefficients, highest);
  return { start, step, count, values };
}

/** Frames on either side of the middle one. */
const reach = 4;

/**
 * Slope of a contour: the least-squares line through nine values around each one. The first and the last four values take
 * the slope of the first and the last nine.
 *
 * @returns units per frame, as many as `values`; NaN where one of the nine is missing, and for fewer than nine values
 *
 * S. Furui (1986), "Speaker-independent isolated word recognition…", IEEE ASSP 34(1): 52-59.
 * librosa.feature.delta(width=9).
 */
export function delta(values: Float64Array): Float64Array {
  const result = new Float64Array(values.length).fill(NaN);
  if (values.length < 2 * reach + 1) return result;
  let squares = 0;
  for (let k = 1; k <= reach; k++) squares += 2 * k * k;
  const last = values.length - 1 - reach;
  for (let middle = reach; middle <= last; middle++) {
    let sum = 0;
    for (let k = -reach; k <= reach; k++) sum += k * values[middle + k];
    result[middle] = sum / squares;
  }
  result.fill(result[reach], 0, reach);
  result.fill(result[last], last + 1);
  return result;
}
