import type { Channel } from '../../audio/signal';
import { speechSegments, type SpeechSegments } from '../../speakers/segments';
import { secondsWithin } from '../../speakers/stretches';
import type { Span } from '../../models/starter/own-scale';

/** Least speech in a window that is scored, s. */
const LEAST_SPEECH = 0.5;
/** Least speech of a speaker in a window of that speaker, s, and least share of the speech in it. */
const LEAST_OWN_SPEECH = 1;
const LEAST_SHARE = 0.8;

/** A window in which one speaker is heard. */
export interface VoiceWindow extends Span {
  /** Empty where nobody was told apart. */
  readonly speaker: string;
  /** Whether there is enough speech to be scored. */
  readonly speech: boolean;
  /** Where the speaker is heard. */
  readonly channel: Channel;
}

/** Windows by speaker, and who speaks when. */
export interface Voices {
  readonly windows: readonly VoiceWindow[];
  readonly segments: SpeechSegments;
}

/**
 * All windows of a recording of one voice; those with less than half a second of speech, or an eighth of the window where it is
 * shorter than 4 s, are marked.
 *
 * @throws Error naming the file when it cannot be read
 */
export async function windowsOfOne(
  file: string,
  windows: readonly Span[],
  channel: Channel,
): Promise<Voices> {
  const segments = await speechSegments(file, { speakers: 1, channel });
  return {
    windows: windows.map((window) => {
      const least = Math.min(LEAST_SPEECH, (window.end - window.start) / 8);
      const seconds = secondsWithin(window, segments.turns);
      return { ...window, speaker: '', channel, speech: seconds > 0 && seconds >= least };
    }),
    segments,
  };
}

/**
 * Gives each window to the speaker who is heard in it: for at least a second and four fifths of its speech. Other windows are
 * left out.
 *
 * @param speakers how many speak
 * @param channel where windows are measured, unless each speaker has a channel
 * @throws Error naming the file when it cannot be read, or two voices in it cannot be told apart
 */
export async function windowsByVoice(
  file: string,
  windows: readonly Span[],
  speakers: 1 | 2,
  channel: Channel,
): Promise<Voices> {
  const segments = await speechSegments(file, speakers === 1 ? { speakers, channel } : { speakers });
  const turns = segments.speakers.map((speaker) => ({
    speaker,
    own: segments.turns.filter((turn) => turn.speaker === speaker),
  }));
  const found = windows.flatMap((window): VoiceWindow[] => {
    const seconds = turns.map(({ own }) => secondsWithin(window, own));
    const others = secondsWithin(window, segments.both) + secondsWithin(window, segments.uncertain);
    const all = seconds.reduce((sum, one) => sum + one, others);
    const most = Math.max(0, ...seconds);
    if (most < LEAST_OWN_SPEECH || most < LEAST_SHARE * all) return [];
    const { speaker } = turns[seconds.indexOf(most)];
    const own = segments.speakersBy === 'a channel each' && (speaker === 'left' || speaker === 'right');
    return [{ ...window, speaker, channel: own ? speaker : channel, speech: true }];
  });
  return { windows: found, segments };
}
