import type { Signal } from '../../audio/signal';
import type { RealFft } from '../../dsp/fft';
import { nextPowerOfTwo, realFft } from '../../dsp/fft';
import { hannWindow } from '../../dsp/window';
import type { FrameGrid } from '../../praat/frames';
import { finiteSamples } from '../../audio/sample-reader';

export interface SpectralFrameOptions {
  /** Length of a frame, s. */
  readonly windowLength?: number;
  /** Time between frames, s. */
  readonly timeStep?: number;
}

/** A signal and its frames. Spectra are computed one at a time, so that long signals need little memory. */
export interface SpectralFrames extends FrameGrid {
  readonly samples: Float64Array;
  /** Hz */
  readonly sampleRate: number;
  /** Samples from frame to frame; frame n begins at sample n · hop. */
  readonly hop: number;
  /** Weights, as long as a frame. */
  readonly window: Float64Array;
  /** The transform of a frame, with zeros after it. */
  readonly fft: RealFft;
  /** Scratch for a frame and its spectrum. */
  readonly padded: Float64Array;
  readonly spectrum: Float64Array;
}

/**
 * Frames for short-time spectra.
 *
 * Frame n begins at sample n · hop; windowLength and timeStep are rounded to whole samples, as `start` and `step` show. The
 * window is a periodic Hann window; the transform has the next power of two and is not scaled (a full-scale sine reaches
 * 20 log₁₀(length / 4) dB). For a length that is a power of two this is librosa.stft(n_fft=length, hop_length=hop,
 * center=False); for others it has the amplitudes of librosa's with n_fft = fft.size and win_length = length.
 *
 * @param signal any length; samples that are not finite count as silence
 * @param options window 32 ms, step 10 ms unless given
 * @returns the frames that lie wholly within the signal
 * @throws RangeError when the window is shorter than 4 samples or the step than 1
 */
export function spectralFrames(signal: Signal, options: SpectralFrameOptions = {}): SpectralFrames {
  const { windowLength = 0.032, timeStep = 0.01 } = options;
  const { sampleRate } = signal;
  const length = Math.round(windowLength * sampleRate);
  const hop = Math.round(timeStep * sampleRate);
  if (!(length >= 4 && hop >= 1)) {
    throw new RangeError(
      `spectral frames of ${windowLength} s every ${timeStep} s are ${length} and ${hop} samples at ${sampleRate} Hz; ` +
        'give at least 4 and 1 samples',
    );
  }
  const samples = finiteSamples(signal.samples);
  const count = samples.length < length ? 0 : Math.floor((samples.length - length) / hop) + 1;

  const window = new Float64Array(length);
  window.set(hannWindow(length - 1), 1); // periodic: the first sample is 0, and so is the one after the last
  const fft = realFft(nextPowerOfTwo(length));
  return {
    start: (0.5 * length) / sampleRate,
    step: hop / sampleRate,
    count,
    samples,
    sampleRate,
    hop,
    window,
    fft,
    padded: new Float64Array(fft.size),
    spectrum: new Float64Array(fft.size + 2),
  };
}

/** Samples of frame `n` without the window; a view of the signal. */
export function frameSamples({ samples, hop, window }: SpectralFrames, n: number): Float64Array {
  return samples.subarray(n * hop, n * hop + window.length);
}

/**
 * Writes the power spectrum of windowed frame `n`.
 *
 * @param power result: fft.size / 2 + 1 values, at k · sampleRate / fft.size Hz
 */
export function framePower(frames: SpectralFrames, n: number, power: Float64Array): void {
  const { samples, hop, window, fft, padded, spectrum } = frames;
  const first = n * hop;
  for (let i = 0; i < window.length; i++) padded[i] = samples[first + i] * window[i];
  fft.forward(padded, spectrum);
  for (let k = 0; k < power.length; k++) {
    const re = spectrum[2 * k];
    const im = spectrum[2 * k + 1];
    power[k] = re * re + im * im;
  }
}
