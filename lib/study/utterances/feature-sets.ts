import path from 'node:path';
import { askedSet, knownSet } from '../../embeddings/known-set';
import { measuredTable, type OnDone } from '../../jobs/measured-table';
import { completeRows, rowCount, selectRows, type Rows } from '../../models/data/rows';
import type { Label } from '../../tables/labels';
import { fingerprints } from '../../tables/fingerprint';
import type { Places } from '../places';
import { runAt } from '../run-at';
import { ratedRows } from './rated';
import { utteranceFeatureKind, type LabelledUtterances } from './utterances';

/** Rows of one feature set, or of several side by side. */
export interface NamedRows {
  /** `original83`, or `original83+egemaps`. */
  readonly name: string;
  /** Of the feature set; of several, a thousand times that of those before the last, and the last's. */
  readonly version: number;
  readonly rows: Rows;
  /** Unit of each column. */
  readonly units: readonly string[];
}

/** The same utterances measured with several feature sets: row i of each belongs to `labels[i]`; all is finite. */
export interface UtteranceSets {
  readonly labels: readonly Label[];
  /** The set of `input.obj` first, then each further one, then the first two side by side, the first three, and so on. */
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
 * The utterances that are complete in every set and rated (`ratedRows`), in each set, in the first two side by side, in the
 * first three, and so on. `prosody` comes last among the further ones, so that all others stand side by side without it.
 *
 * @param measured rows of the same utterances in each set, gaps as NaN
 */
export function completeSets(labels: readonly Label[], measured: readonly NamedRows[]): UtteranceSets {
  let kept = ratedRows(labels);
  for (const { rows } of measured) {
    const complete = new Set(completeRows(rows));
    kept = kept.filter((row) => complete.has(row));
  }
  const [first, ...further] = measured.map((one) => ({ ...one, rows: selectRows(one.rows, kept) }));
  const sets = [first, ...further.filter((set) => !holdsProsody(set)), ...further.filter(holdsProsody)];
  return {
    labels: kept.map((row) => labels[row]),
    sets: withSideBySide(sets),
  };
}

/** The sets, then the first two side by side, the first three, and so on. */
export function withSideBySide(sets: readonly NamedRows[]): NamedRows[] {
  return [...sets, ...sets.slice(1).map((_, k) => sideBySide(sets.slice(0, k + 2)))];
}

/**
 * The sets among which a model of a target is picked. Timing (pauses, rates of speech) in `prosody` helps valence; arousal and
 * excitement are told no better with it (docs/models.md), and every candidate more is one more that chance may pick.
 */
export function setsFor(
  target: 'valence' | 'arousal' | 'excited',
  { labels, sets }: UtteranceSets,
): UtteranceSets {
  if (target === 'valence' || holdsProsody(sets[0])) return { labels, sets };
  return { labels, sets: sets.filter((set) => !holdsProsody(set)) };
}

function holdsProsody({ name }: NamedRows): boolean {
  return name.split('+').some((one) => one === 'prosody' || one.startsWith('prosody@'));
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

/** Rows with the name, version and units of their feature set. */
export function named(name: string, { features, values }: Rows): NamedRows {
  const set = knownSet(name);
  return {
    name,
    version: set.version,
    rows: { features, values },
    units: set.features.map(({ unit }) => unit),
  };
}

/** Columns of all, each with its set's name in front, since two sets may use one name. */
function sideBySide(sets: readonly NamedRows[]): NamedRows {
  const features = sets.flatMap(({ name, rows }) => rows.features.map((column) => `${name}:${column}`));
  const count = rowCount(sets[0].rows);
  const values = new Float64Array(count * features.length);
  let first = 0;
  for (const { rows } of sets) {
    const width = rows.features.length;
    for (let i = 0; i < count; i++)
      values.set(rows.values.subarray(i * width, (i + 1) * width), i * features.length + first);
    first += width;
  }
  return {
    name: sets.map(({ name }) => name).join('+'),
    version: sets.reduce((versions, { version }) => 1000 * versions + version, 0),
    rows: { features, values },
    units: sets.flatMap(({ units }) => units),
  };
}
