import type { Sound } from '../audio/sample-reader';
import { readerOf, soundDuration } from '../audio/sample-reader';
import type { Contour } from './frames';
import { intensity } from './intensity';
import { runs } from './runs';
import type { Stretch } from './voicing';

/** Settings of "To TextGrid (silences)", from de Jong & Wempe's script. */
const silenceThreshold = -25; // dB relative to the .99 quantile of intensity
const minSilentInterval = 0.3; // s
const minSoundingInterval = 0.1; // s

/** Praat's intensity of digital silence, dB. */
const digitalSilence = -300;

/** Sounding stretches of a recording. */
export interface Speech {
  /** In order of time, at least 0.3 s apart. None in a silent recording. */
  readonly sounding: readonly Stretch[];
  /** Least intensity of a sounding stretch, dB. */
  readonly threshold: number;
  /** Intensity, dB, in windows of 128 ms; −300 in digital silence. */
  readonly contour: Contour;
}

/**
 * Sounding stretches of a recording: intensity of at least its .99 quantile less 25 dB for at least 0.1 s, joined across
 * gaps shorter than 0.3 s. The algorithm is Praat's "To TextGrid (silences)", the settings are those of de Jong & Wempe's
 * script as published in 2010.
 *
 * @param sound any length; samples that are not finite count as silence
 *
 * N. H. de Jong & T. Wempe (2009), "Praat script to detect syllable nuclei and measure speech rate automatically",
 * Behavior Research Methods 41: 385-390. Compared with Praat in test/reference/voice.json.
 */
export function speech(sound: Sound): Speech {
  const measured = intensity(sound, { floor: 50 });
  const values = withoutMissing(measured.values);
  const contour = { values, start: measured.start, step: measured.step };
  const sorted = values.slice().sort();
  const loudest = sorted.length > 0 ? sorted[sorted.length - 1] : digitalSilence;
  if (loudest <= digitalSilence) return { sounding: [], threshold: NaN, contour };
  const threshold = Math.max(praatQuantile(sorted, 0.99) + silenceThreshold, sorted[0]);
  return {
    sounding: soundingStretches(contour, threshold, soundDuration(readerOf(sound))),
    threshold,
    contour,
  };
}

function withoutMissing(decibels: Float64Array): Float64Array {
  const result = decibels.slice();
  for (let n = 0; n < result.length; n++) if (Number.isNaN(result[n])) result[n] = digitalSilence;
  return result;
}

/** Lengths of the pauses between sounding stretches, s. Silence before the first and after the last one is no pause. */
export function pauses({ sounding }: Speech): Float64Array {
  return Float64Array.from(sounding.slice(1), (stretch, i) => stretch.start - sounding[i].end);
}

/** Total length of stretches, s. */
export function totalLength(stretches: readonly Stretch[]): number {
  return stretches.reduce((sum, { start, end }) => sum + end - start, 0);
}

function soundingStretches({ values, start, step }: Contour, threshold: number, seconds: number): Stretch[] {
  // A stretch lasts to the next frame below the threshold; the outermost ones reach to the ends of the recording.
  const loud = runs(values.length, (n) => values[n] >= threshold).map(([first, after]) => ({
    start: first === 0 ? 0 : start + first * step,
    end: after === values.length ? seconds : start + after * step,
  }));
  const lasting = loud.filter((stretch) => stretch.end - stretch.start >= minSoundingInterval);
  const joined: Stretch[] = [];
  let from = 0;
  lasting.forEach((stretch, i) => {
    // A gap shorter than the minimum is no pause, also at the ends of the recording.
    const gap = stretch.start - (i === 0 ? 0 : lasting[i - 1].end);
    if (i === 0) from = gap < minSilentInterval ? 0 : stretch.start;
    else if (gap >= minSilentInterval) {
      joined.push({ start: from, end: lasting[i - 1].end });
      from = stretch.start;
    }
    if (i === lasting.length - 1) {
      joined.push({ start: from, end: seconds - stretch.end < minSilentInterval ? seconds : stretch.end });
    }
  });
  return joined;
}

/** Quantile as Praat's "Get quantile": linear between order statistics at (i + ½) / n. */
function praatQuantile(sorted: Float64Array, p: number): number {
  const place = Math.max(0, Math.min(sorted.length - 1, sorted.length * p - 0.5));
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
}
