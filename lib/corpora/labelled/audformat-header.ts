import { parse } from 'yaml';
import { headerKey } from '../../text/header';

/** What a column of a table says of an utterance. */
export type AudformatField =
  'emotion' | 'valence' | 'arousal' | 'dominance' | 'speaker' | 'session' | 'sex' | 'transcript';

/** A column whose meaning is known. */
export interface AudformatColumn {
  readonly name: string;
  readonly field: AudformatField;
  /** Empty where it has none, as `rater`. */
  readonly scheme: string;
  readonly rater: string;
}

/** A table of the database; a misc table has levels of its own in place of files. */
export interface AudformatTable {
  readonly id: string;
  readonly kind: 'filewise' | 'segmented' | 'misc';
  /** The columns that identify a row, `file` first where the table is no misc table. */
  readonly levels: readonly string[];
  readonly columns: readonly AudformatColumn[];
}

/** What a scheme says of its values. */
export interface AudformatScheme {
  /** Ends of a scale; NaN where they are not said. */
  readonly low: number;
  readonly high: number;
  /** What each label stands for, by label: a text, or texts by name. */
  readonly labels: ReadonlyMap<string, string | ReadonlyMap<string, string>>;
  /** The misc table that says it instead. */
  readonly labelTable: string;
}

/** The header of an audformat database, as far as it is about labels. */
export interface AudformatHeader {
  readonly tables: readonly AudformatTable[];
  readonly schemes: ReadonlyMap<string, AudformatScheme>;
  /** Type of each rater: `human`, `machine`, `vote`, `ground truth` or `other`. */
  readonly raters: ReadonlyMap<string, string>;
}

/** Names of schemes and columns by their meaning, compared by `headerKey`. */
const meanings = new Map<string, AudformatField>(
  Object.entries({
    ...{
      emotion: 'emotion',
      valence: 'valence',
      arousal: 'arousal',
      activation: 'arousal',
      dominance: 'dominance',
    },
    ...{ speaker: 'speaker', session: 'session', sex: 'sex', gender: 'sex' },
    ...{ transcript: 'transcript', transcription: 'transcript' },
  } as const),
);

/** The meaning of a name; undefined for one that is not known. */
export function meaningOf(name: string): AudformatField | undefined {
  return meanings.get(headerKey(name));
}

/**
 * Parses `db.yaml`, the header of an audformat database.
 *
 * @param file name in errors
 * @throws Error naming file, field, what was found and the way out
 *
 * audEERING, "audformat: specification", https://audeering.github.io/audformat/data-header.html
 */
export function parseAudformatHeader(text: string, file: string): AudformatHeader {
  let root: unknown;
  try {
    root = parse(text, { logLevel: 'error' });
  } catch (error) {
    const what = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new Error(
      `${file}: header: found no YAML (${what}), expected the header of an audformat database; save it by audformat again`,
      { cause: error },
    );
  }
  const fault = (field: string, found: unknown, expected: string) =>
    new Error(
      `${file}: ${field}: found ${shortened(found)}, expected ${expected}; save the database by audformat again`,
    );
  const entries = (value: unknown, field: string): [string, unknown][] => {
    if (value === undefined || value === null) return [];
    if (typeof value !== 'object' || Array.isArray(value)) throw fault(field, value, 'names with values');
    return Object.entries(value);
  };
  const part = (value: unknown, field: string) => new Map(entries(value, field));
  const header = part(root, 'header');
  const columnsOf = (value: unknown, field: string): AudformatColumn[] =>
    entries(value, field).flatMap(([name, told]) => {
      const of = part(told, `${field}.${name}`);
      const [scheme, rater] = [textOf(of.get('scheme_id')), textOf(of.get('rater_id'))];
      const meaning = meaningOf(scheme) ?? meaningOf(name);
      return meaning === undefined ? [] : [{ name, field: meaning, scheme, rater }];
    });
  const tables = entries(header.get('tables'), 'tables').map(([id, told]): AudformatTable => {
    const of = part(told, `tables.${id}`);
    const kind = of.get('type');
    if (kind !== 'filewise' && kind !== 'segmented')
      throw fault(`tables.${id}.type`, kind, 'filewise or segmented');
    const levels = kind === 'filewise' ? ['file'] : ['file', 'start', 'end'];
    return { id, kind, levels, columns: columnsOf(of.get('columns'), `tables.${id}.columns`) };
  });
  const misc = entries(header.get('misc_tables'), 'misc_tables').map(([id, told]): AudformatTable => {
    const of = part(told, `misc_tables.${id}`);
    const levels = entries(of.get('levels'), `misc_tables.${id}.levels`).map(([name]) => name);
    return { id, kind: 'misc', levels, columns: columnsOf(of.get('columns'), `misc_tables.${id}.columns`) };
  });
  const schemes = entries(header.get('schemes'), 'schemes').map(([id, told]) => {
    const of = part(told, `schemes.${id}`);
    const end = (name: string) => {
      const value = of.get(name) ?? NaN;
      if (typeof value === 'number') return value;
      throw fault(`schemes.${id}.${name}`, value, 'a number');
    };
    const labels = of.get('labels');
    const scheme: AudformatScheme = {
      ...{
        low: numeric(of.get('dtype')) ? end('minimum') : NaN,
        high: numeric(of.get('dtype')) ? end('maximum') : NaN,
      },
      labels: labelsOf(labels),
      labelTable: typeof labels === 'string' ? labels : '',
    };
    return [id, scheme] as const;
  });
  const raters = entries(header.get('raters'), 'raters').map(
    ([id, told]) => [id, textOf(part(told, `raters.${id}`).get('type'))] as const,
  );
  return { tables: [...tables, ...misc], schemes: new Map(schemes), raters: new Map(raters) };
}

const numeric = (dtype: unknown): boolean => dtype === 'float' || dtype === 'int';

function labelsOf(labels: unknown): AudformatScheme['labels'] {
  const found = new Map<string, string | ReadonlyMap<string, string>>();
  if (typeof labels !== 'object' || labels === null || Array.isArray(labels)) return found;
  for (const [label, told] of Object.entries(labels) as [string, unknown][]) {
    const isNested = typeof told === 'object' && told !== null;
    found.set(label, isNested ? new Map(textsOf(told)) : textOf(told));
  }
  return found;
}

function textsOf(names: object): [string, string][] {
  return Object.entries(names).map(([name, value]: [string, unknown]) => [name, textOf(value)]);
}

/** A text or number of the header as text; empty where there is none. */
function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : '';
}

function shortened(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
