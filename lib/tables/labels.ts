import type { CorpusUtterance } from '../corpora/registry';
import { columnOf, readTable, writeTable, type Column, type StoredTable } from './arrow';
import type { Provenance } from './provenance';

/** The labels of one utterance in `output.obj`: from annotators or, where `scales` is nominal, from the emotion. */
export type Label = Omit<CorpusUtterance, 'segment'>;

const kind = 'utterance-labels';

/** The label of an utterance of a corpus. */
export function labelOf(utterance: CorpusUtterance): Label {
  const { corpus, id, session, speaker, sex, start, end, emotion, valence, arousal, dominance } = utterance;
  const { scales, agreement, categories, transcript } = utterance;
  return {
    corpus,
    scales,
    id,
    session,
    speaker,
    sex,
    start,
    end,
    emotion,
    valence,
    arousal,
    dominance,
    agreement,
    categories,
    transcript,
  };
}

/** Provenance of labels. */
export function labelProvenance(data: string, versions: Provenance['versions']): Provenance {
  return { kind, data, settings: {}, versions };
}

/** Writes labels as a table, a row per utterance (see `writeTable`). */
export function writeLabels(path: string, labels: readonly Label[], provenance: Provenance): void {
  const text = (name: 'corpus' | 'scales' | 'id' | 'speaker' | 'sex' | 'emotion' | 'transcript'): Column => ({
    name,
    type: 'text',
    values: labels.map((label) => label[name]),
  });
  const number = (
    name: 'start' | 'end' | 'valence' | 'arousal' | 'dominance' | 'agreement',
    unit?: string,
  ): Column => ({
    name,
    type: 'number',
    values: Float64Array.from(labels, (label) => label[name]),
    ...(unit === undefined ? {} : { unit }),
  });
  const columns: Column[] = [
    text('corpus'),
    text('scales'),
    text('id'),
    { name: 'session', type: 'integer', values: Int32Array.from(labels, (label) => label.session) },
    text('speaker'),
    text('sex'),
    number('start', 's'),
    number('end', 's'),
    text('emotion'),
    number('valence', '1 to 5'),
    number('arousal', '1 to 5'),
    number('dominance', '1 to 5'),
    number('agreement'),
    { name: 'categories', type: 'texts', values: labels.map((label) => label.categories) },
    text('transcript'),
  ];
  writeTable(path, columns, provenance);
}

/** Reads the table of labels with its provenance. */
export function readLabelTable(path: string): StoredTable {
  return readTable(path, { kind });
}

/**
 * Reads labels written by `writeLabels`.
 *
 * @throws Error as `readTable`, or naming scales or a sex that are not known
 */
export function readLabels(path: string): Label[] {
  const table = readLabelTable(path);
  const text = (name: string) => columnOf(table, name, 'text');
  const number = (name: string) => columnOf(table, name, 'number');
  const [ids, speakers, emotions, transcripts] = [
    text('id'),
    text('speaker'),
    text('emotion'),
    text('transcript'),
  ];
  const [starts, ends, agreements] = [number('start'), number('end'), number('agreement')];
  const [valences, arousals, dominances] = [number('valence'), number('arousal'), number('dominance')];
  const sessions = columnOf(table, 'session', 'integer');
  const categories = columnOf(table, 'categories', 'texts');
  const corpora = text('corpus');
  const scales = text('scales').map((name) => oneOf(name, ['rated', 'nominal'] as const, 'scales', path));
  const sexes = text('sex').map((name) => oneOf(name, ['F', 'M', 'unknown'] as const, 'sex', path));
  return ids.map((id, i) => ({
    corpus: corpora[i],
    scales: scales[i],
    id,
    session: sessions[i],
    speaker: speakers[i],
    sex: sexes[i],
    start: starts[i],
    end: ends[i],
    emotion: emotions[i],
    valence: valences[i],
    arousal: arousals[i],
    dominance: dominances[i],
    agreement: agreements[i],
    categories: categories[i],
    transcript: transcripts[i],
  }));
}

function oneOf<T extends string>(found: string, known: readonly T[], column: string, path: string): T {
  const match = known.find((one) => one === found);
  if (match !== undefined) return match;
  throw new Error(
    `${path}: ${column} is ${JSON.stringify(found)}, expected ${known.join(' or ')}; run preprocess_data`,
  );
}
