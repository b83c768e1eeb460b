import type { Sound } from '../audio/sample-reader';
import { readerOf, soundDuration } from '../audio/sample-reader';
import type { Contour } from './frames';
import { intensity } from './intensity';
import type { Stretch } from './voicing';

/** What counts as speech: de Jong & Wempe's settings. */
const soundingThreshold = -25; // dB from the loudest, the loudest hundredth left out
const shortestPause = 0.3; // s
const shortestSounding = 0.1; // s

/** Intensity given to digital silence, dB, as in Praat. */
const silence = -300;

/** Where somebody speaks. */
export interface Speech {
  /** Stretches louder than `threshold`, rising; only gaps of at least 0.3 s part them. None of a silent recording. */
  readonly sounding: readonly Stretch[];
  /** dB */
  readonly threshold: number;
  /** The intensity they are read from: dB, digital silence −300. Its windows are 128 ms long. */
  readonly contour: Contour;
}

/**
 * Sounding stretches of a recording: intensity above its .99 quantile less 25 dB for at least 0.1 s, joined across gaps
 * shorter than 0.3 s. The rules are those of Praat's "To TextGrid (silences)", the settings those of de Jong & Wempe's
 * script as published in 2010.
 *
 * @param sound any length; samples that are not finite count as silence
 *
 * N. H. de Jong & T. Wempe (2009), "Praat script to detect syllable nuclei and measure speech rate automatically",
 * Behavior Research Methods 41: 385-390. Compared with Praat in test/reference/voice.json.
 */
export function speech(sound: Sound): Speech {
  const measured = intensity(sound, { floor: 50 });
  const values = withoutGaps(measured.values);
  const contour = { values, start: measured.start, step: measured.step };
  const sorted = values.slice().sort();
  const loudest = sorted.length > 0 ? sorted[sorted.length - 1] : silence;
  if (loudest <= silence) return { sounding: [], threshold: NaN, contour };
  const threshold = Math.max(praatQuantile(sorted, 0.99) + soundingThreshold, sorted[0]);
  return {
    sounding: soundingStretches(contour, threshold, soundDuration(readerOf(sound))),
    threshold,
    contour,
  };
}

/** Digital silence, NaN, has a level too. */
function withoutGaps(decibels: Float64Array): Float64Array {
  const result = decibels.slice();
  for (let n = 0; n < result.length; n++) if (Number.isNaN(result[n])) result[n] = silence;
  return result;
}

/** Lengths of the pauses between sounding stretches, s; silence before the first and after the last is none. */
export function pauses({ sounding }: Speech): Float64Array {
  return Float64Array.from(sounding.slice(1), (stretch, i) => stretch.start - sounding[i].end);
}

/** Total length of stretches, s. */
export function totalLength(stretches: readonly Stretch[]): number {
  return stretches.reduce((sum, { start, end }) => sum + end - start, 0);
}

function soundingStretches({ values, start, step }: Contour, threshold: number, seconds: number): Stretch[] {
  const loud: Stretch[] = [];
  for (let n = 0; n < values.length; n++) {
    if (values[n] < threshold) continue;
    const first = n;
    while (n + 1 < values.length && values[n + 1] >= threshold) n++;
    // A stretch lasts to the first frame that is not of its kind; the outermost ones reach to the recording's ends.
    loud.push({
      start: first === 0 ? 0 : start + first * step,
      end: n + 1 === values.length ? seconds : start + (n + 1) * step,
    });
  }
  const lasting = loud.filter((stretch) => stretch.end - stretch.start >= shortestSounding);
  const joined: Stretch[] = [];
  let from = 0;
  lasting.forEach((stretch, i) => {
    // A short gap is no pause, at the recording's ends neither.
    const gap = stretch.start - (i === 0 ? 0 : lasting[i - 1].end);
    if (i === 0) from = gap < shortestPause ? 0 : stretch.start;
    else if (gap >= shortestPause) {
      joined.push({ start: from, end: lasting[i - 1].end });
      from = stretch.start;
    }
    if (i === lasting.length - 1) {
      joined.push({ start: from, end: seconds - stretch.end < shortestPause ? seconds : stretch.end });
    }
  });
  return joined;
}

/** Quantile on the straight line between order statistics that stand for (i + ½) / n, Praat's "Get quantile". */
function praatQuantile(sorted: Float64Array, p: number): number {
  const place = Math.max(0, Math.min(sorted.length - 1, sorted.length * p - 0.5));
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
}
