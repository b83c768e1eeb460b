import { totalLength } from '../praat/pauses';
import type { Stretch } from '../praat/voicing';
import { mean, median } from '../stats/summary';
import { joinedStretches, type Turn } from './stretches';

/** How somebody speaks and takes turns in a recording. */
export interface TurnTaking {
  /** Share of the recording in which the interviewee speaks, 0 to 1. */
  readonly speechShare: number;
  /** Share of all speech that is the interviewee's; 1 where one voice speaks, NaN where nobody does. */
  readonly ownShare: number;
  /** Pauses within the interviewee's turns, per minute of the turns; NaN without a turn. */
  readonly pausesPerMinute: number;
  /** Mean length of these pauses, s; NaN without one. */
  readonly meanPause: number;
  /** Turns of the interviewee per minute of the recording. */
  readonly turnsPerMinute: number;
  /** Mean length of these turns with their pauses, s; NaN without one. */
  readonly meanTurn: number;
  /** Median time from the end of another's turn to the start of the interviewee's, s, negative where they overlap; NaN without another speaker. */
  readonly medianAnswer: number;
}

/** A pause this long ends a turn, also where nobody else speaks, s. */
const longestPause = 2;
/** Stretches of one speaker closer than this are one, s: the frames of the search. */
const touching = 0.05;

/**
 * Shares of speech, pauses and turn-taking of a whole recording.
 *
 * A turn is the interviewee's speech until somebody else speaks or nobody does for 2 s; its pauses last 0.3 s or more, as in
 * the turns given. What somebody says wholly within another's speech ("mhm") neither ends a turn nor is one.
 *
 * @param turns stretches of speech in order of time
 * @param both stretches in which two speak, in no turn; they count for each
 * @param interviewee whose turns are described; undefined where nobody speaks
 * @param duration of the recording, s
 */
export function turnTaking(
  turns: readonly Turn[],
  both: readonly Stretch[],
  interviewee: string | undefined,
  duration: number,
): TurnTaking {
  const speakers = [...new Set(turns.map(({ speaker }) => speaker))];
  const voices = speakers.map((speaker) =>
    joinedStretches(
      [
        ...turns.filter((turn) => turn.speaker === speaker),
        ...both.map((stretch) => ({ ...stretch, speaker })),
      ].sort((a, b) => a.start - b.start),
      touching,
    ),
  );
  const own = voices.find(([first]) => first.speaker === interviewee) ?? [];
  const speech = totalLength(own);
  const heard = voices
    .flatMap((voice) => voice.filter((one) => !voices.some((other) => other !== voice && holds(other, one))))
    .sort((a, b) => a.start - b.start);
  const floors = runsOfSpeaker(heard).filter(({ speaker }) => speaker === interviewee);
  const spoken = heard.filter(({ speaker }) => speaker === interviewee);
  const answers = heard.flatMap((turn, i) =>
    i > 0 && turn.speaker === interviewee && heard[i - 1].speaker !== interviewee
      ? [turn.start - heard[i - 1].end]
      : [],
  );
  return {
    speechShare: speech / duration,
    ownShare: speech / voices.reduce((sum, voice) => sum + totalLength(voice), 0),
    pausesPerMinute: (60 * (spoken.length - floors.length)) / totalLength(floors),
    meanPause: (totalLength(floors) - totalLength(spoken)) / (spoken.length - floors.length),
    turnsPerMinute: (60 * floors.length) / duration,
    meanTurn: mean(floors.map(({ start, end }) => end - start)),
    medianAnswer: median(answers),
  };
}

/** Whether one of the stretches is longer than another and holds it. */
function holds(stretches: readonly Turn[], { start, end }: Turn): boolean {
  return stretches.some((one) => one.start <= start && one.end >= end && one.end - one.start > end - start);
}

/** Stretches of one speaker in a row, joined across pauses of less than 2 s. */
function runsOfSpeaker(turns: readonly Turn[]): Turn[] {
  return joinedStretches(turns, longestPause, (one, next) => one.speaker === next.speaker);
}
