import { completeRows, putRows, selectRows } from '../../../models/data/rows';
import type { Moment } from '../../../plots/moments';
import { decimals } from '../../../plots/words';
import { salientSegments, signed } from '../../../study/interviews/salient-segments';
import type { ScoredRecording } from '../../../study/recordings/score-recordings';
import { speakersOf, type Grid } from './curve';
import { clock } from './words';

/** Moments of each speaker at most. */
const MOST = 6;
/** Cues named of each. */
const CUES = 3;

/**
 * The stretches in which a speaker's arousal is most above or below the speaker's mean, and the cues that make them so, as
 * notebook 3 finds them (`salientSegments`), in order of time.
 */
export function recordingMoments(recording: ScoredRecording, grid: Grid): Moment[] {
  return speakersOf(recording)
    .flatMap((speaker) => momentsOf(recording, grid, speaker))
    .sort((a, b) => a.start - b.start);
}

function momentsOf({ scores, duration }: ScoredRecording, grid: Grid, speaker: string): Moment[] {
  const { fitted, rows } = scores.explained;
  const places = grid.rowsOf(speaker);
  if (fitted === null) return [];
  const { features } = rows;
  const values = new Float64Array(places.length * features.length).fill(NaN);
  const there = places.flatMap((row, i) => (row >= 0 ? [i] : []));
  putRows(
    values,
    selectRows(
      rows,
      there.map((i) => places[i]),
    ),
    there,
  );
  const onGrid = { features, values };
  const whole = completeRows(onGrid).length;
  if (whole < 2) return [];
  const windows = grid.spans.map(({ start, end }) => ({ interview: speaker, start, end }));
  const found = salientSegments('arousal', fitted, onGrid, windows, MOST);
  return found.map(({ start, end, effect, cues }) => {
    const inside = windows.filter((window) => window.start >= start && window.end <= end).length;
    // An effect is on the mean of all windows; a listener hears the stretch.
    const points = (share: number): number => (share * whole) / inside;
    const [above, who] = [points(effect), speaker === '' ? '' : `${speaker}: `];
    return {
      start,
      end: Math.min(end, duration),
      label: `${clock(start)}, ${who}arousal ${decimals(Math.abs(above), 1)} ${above > 0 ? 'above' : 'below'} the mean`,
      cue: cues
        .slice(0, CUES)
        .map(({ cue, effect: share }) => `${cue} ${signed(points(share))}`)
        .join(', '),
    };
  });
}
