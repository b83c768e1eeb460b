import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Label } from '../../tables/labels';
import { measureChanged } from './changed-utterances';
import { recordingChanges } from './changes';
import {
  changeScores,
  groupScores,
  leaveSessionOutPredictor,
  type ChangeScore,
  type SubsetScore,
} from './robustness';
import type { Scale, TrainingSet } from './models';
import { pitchThirds } from './subgroups';
import { clampedTrainer, linearTrainer, outOfRangeColumns, type OutOfRangeColumn } from './trainers';
import type { LabelledUtterances } from './utterances';

/** Scores of a model on recordings that differ from its training data. */
export type RobustnessReport =
  | {
      readonly kind: 'tested';
      /** The regression as it is, after each change; `unchanged` first. */
      readonly plain: readonly ChangeScore[];
      /** The same with every column clamped to the range of its training rows. */
      readonly clamped: readonly ChangeScore[];
      /** After each change, the column that leaves the training range farthest; none where all stay within. */
      readonly outOfRange: readonly (OutOfRangeColumn | undefined)[];
    }
  | { readonly kind: 'skipped'; readonly why: string };

/**
 * Notebook 2: how well linear support vector regression predicts a scale of a sample of utterances after noise, gain,
 * filters and the telephone. Models are trained on the other sessions' recordings as they are; sampled utterances are
 * measured again after each change.
 *
 * @param dataDir folder of the recordings; where they are not there, the result says so
 * @param utterances where each recording lies
 * @param complete the rows to train on
 * @param options.count how many utterances are measured again; some 60 ms for each change and second of speech
 * @param onDone told after each measured recording
 */
export async function robustnessReport(
  dataDir: string,
  utterances: Pick<LabelledUtterances, 'table' | 'set'>,
  complete: TrainingSet,
  scale: Scale,
  { seed, count }: { readonly seed: number; readonly count: number },
  onDone?: (done: number, total: number) => void,
): Promise<RobustnessReport> {
  const { labels, rows } = complete;
  const segmentOf = new Map(utterances.table.segments.map((segment) => [segment.id, segment]));
  const segments = labels.flatMap(({ id }) => segmentOf.get(id) ?? []);
  if (new Set(labels.map(({ session }) => session)).size < 2) {
    return { kind: 'skipped', why: 'there is one session only, and none to train on' };
  }
  const missing = segments.find(({ file }) => !existsSync(path.join(dataDir, file)));
  if (missing !== undefined || segments.length < labels.length) {
    return {
      kind: 'skipped',
      why: `the recordings are not there (${missing?.file ?? 'no place is stored'})`,
    };
  }
  const changed = await measureChanged(
    dataDir,
    segments,
    recordingChanges(seed),
    utterances.set.name,
    { seed, count },
    onDone,
  );
  const scores = (trainer: typeof linearTrainer) =>
    changeScores(changed, labels, scale, leaveSessionOutPredictor(rows, labels, scale, trainer), seed);
  return {
    kind: 'tested',
    plain: scores(linearTrainer),
    clamped: scores(clampedTrainer),
    outOfRange: changed.measured.map((one) => outOfRangeColumns(rows, one.rows)[0]),
  };
}

/** Groups of speakers; those of unknown sex are in none. */
const sexGroups: Readonly<Record<Label['sex'], string>> = { F: 'women', M: 'men', unknown: '' };

/**
 * Scores of utterances of sessions outside the training data, by sex and by thirds of the speakers' pitch (left out where
 * the feature set has no pitch).
 */
export function subgroupReport(
  { labels, rows }: TrainingSet,
  scale: Scale,
  seed: number,
): (SubsetScore & { readonly group: string })[] {
  const predictor = leaveSessionOutPredictor(rows, labels, scale, linearTrainer);
  const predicted = predictor(
    rows,
    labels.map((_, i) => i),
  );
  const sex = labels.map(({ sex }) => sexGroups[sex]);
  const thirds = pitchThirds(rows, labels);
  return [
    ...groupScores(
      labels,
      scale,
      predicted,
      labels.map(() => 'all'),
      seed,
    ),
    ...groupScores(labels, scale, predicted, sex, seed),
    ...(thirds === undefined ? [] : groupScores(labels, scale, predicted, thirds, seed)),
  ];
}
