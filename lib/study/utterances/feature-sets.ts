import path from 'node:path';
import { askedSet, knownSet } from '../../embeddings/known-set';
import { measuredTable, type OnDone } from '../../jobs/measured-table';
import { completeRows, selectRows, type Rows } from '../../models/data/rows';
import type { Label } from '../../tables/labels';
import { fingerprints } from '../../tables/fingerprint';
import type { Places } from '../places';
import { runAt } from '../run-at';
import { ratedRows } from './rated';
import { utteranceFeatureKind, type LabelledUtterances } from './utterances';

/** Rows of one feature set, or of two side by side. */
export interface NamedRows {
  /** `original83`, or `original83+egemaps`. */
  readonly name: string;
  /** Of the feature set; of two, a thousand times the first's and the second's. */
  readonly version: number;
  readonly rows: Rows;
  /** Unit of each column. */
  readonly units: readonly string[];
}

/** The same utterances measured with several feature sets: row i of each belongs to `labels[i]`; all is finite. */
export interface UtteranceSets {
  readonly labels: readonly Label[];
  /** The set of `input.obj` first, then each further one, then the first with each further one. */
  readonly sets: readonly NamedRows[];
}

/** Where the measurements of a further feature set are kept. */
export function furtherSetFile(places: Places, set: string): string {
  return path.join(places.artifacts, `utterances-${set}.obj`);
}

/**
 * The utterances of `input.obj` with further feature sets beside its own, measured now where they are not stored yet.
 * Kept are the utterances that are complete in every set and rated (`ratedRows`).
 *
 * @param further names of feature sets, or `onnx:FILE.onnx`; the one of `input.obj` among them is passed over
 * @param onDone told of the utterances done
 */
export async function withFurtherSets(
  places: Places,
  utterances: LabelledUtterances,
  further: readonly string[],
  onDone?: OnDone,
): Promise<UtteranceSets> {
  const { labels, table, set } = utterances;
  const measured: NamedRows[] = [named(set.name, table)];
  const files = [...new Set(table.segments.map(({ file }) => file))];
  const recordings = await fingerprints(places.data, files);
  const asked: string[] = [];
  for (const one of further) asked.push(await askedSet(one));
  for (const name of asked.filter((one) => one !== set.name)) {
    const file = furtherSetFile(places, name);
    const measuring = { dataDir: places.data, set: name, channel: 'left' as const };
    const more = await measuredTable(
      {
        file,
        segments: table.segments,
        measuring,
        source: { kind: utteranceFeatureKind, recordings },
        run: runAt(places),
      },
      onDone,
    );
    const place = new Map(more.table.segments.map(({ id }, i) => [id, i]));
    const width = more.table.features.length;
    const values = new Float64Array(labels.length * width).fill(NaN);
    labels.forEach(({ id }, i) => {
      const row = place.get(id);
      if (row !== undefined)
        values.set(more.table.values.subarray(row * width, (row + 1) * width), i * width);
    });
    measured.push(named(name, { features: more.table.features, values }));
  }
  return completeSets(labels, measured);
}

/**
 * The utterances that are complete in every set and rated (`ratedRows`), in each set and in the first beside each other.
 *
 * @param measured rows of the same utterances in each set, gaps as NaN
 */
export function completeSets(labels: readonly Label[], measured: readonly NamedRows[]): UtteranceSets {
  let kept = ratedRows(labels);
  for (const { rows } of measured) {
    const complete = new Set(completeRows(rows));
    kept = kept.filter((row) => complete.has(row));
  }
  const sets = measured.map((one) => ({ ...one, rows: selectRows(one.rows, kept) }));
  return {
    labels: kept.map((row) => labels[row]),
    sets: [...sets, ...sets.slice(1).map((other) => sideBySide(sets[0], other))],
  };
}

/** The utterances with the columns of `input.obj` alone. */
export function firstSet({ labels, sets }: UtteranceSets): {
  readonly labels: readonly Label[];
  readonly rows: Rows;
} {
  return { labels, rows: sets[0].rows };
}

/** The utterances with one of these emotions, in every set. */
export function setsWithEmotions(
  { labels, sets }: UtteranceSets,
  emotions: readonly string[],
): UtteranceSets {
  const kept = labels.flatMap((label, row) => (emotions.includes(label.emotion) ? [row] : []));
  return {
    labels: kept.map((row) => labels[row]),
    sets: sets.map((one) => ({ ...one, rows: selectRows(one.rows, kept) })),
  };
}

function named(name: string, { features, values }: Rows): NamedRows {
  const set = knownSet(name);
  return {
    name,
    version: set.version,
    rows: { features, values },
    units: set.features.map(({ unit }) => unit),
  };
}

/** Columns of both, each with its set's name in front, since two sets may use one name. */
function sideBySide(first: NamedRows, second: NamedRows): NamedRows {
  const widths = [first.rows.features.length, second.rows.features.length];
  const width = widths[0] + widths[1];
  const values = new Float64Array((first.rows.values.length / widths[0]) * width);
  for (let i = 0; i < values.length / width; i++) {
    values.set(first.rows.values.subarray(i * widths[0], (i + 1) * widths[0]), i * width);
    values.set(second.rows.values.subarray(i * widths[1], (i + 1) * widths[1]), i * width + widths[0]);
  }
  const features = [first, second].flatMap(({ name, rows }) =>
    rows.features.map((column) => `${name}:${column}`),
  );
  return {
    name: `${first.name}+${second.name}`,
    version: 1000 * first.version + second.version,
    rows: { features, values },
    units: [...first.units, ...second.units],
  };
}
