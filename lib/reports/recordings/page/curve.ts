import { slidingSegments } from '../../../corpora/segment';
import { fitting } from '../../../notebook/interview-player';
import type { PlayerParts } from '../../../notebook/player';
import type { Moment } from '../../../plots/moments';
import { timeline, type TimelineTrack } from '../../../plots/timeline';
import type { Windowing } from '../../../study/interviews/windows';
import type { ScoredRecording } from '../../../study/recordings/score-recordings';
import type { ScoringModels } from '../../../study/recordings/scoring-models';

/** The windows of a recording from its start to its end, whether they are scored or not. */
export interface Grid {
  readonly spans: readonly { readonly start: number; readonly end: number }[];
  /** The row of a speaker's scores for each span; −1 where the speaker has none. */
  rowsOf(speaker: string): readonly number[];
}

/** All windows of a recording, so that curves and moments end where a speaker pauses. */
export function gridOf({ duration, windows }: ScoredRecording, windowing: Windowing): Grid {
  const spans = slidingSegments({ id: '', file: '', duration }, windowing);
  return {
    spans,
    rowsOf: (speaker) => {
      const rows = new Map<number, number>();
      windows.forEach((window, row) => {
        if (window.speaker === speaker) rows.set(window.start, row);
      });
      return spans.map(({ start }) => rows.get(start) ?? -1);
    },
  };
}

/** The speakers of a recording's windows, in order of appearance. */
export function speakersOf({ windows }: Pick<ScoredRecording, 'windows'>): string[] {
  return [...new Set(windows.map(({ speaker }) => speaker))];
}

const scales = [
  { target: 'arousal', name: 'arousal', unit: '1 to 5', range: [1, 5] },
  { target: 'valence', name: 'valence', unit: '1 to 5', range: [1, 5] },
  { target: 'excited', name: 'excitement', unit: 'probability', range: [0, 1], threshold: 0.5 },
] as const;

/**
 * What the models say over time, a curve per speaker and model, with what a player below it needs.
 *
 * @returns undefined where nothing is scored
 */
export function curveParts(
  models: ScoringModels,
  recording: ScoredRecording,
  grid: Grid,
  {
    title,
    note,
    moments,
  }: { readonly title: string; readonly note: string; readonly moments: readonly Moment[] },
): PlayerParts | undefined {
  const tracks = speakersOf(recording).flatMap((speaker) => {
    const rows = grid.rowsOf(speaker);
    return scales.flatMap(({ target, name, unit, range, ...rest }): TimelineTrack[] => {
      if (models[target] === null) return [];
      const values = rows.map((row) => (row < 0 ? NaN : recording.scores[target][row]));
      if (values.every(Number.isNaN)) return [];
      const named = speaker === '' ? name : `${name} of ${speaker}`;
      return [{ quantity: { name: named, unit }, values, range, ...rest }];
    });
  });
  if (tracks.length === 0) return undefined;
  const times = grid.spans.map(({ start, end }) => (start + end) / 2);
  const reach = (grid.spans[0].end - grid.spans[0].start) / 2;
  return {
    figure: timeline(times, tracks.map(fitting), { title, note, moments, duration: recording.duration }),
    tracks: tracks.map(({ quantity, values }) => {
      return { name: quantity.name, unit: '', digits: 2, times, values, reach };
    }),
    moments,
    sound: 'recording',
  };
}
