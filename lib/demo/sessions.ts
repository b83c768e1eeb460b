import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeWav } from '../audio/wav';
import { random, type Random } from '../stats/random';
import { express, type Affect } from './affect';
import { annotate, consensus, drawAffect, emotions, type Annotation, type Emotion } from './emotions';
import { drawSpeaker, type Sex, type Speaker } from './speaker';
import { nonsense, planUtterance } from './utterance';
import { synthesize } from './voice';

/** Hz, as IEMOCAP's */
const SAMPLE_RATE = 16000;

/** Emotions of one speaker in one dialog, before shuffling: 15 utterances. */
const REPERTOIRE: readonly Emotion[] = [
  ...[
    'neu',
    'neu',
    'neu',
    'exc',
    'exc',
    'exc',
    'sad',
    'sad',
    'sad',
    'hap',
    'hap',
    'ang',
    'ang',
    'fru',
    'fru',
  ],
] as Emotion[];

/** Number of recordings that `writeSessions` makes. */
export function sessionRecordings(turns: number): number {
  return 5 * 2 * 2 * turns;
}

/**
 * Writes `IEMOCAP_full_release`: five sessions of a woman and a man with two dialogs each, in the layout of the original.
 *
 * @param turns utterances of each speaker in each dialog, at most 15
 * @param onRecording called after each recording
 */
export async function writeSessions(
  dir: string,
  turns: number,
  stream: Random,
  onRecording: () => void,
): Promise<void> {
  for (let session = 1; session <= 5; session++) {
    const speakers = { F: drawSpeaker('F', stream), M: drawSpeaker('M', stream) };
    const root = join(dir, 'IEMOCAP_full_release', `Session${session}`);
    await mkdir(join(root, 'dialog', 'EmoEvaluation'), { recursive: true });
    await mkdir(join(root, 'dialog', 'transcriptions'), { recursive: true });
    for (const dialog of [`Ses0${session}F_impro01`, `Ses0${session}M_script01_1`]) {
      await writeDialog(root, dialog, speakers, turns, stream, onRecording);
    }
  }
}

async function writeDialog(
  root: string,
  dialog: string,
  speakers: Readonly<Record<Sex, Speaker>>,
  turns: number,
  stream: Random,
  onRecording: () => void,
): Promise<void> {
  const folder = join(root, 'sentences', 'wav', dialog);
  await mkdir(folder, { recursive: true });
  const parts = { F: stream.shuffle(REPERTOIRE), M: stream.shuffle(REPERTOIRE) };
  const evaluation = ['% [START_TIME - END_TIME] TURN_NAME EMOTION [V, A, D]', ''];
  const transcription: string[] = [];
  let start = 1;
  for (let turn = 0; turn < turns; turn++) {
    for (const sex of ['F', 'M'] as const) {
      const name = `${dialog}_${sex}${String(turn).padStart(3, '0')}`;
      const emotion = parts[sex][turn];
      const affect = drawAffect(emotion, stream);
      // A generator for each utterance, so that one does not change the next.
      const own = random(stream.integer(0, 2 ** 32));
      const { voice, prosody } = express(speakers[sex], affect, own);
      const words = nonsense(own.integer(5, 12), own);
      const { signal } = synthesize(voice, planUtterance(words, prosody, own), SAMPLE_RATE, own);
      await writeFile(join(folder, `${name}.wav`), encodeWav([signal.samples], SAMPLE_RATE, 16));

      const end = start + signal.samples.length / SAMPLE_RATE;
      const listeners = [
        annotate(emotion, affect, own),
        annotate(emotion, affect, own),
        annotate(emotion, affect, own),
      ];
      // As in IEMOCAP, speakers evaluate themselves in improvisations; only their category counts.
      const self = dialog.includes('impro') ? annotate(emotion, affect, own) : undefined;
      evaluation.push(
        ...evaluationLines(name, start, end, listeners, self === undefined ? [] : [[`${sex}1`, self]]),
      );
      transcription.push(`${name} [${clock(start)}-${clock(end)}]: ${sentence(words)}`);
      start = end + 0.5;
      onRecording();
    }
  }
  await writeFile(join(root, 'dialog', 'EmoEvaluation', `${dialog}.txt`), evaluation.join('\n') + '\n');
  await writeFile(join(root, 'dialog', 'transcriptions', `${dialog}.txt`), transcription.join('\n') + '\n');
}

/** Block of one utterance in an EmoEvaluation file. */
function evaluationLines(
  name: string,
  start: number,
  end: number,
  listeners: readonly Annotation[],
  self: readonly (readonly [string, Annotation])[],
): string[] {
  const mean = (of: keyof Affect) =>
    (listeners.reduce((sum, { affect }) => sum + affect[of], 0) / listeners.length).toFixed(4);
  const annotators = [...listeners.map((annotation, i) => [`E${i + 2}`, annotation] as const), ...self];
  return [
    `[${start.toFixed(4)} - ${end.toFixed(4)}]\t${name}\t${consensus(listeners)}\t[${mean('valence')}, ${mean('arousal')}, ${mean('dominance')}]`,
    ...annotators.map(
      ([id, { categories }]) =>
        `C-${id}:\t${categories.map((category) => `${emotions[category].name};`).join(' ')}\t()`,
    ),
    ...annotators.map(
      ([id, { affect }]) =>
        `A-${id}:\tval ${affect.valence}; act ${affect.arousal}; dom  ${affect.dominance};\t()`,
    ),
    '',
  ];
}

/** Seconds as in IEMOCAP's transcriptions: 004.6369 */
function clock(seconds: number): string {
  return seconds.toFixed(4).padStart(8, '0');
}

function sentence(words: readonly string[]): string {
  const text = words.join(' ');
  return `${text[0].toUpperCase()}${text.slice(1)}.`;
}
