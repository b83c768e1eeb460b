import type { Signal } from '../../audio/signal';
import { voiceReport as measureVoice, type VoiceReport } from '../../praat/voice-report';
import type { PitchRange } from '../../praat/pitch-range';
import { decimals } from '../../plots/words';
import { reportOf, type Report } from '../../notebook/report';
import { table } from '../../notebook/tables';

/** The numbers of Praat's voice report, to be read by name or shown. */
export interface ShownVoiceReport extends VoiceReport, Report {}

/**
 * Praat's voice report: pitch, pulses, voicing, jitter, shimmer and harmonicity, under Praat's names when it is shown.
 *
 * @param sound any length; samples that are not finite count as silence
 * @param range where pitch is looked for, 75 to 600 Hz unless given
 * @returns NaN, shown as "–", for what has no voiced frame or no period to be taken over
 * @throws RangeError when the range holds no pitch
 *
 * Praat manual, "Voice".
 *
 * @example
 * const voice = voiceReport(sound);
 * show(voice);
 * voice.jitter.local;
 */
export function voiceReport(sound: Signal, range: Partial<PitchRange> = {}): ShownVoiceReport {
  const measured = measureVoice(sound, range);
  const shown = table(rowsOf(measured), { caption: 'Voice report', limit: 40 });
  return { ...measured, ...reportOf([shown], { ...measured }) };
}

function rowsOf({ pitch, pulses, voicing, jitter, shimmer, harmonicity }: VoiceReport): object[] {
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
