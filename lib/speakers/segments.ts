import { recordingInfo, useRecording } from '../audio/recording';
import type { Channel } from '../audio/signal';
import { modelInstalled } from '../onnx/runtime';
import type { Stretch } from '../praat/voicing';
import type { Contour } from '../praat/frames';
import { speechActivity, speechLevel, type Activity } from './activity';
import { holdOneSound, separatedByChannel, type Separated } from './by-channel';
import { separatedByPrint } from './by-voice-print';
import { interviewee, type Rule } from './interviewee';
import { printsOfSpeech } from './prints-of-speech';
import { sileroSpeech } from './silero-activity';
import { speakerLike } from './sounds-like';
import { twoVoices } from './two-voices';
import type { Turn } from './stretches';

export interface SegmentsOptions {
  /** How many speak, where it is known; found out unless given. */
  readonly speakers?: 1 | 2;
  /** The channel in which voices without a channel each are looked for, the mean of all unless given. */
  readonly channel?: Channel;
  /** A recording of the interviewee alone: who sounds like it is the interviewee. */
  readonly sample?: string;
  /** Who the interviewee is, a speaker's name; who speaks more unless given. */
  readonly interviewee?: string;
}

/** Who speaks when in a recording. */
export interface SpeechSegments {
  /** Turns in order of time. Speakers are `left` and `right` with a microphone each, else `A` (heard first) and `B`. */
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
  /** What was unusual about the file or is doubtful about the speakers, a sentence each; usually none. */
  readonly notes: readonly string[];
}

/** Voices less alike than this are two without being told so; those more alike may be one, too. */
const surelyTwo = 0.55;

/**
 * Who speaks when in a recording.
 *
 * Speech is found by level and voicing (`speechActivity`) where each speaker has a channel, and elsewhere by Silero's network, too,
 * where the optional ONNX part is installed. Two speakers are told apart where each has a channel (`separatedByChannel`), else by voice print where the ONNX part is
 * installed (`separatedByPrint`). A recording of any length is read stretch by stretch.
 *
 * @throws Error naming the file that cannot be read, or what two speakers in one track, or a sample, need
 *
 * @example
 * const { turns } = await speechSegments('interview.wav');
 */
export async function speechSegments(file: string, options: SegmentsOptions = {}): Promise<SpeechSegments> {
  const { speakers, channel = 'mix', sample } = options;
  const { duration, channels } = await recordingInfo(file);
  const each = channels === 2 && speakers !== 1 ? await heardApart(file) : undefined;
  if (each !== undefined) {
    const { left, right } = each;
    const found = separatedByChannel([left.activity, right.activity], ['left', 'right']);
    if (found !== undefined) {
      const channelOf = (name: string): Channel => (name === 'left' ? 'left' : 'right');
      return answer(file, found, options, channelOf, {
        duration,
        activityBy: byLevel,
        speakersBy: 'a channel each',
        notes: left.notes,
      });
    }
  }
  if (!modelInstalled('voice-print') && (speakers === 2 || sample !== undefined))
    throw new Error(`${file}: ${notWithoutPrints}`);
  const { activity, notes } = await bySilero(
    file,
    channel,
    duration,
    each?.[nameOf(channel)] ?? (await heard(file, channel)),
  );
  const one: Separated = {
    turns: activity.speech.map((stretch) => ({ ...stretch, speaker: 'A' })),
    both: [],
    uncertain: [],
  };
  const two =
    speakers === 1 || !modelInstalled('voice-print') ? undefined : await byPrint(file, channel, activity);
  if (two !== undefined && (speakers === 2 || two.likeness < surelyTwo)) {
    const alike =
      two.likeness < surelyTwo
        ? []
        : [
            `the two voices sound alike (${two.likeness.toFixed(2)}, where 1 is the same): hear some turns before you rely on who speaks`,
          ];
    return answer(file, two.found, options, () => channel, {
      duration,
      activityBy: activityBy(),
      speakersBy: 'voice print',
      notes: [...notes, ...alike],
    });
  }
  const single = speakers === 2 ? [...notes, 'no second voice was found'] : notes;
  return answer(file, one, options, () => channel, {
    duration,
    activityBy: activityBy(),
    speakersBy: 'one voice',
    notes: single,
  });
}

const notWithoutPrints =
  'two speakers in one track, and samples of a voice, need the optional ONNX part; install it by: npm run setup -- --with onnx, or record a channel each';

const byLevel = 'level and voicing';

/** How speech is found where speakers have no channel each: by what is installed. */
export function activityBy(): string {
  return modelInstalled('silero-vad') ? 'Silero VAD' : byLevel;
}

/** What was found in a channel. */
interface Heard {
  readonly activity: Activity;
  readonly notes: readonly string[];
}

/** The channel of a stereo recording by its name, in whatever way it is chosen. */
const nameOf = (channel: Channel): 'left' | 'right' | 'mix' =>
  channel === 0 ? 'left' : channel === 1 ? 'right' : typeof channel === 'number' ? 'mix' : channel;

/** What was found in each channel of a stereo recording; undefined where both hold the same, which need not be searched twice. */
async function heardApart(file: string): Promise<{ left: Heard; right: Heard; mix?: undefined } | undefined> {
  const { result: left } = await useRecording(file, 'left', speechLevel);
  const { result: right } = await useRecording(file, 'right', speechLevel);
  if (holdOneSound(left, right)) return undefined;
  return { left: await heard(file, 'left', left), right: await heard(file, 'right', right) };
}

async function heard(file: string, channel: Channel, level?: Contour): Promise<Heard> {
  const { result: activity, notes } = await useRecording(file, channel, (sound) =>
    speechActivity(sound, level),
  );
  return { activity, notes };
}

/** The speech that Silero's network hears, too, where it is installed. */
async function bySilero(
  file: string,
  channel: Channel,
  duration: number,
  { activity, notes }: Heard,
): Promise<Heard> {
  if (!modelInstalled('silero-vad')) return { activity, notes };
  return {
    activity: { ...activity, speech: await sileroSpeech(file, channel, duration, activity.speech) },
    notes,
  };
}

async function byPrint(
  file: string,
  channel: Channel,
  { speech, level }: Activity,
): Promise<{ found: Separated; likeness: number } | undefined> {
  const prints = await printsOfSpeech(file, channel, speech);
  const voices = twoVoices(prints);
  return voices && { found: separatedByPrint(prints, voices, speech, level), likeness: voices.likeness };
}

async function answer(
  file: string,
  { turns, both, uncertain }: Separated,
  { sample, interviewee: wanted }: SegmentsOptions,
  channelOf: (name: string) => Channel,
  facts: Pick<SpeechSegments, 'duration' | 'activityBy' | 'speakersBy' | 'notes'>,
): Promise<SpeechSegments> {
  const alike = sample === undefined ? undefined : await speakerLike(sample, file, turns, channelOf);
  const chosen =
    alike === undefined
      ? interviewee(turns, wanted)
      : { name: alike, rule: 'sounds like the sample' as const };
  const others = [...new Set(turns.map(({ speaker }) => speaker))].filter((name) => name !== chosen.name);
  return {
    turns,
    speakers: chosen.name === undefined ? [] : [chosen.name, ...others],
    interviewee: chosen.name,
    rule: chosen.rule,
    both,
    uncertain,
    ...facts,
  };
}
