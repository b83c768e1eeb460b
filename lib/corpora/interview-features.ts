import { join } from 'node:path';
import { readUserTable } from '../text/read-table';
import { featureRows, featureTableNeeds, recordingOfField } from './feature-rows';
import { onDisk, visibleNames } from './folder';
import { interviewFolder } from './interviews';
import type { Remark, Skipped } from './skipped';

/** Features of interviews from other programs. */
export interface InterviewFeatures {
  /** Tables with rows of these interviews, relative to the data folder, with forward slashes. */
  readonly files: readonly string[];
  /** Participant of each row, as `recordingKey`: 'p1'. In order of first appearance. */
  readonly participants: readonly string[];
  readonly features: readonly string[];
  /** Row-major, participants × features; NaN where a value is missing or a table lacks the participant. */
  readonly values: Float64Array;
  /** Rows of other interviews. */
  readonly skipped: readonly Skipped[];
  readonly remarks: readonly Remark[];
}

const featureFolder = `${interviewFolder}/Features`;

/**
 * Reads every `data_interview/Features/*.csv` (`featureRows`) and joins the tables by participant. A column that two tables
 * share is named `file:column` in the later one.
 *
 * @param known ids of the interviews; rows of others are left out and listed in `skipped`
 * @returns no participants when there is no such folder or no table in it
 * @throws Error naming file, line, column, what was found and the way out
 */
export async function readInterviewFeatures(
  dataDir: string,
  known: ReadonlySet<string>,
): Promise<InterviewFeatures> {
  const folder = (await onDisk(dataDir, '', featureFolder)) ?? featureFolder;
  const names = (await visibleNames(join(dataDir, folder))).filter((name) => /\.(?:csv|tsv)$/i.test(name));
  const files: string[] = [];
  const features: string[] = [];
  const skipped: Skipped[] = [];
  const remarks: Remark[] = [];
  const rowsOf = new Map<string, number[]>(); // values by participant
  for (const name of names) {
    const file = `${folder}/${name}`;
    const table = await readUserTable(join(dataDir, file), featureTableNeeds(file), {
      nameOf: recordingOfField,
      isKnown: (participant) => known.has(participant),
    });
    const found = featureRows(table);
    remarks.push(...[...table.remarks, ...found.remarks].map((reason) => ({ file, reason })));
    const ours = [...found.rows].filter(([participant]) => known.has(participant));
    for (const [participant, { line }] of found.rows) {
      if (known.has(participant)) continue;
      const reason = `there is no interview ${participant}`;
      skipped.push({ kind: 'features of another interview', file, line, reason });
    }
    if (ours.length === 0) continue;
    files.push(file);
    const offset = features.length;
    for (const feature of found.features) {
      features.push(features.includes(feature) ? `${name}:${feature}` : feature);
    }
    for (const [participant, { values }] of ours) {
      const row = rowsOf.get(participant) ?? [];
      while (row.length < offset) row.push(NaN);
      rowsOf.set(participant, [...row, ...values]);
    }
  }
  const width = features.length;
  const values = new Float64Array(rowsOf.size * width).fill(NaN);
  [...rowsOf.values()].forEach((row, i) => values.set(row, i * width));
  return { files, participants: [...rowsOf.keys()], features, values, skipped, remarks };
}
