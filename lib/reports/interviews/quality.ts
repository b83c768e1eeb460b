import { bar } from '../../notebook/bar';
import { cached } from '../../notebook/cached';
import type { Part, Report } from '../../notebook/report';
import { plural } from '../../notebook/say';
import { table } from '../../notebook/tables';
import { recordingQualities, type NamedQuality } from '../../study/recording-qualities';
import { asksForCopies, worthOf, type ScoresByChange } from '../../study/interviews/worth';
import type { StepRunner } from '../add-part';
import { qualityColumns, qualityDigits, storedQuality } from '../quality';
import { fixed } from '../words';
import type { InterviewWindows } from './interview-windows';

/** The quality of each recording of interviews, and which models it asks for. */
export interface InterviewQuality extends Report {
  /** Whether a recording is so noisy, narrow or reverberant that models of clean recordings have not learned from its like. */
  readonly asksForCopies: boolean;
  /** What that means for predictions, as sentences. */
  readonly warnings: readonly string[];
}

/**
 * Estimates the quality of every recording of interviews, and says where the models were not trained for it and what the score
 * is worth there, by what notebook 2 measured on changed recordings.
 */
export async function interviewQuality(
  study: StepRunner,
  { corpus, models, windows, channel }: InterviewWindows,
): Promise<InterviewQuality> {
  const parts: Part[] = [];
  const recordings = [...windows.recordings].map(([file, { id }]) => ({ name: id, file }));
  const found = await study.run(
    'the quality of recordings',
    () =>
      cached('recording-quality', { data: windows.provenance.data, recordings, channel }, () =>
        recordingQualities(corpus.places.data, recordings, channel, bar('quality of recordings')),
      ),
    parts,
  );
  const qualities = found ?? [];
  const asking = qualities.filter(({ quality }) => asksForCopies(quality));
  const scores = models.robust?.scores;
  const warnings =
    asking.length === 0 ? [] : [warning(asking.length, qualities.length, models.robust !== null)];
  if (qualities.length > 0) parts.push(...shown(qualities, scores, warnings));
  return {
    kind: 'report',
    parts,
    asksForCopies: asking.length > 0,
    warnings,
    toJSON: () => ({
      quality: {
        recordings: qualities.map(({ name, quality }) => ({
          recording: name,
          ...storedQuality(quality),
          asksForCopies: asksForCopies(quality),
          ...(scores !== undefined && { arousalCcc: worthOf(scores, quality) }),
        })),
      },
    }),
  };
}

function warning(count: number, total: number, robust: boolean): string {
  const like = `Of ${plural(total, 'recording')} ${count} ${count === 1 ? 'is' : 'are'} noisy, narrow in band or reverberant`;
  return robust
    ? `${like}: models that learned from clean recordings alone know nothing like it. All interviews are scored by the models ` +
        'that learned from changed copies, too, so that they can be compared.'
    : `${like}, and the models learned from clean recordings alone: scores there are guesses. Run notebook emotion_analysis, ` +
        'which trains models on changed copies.';
}

function shown(
  qualities: readonly NamedQuality[],
  scores: ScoresByChange | undefined,
  warnings: readonly string[],
): Part[] {
  const rows = qualities.map(({ name, quality }) => ({
    recording: name,
    ...qualityColumns(quality),
    ...(scores !== undefined && { 'arousal CCC there': worthOf(scores, quality) }),
    warnings: quality.warnings.join(' '),
  }));
  const spoiled = qualities.filter((one) => one.quality.warnings.length > 0).length;
  const worth =
    scores === undefined
      ? ''
      : ' `arousal CCC there` is what the model that learned from changed copies reached on utterances of such recordings ' +
        `(${fixed(scores.clean)} on clean ones), sessions left out: by white noise of that ratio, a telephone, a room.`;
  return [
    ...warnings.map((sentence) => `**Warning.** ${sentence}`),
    `${spoiled === 0 ? 'Nothing spoils' : 'Something may spoil'} measurements in ${spoiled === 0 ? 'any' : spoiled} of ` +
      `${plural(qualities.length, 'recording')}.${worth}`,
    table(rows, {
      caption: 'Quality of the recordings, estimated from themselves',
      digits: { ...qualityDigits, 'arousal CCC there': 2 },
      limit: 20,
    }),
  ];
}
