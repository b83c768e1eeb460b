import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeWav } from '../audio/wav';
import { pow } from '../stats/pow';
import { random, type Random } from '../stats/random';
import { express, type Affect } from './affect';
import { clip } from './emotions';
import { drawSpeaker, type Speaker } from './speaker';
import { nonsense, planUtterance } from './utterance';
import { synthesize } from './voice';

/** Hz */
const SAMPLE_RATE = 16000;
const RATERS = 9;

/** Change of each score (1 to 7) per point of arousal and of valence. Invented: excitement changes most, eye contact least. */
const TRAITS: readonly (readonly [column: string, ofArousal: number, ofValence: number])[] = [
  ['Overall', 0.5, 0.4],
  ['RecommendHiring', 0.5, 0.4],
  ['Colleague', 0.4, 0.5],
  ['Engaged', 0.9, 0.2],
  ['Excited', 1.1, 0.2],
  ['EyeContact', 0.1, 0.1],
  ['Smiled', 0.3, 0.7],
  ['SpeakingRate', 0.4, 0],
  ['NoFillers', 0.1, 0],
  ['Friendly', 0.4, 0.6],
  ['Paused', -0.2, 0],
  ['EngagingTone', 0.8, 0.3],
  ['StructuredAnswers', 0.1, 0.1],
  ['Calm', -0.5, 0.2],
  ['NotStressed', -0.2, 0.4],
  ['Focused', 0.2, 0],
  ['Authentic', 0.1, 0.3],
  ['NotAwkward', 0.3, 0.3],
];

/**
 * Writes `data_interview`: two interviews of every person, and nine raters' scores of each interview.
 *
 * First interviews (`P1.wav`) are stereo with a weak right channel, second ones (`PP1.wav`) mono.
 *
 * @param persons number of persons
 * @param seconds approximate length of an interview
 * @param onRecording called after each recording
 */
export async function writeInterviews(
  dir: string,
  { persons, seconds }: { persons: number; seconds: number },
  stream: Random,
  onRecording: () => void,
): Promise<void> {
  const audio = join(dir, 'data_interview', 'Audio', 'Audio');
  const labels = join(dir, 'data_interview', 'Labels');
  await mkdir(audio, { recursive: true });
  await mkdir(labels, { recursive: true });
  /** Bias of each rater, the same for all interviews. */
  const severity = Array.from({ length: RATERS }, () => stream.normal(0, 0.4));
  const rows = [['Participant', 'Worker', ...TRAITS.map(([column]) => column), 'Total'].join(',')];
  for (let person = 1; person <= persons; person++) {
    const speaker = drawSpeaker(person % 2 === 1 ? 'F' : 'M', stream);
    const usual = stream.normal(3, 0.5);
    for (const visit of ['P', 'PP']) {
      const own = random(stream.integer(0, 2 ** 32));
      const mood: Affect = {
        arousal: clip(usual + own.normal(0, 0.6), 1.5, 4.5),
        valence: clip(own.normal(3.2, 0.6), 1.5, 4.5),
        dominance: 3,
      };
      const left = interview(speaker, mood, seconds, own);
      const channels = visit === 'P' ? [left, weakCopy(left, own)] : [left];
      await writeFile(join(audio, `${visit}${person}.wav`), encodeWav(channels, SAMPLE_RATE, 16));
      rows.push(...ratings(`${visit.toLowerCase()}${person}`, mood, severity, own));
      onRecording();
    }
  }
  await writeFile(join(labels, 'turker_scores_full_interview.csv'), rows.map((row) => `${row}\r\n`).join(''));
}

/** An interview: answers in affective states near that of the interview, with pauses for the questions. */
function interview(speaker: Speaker, mood: Affect, seconds: number, own: Random): Float64Array {
  const pieces: { at: number; samples: Float64Array }[] = [];
  let length = Math.round(0.5 * SAMPLE_RATE);
  while (length < seconds * SAMPLE_RATE) {
    const affect: Affect = {
      arousal: clip(own.normal(mood.arousal, 0.35), 1, 5),
      valence: clip(own.normal(mood.valence, 0.35), 1, 5),
      dominance: mood.dominance,
    };
    const { voice, prosody } = express(speaker, affect, own);
    const words = nonsense(own.integer(8, 20), own);
    const plan = { ...planUtterance(words, prosody, own), noise: -Infinity }; // room noise is added once, below
    const { samples } = synthesize(voice, plan, SAMPLE_RATE, own).signal;
    pieces.push({ at: length, samples });
    length += samples.length + Math.round(own.uniform(0.3, 1.2) * SAMPLE_RATE);
  }
  const recording = whiteNoise(length, speaker.noise, own);
  for (const { at, samples } of pieces)
    for (let n = 0; n < samples.length; n++) recording[at + n] += samples[n];
  return recording;
}

/** The sound in a second, more distant microphone: 12 dB weaker. */
function weakCopy(left: Float64Array, own: Random): Float64Array {
  const right = whiteNoise(left.length, -66, own);
  const delay = Math.round(0.004 * SAMPLE_RATE);
  for (let n = delay; n < left.length; n++) right[n] += 0.25 * left[n - delay];
  return right;
}

function whiteNoise(length: number, level: number, own: Random): Float64Array {
  const amplitude = Math.sqrt(3) * pow(10, level / 20); // a uniform variable on ±√3 has variance 1
  const noise = new Float64Array(length);
  for (let n = 0; n < length; n++) noise[n] = amplitude * own.uniform(-1, 1);
  return noise;
}

/** The rows of one interview: nine raters, then `AGGR`, their mean. */
function ratings(participant: string, mood: Affect, severity: readonly number[], own: Random): string[] {
  // Scores on which all raters agree, with a part that the voice does not tell.
  const seen = TRAITS.map(
    ([, ofArousal, ofValence]) =>
      4.2 + ofArousal * (mood.arousal - 3) + ofValence * (mood.valence - 3) + own.normal(0, 0.35),
  );
  const scores = severity.map((bias) => {
    const traits = seen.map((value) => clip(Math.round(own.normal(value + bias, 0.9)), 1, 7));
    return [...traits, traits.reduce((sum, score) => sum + score, 0)];
  });
  const mean = scores[0].map(
    (_, column) => scores.reduce((sum, row) => sum + row[column], 0) / scores.length,
  );
  return [
    ...scores.map((row, rater) => [participant, `W${rater + 1}`, ...row].join(',')),
    [participant, 'AGGR', ...mean.map((value) => value.toFixed(6))].join(','),
  ];
}
