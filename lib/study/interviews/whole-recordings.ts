import path from 'node:path';
import type { Interview } from '../../corpora/interviews';
import type { Segment } from '../../corpora/segment';
import type { OnDone, StoredMeasurements } from '../../jobs/measured-table';
import { concatenated } from '../../stats/concatenated';
import type { FeatureTable } from '../../tables/feature-table';
import { readFeatureTable } from '../../tables/feature-table-file';
import type { Places } from '../places';
import { storeJoined } from './joined-recordings';
import { interviewRecordings, type InterviewRecording, type InterviewRecordings } from './recordings';
import { storeRecordings, type Cutting, type Measuring } from './store-recordings';

/** Whole interviews, measured. */
export interface MeasuredWhole extends Pick<StoredMeasurements, 'skipped' | 'remarks'> {
  /** A row per interview. */
  readonly table: FeatureTable;
  /** The interview of each row. */
  readonly interviews: readonly string[];
  /** Their recordings by file. */
  readonly recordings: ReadonlyMap<string, InterviewRecording>;
}

const KIND = 'interview-features';

/**
 * Notebook 4: the features of each whole interview, unless what is stored still fits. Several recordings of an interview are
 * measured as one sound. An interview whose recording cannot be read is set aside with its reason.
 *
 * @param onDone told of the interviews done
 */
export async function measureWholeInterviews(
  places: Places,
  interviews: readonly Interview[],
  measuring: Measuring,
  onDone?: OnDone,
): Promise<MeasuredWhole> {
  const found = await interviewRecordings(places.data, interviews);
  const { single, several } = byCount(found);
  const [alone, together] = [single.recordings.size, several.size];
  const total = alone + together;
  const stored = await storeRecordings(places, single, wholeOf(places), measuring, (done) =>
    onDone?.(done, total),
  );
  const tables = [readFeatureTable(places.wholeInterviews, { kind: KIND }).table];
  let { skipped, remarks } = stored;
  if (together > 0) {
    const artifact = joinedArtifact(places);
    const joined = await storeJoined(places, several, { artifact, kind: KIND }, measuring, (done) =>
      onDone?.(alone + done, total),
    );
    tables.push(readFeatureTable(artifact, { kind: KIND }).table);
    skipped = [...skipped, ...joined.skipped];
    remarks = [...remarks, ...joined.remarks];
  }
  const table = stacked(tables);
  const ids = table.segments.map(({ id }) => id);
  return { table, interviews: ids, recordings: found.recordings, skipped, remarks };
}

/** As `measureWholeInterviews`, left on disk, of interviews with one recording each. */
export async function storeWholeInterviews(
  places: Places,
  interviews: readonly Interview[],
  measuring: Measuring,
  onDone?: OnDone,
): Promise<StoredMeasurements> {
  const found = await interviewRecordings(places.data, interviews);
  return storeRecordings(places, found, wholeOf(places), measuring, onDone);
}

function wholeOf(places: Places): Cutting {
  return {
    artifact: places.wholeInterviews,
    kind: KIND,
    settings: {},
    segmentsOf: ({ id, file }): Segment[] => [{ id, file, start: 0, end: Infinity }],
  };
}

/** `joined-interviews.obj`, beside the table of interviews with one recording each. */
function joinedArtifact(places: Places): string {
  return path.join(path.dirname(places.wholeInterviews), 'joined-interviews.obj');
}

/** The recordings that are interviews of their own, and the files of each other interview in order of time. */
function byCount({ recordings, unreadable }: InterviewRecordings): {
  readonly single: InterviewRecordings;
  readonly several: ReadonlyMap<string, readonly string[]>;
} {
  const files = new Map<string, string[]>();
  for (const [file, { interview }] of recordings)
    files.set(interview, [...(files.get(interview) ?? []), file]);
  const isSingle = (interview: string) => files.get(interview)?.length === 1;
  return {
    single: {
      recordings: new Map([...recordings].filter(([, { interview }]) => isSingle(interview))),
      unreadable,
    },
    several: new Map([...files].filter(([interview]) => !isSingle(interview))),
  };
}

/** Tables of the same columns, one below the other. */
function stacked(tables: readonly FeatureTable[]): FeatureTable {
  return {
    features: tables[0].features,
    segments: tables.flatMap(({ segments }) => segments),
    values: concatenated(tables.map(({ values }) => values)),
  };
}
