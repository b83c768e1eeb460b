import { quoted } from '../text/user-table';
import type { Skipped } from './skipped';

/** IEMOCAP's codes of emotion: anger, happiness, …, other, and xxx where the annotators disagree. */
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

/** One annotator's labels of an utterance. */
export interface Annotation {
  /** `E1` … for observers; `F1` or `M1` for self-evaluations of the actress or actor. */
  readonly annotator: string;
  readonly by: 'observer' | 'self';
  /** Names such as `Neutral`, in the annotator's order; usually one, sometimes none or several. */
  readonly categories: readonly string[];
  /** 1 to 5; NaN where missing. IEMOCAP's files call arousal activation. */
  readonly valence: number;
  readonly arousal: number;
  readonly dominance: number;
}

/** The labels of a turn in an EmoEvaluation file. */
export interface LabelledTurn {
  /** `Ses01F_impro01_M012` */
  readonly id: string;
  /** 1 to 5 */
  readonly session: number;
  /** `Ses01F_impro01` */
  readonly dialog: string;
  readonly type: 'impro' | 'script';
  /** `Ses01M`: the session and the letter after the last underscore of the id, not the letter in the dialog's name. */
  readonly speaker: string;
  readonly sex: 'F' | 'M';
  /** Time in the dialog, s. */
  readonly start: number;
  readonly end: number;
  readonly emotion: Emotion;
  /** Means over annotators as in the file; nearly all from 1 to 5, in the real corpus from 0.5 to 5.5. */
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
 * Share of the most frequent category among all categories, self-evaluations included, as in the original study.
 *
 * @returns in (0, 1]; NaN without categories
 */
export function agreement(categories: readonly string[]): number {
  const counts = new Map<string, number>();
  for (const category of categories) counts.set(category, (counts.get(category) ?? 0) + 1);
  return categories.length === 0 ? NaN : Math.max(...counts.values()) / categories.length;
}

/**
 * Parses an EmoEvaluation file: its labels in order, each with its first line.
 *
 * A block is a line in brackets for the turn, then a line per annotator for categories (`C-`) and scales (`A-`). It leaves
 * out a malformed turn, and the malformed values of an annotation, and adds them to `skipped` with line, field and text.
 *
 * @param text with line ends `\n`
 * @param file path for `skipped`
 * @param session number of the session in the names of the turns
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
      skip('malformed label', `expected a turn, or an annotation below one: found ${quoted(content)}`);
      return;
    }
    if (block.turn === undefined) return; // the malformed turn is in `skipped`
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
  if (match === null) return `expected [start - end] name emotion [V, A, D]: found ${quoted(content)}`;
  const [, times, id, emotion, scales] = match;

  const name = /^((Ses(\d\d))[FM]_(impro|script).*)_([FM])[^_]*$/.exec(id);
  if (name === null || Number(name[3]) !== session) {
    return `name: found ${quoted(id)}, expected one like Ses0${session}F_impro01_F000`;
  }
  const [start, end] = numbers(times, /\s+-\s+/);
  if (!(start >= 0 && start < end)) return `times: found ${quoted(times)}, expected start - end in seconds`;
  if (!isEmotion(emotion)) return `emotion: found ${quoted(emotion)}, expected one of ${emotions.join(' ')}`;
  const means = numbers(scales, ',');
  if (means.length !== 3 || !means.every((value) => value >= 0 && value <= 6)) {
    return `[V, A, D]: found ${quoted(scales)}, expected three numbers from 1 to 5`;
  }
  const sex = name[5] === 'F' ? 'F' : 'M';
  return {
    ...{ id, session, dialog: name[1], type: name[4] === 'impro' ? 'impro' : 'script' },
    ...{ speaker: `${name[2]}${sex}`, sex, start, end, emotion },
    ...{ valence: means[0], arousal: means[1], dominance: means[2] },
  };
}

/** Adds `C-E2:	Neutral; Anger;	(comment)` or `A-E2:	val 3; act 2; dom  2;	()` to the annotation of its annotator. */
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
    skip(`${name} of ${annotator}: found ${quoted(found)}, expected 1 to 5`);
    return NaN;
  };
  const scales = { valence: scale('val'), arousal: scale('act'), dominance: scale('dom') };
  annotations.set(annotator, { ...known, ...scales });
}

function isEmotion(code: string): code is Emotion {
  return (emotions as readonly string[]).includes(code);
}

/** The parts of a text as numbers; NaN for a part that is empty or not a number. */
function numbers(text: string, separator: string | RegExp): number[] {
  return text.split(separator).map((part) => (part.trim() === '' ? NaN : Number(part)));
}
