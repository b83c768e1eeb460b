import type { VoiceReport } from '../praat/voice-report';
import { decimals } from './words';

/** A row of a voice report as shown. */
export interface VoiceReportRow {
  /** Praat's name of it. */
  readonly measure: string;
  /** With its unit; "–" where there is none. */
  readonly value: string;
}

/** The numbers of a voice report as text, under Praat's names and in its order. */
export function voiceReportRows({
  pitch,
  pulses,
  voicing,
  jitter,
  shimmer,
  harmonicity,
}: VoiceReport): VoiceReportRow[] {
  const share = (part: number, whole: number) => text((100 * part) / whole, 3, '%');
  return [
    ['Median pitch', text(pitch.median, 3, 'Hz')],
    ['Mean pitch', text(pitch.mean, 3, 'Hz')],
    ['Standard deviation', text(pitch.standardDeviation, 3, 'Hz')],
    ['Minimum pitch', text(pitch.minimum, 3, 'Hz')],
    ['Maximum pitch', text(pitch.maximum, 3, 'Hz')],
    ['Number of pulses', String(pulses.count)],
    ['Number of periods', String(pulses.periods)],
    ['Mean period', text(1000 * pulses.meanPeriod, 4, 'ms')],
    ['Standard deviation of period', text(1000 * pulses.periodDeviation, 4, 'ms')],
    [
      'Fraction of locally unvoiced frames',
      `${share(voicing.unvoicedFrames, voicing.frames)} (${voicing.unvoicedFrames} / ${voicing.frames})`,
    ],
    ['Number of voice breaks', String(voicing.breaks)],
    ['Degree of voice breaks', share(voicing.breakSeconds, voicing.duration)],
    ['Jitter (local)', text(100 * jitter.local, 3, '%')],
    ['Jitter (local, absolute)', text(1e6 * jitter.localAbsolute, 3, 'µs')],
    ['Jitter (rap)', text(100 * jitter.rap, 3, '%')],
    ['Jitter (ppq5)', text(100 * jitter.ppq5, 3, '%')],
    ['Jitter (ddp)', text(100 * jitter.ddp, 3, '%')],
    ['Shimmer (local)', text(100 * shimmer.local, 3, '%')],
    ['Shimmer (local, dB)', text(shimmer.localDb, 3, 'dB')],
    ['Shimmer (apq3)', text(100 * shimmer.apq3, 3, '%')],
    ['Shimmer (apq5)', text(100 * shimmer.apq5, 3, '%')],
    ['Shimmer (apq11)', text(100 * shimmer.apq11, 3, '%')],
    ['Shimmer (dda)', text(300 * shimmer.apq3, 3, '%')],
    ['Mean autocorrelation', text(harmonicity.autocorrelation, 6, '')],
    ['Mean noise-to-harmonics ratio', text(harmonicity.noiseToHarmonics, 6, '')],
    ['Mean harmonics-to-noise ratio', text(harmonicity.harmonicsToNoise, 3, 'dB')],
  ].map(([measure, value]) => ({ measure, value }));
}

function text(value: number, digits: number, unit: string): string {
  return Number.isNaN(value) ? '–' : `${decimals(value, digits)}${unit === '' ? '' : ` ${unit}`}`;
}
