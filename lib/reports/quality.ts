import type { RecordingQuality } from '../audio/quality';

/** Columns of a table of qualities. */
export function qualityColumns({
  signalToNoise,
  band,
  clipped,
  level,
  reverberation,
}: RecordingQuality): Readonly<Record<string, number>> {
  return {
    'signal to noise (dB)': signalToNoise,
    'from (Hz)': band.low,
    'to (Hz)': band.high,
    'clipped (%)': 100 * clipped,
    'level (dBFS)': level,
    'reverberation (s)': reverberation,
  };
}

/** Their decimals. */
export const qualityDigits: Readonly<Record<string, number>> = {
  'signal to noise (dB)': 0,
  'from (Hz)': 0,
  'to (Hz)': 0,
  'clipped (%)': 2,
  'level (dBFS)': 0,
  'reverberation (s)': 2,
};

/** As results files hold a quality. */
export function storedQuality({ band, ...rest }: RecordingQuality): object {
  const { signalToNoise, clipped, level, reverberation, warnings } = rest;
  return { signalToNoise, low: band.low, high: band.high, clipped, level, reverberation, warnings };
}
