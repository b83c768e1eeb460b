import { quoted } from '../../text/user-table';
import type { Skipped } from '../skipped';
import { meaningOf, type AudformatField, type AudformatHeader } from './audformat-header';
import { keyOf, stretchOf, textIn, type ReadTable, type Stretch } from './audformat-table';
import { sexOf, type LabelRow } from './label-row';

/** What is said of a person, or of the words: fields that no rater gives. */
const about = ['speaker', 'session', 'sex', 'transcript'] as const;
type About = (typeof about)[number];

/** Whether a field is about the person or the words. */
export const isAbout = (field: AudformatField): field is About =>
  (about as readonly string[]).includes(field);
/** What a database says of each speaker. */
export type People = ReadonlyMap<string, Partial<Record<AudformatField, string>>>;

/** What is said of each speaker: by the labels of their scheme, or by its misc table. */
export function peopleIn(read: readonly ReadTable[], schemes: AudformatHeader['schemes']): People {
  const people = new Map<string, Partial<Record<AudformatField, string>>>();
  const used = read.flatMap(({ of }) => of.columns).filter(({ field }) => field === 'speaker');
  for (const { scheme } of used) {
    const { labels, labelTable } = schemes.get(scheme) ?? {};
    for (const [speaker, told] of labels ?? []) {
      if (typeof told === 'string') continue;
      const known = [...told].flatMap(([name, value]) => {
        const field = meaningOf(name);
        return field === undefined ? [] : [[field, value] as const];
      });
      people.set(speaker, Object.fromEntries(known));
    }
    const misc = read.find(({ of }) => of.kind === 'misc' && of.id === labelTable);
    for (const row of misc?.table.rows ?? []) {
      const known = (misc?.of.columns ?? []).map(({ name, field }) => [field, textIn(row, name)] as const);
      people.set(row.text(misc?.table.key ?? ''), Object.fromEntries(known));
    }
  }
  return people;
}

/** Finds who speaks what in a stretch: as a table says of it or, where none does, of its whole recording. */
export function aboutIn(
  read: readonly ReadTable[],
  schemes: AudformatHeader['schemes'],
  people: People,
  skipped: Skipped[],
): (stretch: Stretch) => Pick<LabelRow, About> {
  const found = new Map<string, Partial<Record<About, string>>>();
  for (const { of, table } of read) {
    if (of.kind === 'misc') continue;
    const columns = of.columns.filter(({ field }) => isAbout(field));
    for (const row of columns.length === 0 ? [] : table.rows) {
      const key = keyOf(stretchOf(of, table, row));
      const entry = found.get(key) ?? {};
      for (const { name, field, scheme } of columns) {
        const text = textIn(row, name);
        const meant = schemes.get(scheme)?.labels.get(text);
        if (isAbout(field) && text !== '')
          entry[field] ??= field === 'transcript' && typeof meant === 'string' && meant !== '' ? meant : text;
      }
      found.set(key, entry);
    }
  }
  const odd = new Set<string>();
  return (stretch) => {
    const own = found.get(keyOf(stretch));
    const whole = found.get(keyOf({ file: stretch.file, start: 0, end: Infinity }));
    const at = (field: About) => own?.[field] ?? whole?.[field] ?? '';
    const person = people.get(at('speaker'));
    const foundSex = at('sex') || (person?.sex ?? '');
    const sex = sexOf(foundSex);
    if (sex === undefined && !odd.has(foundSex)) {
      odd.add(foundSex);
      const reason = `sex is ${quoted(foundSex)}, expected female or male`;
      skipped.push({ kind: 'sex not understood, utterances used', file: stretch.file, reason });
    }
    return {
      speaker: at('speaker'),
      session: at('session') || (person?.session ?? ''),
      sex: sex ?? '',
      transcript: at('transcript'),
    };
  };
}
