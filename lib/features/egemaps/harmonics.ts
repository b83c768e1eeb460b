/** Number of harmonics. */
const harmonics = 100;
/** A formant's amplitude is that of the strongest harmonic within this share of its frequency. */
const reach = 0.2;

/** Differences of the levels of harmonics of one frame, dB; NaN where a harmonic is missing. */
export interface HarmonicLevels {
  readonly h1h2: number;
  readonly h1a3: number;
  /** Formants 1 to 3 relative to the fundamental. */
  readonly formants: readonly [number, number, number];
}

/**
 * Levels of harmonics and formants.
 *
 * A harmonic is the local maximum uphill from k · f0, refined by a parabola through its neighbours. Found by experiment
 * with harmonics of known amplitudes (0.001 dB in steady tones): openSMILE's H1 and H2 are the second and the third
 * harmonic; a formant's level is that of the strongest harmonic within 20 % of its frequency over the unrefined local
 * maximum at the fundamental; H1-A3 uses refined amplitudes.
 *
 * @param amplitude amplitudes of bins 0 … size / 2
 * @param f0 Hz
 * @param formants three frequencies, Hz, NaN where missing
 */
export function harmonicLevels(
  amplitude: Float64Array,
  hzPerBin: number,
  f0: number,
  formants: Float64Array,
): HarmonicLevels {
  const fundamental = amplitude[peakNear(amplitude, f0 / hzPerBin)];
  const second = refined(amplitude, (2 * f0) / hzPerBin);
  const third = refined(amplitude, (3 * f0) / hzPerBin);
  const a1 = strongestNear(formants[0], amplitude, hzPerBin, f0);
  const a2 = strongestNear(formants[1], amplitude, hzPerBin, f0);
  const a3 = strongestNear(formants[2], amplitude, hzPerBin, f0);
  return {
    h1h2: ratio(second, third),
    h1a3: ratio(second, a3),
    formants: [ratio(a1, fundamental), ratio(a2, fundamental), ratio(a3, fundamental)],
  };
}

/** Amplitude of the strongest harmonic near a formant; 0 where that is the fundamental itself. */
function strongestNear(hz: number, amplitude: Float64Array, hzPerBin: number, f0: number): number {
  let strongest = 0;
  let harmonic = 0;
  const last = Math.min(harmonics, Math.floor(((1 + reach) * hz) / f0));
  for (let k = Math.max(1, Math.ceil(((1 - reach) * hz) / f0)); k <= last; k++) {
    const height = refined(amplitude, (k * f0) / hzPerBin);
    if (height <= strongest) continue;
    strongest = height;
    harmonic = k;
  }
  return harmonic === 1 ? 0 : strongest;
}

/** Ratio of two amplitudes, dB, at least −201 as in openSMILE; NaN unless both are above 0. */
function ratio(a: number, b: number): number {
  return a > 0 && b > 0 ? Math.max(-201, 20 * Math.log10(a / b)) : NaN;
}

/** The local maximum uphill from the bin nearest to `position`; 0 beyond the spectrum. */
function peakNear(amplitude: Float64Array, position: number): number {
  let peak = Math.round(position);
  if (peak < 1 || peak + 1 >= amplitude.length) return 0;
  while (peak + 2 < amplitude.length && amplitude[peak + 1] > amplitude[peak]) peak++;
  while (peak > 1 && amplitude[peak - 1] > amplitude[peak]) peak--;
  return peak;
}

/** Amplitude of the peak near `position` (in bins), refined by a parabola; 0 beyond the spectrum. */
function refined(amplitude: Float64Array, position: number): number {
  const peak = peakNear(amplitude, position);
  if (peak < 1 || peak + 1 >= amplitude.length) return 0;
  const a = amplitude[peak - 1];
  const b = amplitude[peak];
  const c = amplitude[peak + 1];
  const curvature = a - 2 * b + c;
  if (!(curvature < 0) || b < a || b < c) return b;
  const offset = (0.5 * (a - c)) / curvature;
  return b - 0.25 * (a - c) * offset;
}
