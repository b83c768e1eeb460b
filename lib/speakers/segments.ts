import { recordingInfo, useRecording } from '../audio/recording';
import type { Channel } from '../audio/signal';
import type { Stretch } from '../praat/voicing';
import { speechActivity, type Activity } from './activity';
import { separatedByChannel } from './by-channel';
import { interviewee, type Rule } from './interviewee';
import type { Turn } from './stretches';

export interface SegmentsOptions {
  /** How many speak, where it is known; found out unless given. */
  readonly speakers?: 1 | 2;
  /** The channel in which one voice is looked for, the mean of all unless given. */
  readonly channel?: Channel;
  /** Who the interviewee is, a speaker's name; who speaks more unless given. */
  readonly interviewee?: string;
}

/** Who speaks when in a recording. */
export interface SpeechSegments {
  /** Turns in order of time. Speakers are `A` where one voice speaks, `left` and `right` with a microphone each. */
  readonly turns: readonly Turn[];
  /** Speakers, the interviewee first; none in silence. */
  readonly speakers: readonly string[];
  /** The speaker who counts as the interviewee; undefined in silence. */
  readonly interviewee: string | undefined;
  /** By which rule. */
  readonly rule: Rule;
  /** How speech was found, in words. */
  readonly activityBy: string;
  /** How the voices were told apart, in words. */
  readonly speakersBy: string;
  /** Length of the recording, s. */
  readonly duration: number;
  /** Stretches in which both speak; in no turn. */
  readonly both: readonly Stretch[];
  /** Stretches of speech of which it is uncertain whose they are; in no turn. */
  readonly uncertain: readonly Stretch[];
  /** What was unusual about the file; usually none. */
  readonly notes: readonly string[];
}

/**
 * Who speaks when in a recording.
 *
 * Speech is found by level and voicing (`speechActivity`). Two speakers are told apart where each has a channel
 * (`separatedByChannel`); else one voice is assumed. A recording of any length is read stretch by stretch.
 *
 * @throws Error naming the file that cannot be read, or that has no two channels to tell two speakers by
 *
 * @example
 * const { turns } = await speechSegments('interview.wav');
 */
export async function speechSegments(file: string, options: SegmentsOptions = {}): Promise<SpeechSegments> {
  const { speakers, channel = 'mix' } = options;
  const { duration, channels } = await recordingInfo(file);
  const heardIn = (which: Channel): Promise<{ activity: Activity; notes: readonly string[] }> =>
    useRecording(file, which, speechActivity).then(({ result, notes }) => ({ activity: result, notes }));
  if (channels === 2 && speakers !== 1) {
    const [left, right] = [await heardIn('left'), await heardIn('right')];
    const found = separatedByChannel([left.activity, right.activity], ['left', 'right']);
    if (found !== undefined) {
      const { turns, both, uncertain } = found;
      return {
        ...byRule(turns, options),
        activityBy,
        speakersBy: 'a channel each',
        duration,
        both,
        uncertain,
        notes: left.notes,
      };
    }
  }
  if (speakers === 2) throw new Error(`${file}: ${whyNotTwo(channels)}`);
  const { activity, notes } = await heardIn(channel);
  const turns = activity.speech.map((stretch) => ({ ...stretch, speaker: 'A' }));
  return {
    ...byRule(turns, options),
    activityBy,
    speakersBy: 'one voice',
    duration,
    both: [],
    uncertain: [],
    notes,
  };
}

const activityBy = 'level and voicing';

function whyNotTwo(channels: number): string {
  const found = channels === 1 ? 'one channel' : `${channels} channels that hold the same voices`;
  return `two speakers in ${found} cannot be told apart here; record each with a microphone and channel of its own`;
}

function byRule(
  turns: readonly Turn[],
  { interviewee: wanted }: SegmentsOptions,
): Pick<SpeechSegments, 'turns' | 'speakers' | 'interviewee' | 'rule'> {
  const chosen = interviewee(turns, wanted);
  const others = [...new Set(turns.map(({ speaker }) => speaker))].filter((name) => name !== chosen.name);
  return {
    turns,
    speakers: chosen.name === undefined ? [] : [chosen.name, ...others],
    interviewee: chosen.name,
    rule: chosen.rule,
  };
}
