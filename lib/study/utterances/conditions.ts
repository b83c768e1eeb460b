import { columnMeans, fillMissing, putRows, selectRows, type Rows } from '../../models/data/rows';
import { scaleBySpeaker } from '../../models/data/speaker-scale';
import { concatenated } from '../../stats/concatenated';
import type { Label } from '../../tables/labels';
import type { ChangeName } from './changes';
import type { ChangedInSets } from './changed-utterances';
import { named, withSideBySide, type NamedRows } from './feature-sets';

/** Whose scale the columns are brought to before a model reads them; no rating is used for any. */
export type ColumnScale = 'training rows' | 'condition' | 'speaker and condition';

/** The same utterances after one change, in every feature set and in the first ones side by side; gaps are NaN. */
export interface Condition {
  readonly change: ChangeName;
  readonly sets: readonly NamedRows[];
}

/**
 * Measured utterances as conditions, with their columns on a scale: as measured (`training rows`: models bring them to the
 * scale of what they learn from), standardized over all utterances after one change (`condition`: recordings made alike), or
 * over those of one speaker (`speaker and condition`).
 *
 * @param sets feature sets by name, in the order of `changed`
 * @param labels of the utterances that were changed
 */
export function conditionsOf(
  changed: ChangedInSets,
  sets: readonly string[],
  labels: readonly Label[],
  scale: ColumnScale,
): Condition[] {
  const groups = labels.map(({ speaker }) => (scale === 'condition' ? 'all' : speaker));
  return changed.measured.map(({ change, sets: measured }) => ({
    change,
    sets: withSideBySide(
      measured.map((rows, s) => named(sets[s], scale === 'training rows' ? rows : onOwnScale(rows, groups))),
    ),
  }));
}

/** Columns standardized within groups; one that was never measured in a group is 0 there, the group's middle. */
function onOwnScale(rows: Rows, groups: readonly string[]): Rows {
  const values = rows.values.slice();
  for (const group of new Set(groups)) {
    const own = groups.flatMap((name, row) => (name === group ? [row] : []));
    const part = selectRows(rows, own);
    const missing = columnMeans(part).map((mean) => (Number.isNaN(mean) ? 0 : NaN));
    putRows(values, fillMissing(part, missing), own);
  }
  return scaleBySpeaker({ features: rows.features, values }, groups);
}

/** Rows of the same columns, one after the other. */
export function stacked(parts: readonly Rows[]): Rows {
  return { features: parts[0].features, values: concatenated(parts.map(({ values }) => values)) };
}

/**
 * How often each row counts where utterances are learned from together with changed copies: the copies together as much as the
 * clean recordings, and both together as much as the clean recordings alone, so that penalties mean the same with and
 * without copies.
 *
 * @param clean number of clean rows; @param copies number of rows of changed copies
 */
export function copyWeights(clean: number, copies: number): Float64Array {
  if (copies === 0) return new Float64Array(clean).fill(1);
  const weights = new Float64Array(clean + copies).fill(0.5);
  return weights.fill((0.5 * clean) / copies, clean);
}
