import { readerOf, soundDuration, type Sound } from '../audio/sample-reader';
import { max, mean, median, min, standardDeviation } from '../stats/summary';
import { jitter, type Jitter } from './jitter';
import { periods } from './periods';
import { standardWindow } from './pitch';
import { autocorrelationSearch } from './pitch-ac';
import { locallyUnvoiced, speechCosts, trackPitch } from './pitch-path';
import { checkedRange, standardRange, type PitchRange } from './pitch-range';
import { pulses } from './pulses';
import { shimmer, type Shimmer } from './shimmer';
import { voiceBreaks } from './voicing';

/** The numbers of Praat's voice report. */
export interface VoiceReport {
  /** Hz, over voiced frames. */
  readonly pitch: {
    readonly median: number;
    readonly mean: number;
    readonly standardDeviation: number;
    readonly minimum: number;
    readonly maximum: number;
  };
  readonly pulses: {
    readonly count: number;
    readonly periods: number;
    /** s */
    readonly meanPeriod: number;
    /** s */
    readonly periodDeviation: number;
  };
  readonly voicing: {
    readonly frames: number;
    readonly unvoicedFrames: number;
    readonly breaks: number;
    /** Total length of the breaks, s. */
    readonly breakSeconds: number;
    /** Length of the recording, s. */
    readonly duration: number;
  };
  readonly jitter: Jitter;
  readonly shimmer: Shimmer;
  /** Means over voiced frames. */
  readonly harmonicity: {
    readonly autocorrelation: number;
    readonly noiseToHarmonics: number;
    /** dB */
    readonly harmonicsToNoise: number;
  };
}

/**
 * Pitch, pulses, voicing, jitter, shimmer and harmonicity of a voice, as Praat's voice report with its standard settings.
 *
 * @param sound any length; samples that are not finite count as silence
 * @param range pitch floor and ceiling, 75 and 600 Hz unless given
 * @returns NaN for measures without a voiced frame or period
 * @throws RangeError as `checkedRange`
 *
 * Praat manual, "Voice" and "Voice 1. Voice breaks". Compared with Praat in test/reference/voice-report.json.
 *
 * @example
 * const { jitter, harmonicity } = voiceReport(sound);
 */
export function voiceReport(sound: Sound, range: Partial<PitchRange> = {}): VoiceReport {
  const { floor, ceiling } = checkedRange({ ...standardRange, ...range });
  const reader = readerOf(sound);
  const settings = { ...speechCosts, timeStep: 0.75 / floor, floor, ceiling };
  let unvoicedFrames = 0;
  const track = trackPitch(
    autocorrelationSearch(reader, standardWindow, settings),
    speechCosts,
    (stretch) => {
      unvoicedFrames += locallyUnvoiced(stretch, speechCosts);
    },
  );
  const glottal = pulses(reader, track);
  const lengths = periods(glottal);
  const breaks = voiceBreaks(glottal, floor);
  const strength = track.strength.filter((value) => !Number.isNaN(value)).map(within);
  return {
    pitch: {
      median: median(track.values),
      mean: mean(track.values),
      standardDeviation: standardDeviation(track.values, 'n-1'),
      minimum: min(track.values),
      maximum: max(track.values),
    },
    pulses: {
      count: glottal.length,
      periods: lengths.length,
      meanPeriod: mean(lengths),
      periodDeviation: standardDeviation(lengths, 'n-1'),
    },
    voicing: {
      frames: track.values.length,
      unvoicedFrames,
      breaks: breaks.count,
      breakSeconds: breaks.seconds,
      duration: soundDuration(reader),
    },
    jitter: jitter(glottal),
    shimmer: shimmer(reader, glottal),
    harmonicity: {
      autocorrelation: mean(strength),
      noiseToHarmonics: mean(strength.map((r) => (1 - r) / r)),
      harmonicsToNoise: mean(strength.map((r) => 10 * Math.log10(r / (1 - r)))),
    },
  };
}

/** Limits a correlation to values with a finite harmonics-to-noise ratio, as Praat does. */
function within(r: number): number {
  return Math.min(1 - 1e-15, Math.max(1e-15, r));
}
