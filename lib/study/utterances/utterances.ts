import { openLabels } from '../../legacy/artifacts';
import { createHash } from 'node:crypto';
import { readLinkedCorpora, type LinkedCorpora } from '../../corpora/linked';
import { artifactFormat } from '../../tables/artifact';
import type { FeatureTable } from '../../tables/feature-table';
import { readFeatureTable } from '../../tables/feature-table-file';
import {
  storeMeasurements,
  type MeasuredTable,
  type OnDone,
  type StoredMeasurements,
} from '../../jobs/measured-table';
import { combinedHash, fingerprints } from '../../tables/fingerprint';
import { labelOf, labelProvenance, readLabelTable, writeLabels, type Label } from '../../tables/labels';
import { versions } from '../../tables/project';
import { provenanceDifferences, type Provenance } from '../../tables/provenance';
import type { Places } from '../places';
import { runAt } from '../run-at';

export const utteranceFeatureKind = 'utterance-features';

/** What lies on disk once utterances are measured. */
export interface StoredUtterances {
  readonly corpus: LinkedCorpora;
  /** `input.obj` */
  readonly features: StoredMeasurements;
  /** How `output.obj` came to be: kept as it was, written now, or left by the original project. */
  readonly labels: 'kept' | 'written' | 'original';
}

export interface PreparedUtterances extends StoredUtterances {
  readonly features: MeasuredTable;
}

/**
 * Notebook 1: measures every utterance of the corpora that lie in the data folder and stores features and labels, unless what is stored still fits.
 *
 * @param set    feature set by name
 * @param onDone told of the utterances done
 */
export async function prepareUtterances(
  places: Places,
  set: string,
  onDone?: OnDone,
): Promise<PreparedUtterances> {
  const stored = await storeUtterances(places, set, onDone);
  const { table } = readFeatureTable(places.features, { kind: utteranceFeatureKind });
  return { ...stored, features: { ...stored.features, table } };
}

/** As `prepareUtterances`, with the features left on disk, however many they are. */
export async function storeUtterances(
  places: Places,
  set: string,
  onDone?: OnDone,
): Promise<StoredUtterances> {
  const corpus = await readLinkedCorpora(places.data);
  const segments = corpus.utterances.map((utterance) => utterance.segment);
  const recordings = await fingerprints(
    places.data,
    segments.map((segment) => segment.file),
  );
  const measuring = { dataDir: places.data, set, channel: 'left' as const };
  const features = await storeMeasurements(
    {
      file: places.features,
      segments,
      measuring,
      source: { kind: utteranceFeatureKind, recordings },
      run: runAt(places),
    },
    onDone,
  );
  const labels = storeLabels(places.labels, corpus.utterances.map(labelOf), combinedHash(recordings));
  return { corpus, features, labels };
}

function storeLabels(file: string, labels: readonly Label[], data: string): StoredUtterances['labels'] {
  const format = artifactFormat(file);
  if (format === 'pickle') return 'original';
  const wanted = labelProvenance(`${data} ${labelFingerprint(labels)}`, versions());
  if (format !== 'missing' && provenanceDifferences(readLabelTable(file).provenance, wanted).length === 0)
    return 'kept';
  writeLabels(file, labels, wanted);
  return 'written';
}

function labelFingerprint(labels: readonly Label[]): string {
  return createHash('sha256').update(JSON.stringify(labels)).digest('hex');
}

/** Labels and features of the same utterances, row by row. */
export interface LabelledUtterances {
  readonly labels: readonly Label[];
  readonly table: FeatureTable;
  readonly set: NonNullable<Provenance['features']>;
  /** Hash of the recordings. */
  readonly data: string;
  /** Utterances with a label and no features: their recordings could not be read. */
  readonly unmeasured: number;
}

/**
 * What notebook 1 stored, joined by utterance.
 *
 * @throws Error when an artifact is missing or damaged, or when labels and features share no utterance
 */
export function readUtterances(places: Places): LabelledUtterances {
  const labels = openLabels(places.labels);
  const { table, provenance } = readFeatureTable(places.features, { kind: utteranceFeatureKind });
  if (provenance.features === undefined)
    throw new Error(`${places.features}: the provenance names no feature set; run preprocess_data`);
  const byId = new Map(labels.map((label) => [label.id, label]));
  const width = table.features.length;
  const rows = table.segments.flatMap((segment, i) => (byId.has(segment.id) ? [i] : []));
  if (rows.length === 0) {
    throw new Error(
      `${places.labels} and ${places.features} share no utterance (${labels[0]?.id ?? 'none'} …, ${table.segments[0]?.id ?? 'none'} …); ` +
        'move them away and run preprocess_data',
    );
  }
  const values = new Float64Array(rows.length * width);
  rows.forEach((row, i) => values.set(table.values.subarray(row * width, (row + 1) * width), i * width));
  const segments = rows.map((row) => table.segments[row]);
  return {
    labels: segments.flatMap((segment) => byId.get(segment.id) ?? []),
    table: { segments, features: table.features, values },
    set: provenance.features,
    data: provenance.data,
    unmeasured: labels.length - rows.length,
  };
}
