import { reportOf, type Report } from '../../notebook/report';
import type { FeatureTable } from '../../tables/feature-table';
import { countMissing, type Missing } from '../../tables/missing';

/** Where features are missing. */
export interface MissingReport extends Report {
  /** Utterances in which every feature could be measured. */
  readonly complete: number;
  /** Features with gaps and in how many utterances, most gaps first. */
  readonly columns: Missing['columns'];
}

const SHOWN = 5;

/** How many utterances are complete, and which features are missing most often. */
export function missingReport(table: FeatureTable): MissingReport {
  const { rows, columns } = countMissing(table);
  const complete = rows.filter((count) => count === 0).length;
  const most = columns.slice(0, SHOWN).map(({ name, count }) => `\`${name}\` (${count})`);
  const where =
    columns.length === 0 ? 'No feature is ever missing.' : `Missing most often: ${most.join(', ')}.`;
  const sentence = `${complete} of ${table.segments.length} utterances are complete. ${where}`;
  return { ...reportOf([sentence], { features: { complete, missing: columns } }), complete, columns };
}
