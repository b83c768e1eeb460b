import { readerOf, soundDuration, type Sound } from '../audio/sample-reader';
import type { Contour } from '../praat/frames';
import { intensity } from '../praat/intensity';
import { standardWindow } from '../praat/pitch';
import { autocorrelationSearch } from '../praat/pitch-ac';
import { minVoicedIntensity, speechCosts, trackPitch } from '../praat/pitch-path';
import { standardRange } from '../praat/pitch-range';
import { runs } from '../praat/runs';
import { voicedStretches, type Stretch } from '../praat/voicing';
import { quantileOfSorted } from '../stats/summary';
import { joinedStretches, secondsWithin } from './stretches';

/** Time between two values of level and voicing, s. */
const step = 0.01;
/** Noise is the level that this share of the frames does not reach; speech, the one that this share reaches. */
const noiseShare = 0.1;
const speechShare = 0.05;
/** A frame is loud from this share of the way from noise to speech, at least `leastRise` and at most `mostFall` away from either, dB. */
const way = 0.2;
const leastRise = 4;
const mostFall = 35;
/** Least voicing in a stretch of speech, s. */
const leastVoiced = 0.04;
/** Speech reaches this far beyond its loud frames, s: the windows' slopes. */
const reach = 0.01;
/** Gaps shorter than this belong to the speech around them, as in `speech`; stretches shorter than this are none, s. */
export const shortestPause = 0.3;
export const shortestSpeech = 0.1;

/** Praat's standard settings, but for its threshold of silence, 3 % of the loudest peak: who speaks far from the microphone has a voice too. */
const costs = { ...speechCosts, silenceThreshold: 0.001 };
const search = { ...costs, ...standardRange, timeStep: step, minIntensity: minVoicedIntensity(costs, step) };

/** Where somebody speaks in a sound. */
export interface Activity {
  /** Stretches of speech in order of time, at least 0.3 s apart. */
  readonly speech: readonly Stretch[];
  /** Level, dB, every 10 ms in windows of 64 ms. */
  readonly level: Contour;
  /** Level of the background, dB; NaN in digital silence. */
  readonly noise: number;
}

/** Praat's intensity, dB, every 10 ms in windows of 64 ms. */
export function speechLevel(sound: Sound): Contour {
  return intensity(sound, { floor: 100, timeStep: step });
}

/**
 * Where somebody speaks, by level and voicing: stretches of Praat's intensity that rise out of the background, hold at least
 * 40 ms of voice (Praat's pitch) and last 0.1 s, joined across gaps shorter than 0.3 s.
 *
 * The background is the level that a tenth of the frames does not reach, speech that of the loudest twentieth; a frame
 * is loud from 20 % of the way between the two. So noise is measured in the recording's pauses, and a recording without pauses counts
 * as speech wherever its level is within 35 dB of its loudest parts.
 *
 * @param sound any length, also an hour's reader; samples that are not finite count as silence
 * @param level its `speechLevel`, where that is known
 * @returns no speech in silence, in steady noise, and in a sound shorter than 64 ms
 */
export function speechActivity(sound: Sound, level: Contour = speechLevel(sound)): Activity {
  const heard = level.values.filter((value) => !Number.isNaN(value)).sort();
  if (heard.length === 0) return { speech: [], level, noise: NaN };
  const [noise, top] = [noiseShare, 1 - speechShare].map((share) => quantileOfSorted(heard, share));
  const threshold = Math.max(
    top - mostFall,
    Math.min(noise + Math.max(leastRise, way * (top - noise)), top - leastRise),
  );
  const voiced = voicedStretches(trackPitch(autocorrelationSearch(sound, standardWindow, search), costs));
  const end = soundDuration(readerOf(sound));
  const loud = runs(level.values.length, (n) => level.values[n] >= threshold)
    .map(([first, after]) => ({
      start: Math.max(0, level.start + (first - 0.5) * step - reach),
      end: Math.min(end, level.start + (after - 0.5) * step + reach),
    }))
    .filter((stretch) => secondsWithin(stretch, voiced) >= leastVoiced);
  const speech = joinedStretches(loud, shortestPause).filter((one) => one.end - one.start >= shortestSpeech);
  return { speech, level, noise };
}
