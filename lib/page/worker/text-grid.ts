import { soundDuration, type SampleReader } from '../../audio/sample-reader';
import { textGridText, type Interval, type Tier } from '../../praat/files/text-grid';
import { speech } from '../../praat/pauses';
import type { Span } from '../calls';

/** A TextGrid of a recording: where it sounds, and what is selected. */
export function textGrid(reader: SampleReader, selection: Span | undefined): Blob {
  const xmax = soundDuration(reader);
  const { sounding } = speech(reader);
  const tier = (name: string, parts: readonly { from: number; to: number; text: string }[]): Tier => ({
    class: 'IntervalTier',
    name,
    xmin: 0,
    xmax,
    intervals: filled(parts, xmax),
  });
  const tiers = [
    tier(
      'sounding',
      sounding.map(({ start, end }) => ({ from: start, to: end, text: 'sounding' })),
    ),
    ...(selection === undefined ? [] : [tier('selection', [{ ...selection, text: 'selected' }])]),
  ];
  return new Blob([...textGridText({ xmin: 0, xmax, tiers })], { type: 'text/plain' });
}

/** Intervals with empty ones between them, so that they fill the recording. */
function filled(parts: readonly { from: number; to: number; text: string }[], xmax: number): Interval[] {
  const intervals: Interval[] = [];
  let at = 0;
  for (const { from, to, text } of parts) {
    if (from > at) intervals.push({ xmin: at, xmax: from, text: '' });
    intervals.push({ xmin: from, xmax: to, text });
    at = to;
  }
  if (at < xmax) intervals.push({ xmin: at, xmax, text: '' });
  return intervals;
}
