import type { SampleReader, Sound } from '../audio/sample-reader';
import { forEachChunk, readerOf } from '../audio/sample-reader';
import type { Contour } from './frames';
import { nearestSample, valueAt } from './frames';
import { pitch } from './pitch';
import { absolutePeak } from './pitch-candidates';
import { voicedStretches } from './voicing';

/** Distance from one pulse to the next, in periods. */
const minPeriods = 0.8;
const maxPeriods = 1.25;
/** Least correlation of the periods around consecutive pulses, and least peak relative to the global peak. */
const minCorrelation = 0.3;
const minPeak = 0.01;
/** The same for the one pulse that may lie outside a voiced stretch. */
const minCorrelationOutside = 0.7;
const minPeakOutside = 0.023333;

/**
 * Times of the glottal pulses, as Praat's "Sound & Pitch: To PointProcess (cc)".
 *
 * The first pulse of a voiced stretch is the extremum of the period in its middle. From there to the left and to the
 * right, the next pulse is where the surrounding period correlates most with that of the pulse before.
 *
 * @param sound samples that are not finite count as silence
 * @param f0 pitch of this sound, Hz; `pitch` with standard settings unless given, as in Praat's "To PointProcess
 *   (periodic, cc)"
 * @returns s, ascending; none where nothing is voiced
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
    globalPeak = Math.max(globalPeak, absolutePeak(samples, 0));
  });
  const found: number[] = [];
  let lastPulse = -Infinity; // of the voiced stretches before
  for (const { start, end } of voicedStretches(f0)) {
    const middle = 0.5 * (start + end);
    const hz = valueAt(f0, middle);
    if (Number.isNaN(hz)) continue;
    const first = extremum(reader, middle - 0.5 / hz, middle + 0.5 / hz);
    const stretch = [first];
    for (const direction of [-1, 1]) {
      let time = first;
      for (;;) {
        const period = 1 / valueAt(f0, time);
        if (Number.isNaN(period)) break;
        const near = time + direction * minPeriods * period;
        const far = time + direction * maxPeriods * period;
        findMatch(reader, time, period, Math.min(near, far), Math.max(near, far), match);
        const next = Number.isNaN(match.correlation) ? time + direction * period : match.time;
        if (!(direction * (next - time) > 0)) break; // the period is hardly longer than a sample
        time = next;
        const outside = time < start || time > end;
        const similar = match.correlation > (outside ? minCorrelationOutside : minCorrelation);
        const loud = match.peak > (outside ? minPeakOutside : minPeak) * globalPeak;
        // Neighbouring stretches may reach for the same pulse.
        const isNew = direction > 0 || time - lastPulse > minPeriods * period;
        if (similar && loud && isNew) stretch.push(time);
        if (outside) break;
      }
    }
    stretch.sort((a, b) => a - b);
    for (const time of stretch) found.push(time);
    lastPulse = stretch[stretch.length - 1];
  }
  return Float64Array.from(found).sort();
}

/** Result of findMatch. */
const match = { time: 0, correlation: 0, peak: 0 };

/**
 * Finds the time between `from` and `to` around which `period` seconds correlate most with those around `time`.
 *
 * @param result the time; the correlation, NaN when it has no maximum; the largest absolute sample around that time
 */
function findMatch(
  { sampleRate, length: all, read }: SampleReader,
  time: number,
  period: number,
  from: number,
  to: number,
  result: { time: number; correlation: number; peak: number },
): void {
  const first = nearestSample(time - 0.5 * period, 0.5 / sampleRate, sampleRate);
  const length = nearestSample(time + 0.5 * period, 0.5 / sampleRate, sampleRate) - first + 1;
  const lowest = Math.floor((from - 0.5 * period) * sampleRate - 0.5);
  const highest = Math.ceil((to - 0.5 * period) * sampleRate - 0.5);
  result.correlation = NaN;
  result.peak = 0;
  const offset = Math.max(0, Math.min(all, first, lowest));
  const samples = read(offset, Math.max(offset, Math.min(all, Math.max(first, highest) + length)));
  // Before the first candidate the correlation counts as 0, so that it may have its maximum there.
  let before = 0;
  let here = 0;
  let best = -1;
  for (let candidate = lowest; candidate <= highest; candidate++) {
    let product = 0;
    let norm = 0;
    let otherNorm = 0;
    let peak = 0;
    const end = Math.min(length, all - first, all - candidate); // within the sound
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
      const curvature = 2 * here - before - r;
      const slope = 0.5 * (r - before);
      const shift = curvature === 0 ? 0 : slope / curvature;
      result.correlation = here + (curvature === 0 ? 0 : (0.5 * slope * slope) / curvature);
      result.time = time + (candidate - 1 + shift - first) / sampleRate;
      result.peak = peak; // one sample later, as Praat's output shows
    }
    before = here;
    here = r;
  }
}

/**
 * Time of the largest absolute sample from one sample before `from` to one after `to`, s; a parabola refines it unless it
 * is the first or last of these samples.
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
    const curvature = 2 * samples[place] - before - after;
    if (curvature !== 0) shift = (0.5 * (after - before)) / curvature;
  }
  return (first + place + shift + 0.5) / sampleRate;
}
