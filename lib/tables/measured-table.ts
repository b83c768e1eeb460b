import path from 'node:path';
import type { Segment } from '../corpora/segment';
import { featureSet } from '../features/sets';
import { artifactFormat } from './artifact';
import { readFeatureTable, writeFeatureTable } from './feature-table-file';
import { removeJournal } from './journal';
import { measure, type Measured } from './measure';
import type { MeasuringSettings } from './measure-recording';
import { versions } from './project';
import { provenanceDifferences, type Json, type Provenance } from './provenance';

export interface MeasuredTable extends Measured {
  /** True when the stored table was taken as it is. */
  readonly reused: boolean;
  /** What about a stored table no longer fits, one line each; empty when it was taken or there was none. */
  readonly changes: readonly string[];
  readonly provenance: Provenance;
}

/**
 * The features of `segments`: read from `file` when the table there was made from the same data with the same
 * settings, else measured and stored there. A run that was cut off goes on where it was.
 *
 * @param file             the artifact
 * @param segments         what to measure; must follow from the data and `source.settings` alone
 * @param measuring        data folder, feature set, channel, mode
 * @param source.kind      what the rows are, for the provenance
 * @param source.data      hash of the recordings
 * @param source.settings  whatever else decides the rows, such as window and hop
 * @param onDone           told after each recording
 * @throws Error naming the file when something else lies there, such as a pickle of the original project; it is kept
 */
export async function measuredTable(
  file: string,
  segments: readonly Segment[],
  measuring: MeasuringSettings,
  source: {
    readonly kind: string;
    readonly data: string;
    readonly settings?: { readonly [key: string]: Json };
  },
  onDone?: (done: number, total: number) => void,
): Promise<MeasuredTable> {
  const set = featureSet(measuring.set);
  const wanted: Provenance = {
    kind: source.kind,
    data: source.data,
    features: { name: set.name, version: set.version },
    settings: {
      ...source.settings,
      channel: measuring.channel,
      ...(measuring.mode === 'shared' ? { mode: measuring.mode } : {}),
    },
    versions: versions(),
  };
  let changes: string[] = [];
  if (artifactFormat(file) !== 'missing') {
    const stored = readFeatureTable(file, { kind: source.kind });
    changes = provenanceDifferences(stored.provenance, wanted);
    if (changes.length === 0) {
      const { table, provenance } = stored;
      const { skipped = [], remarks = [] } = provenance;
      return { table, skipped, remarks, reused: true, changes, provenance };
    }
  }
  const journal = path.join(path.dirname(file), '.partial', `${path.basename(file)}.jsonl`);
  const measured = await measure(segments, measuring, {
    journal,
    key: JSON.stringify({ ...wanted, versions: {} }),
    onDone,
  });
  const provenance: Provenance = { ...wanted, skipped: measured.skipped, remarks: measured.remarks };
  writeFeatureTable(file, measured.table, set, provenance);
  await removeJournal(journal);
  return { ...measured, reused: false, changes, provenance };
}
