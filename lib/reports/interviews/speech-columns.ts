import type { TurnTaking } from '../../speakers/turn-taking';
import type { ColumnInfo } from '../../tables/columns';

/** The columns of an interview's speech, pauses and turns: what each is called, its unit and meaning. */
export const speechColumns: Readonly<
  Record<keyof TurnTaking, ColumnInfo & { readonly digits: number; readonly name: string }>
> = {
  speechShare: {
    name: 'speech',
    unit: 'share of the time',
    digits: 2,
    meaning: 'share of the recording in which the interviewee speaks',
  },
  ownShare: {
    name: 'own speech',
    unit: 'share of all speech',
    digits: 2,
    meaning: "share of all speech that is the interviewee's",
  },
  pausesPerMinute: {
    name: 'pauses',
    unit: 'per minute',
    digits: 1,
    meaning: "pauses of 0.3 to 2 s within the interviewee's turns, per minute of these",
  },
  meanPause: { name: 'pause', unit: 's, mean', digits: 2, meaning: 'mean length of these pauses' },
  turnsPerMinute: {
    name: 'turns',
    unit: 'per minute',
    digits: 1,
    meaning: 'turns of the interviewee per minute of the recording',
  },
  meanTurn: { name: 'turn', unit: 's, mean', digits: 1, meaning: "mean length of the interviewee's turns" },
  medianAnswer: {
    name: 'answer',
    unit: 's, median',
    digits: 2,
    meaning: "time from the end of another's turn to the interviewee's, negative where they overlap",
  },
};

/** The names of the columns in order. */
export const speechColumnNames: readonly (keyof TurnTaking)[] = Object.keys(
  speechColumns,
) as (keyof TurnTaking)[];
