import type { SampleReader, Sound } from '../audio/sample-reader';
import { forEachChunk, readerOf } from '../audio/sample-reader';
import type { Contour } from './frames';
import { nearestSample, valueAt } from './frames';
import { pitch } from './pitch';
import { peakFrom } from './pitch-candidates';
import { voicedStretches } from './voicing';

/** A pulse must lie this many periods from the one it is found from. */
const nearest = 0.8;
const farthest = 1.25;
/** Correlation of a pulse's surroundings with those of its neighbour, and its peak over the signal's peak. */
const leastLikeness = 0.3;
const leastPeak = 0.01;
/** The same for the one pulse that may lie outside a voiced stretch. */
const leastLikenessOutside = 0.7;
const leastPeakOutside = 0.023333;

/**
 * Times of the glottal pulses, as Praat's "Sound & Pitch: To PointProcess (cc)".
 *
 * In every voiced stretch the first pulse is the extremum of the period in its middle. From there, to the left and to
 * the right, the next pulse is where the period around it resembles the one around the last pulse most.
 *
 * @param sound samples that are not finite count as silence
 * @param f0 pitch of this sound, Hz; with its standard settings unless given, as in Praat's "To PointProcess (periodic,
 *   cc)"
 * @returns s, rising; none where nothing is voiced
 *
 * Praat manual, "Sound & Pitch: To PointProcess (cc)". Compared with Praat in test/reference/voice.json.
 *
 * @example
 * const times = pulses(sound, pitch(sound, { floor: 60 }));
 */
export function pulses(sound: Sound, f0: Contour = pitch(sound)): Float64Array {
  const reader = readerOf(sound);
  let globalPeak = 0;
  forEachChunk(reader, (samples) => {
    globalPeak = Math.max(globalPeak, peakFrom(0, samples));
  });
  const found: number[] = [];
  let lastOfBefore = -Infinity; // rightmost pulse of the stretches before
  for (const { start, end } of voicedStretches(f0)) {
    const middle = 0.5 * (start + end);
    const hz = valueAt(f0, middle);
    if (Number.isNaN(hz)) continue;
    const first = extremum(reader, middle - 0.5 / hz, middle + 0.5 / hz);
    const ofStretch = [first];
    for (const direction of [-1, 1]) {
      let time = first;
      for (;;) {
        const period = 1 / valueAt(f0, time);
        if (Number.isNaN(period)) break;
        const near = time + direction * nearest * period;
        const far = time + direction * farthest * period;
        mostAlike(reader, time, period, Math.min(near, far), Math.max(near, far), match);
        const next = Number.isNaN(match.likeness) ? time + direction * period : match.time;
        if (!(direction * (next - time) > 0)) break; // a period of hardly more than a sample
        time = next;
        const outside = time < start || time > end;
        const alike = match.likeness > (outside ? leastLikenessOutside : leastLikeness);
        const loud = match.peak > (outside ? leastPeakOutside : leastPeak) * globalPeak;
        // Neighbouring stretches may reach for the same pulse.
        const free = direction > 0 || time - lastOfBefore > nearest * period;
        if (alike && loud && free) ofStretch.push(time);
        if (outside) break;
      }
    }
    ofStretch.sort((a, b) => a - b);
    for (const time of ofStretch) found.push(time);
    lastOfBefore = ofStretch[ofStretch.length - 1];
  }
  return Float64Array.from(found).sort();
}

/** Scratch of mostAlike. */
const match = { time: 0, likeness: 0, peak: 0 };

/**
 * The time between `from` and `to` whose surroundings of `period` seconds correlate most with those of `time`.
 *
 * @param result likeness is the correlation, NaN when it has no maximum; peak the largest absolute
 *   sample there
 */
function mostAlike(
  { sampleRate, length: all, read }: SampleReader,
  time: number,
  period: number,
  from: number,
  to: number,
  result: { time: number; likeness: number; peak: number },
): void {
  const first = nearestSample(time - 0.5 * period, 0.5 / sampleRate, sampleRate);
  const length = nearestSample(time + 0.5 * period, 0.5 / sampleRate, sampleRate) - first + 1;
  const lowest = Math.floor((from - 0.5 * period) * sampleRate - 0.5);
  const highest = Math.ceil((to - 0.5 * period) * sampleRate - 0.5);
  result.likeness = NaN;
  result.peak = 0;
  const offset = Math.max(0, Math.min(all, first, lowest));
  const samples = read(offset, Math.max(offset, Math.min(all, Math.max(first, highest) + length)));
  // Before the first place the correlation counts as 0, so that one falling from there on has its maximum there.
  let before = 0;
  let here = 0;
  let best = -1;
  for (let candidate = lowest; candidate <= highest; candidate++) {
    let product = 0;
    let norm = 0;
    let otherNorm = 0;
    let peak = 0;
    const end = Math.min(length, all - first, all - candidate); // what lies outside the sound is left out
    for (let i = Math.max(0, -first, -candidate); i < end; i++) {
      const x = samples[first + i - offset];
      const y = samples[candidate + i - offset];
      norm += x * x;
      product += x * y;
      otherNorm += y * y;
      peak = Math.max(peak, Math.abs(y));
    }
    const r = product === 0 ? 0 : product / Math.sqrt(norm * otherNorm);
    if (here > best && here >= before && here >= r) {
      best = here;
      const bend = 2 * here - before - r;
      const slope = 0.5 * (r - before);
      const shift = bend === 0 ? 0 : slope / bend;
      result.likeness = here + (bend === 0 ? 0 : (0.5 * slope * slope) / bend);
      result.time = time + (candidate - 1 + shift - first) / sampleRate;
      result.peak = peak; // of the stretch one sample on, as measured in Praat
    }
    before = here;
    here = r;
  }
}

/**
 * Time of the sample with the greatest absolute value between two times and one sample beyond; a parabola refines it,
 * unless it is the first or last of them.
 */
function extremum({ sampleRate, length, read }: SampleReader, from: number, to: number): number {
  const first = Math.max(0, Math.floor(from * sampleRate - 0.5));
  const last = Math.min(length - 1, Math.ceil(to * sampleRate - 0.5));
  const samples = read(first, Math.max(first, last + 1));
  let highest = 0;
  let lowest = 0;
  for (let i = 1; i < samples.length; i++) {
    if (samples[i] > samples[highest]) highest = i;
    if (samples[i] < samples[lowest]) lowest = i;
  }
  const place = samples[highest] >= -samples[lowest] ? highest : lowest;
  let shift = 0;
  if (place > 0 && place < samples.length - 1) {
    const before = samples[place - 1];
    const after = samples[place + 1];
    const bend = 2 * samples[place] - before - after;
    if (bend !== 0) shift = (0.5 * (after - before)) / bend;
  }
  return (first + place + shift + 0.5) / sampleRate;
}
