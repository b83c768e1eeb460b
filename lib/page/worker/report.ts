import type { SampleReader } from '../../audio/sample-reader';
import { intensity } from '../../praat/intensity';
import { voiceReport } from '../../praat/voice-report';
import { mean } from '../../stats/summary';
import type { StretchReport } from '../calls';

/** Mean intensity and voice report of a stretch, with Praat's standard settings. */
export function stretchReport(sound: SampleReader): StretchReport {
  return { voice: voiceReport(sound), level: mean(intensity(sound).values) };
}
