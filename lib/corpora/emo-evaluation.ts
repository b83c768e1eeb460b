import type { Skipped } from './skipped';

/** The codes of IEMOCAP's chosen category: anger, happiness, …, other, and xxx where the annotators disagree. */
export const emotions = [
  'ang',
  'hap',
  'sad',
  'neu',
  'fru',
  'exc',
  'fea',
  'sur',
  'dis',
  'oth',
  'xxx',
] as const;
export type Emotion = (typeof emotions)[number];

/** What one annotator said of an utterance. */
export interface Annotation {
  /** `E1` … for observers; `F1` or `M1` for the actress or actor judging herself or himself. */
  readonly annotator: string;
  readonly by: 'observer' | 'self';
  /** Category names in the annotator's order, such as `Neutral`; often one, sometimes several, or none. */
  readonly categories: readonly string[];
  /** 1 to 5; NaN where left out. Arousal is what IEMOCAP's files call activation. */
  readonly valence: number;
  readonly arousal: number;
  readonly dominance: number;
}

/** A turn of a dialog as an EmoEvaluation file labels it. */
export interface LabelledTurn {
  /** `Ses01F_impro01_M012` */
  readonly id: string;
  /** 1 to 5 */
  readonly session: number;
  /** `Ses01F_impro01` */
  readonly dialog: string;
  readonly type: 'impro' | 'script';
  /** `Ses01M`: the session and the letter after the last underscore, not the letter in the dialog's name. */
  readonly speaker: string;
  readonly sex: 'F' | 'M';
  /** Where it lies in the dialog, s. */
  readonly start: number;
  readonly end: number;
  readonly emotion: Emotion;
  /** Means over annotators as the file states them; nearly all from 1 to 5, in the real corpus from 0.5 to 5.5. */
  readonly valence: number;
  readonly arousal: number;
  readonly dominance: number;
  readonly annotations: readonly Annotation[];
  /** The categories of all annotations in one list. */
  readonly categories: readonly string[];
  /** See `agreement`. */
  readonly agreement: number;
}

type Turn = Omit<LabelledTurn, 'annotations' | 'categories' | 'agreement'>;

/**
 * Share of the most frequent category among all categories given, self-evaluations included, in (0, 1]; NaN when
 * none was given. This is how the original study chose its clear utterances; an `xxx` has a share like any other.
 */
export function agreement(categories: readonly string[]): number {
  const counts = new Map<string, number>();
  for (const category of categories) counts.set(category, (counts.get(category) ?? 0) + 1);
  return categories.length === 0 ? NaN : Math.max(...counts.values()) / categories.length;
}

/**
 * The labels of one EmoEvaluation file, in its order, each with the line it begins on.
 *
 * A block is a line in brackets for the turn, then a line per annotator for categories (`C-`) and scales (`A-`).
 * What cannot be understood is added to `skipped` with line, field and what was found: a turn is then left out, of an
 * annotation only the value concerned.
 *
 * @param text with line ends `\n`
 * @param file path for `skipped`
 * @param session number that the turns' names must have
 */
export function parseEvaluation(
  text: string,
  file: string,
  session: number,
  skipped: Skipped[],
): { label: LabelledTurn; line: number }[] {
  const labels: { label: LabelledTurn; line: number }[] = [];
  let block: { turn: Turn | undefined; line: number; annotations: Map<string, Annotation> } | undefined;
  const finish = () => {
    if (block?.turn === undefined) return;
    const annotations = [...block.annotations.values()];
    const categories = annotations.flatMap((annotation) => annotation.categories);
    const label = { ...block.turn, annotations, categories, agreement: agreement(categories) };
    labels.push({ label, line: block.line });
  };
  text.split('\n').forEach((content, index) => {
    const line = index + 1;
    const skip = (kind: string, reason: string) => skipped.push({ kind, file, line, reason });
    if (content.trim() === '' || content.startsWith('%')) return;
    if (content.startsWith('[')) {
      finish();
      const turn = parseTurn(content, session);
      block = { turn: typeof turn === 'string' ? undefined : turn, line, annotations: new Map() };
      if (typeof turn === 'string') skip('malformed label', turn);
      return;
    }
    const match = /^([CA])-([EFM]\w*):([^(]*)/.exec(content);
    if (match === null || block === undefined) {
      skip('malformed label', `expected a turn, or an annotation below one: found ${shown(content)}`);
      return;
    }
    if (block.turn === undefined) return; // it was left out, with its reason
    addAnnotation(block.annotations, match[1], match[2], match[3].split(';'), (reason) =>
      skip('missing or malformed rating', reason),
    );
  });
  finish();
  return labels;
}

/** `[6.2901 - 8.2357]	Ses01F_impro01_F000	neu	[2.5000, 2.5000, 2.5000]`, or what is wrong with it. */
function parseTurn(content: string, session: number): Turn | string {
  const match = /^\[([^\]]*)\]\s+(\S+)\s+(\S+)\s+\[([^\]]*)\]\s*$/.exec(content);
  if (match === null) return `expected [start - end] name emotion [V, A, D]: found ${shown(content)}`;
  const [, times, id, emotion, scales] = match;

  const name = /^((Ses(\d\d))[FM]_(impro|script).*)_([FM])[^_]*$/.exec(id);
  if (name === null || Number(name[3]) !== session) {
    return `name: found ${shown(id)}, expected one like Ses0${session}F_impro01_F000`;
  }
  const [start, end] = numbers(times, /\s+-\s+/);
  if (!(start >= 0 && start < end)) return `times: found ${shown(times)}, expected start - end in seconds`;
  if (!isEmotion(emotion)) return `emotion: found ${shown(emotion)}, expected one of ${emotions.join(' ')}`;
  const means = numbers(scales, ',');
  if (means.length !== 3 || !means.every((value) => value >= 0 && value <= 6)) {
    return `[V, A, D]: found ${shown(scales)}, expected three numbers from 1 to 5`;
  }
  const sex = name[5] === 'F' ? 'F' : 'M';
  return {
    ...{ id, session, dialog: name[1], type: name[4] === 'impro' ? 'impro' : 'script' },
    ...{ speaker: `${name[2]}${sex}`, sex, start, end, emotion },
    ...{ valence: means[0], arousal: means[1], dominance: means[2] },
  };
}

/** `C-E2:	Neutral; Anger;	(comment)` or `A-E2:	val 3; act 2; dom  2;	()`; the two of one annotator become one. */
function addAnnotation(
  annotations: Map<string, Annotation>,
  kind: string,
  annotator: string,
  fields: readonly string[],
  skip: (reason: string) => void,
): void {
  const parts = fields.map((field) => field.trim()).filter((field) => field !== '');
  const known = annotations.get(annotator) ?? {
    ...{ annotator, by: annotator.startsWith('E') ? 'observer' : 'self' },
    ...{ categories: [], valence: NaN, arousal: NaN, dominance: NaN },
  };
  if (kind === 'C') {
    if (parts.length === 0) skip(`category of ${annotator}: found none`);
    annotations.set(annotator, { ...known, categories: [...known.categories, ...parts] });
    return;
  }
  const scale = (name: string) => {
    const found =
      parts
        .find((part) => part.startsWith(name))
        ?.slice(name.length)
        .trim() ?? '';
    const value = found === '' ? NaN : Number(found);
    if (value >= 1 && value <= 5) return value;
    skip(`${name} of ${annotator}: found ${shown(found)}, expected 1 to 5`);
    return NaN;
  };
  const scales = { valence: scale('val'), arousal: scale('act'), dominance: scale('dom') };
  annotations.set(annotator, { ...known, ...scales });
}

function isEmotion(code: string): code is Emotion {
  return (emotions as readonly string[]).includes(code);
}

/** The parts of a text as numbers; NaN for a part that is empty or no number. */
function numbers(text: string, separator: string | RegExp): number[] {
  return text.split(separator).map((part) => (part.trim() === '' ? NaN : Number(part)));
}

/** Text as it is quoted in messages. */
export function shown(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}
