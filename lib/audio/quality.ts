import { nextPowerOfTwo, realFft } from '../dsp/fft';
import { hannWindow } from '../dsp/window';
import { quantileOfSorted, sorted } from '../stats/summary';
import { bandEdges, type Band } from './band-edges';
import { power } from './degrade';
import { decayTime } from './decay-time';
import { finiteSamples } from './sample-reader';
import type { Signal } from './signal';

/** How a recording sounds, estimated from the recording alone. */
export interface RecordingQuality {
  /** Power of what changes over that of what stays, dB; NaN under .25 s or where nothing changes. */
  readonly signalToNoise: number;
  /** Lowest and highest frequency of what was recorded, Hz; NaN under .25 s or in silence. */
  readonly band: Band;
  /** Share of samples in flat tops, 0 to 1; NaN without samples. */
  readonly clipped: number;
  /** Root mean square, dB relative to a sample of 1 (dBFS); −Infinity in silence, NaN without samples. */
  readonly level: number;
  /** Time in which the fastest endings of sounds fall by 60 dB, s; NaN where no ending is clear. A coarse measure of a room. */
  readonly reverberation: number;
  /** A sentence for each thing that may spoil measurements; usually none. */
  readonly warnings: readonly string[];
}

/** Shortest recording whose noise and band are estimated, s. */
const SHORTEST = 0.25;
/** Length of a frame, s. */
const FRAME = 0.032;
/** Most frames looked at, spread evenly over a longer recording. */
const MOST_FRAMES = 6000;
/** Frames and bins that a level is averaged over, so that chance moves it less. */
const SMOOTH_FRAMES = 5;
const SMOOTH_BINS = 3;
/** The quantile of a bin's smoothed power over time that counts as noise, and that quantile of noise alone by its mean. */
const NOISE_QUANTILE = 0.1;
const NOISE_BIAS = 0.62;
/** From here on a recording is noisy, dB; narrow, Hz; reverberant, s. */
export const NOISY = 15;
export const NARROW = 5000;
export const REVERBERANT = 0.6;
/** Samples side by side at the extreme that make a flat top, and how near the extreme they lie. */
const FLAT = 3;
const NEAR = 1.5 / 32768;

/**
 * Estimates how good a recording is: signal-to-noise ratio, band, clipping, level, reverberation.
 *
 * Noise is what remains of each frequency in the quietest tenth of the time (minimum statistics), so it must be there all the
 * time: a second voice is no noise here. A codec after the clipping removes flat tops. Samples that are not finite count as 0.
 *
 * @param signal any length
 *
 * R. Martin (2001), "Noise power spectral density estimation based on optimal smoothing and minimum statistics", IEEE Trans.
 * Speech and Audio Processing 9: 504-512. Compared with recordings whose noise and band are known in
 * test/audio/quality.test.ts.
 *
 * @example
 * recordingQuality(await open('memo.m4a')).signalToNoise; // dB
 */
export function recordingQuality(signal: Signal): RecordingQuality {
  const samples = finiteSamples(signal.samples);
  const clipped = clippedShare(samples);
  const level = 10 * Math.log10(power(samples));
  const enough = samples.length >= SHORTEST * signal.sampleRate && level > -Infinity;
  const spectra = enough ? powerSpectra({ samples, sampleRate: signal.sampleRate }) : undefined;
  const signalToNoise = spectra === undefined ? NaN : noiseRatio(spectra);
  const band =
    spectra === undefined ? { low: NaN, high: NaN } : bandEdges(meanLevels(spectra), spectra.binWidth);
  const reverberation = enough ? decayTime({ samples, sampleRate: signal.sampleRate }) : NaN;
  const measured = { signalToNoise, band, clipped, level, reverberation };
  return { ...measured, warnings: warningsOf(measured, samples.length) };
}

/** Power of each frame and bin, row-major. */
interface Spectra {
  readonly values: Float64Array;
  readonly frames: number;
  readonly bins: number;
  /** Hz */
  readonly binWidth: number;
}

function powerSpectra({ samples, sampleRate }: Signal): Spectra {
  const length = Math.max(4, Math.round(FRAME * sampleRate));
  const last = samples.length - length;
  // Neighbouring frames are averaged, so frames are taken in runs where there are more than enough.
  const hop = Math.max(1, Math.round(length / 2));
  const possible = Math.floor(last / hop) + 1;
  const runs = Math.ceil(Math.min(possible, MOST_FRAMES) / SMOOTH_FRAMES);
  const stride = Math.max(SMOOTH_FRAMES, Math.floor(possible / runs));
  const fft = realFft(nextPowerOfTwo(length));
  const bins = fft.size / 2 + 1;
  const window = hannWindow(length);
  const padded = new Float64Array(fft.size);
  const spectrum = new Float64Array(fft.size + 2);
  const starts: number[] = [];
  for (let run = 0; run * stride < possible; run++) {
    for (let k = 0; k < SMOOTH_FRAMES && run * stride + k < possible; k++)
      starts.push((run * stride + k) * hop);
  }
  const values = new Float64Array(starts.length * bins);
  starts.forEach((first, n) => {
    for (let i = 0; i < length; i++) padded[i] = samples[first + i] * window[i];
    fft.forward(padded, spectrum);
    for (let k = 0; k < bins; k++) {
      values[n * bins + k] = spectrum[2 * k] * spectrum[2 * k] + spectrum[2 * k + 1] * spectrum[2 * k + 1];
    }
  });
  return { values, frames: starts.length, bins, binWidth: sampleRate / fft.size };
}

/** Power of each bin over the frames, averaged over some frames and bins, at a quantile over time. */
function quantileSpectrum({ values, frames, bins }: Spectra, share: number): Float64Array {
  const blocks = Math.max(1, Math.floor(frames / SMOOTH_FRAMES));
  const half = (SMOOTH_BINS - 1) / 2;
  return Float64Array.from({ length: bins }, (_, k) => {
    const smoothed = new Float64Array(blocks);
    const [from, to] = [Math.max(0, k - half), Math.min(bins - 1, k + half)];
    for (let b = 0; b < blocks; b++) {
      const end = Math.min(frames, (b + 1) * SMOOTH_FRAMES);
      let sum = 0;
      for (let n = b * SMOOTH_FRAMES; n < end; n++)
        for (let j = from; j <= to; j++) sum += values[n * bins + j];
      smoothed[b] = sum / ((end - b * SMOOTH_FRAMES) * (to - from + 1));
    }
    return quantileOfSorted(sorted(smoothed), share);
  });
}

function noiseRatio(spectra: Spectra): number {
  const { values, frames } = spectra;
  const total = values.reduce((sum, value) => sum + value, 0) / frames;
  const noise = quantileSpectrum(spectra, NOISE_QUANTILE).reduce((sum, value) => sum + value, 0) / NOISE_BIAS;
  return total > noise && noise > 0 ? 10 * Math.log10((total - noise) / noise) : NaN;
}

/** Mean power of each bin, dB. */
function meanLevels({ values, frames, bins }: Spectra): Float64Array {
  const sums = new Float64Array(bins);
  for (let n = 0; n < frames; n++) for (let k = 0; k < bins; k++) sums[k] += values[n * bins + k];
  return sums.map((sum) => 10 * Math.log10(sum / frames + 1e-20));
}

function clippedShare(samples: Float64Array): number {
  let [least, most] = [0, 0];
  for (const sample of samples) {
    if (sample < least) least = sample;
    if (sample > most) most = sample;
  }
  let flat = 0;
  let run = 0;
  let side = 0;
  for (let i = 0; i <= samples.length; i++) {
    const now = i === samples.length ? 0 : sideOf(samples[i], least, most);
    if (now === side && now !== 0) run++;
    else {
      if (run >= FLAT) flat += run;
      run = now === 0 ? 0 : 1;
      side = now;
    }
  }
  return flat / samples.length;
}

/** 1 at the largest sample, −1 at the least, 0 between. */
function sideOf(sample: number, least: number, most: number): number {
  if (most > 2 * NEAR && sample >= most - NEAR) return 1;
  return least < -2 * NEAR && sample <= least + NEAR ? -1 : 0;
}

function warningsOf(
  { signalToNoise, band, clipped, level, reverberation }: Omit<RecordingQuality, 'warnings'>,
  count: number,
): string[] {
  if (count === 0) return ['The recording has no samples.'];
  if (level === -Infinity) return ['The recording is silent: nothing can be measured.'];
  const warnings: string[] = [];
  if (signalToNoise < NOISY)
    warnings.push(
      `Noise is only ${signalToNoise.toFixed(0)} dB below the voice: pitch, jitter, shimmer and harmonicity suffer under ${NOISY} dB.`,
    );
  if (band.high < NARROW)
    warnings.push(
      `Nothing lies above ${(band.high / 1000).toFixed(1)} kHz, as on a telephone: spectral measures differ from those of full recordings.`,
    );
  if (band.low > 200 && band.high < NARROW)
    warnings.push(
      `Nothing lies below ${band.low.toFixed(0)} Hz, as on a telephone: low voices lose their fundamental.`,
    );
  if (clipped > 0.001)
    warnings.push(`${(100 * clipped).toFixed(1)} % of the samples are clipped: record at a lower level.`);
  if (level < -50) warnings.push(`The level is ${level.toFixed(0)} dBFS: bring the microphone nearer.`);
  if (reverberation > REVERBERANT)
    warnings.push(`Sounds take about ${reverberation.toFixed(1)} s to fade, as in a large or bare room.`);
  return warnings;
}
