import type { Part, Report } from '../../notebook/report';
import { reportOf } from '../../notebook/report';
import { literal, plural } from '../../notebook/say';
import { table, type Table } from '../../notebook/tables';
import type { InterviewSpeech, RecordingSpeech } from '../../study/interviews/speech';
import { percent } from '../words';
import type { InterviewWindows } from './interview-windows';
import { speechColumnNames, speechColumns } from './speech-columns';

type Found = ReadonlyMap<string, InterviewSpeech>;

/** Where the interviewees speak, how they take turns, and which windows are left out for want of speech. */
export function speechReport({ speech, windows }: Pick<InterviewWindows, 'speech' | 'windows'>): Report {
  const { interviews, leastSpeech, leftOut } = speech;
  if (interviews.size === 0)
    return reportOf(
      windows.interviews.length === 0
        ? []
        : ['Speech could not be searched in any recording, so the models are asked about every window.'],
      { speech: null },
    );
  const leftOutOf = (interview: string): number =>
    leftOut.filter((row) => windows.interviews[row] === interview).length;
  const each = [...interviews].map(([interview, { columns, recordings }]) => ({
    interview,
    ...columns,
    leftOut: leftOutOf(interview),
    recordings: [...recordings].map(([file, { speakers, speakersBy, rule, notes }]) => ({
      file,
      speakers,
      speakersBy,
      rule: rule ?? null,
      notes,
    })),
  }));
  return reportOf(
    [
      `${foundBy(interviews)} ${leftOutText(leastSpeech, leftOut.length, windows.interviews.length, interviews)}`,
      ...speakersText(interviews),
      speechTable(interviews, leftOutOf),
    ],
    {
      speech: { activityBy: activities(interviews), leastSpeech, leftOut: leftOut.length, interviews: each },
    },
  );
}

/** By what speech was found. */
export function foundBy(interviews: Found): string {
  return `Speech is found by ${activities(interviews)}.`;
}

const activities = (interviews: Found): string =>
  [...new Set(recordingsOf(interviews).map(([, { activityBy }]) => activityBy))].join(' and by ');

const recordingsOf = (interviews: Found): [string, RecordingSpeech][] =>
  [...interviews.values()].flatMap(({ recordings }) => [...recordings]);

function leftOutText(least: number, leftOut: number, windows: number, interviews: Found): string {
  if (least === 0) return 'The models are asked about every window.';
  const together = recordingsOf(interviews).some(([, { others }]) => others.length > 0)
    ? ', or in less than 80 % of the speech in them where two are heard in one track'
    : '';
  return `Windows left out, as the interviewee speaks in less than ${percent(least, 1)} of them${together}: ${leftOut} of ${windows}.`;
}

/** How many speakers there are, by which rule one is the interviewee, and what is doubtful. */
export function speakersText(interviews: Found): Part[] {
  const each = recordingsOf(interviews);
  const two = each.filter(([, { speakers }]) => speakers.length > 1);
  const rules = [
    ...new Set(
      two.map(([, { speakersBy, rule }]) => `${speakersBy}; the interviewee is the one ${ruleText(rule)}`),
    ),
  ];
  return [
    ...(two.length > 0
      ? [`Two speakers in ${plural(two.length, 'recording')}, told apart by ${rules.join('; or by ')}.`]
      : []),
    ...each.flatMap(([file, { notes }]) => notes.map((note) => `\`${file}\`: ${literal(note)}.`)),
  ];
}

const ruleText = (rule: string | undefined): string =>
  rule === 'speaks more'
    ? 'who speaks more'
    : rule === 'sounds like the sample'
      ? 'who sounds like the sample'
      : (rule ?? '');

function speechTable(interviews: Found, leftOutOf: (interview: string) => number): Table {
  const named = Object.fromEntries(
    speechColumnNames.map((key) => [speechColumns[key].name, speechColumns[key]]),
  );
  return table(
    [...interviews].map(([interview, { columns }]) => ({
      interview,
      ...Object.fromEntries(speechColumnNames.map((key) => [speechColumns[key].name, columns[key]])),
      'windows left out': leftOutOf(interview),
    })),
    {
      caption: "The interviewee's speech, pauses and turns",
      units: Object.fromEntries(Object.entries(named).map(([name, { unit }]) => [name, unit])),
      digits: Object.fromEntries(Object.entries(named).map(([name, { digits }]) => [name, digits])),
      limit: 6,
    },
  );
}
