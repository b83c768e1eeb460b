import path from 'node:path';
import { mp3Encoder, type Mp3 } from '../../../audio/mp3';
import { recordingInfo, useRecording } from '../../../audio/recording';
import { part } from '../../../audio/sample-reader';
import type { Channel } from '../../../audio/signal';
import { knownSet } from '../../../embeddings/known-set';
import { drawing } from '../../../notebook/picture';
import { playerHtml } from '../../../notebook/player';
import { versions } from '../../../tables/project';
import type { Scoring, ScoredRecording } from '../../../study/recordings/score-recordings';
import { recordingMessages } from '../../../study/recordings/warnings';
import { curveParts, gridOf, speakersOf } from './curve';
import { recordingMoments } from './moments';
import { pageHtml } from './page';
import { meansSection, qualitySection, speakersSection, worthSection } from './sections';
import { clock, htmlList, htmlText } from './words';

const channelNames: Readonly<Record<Channel, string>> = {
  left: 'the left channel',
  right: 'the right channel',
  mix: 'the mean of all channels',
};

/** Longest recording whose sound is put into the page, s: 29 MB as text, and Firefox opens no sound of more than 32 MB. */
const MOST_SOUND = 7200;

/**
 * A recording as one page that loads nothing: its sound with what the models say over time, the moments that stand out and their
 * cues, speakers, quality, and what the models are worth.
 *
 * @param scored by `scoreRecordings` with these settings
 * @throws Error naming the file when it cannot be read again
 */
export async function recordingPage(
  scored: ScoredRecording,
  scoring: Scoring,
  name: string,
): Promise<string> {
  const { models, windowing, channel } = scoring;
  const { file, duration, windows } = scored;
  const info = await recordingInfo(file);
  const grid = gridOf(scored, windowing);
  const moments = recordingMoments(scored, grid);
  const every = `windows of ${windowing.length} s, one every ${windowing.hop} s`;
  const parts = curveParts(models, scored, grid, { title: 'Scores over time', note: every, moments });
  const heard = windows.some((window) => window.channel !== channel) ? 'mix' : channel;
  const mp3 = parts === undefined || duration > MOST_SOUND ? undefined : await soundOf(file, heard);
  const messages = [...models.warnings, ...recordingMessages(models, scored)].map((sentence) =>
    sentence.replaceAll(file, name),
  );
  // Whoever gets the page need not know where files lie here.
  const modelsName =
    models.folder === undefined
      ? models.name
      : models.name.replace(models.folder, path.basename(models.folder));
  const sound = soundText(parts !== undefined, mp3 !== undefined);
  const set = knownSet(models.set);
  return pageHtml(name, [
    {
      heading: '',
      content: [
        `<p class="faint">${clock(duration)} min, ${info.sampleRate} Hz, ${info.channels === 1 ? 'one channel' : `${info.channels} channels`}</p>`,
        `<p class="note"><strong>Not for deciding about people.</strong> The scores say how the recording sounds to models of acted speech, not what somebody feels.</p>`,
        htmlText(modelsName),
      ].join('\n'),
    },
    { heading: 'What it sounds like', content: meansSection(models, scored) },
    ...(messages.length > 0
      ? [{ heading: 'What to know about these scores', content: htmlList(messages) }]
      : []),
    {
      heading: 'Over time',
      content:
        parts === undefined
          ? htmlText('Nothing is scored, so there is no curve.')
          : [
              playerHtml(
                { ...parts, sound: mp3 === undefined ? 'none' : 'recording' },
                await drawing(parts.figure),
                mp3,
                sound,
              ),
              momentsText(scored, moments.length),
            ].join('\n'),
    },
    { heading: 'Who speaks', content: speakersSection(scored) },
    {
      heading: 'Quality of the recording',
      content: qualitySection(
        scored.quality,
        info.channels === 1 ? 'its one channel' : channelNames[channel],
      ),
    },
    { heading: 'What the models are worth', content: worthSection(models) },
    {
      heading: 'How this was made',
      content: htmlList([
        `sentiment-audio-analysis ${versions().package}; feature set ${set.name} version ${set.version}; ${every}; ${channelText(scored, channel, info.channels)}.`,
        sound,
        'The page loads nothing and sends nothing.',
      ]),
    },
  ]);
}

function soundText(scored: boolean, embedded: boolean): string {
  if (embedded)
    return 'The sound in this page is for listening: mono, 16 kHz at most, MP3 of 24 kbit/s. Whoever has the page can hear it.';
  return scored
    ? `The sound is not in this page, as the recording is longer than ${MOST_SOUND / 3600} hours.`
    : 'The sound is not in this page, as nothing is scored.';
}

async function soundOf(file: string, channel: Channel): Promise<Mp3 | undefined> {
  const encode = await mp3Encoder();
  const { result } = await useRecording(file, channel, (reader) =>
    reader.length === 0 ? undefined : encode(part(reader, 0, reader.length)),
  );
  return result;
}

function channelText({ windows }: ScoredRecording, channel: Channel, channels: number): string {
  if (channels === 1) return 'its one channel is measured';
  if (windows.some((window) => window.channel !== channel))
    return 'each speaker is measured in a channel of their own';
  return `${channelNames[channel]} is measured`;
}

function momentsText(recording: ScoredRecording, count: number): string {
  const { fitted } = recording.scores.explained;
  if (fitted === null) return htmlText('There is no model of arousal, and so no moments of it.');
  if (count === 0) return htmlText('No stretch stands out, or too few windows were scored to tell.');
  const short = speakersOf(recording).filter(
    (speaker) => recording.scores.onOwnScale.length > 0 && !recording.scores.onOwnScale.includes(speaker),
  );
  return [
    htmlText(
      'Moments are the stretches that move the mean arousal of the voice most, up to six a voice: windows in a row that are off to one side by more than ' +
        'one standard deviation. The number behind a cue says how many points of arousal it adds to, or takes from, the stretch (Shapley values).',
    ),
    ...short.map((speaker) => htmlText(`Of ${speaker} too little is heard to look for moments.`)),
  ].join('\n');
}
