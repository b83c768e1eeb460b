import { join } from 'node:path';
import { readPlainText } from '../../text/read-table';
import type { Remark, Skipped } from '../skipped';
import { parseAudformatHeader, type AudformatField } from './audformat-header';
import { aboutIn, peopleIn } from './audformat-people';
import { labelRows } from './audformat-raters';
import { readTable, type ReadTable } from './audformat-table';
import { scaleNames, type CorpusLabels } from './label-row';
import type { RecordingIndex } from './recording-index';

/**
 * Reads the labels of an audformat database: `db.yaml` and its CSV tables.
 *
 * Of each table it reads the columns whose scheme, or whose name, is `emotion`, `valence`, `arousal`, `dominance`, `speaker`,
 * `session`, `sex` or `gender`, `transcript` or `transcription`. The ends of a scale are the scheme's `minimum` and `maximum`.
 * What the labels of the speakers' scheme, or its misc table, say of a speaker holds for the speaker's utterances. Columns whose
 * rater has the type `vote` or `ground truth` or a name such as `gold`, or is not named, hold what all raters said together; a
 * machine's columns are not read.
 *
 * @param header `db.yaml`, relative to the data folder
 * @throws Error naming file, field, what was found and the way out, when the header or a table cannot be read
 */
export async function readAudformat(
  dataDir: string,
  folder: string,
  header: string,
  recordings: RecordingIndex,
): Promise<CorpusLabels> {
  const { tables, schemes, raters } = parseAudformatHeader(
    await readPlainText(join(dataDir, header)),
    header,
  );
  const [skipped, remarks]: [Skipped[], Remark[]] = [[], []];
  const usable = tables.filter(({ columns }) => columns.length > 0);
  const read: ReadTable[] = [];
  for (const of of usable) read.push(await readTable(dataDir, folder, of, header, recordings, remarks));
  const machines = [...raters].flatMap(([id, type]) => (type === 'machine' ? [id] : []));
  if (machines.length > 0) {
    const reason = `labels of ${machines.join(', ')} are a machine's and are not read`;
    remarks.push({ file: header, reason });
  }
  const people = peopleIn(read, schemes);
  const whom = aboutIn(read, schemes, people, skipped);
  const rows = labelRows(read, { schemes, raters }, skipped);
  if (rows.length === 0) {
    const found = tables.map(({ id }) => id).join(', ') || 'none';
    throw new Error(
      `${header}: tables: found ${found}, expected one with a column whose scheme is emotion, ${scaleNames.join(', ')}`,
    );
  }
  const has = (field: AudformatField) =>
    usable.some(({ kind, columns }) => kind !== 'misc' && columns.some((column) => column.field === field));
  const hasSession = has('session') || [...people.values()].some(({ session }) => session !== undefined);
  return {
    file: header,
    rows: rows.map((row) => ({ ...row, ...whom(row) })),
    ...{ hasSpeaker: has('speaker'), hasSession, hasRatings: scaleNames.some(has) },
    ...{ skipped, remarks },
  };
}
