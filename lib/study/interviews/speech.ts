import path from 'node:path';
import type { Channel } from '../../audio/signal';
import type { Interview } from '../../corpora/interviews';
import type { Segment } from '../../corpora/segment';
import { withoutFolder } from '../../jobs/measure-one';
import type { OnDone } from '../../jobs/measured-table';
import type { Stretch } from '../../praat/voicing';
import type { SpeechSegments } from '../../speakers/segments';
import { secondsWithin } from '../../speakers/stretches';
import { turnTaking, type TurnTaking } from '../../speakers/turn-taking';
import type { Places } from '../places';
import type { ChosenInterviewee } from './chosen-interviewee';
import { interviewRecordings } from './recordings';
import { storedSpeech, type SpeechSearch } from './stored-speech';

/** Whose speech is looked for. */
export interface SpeechSettings {
  /** Where the interviewee is heard. */
  readonly channel: Channel;
  /** How many speak; found out for each recording unless given. */
  readonly speakers?: 1 | 2;
  /** Who of two voices is the interviewee. */
  readonly interviewee: ChosenInterviewee;
}

/** Where the interviewee of one recording speaks. */
export interface RecordingSpeech {
  /** Stretches of the interviewee's speech in order of time, s from the start of the recording. */
  readonly own: readonly Stretch[];
  /** Stretches in which others are heard where the interviewee is measured, and those of which it is uncertain who speaks. */
  readonly others: readonly Stretch[];
  /** The speakers, the interviewee first. */
  readonly speakers: readonly string[];
  /** By which rule the interviewee was chosen; undefined where one voice or none speaks. */
  readonly rule: string | undefined;
  /** How speech was found, and how the voices were told apart. */
  readonly activityBy: string;
  readonly speakersBy: string;
  /** What is doubtful about the speakers. */
  readonly notes: readonly string[];
}

/** How the interviewee speaks in an interview. */
export interface InterviewSpeech {
  /** Of each of its recordings that was searched, by file. */
  readonly recordings: ReadonlyMap<string, RecordingSpeech>;
  /** Of all of them. */
  readonly columns: TurnTaking;
}

/** How the interviewees speak, by interview, and recordings in which that cannot be found. */
export interface SpeechOfInterviews {
  readonly interviews: ReadonlyMap<string, InterviewSpeech>;
  readonly skipped: readonly { readonly file: string; readonly reason: string }[];
}

/**
 * Where the interviewee of each interview speaks: of two voices the one whose channel is measured; in one track the one
 * chosen, else who speaks more. What was found is kept among the artifacts while recordings and settings are unchanged.
 *
 * @param interviews of which recordings that cannot be opened are left aside
 */
export async function interviewSpeech(
  places: Pick<Places, 'data' | 'speech'>,
  interviews: readonly Interview[],
  settings: SpeechSettings,
  onDone?: OnDone,
): Promise<SpeechOfInterviews> {
  const { recordings } = await interviewRecordings(places.data, interviews);
  const byId = new Map(interviews.map((interview) => [interview.id, interview]));
  const searches = [...recordings].map(([name, { interview }]): SpeechSearch => {
    const known = byId.get(interview);
    const sample = known && settings.interviewee.sampleOf(known);
    return {
      name,
      file: path.join(places.data, name),
      channel: settings.channel,
      ...(settings.speakers === undefined ? {} : { speakers: settings.speakers }),
      ...(sample === undefined ? {} : { sample }),
    };
  });
  const { found, failed } = await storedSpeech(places.speech, searches, onDone);
  const each = interviews.flatMap(({ id, files }): [string, InterviewSpeech][] => {
    const own = files.flatMap((file): Found[] => {
      const [recording, segments] = [recordings.get(file), found.get(file)];
      return recording === undefined || segments === undefined
        ? []
        : [{ file, start: recording.start, segments, ...chosenIn(segments, settings) }];
    });
    return own.length === 0 ? [] : [[id, speechOf(own)]];
  });
  return {
    interviews: new Map(each),
    skipped: [...failed].map(([file, reason]) => ({
      file,
      reason: withoutFolder(reason, places.data).replace(`${file}: `, ''),
    })),
  };
}

/** Who was chosen in a recording. */
interface Chosen {
  readonly interviewee: string | undefined;
  readonly rule: string | undefined;
  /** Whether the channel that is measured is the interviewee's alone. */
  readonly inOwnChannel: boolean;
  readonly notes: readonly string[];
}

interface Found extends Chosen {
  readonly file: string;
  /** s from the start of the interview */
  readonly start: number;
  readonly segments: SpeechSegments;
}

function chosenIn(
  { speakers, interviewee, rule, notes }: SpeechSegments,
  { channel, interviewee: { speaker } }: SpeechSettings,
): Chosen {
  if (speakers.length < 2) return { interviewee, rule: undefined, inOwnChannel: false, notes };
  const measured = channel === 0 ? 'left' : channel === 1 ? 'right' : String(channel);
  if (speakers.includes(measured))
    return { interviewee: measured, rule: 'whose channel is measured', inOwnChannel: true, notes };
  if (speaker === undefined) return { interviewee, rule, inOwnChannel: false, notes };
  if (speakers.includes(speaker)) return { interviewee: speaker, rule: 'named', inOwnChannel: false, notes };
  const unknown = `there is no speaker ${speaker} (but ${speakers.join(' and ')}), so who speaks more was taken`;
  return { interviewee, rule, inOwnChannel: false, notes: [...notes, unknown] };
}

function speechOf(found: readonly Found[]): InterviewSpeech {
  const shifted = <T extends Stretch>(stretches: readonly T[], by: number): T[] =>
    stretches.map((one) => ({ ...one, start: one.start + by, end: one.end + by }));
  const turns = found.flatMap(({ start, interviewee, segments }) =>
    shifted(segments.turns, start).map((turn) => ({
      ...turn,
      speaker: turn.speaker === interviewee ? 'interviewee' : 'other',
    })),
  );
  const both = found.flatMap(({ start, segments }) => shifted(segments.both, start));
  const duration = found.reduce((sum, { segments }) => sum + segments.duration, 0);
  return {
    recordings: new Map(found.map((one) => [one.file, recordingSpeech(one)])),
    columns: turnTaking(turns, both, 'interviewee', duration),
  };
}

function recordingSpeech({ segments, interviewee, rule, inOwnChannel, notes }: Found): RecordingSpeech {
  const { turns, both, uncertain, activityBy, speakersBy } = segments;
  const others: readonly Stretch[] = inOwnChannel
    ? []
    : [...turns.filter(({ speaker }) => speaker !== interviewee), ...both, ...uncertain].sort(
        (a, b) => a.start - b.start,
      );
  return {
    own: turns.filter(({ speaker }) => speaker === interviewee),
    others,
    speakers: [...segments.speakers].sort((a, b) => Number(b === interviewee) - Number(a === interviewee)),
    rule,
    activityBy,
    speakersBy,
    notes,
  };
}

/** Least share of the interviewee in the speech of a window, where another voice is heard in it. */
const leastOwn = 0.8;

/**
 * Windows that hold too little of the interviewee's speech: less than `leastSpeech` of the window or, where another voice is
 * heard in the same channel, less than four fifths of the speech in it.
 *
 * @param recordings by file; windows of another one are kept
 * @param leastSpeech share of a window, 0 to 1, that is the interviewee's speech at least; 0 leaves no window out
 * @returns their indices
 */
export function windowsWithoutSpeech(
  windows: readonly Segment[],
  recordings: ReadonlyMap<string, Pick<RecordingSpeech, 'own' | 'others'>>,
  leastSpeech: number,
): number[] {
  if (leastSpeech === 0) return [];
  return windows.flatMap((window, row) => {
    const found = recordings.get(window.file);
    if (found === undefined) return [];
    const own = secondsWithin(window, found.own);
    const all = own + secondsWithin(window, found.others);
    return own < leastSpeech * (window.end - window.start) || own < leastOwn * all ? [row] : [];
  });
}

/** @throws RangeError for anything but a share */
export function checkLeastSpeech(leastSpeech: number): void {
  if (leastSpeech >= 0 && leastSpeech <= 1) return;
  throw new RangeError(
    `leastSpeech ${leastSpeech}; give a share of a window, from 0 (every window counts) to 1`,
  );
}
