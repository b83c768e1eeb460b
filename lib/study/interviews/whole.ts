import type { Channel } from '../../audio/signal';
import { readInterviewFeatures } from '../../corpora/interview-features';
import type { Interview } from '../../corpora/interviews';
import type { Remark, Skipped } from '../../corpora/skipped';
import type { Rows } from '../../models/data/rows';
import type { Places } from '../places';
import { measureWholeInterviews, type MeasuredWhole } from './whole-recordings';

/** Features of whole interviews, measured or read from tables. */
export interface WholeInterviewTable {
  /** The interviews that have any, in the order given. */
  readonly interviews: readonly Interview[];
  readonly rows: Rows;
  /** Interviews of which a recording was measured. */
  readonly heard: number;
  /** Tables that came from elsewhere, relative to the data folder. */
  readonly files: readonly string[];
  /** Rows of those tables that were not used. */
  readonly skipped: readonly Skipped[];
  /** How those tables were read. */
  readonly remarks: readonly Remark[];
  /** What measuring said; absent where there is no recording. */
  readonly measured: MeasuredWhole | undefined;
}

/**
 * The features of whole interviews: measured from the recordings, beside the columns of `data_interview/Features/*.csv`.
 * Where there are no recordings, those alone. A column that both have is named `Features:column` where it comes from a table.
 *
 * @throws Error naming file, line and column when a table cannot be read
 */
export async function wholeInterviewTable(
  places: Places,
  interviews: readonly Interview[],
  measuring: { readonly set: string; readonly channel: Channel },
  onDone?: (done: number, total: number) => void,
): Promise<WholeInterviewTable> {
  const recorded = interviews.filter(({ files }) => files.length > 0);
  const measured =
    recorded.length > 0 ? await measureWholeInterviews(places, recorded, measuring, onDone) : undefined;
  const given = await readInterviewFeatures(places.data, new Set(interviews.map(({ id }) => id)));
  const heard = new Map(measured?.interviews.map((id, row) => [id, row]));
  const listed = new Map(given.participants.map((id, row) => [id, row]));
  const own = heard.size > 0 ? (measured?.table.features ?? []) : [];
  const others = interviews.some(({ id }) => listed.has(id)) ? given.features : [];
  const features = [...own, ...others.map((name) => (own.includes(name) ? `Features:${name}` : name))];
  const kept = interviews.filter(({ id }) => heard.has(id) || listed.has(id));
  const values = new Float64Array(kept.length * features.length).fill(NaN);
  kept.forEach(({ id }, i) => {
    const at = i * features.length;
    const row = heard.get(id);
    if (row !== undefined && measured !== undefined) {
      values.set(measured.table.values.subarray(row * own.length, (row + 1) * own.length), at);
    }
    const line = listed.get(id);
    if (line !== undefined) {
      values.set(given.values.subarray(line * others.length, (line + 1) * others.length), at + own.length);
    }
  });
  const { files, skipped, remarks } = given;
  return {
    interviews: kept,
    rows: { features, values },
    heard: heard.size,
    files,
    skipped,
    remarks,
    measured,
  };
}

/** The traits that every one of these interviews has a score of. */
export function ratedByAll(interviews: readonly Interview[], traits: readonly string[]): string[] {
  return traits.filter((trait) => interviews.every(({ ratings }) => Number.isFinite(ratings[trait])));
}
