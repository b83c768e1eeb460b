import { InsufficientData } from '../stats/insufficient-data';
import { duration, type Signal } from '../audio/signal';
import { max } from '../stats/summary';
import type { Moment } from '../plots/moments';
import { timeline, type TimelineTrack } from '../plots/timeline';
import type { PlayerParts, Sound } from './player';

/** What the models say of one stretch of an interview; a WindowPrediction is one. */
export interface ScoredWindow {
  readonly start: number; // s
  readonly end: number; // s
  readonly valence: number; // about 1 to 5
  readonly arousal: number;
  readonly probability: number; // of excitement
}

export interface InterviewView {
  readonly title: string;
  readonly note?: string;
  /** Stretches that count, with the cue that made them. */
  readonly moments?: readonly Moment[];
  /** Windows that are left out, as they hold too little of the interviewee's speech. */
  readonly leftOut?: readonly { readonly start: number; readonly end: number }[];
  /** What of the recording is put into the notebook; nothing unless asked for. */
  readonly sound?: Sound;
}

/**
 * An interview to be seen and heard: valence, arousal and excitement over time, a cursor that follows the sound, a click or
 * an arrow key to jump, and the moments that count. Where scripts do not run it is a picture.
 *
 * @param recording needed for sound, and for an axis as long as the recording
 * @throws InsufficientData when there is no window
 */
export function interviewParts(
  recording: Signal | undefined,
  windows: readonly ScoredWindow[],
  { title, note, moments = [], leftOut = [], sound = 'none' }: InterviewView,
): PlayerParts {
  if (windows.length === 0) throw new InsufficientData(`${title}: no window to show; give at least one`);
  const times = windows.map(({ start, end }) => (start + end) / 2);
  const rating = { range: [1, 5] as const };
  const all: TimelineTrack[] = [
    {
      quantity: { name: 'valence', unit: '1 to 5' },
      values: windows.map(({ valence }) => valence),
      ...rating,
    },
    {
      quantity: { name: 'arousal', unit: '1 to 5' },
      values: windows.map(({ arousal }) => arousal),
      ...rating,
    },
    {
      quantity: { name: 'excitement', unit: 'probability' },
      values: windows.map(({ probability }) => probability),
      range: [0, 1],
      threshold: 0.5,
    },
  ];
  const some = all.filter(({ values }) => !Array.from(values).every(Number.isNaN));
  const tracks = some.length > 0 ? some : all; // what no model predicts is not drawn
  const figure = timeline(times, tracks.map(fitting), {
    title,
    note,
    moments,
    leftOut,
    duration: recording === undefined ? max(windows.map(({ end }) => end)) : duration(recording),
  });
  const reach = max(windows.map(({ start, end }) => (end - start) / 2));
  return {
    figure,
    tracks: tracks.map(({ quantity, values }) => {
      return { name: quantity.name, unit: '', digits: 2, times, values, reach };
    }),
    moments,
    sound,
    ...(sound === 'none' ? {} : { recording }), // without sound its length is enough
  };
}

/** A linear model may go beyond the scale it learned; its axis then follows the values. */
export function fitting(track: TimelineTrack): TimelineTrack {
  const { range, values } = track;
  const outside = Array.from(values).some(
    (value) => range !== undefined && (value < range[0] || value > range[1]),
  );
  return outside ? { ...track, range: undefined } : track;
}
