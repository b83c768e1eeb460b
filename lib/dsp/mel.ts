/*
 * Mel scale of Slaney's Auditory Toolbox, librosa's default: linear below 1000 Hz, logarithmic above.
 * M. Slaney (1998), Auditory Toolbox, Interval Research Technical Report 1998-010.
 */
const hzPerMel = 200 / 3;
const breakHz = 1000;
const breakMel = breakHz / hzPerMel;
const logStep = Math.log(6.4) / 27;

/** Mel (Slaney) of a frequency of at least 0 Hz. */
export function hzToMel(hz: number): number {
  return hz < breakHz ? hz / hzPerMel : breakMel + Math.log(hz / breakHz) / logStep;
}

/** Frequency in Hz of a mel (Slaney). */
export function melToHz(mel: number): number {
  return mel < breakMel ? mel * hzPerMel : breakHz * Math.exp(logStep * (mel - breakMel));
}

/** Triangular filters at equal steps in mel, each from its first weight above 0 to its last. */
export interface MelBank {
  readonly bands: number;
  /** First bin of each band. */
  readonly first: Int32Array;
  /** Weights of each band from its first bin on; the area of a triangle over Hz is 1. */
  readonly weights: readonly Float64Array[];
}

/**
 * Mel filter bank over the bins 0 … fftSize / 2 of a spectrum.
 *
 * The edges of the triangles lie at equal steps in mel from `low` to `high`; each triangle reaches from the peak of its
 * left neighbour to the peak of its right one. A triangle narrower than a bin may lie between two bins and have no weights.
 *
 * @param bands at least 1
 * @param fftSize samples
 * @param sampleRate Hz
 * @param low Hz, at least 0
 * @param high Hz, above `low`, at most half the sample rate
 * @throws RangeError for other values
 *
 * Equal to librosa.filters.mel(htk=False, norm='slaney').
 */
export function melBank(
  bands: number,
  fftSize: number,
  sampleRate: number,
  low: number,
  high: number,
): MelBank {
  if (!(Number.isInteger(bands) && bands >= 1)) {
    throw new RangeError(`mel bank with ${bands} bands; give a whole number of at least 1`);
  }
  if (!(low >= 0 && low < high && high <= sampleRate / 2)) {
    throw new RangeError(
      `mel bank from ${low} to ${high} Hz; give 0 <= low < high <= ${sampleRate / 2} Hz, half the sample rate`,
    );
  }
  const step = (hzToMel(high) - hzToMel(low)) / (bands + 1);
  const edges = Float64Array.from({ length: bands + 2 }, (_, i) => melToHz(hzToMel(low) + i * step));
  const first = new Int32Array(bands);
  const weights = Array.from({ length: bands }, (_, band) => {
    const [left, peak, right] = edges.subarray(band, band + 3);
    first[band] = Math.floor((left * fftSize) / sampleRate) + 1;
    const end = Math.min(fftSize / 2, Math.ceil((right * fftSize) / sampleRate) - 1) + 1; // first bin after the band
    return Float64Array.from({ length: Math.max(0, end - first[band]) }, (_, i) => {
      const hz = ((first[band] + i) * sampleRate) / fftSize;
      const height = Math.min((hz - left) / (peak - left), (right - hz) / (right - peak));
      return (Math.max(0, height) * 2) / (right - left);
    });
  });
  return { bands, first, weights };
}

/**
 * Rows 0 … count − 1 of the matrix of the orthonormal cosine transform (DCT-II) of `length` numbers.
 *
 * K. R. Rao & P. Yip (1990), Discrete Cosine Transform, section 2.2; scipy.fft.dct(norm='ortho').
 */
export function cosineRows(count: number, length: number): Float64Array[] {
  return Array.from({ length: count }, (_, k) => {
    const scale = Math.sqrt((k === 0 ? 1 : 2) / length);
    return Float64Array.from({ length }, (_, i) => scale * Math.cos((Math.PI * k * (i + 0.5)) / length));
  });
}
