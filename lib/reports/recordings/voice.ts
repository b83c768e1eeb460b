import type { Signal } from '../../audio/signal';
import { voiceReport as measureVoice, type VoiceReport } from '../../praat/voice-report';
import type { PitchRange } from '../../praat/pitch-range';
import { voiceReportRows } from '../../plots/voice-report';
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
  const shown = table(voiceReportRows(measured), { caption: 'Voice report', limit: 40 });
  return { ...measured, ...reportOf([shown], { ...measured }) };
}
