/** Highest harmonic looked at. */
const harmonics = 100;
/** Formants take the strongest harmonic from this below to this above them, as a share of their frequency. */
const reach = 0.2;

/** How strong the harmonics of one frame are, in dB. */
export interface HarmonicLevels {
  readonly h1h2: number;
  readonly h1a3: number;
  /** At formants 1 to 3, over the amplitude at the fundamental; NaN where no harmonic is near. */
  readonly formants: readonly [number, number, number];
}

/**
 * Levels of harmonics and formants.
 *
 * A harmonic is the bin reached by climbing from k · f0, refined by a parabola through its neighbours. Found by experiment
 * with harmonics of set amplitudes (0.001 dB in steady tones): what openSMILE prints as H1 and H2 are the second and the third
 * harmonic; a formant's amplitude is the strongest harmonic within 20 % of its frequency, over the bin nearest to the
 * fundamental, not refined; H1-A3 uses the refined ones of both.
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

/** Amplitude of the strongest harmonic near a formant; 0 where that is the fundamental, which over itself says nothing. */
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

/** Ratio of two amplitudes in dB, at least −201, as openSMILE prints where there is nothing; NaN unless both are there. */
function ratio(a: number, b: number): number {
  return a > 0 && b > 0 ? Math.max(-201, 20 * Math.log10(a / b)) : NaN;
}

/** The bin reached by climbing from the one nearest to `position`; 0 beyond the spectrum. */
function peakNear(amplitude: Float64Array, position: number): number {
  let peak = Math.round(position);
  if (peak < 1 || peak + 1 >= amplitude.length) return 0;
  while (peak + 2 < amplitude.length && amplitude[peak + 1] > amplitude[peak]) peak++;
  while (peak > 1 && amplitude[peak - 1] > amplitude[peak]) peak--;
  return peak;
}

/** Amplitude at the top of the peak near `position` (in bins); 0 beyond the spectrum. */
function refined(amplitude: Float64Array, position: number): number {
  const peak = peakNear(amplitude, position);
  if (peak < 1 || peak + 1 >= amplitude.length) return 0;
  const a = amplitude[peak - 1];
  const b = amplitude[peak];
  const c = amplitude[peak + 1];
  const bend = a - 2 * b + c;
  if (!(bend < 0) || b < a || b < c) return b;
  const offset = (0.5 * (a - c)) / bend;
  return b - 0.25 * (a - c) * offset;
}
