import type { Segment } from '../../corpora/segment';
import type { Label } from '../../tables/labels';
import { measureChangedInSets, type ChangedInSets } from './changed-utterances';
import { conditionsOf, type ColumnScale } from './conditions';
import type { Scale } from './models';
import { furtherChanges, trainingChanges, unseenChanges } from './robust-changes';
import { robustSelection, type Conditions, type RobustSelection } from './robust-selection';

/** Models trained with changed copies, and without them. */
export interface RobustComparison {
  readonly scale: ColumnScale;
  readonly robust: RobustSelection;
  readonly plain: RobustSelection;
}

/** A sample of utterances, measured as it is and after every change of the comparison. */
export interface ChangedSample {
  /** Labels of the sample. */
  readonly labels: readonly Label[];
  /** Feature sets by name. */
  readonly sets: readonly string[];
  readonly changed: ChangedInSets;
  /** How many of the changes are copies to train on, after the clean recordings, and how many unseen ones follow. */
  readonly copies: number;
  readonly unseen: number;
  readonly seed: number;
}

/**
 * Changes a sample of utterances, as copies to train on and to be tested on, and measures them; 13 measurements each.
 *
 * @param segments and @param labels of the utterances, in one order
 * @param sets feature sets by name
 * @param options.count how many utterances
 */
export async function changedSample(
  dataDir: string,
  segments: readonly Segment[],
  labels: readonly Label[],
  sets: readonly string[],
  { seed, count }: { readonly seed: number; readonly count: number },
  onDone?: (done: number, total: number) => void,
): Promise<ChangedSample> {
  const [copies, unseen] = [trainingChanges(seed), unseenChanges(seed)];
  const changes = [...copies, ...unseen, ...furtherChanges(seed)];
  const changed = await measureChangedInSets(dataDir, segments, changes, sets, { seed, count }, onDone);
  const own = changed.of.map((place) => labels[place]);
  return { labels: own, sets, changed, copies: copies.length, unseen: unseen.length, seed };
}

/** The sample as conditions on a scale: clean, copies to train on, unseen and further changes. */
export function sampleConditions(
  { labels, sets, changed, copies, unseen }: ChangedSample,
  scale: ColumnScale,
): Conditions {
  const [clean, ...rest] = conditionsOf(changed, sets, labels, scale);
  return {
    clean,
    copies: rest.slice(0, copies),
    unseen: rest.slice(copies, copies + unseen),
    further: rest.slice(copies + unseen),
  };
}

/**
 * Compares training on changed copies beside the clean recordings with training on the clean ones, nested over sessions, and
 * tests on changes that were not trained on, for each scale of the columns.
 *
 * @throws InsufficientData where there are fewer than three sessions
 */
export async function robustComparison(
  sample: ChangedSample,
  rated: Scale,
  scales: readonly ColumnScale[],
  onDone?: (done: number, total: number) => void,
): Promise<RobustComparison[]> {
  const compared: RobustComparison[] = [];
  const steps = 2 * scales.length;
  for (const [s, scale] of scales.entries()) {
    const conditions = sampleConditions(sample, scale);
    const select = (step: number, copies: Conditions['copies']) =>
      robustSelection({ ...conditions, copies }, sample.labels, rated, sample.seed, (done, total) =>
        onDone?.(100 * step + Math.round((100 * done) / total), 100 * steps),
      );
    compared.push({
      scale,
      robust: await select(2 * s, conditions.copies),
      plain: await select(2 * s + 1, []),
    });
  }
  return compared;
}
