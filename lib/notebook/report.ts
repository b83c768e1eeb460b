import type { Figure } from '../plots/figure';
import type { PlayerParts } from './player';
import type { Table } from './tables';

/** One thing that a report shows: a sentence in Markdown, a figure, a table, a recording with its player, another report. */
export type Part = string | Figure | Table | PlayerParts | Report;

/**
 * What a step of a study found. `show(report)` shows its parts in their order, and `study.save(report)` writes its part of
 * the results file. A step that lacks data returns a report, too, which says why.
 */
export interface Report {
  readonly kind: 'report';
  readonly parts: readonly Part[];
  /** Its part of `results/<notebook>.json`, by key; left out by a report that only shows. */
  toJSON?(): Readonly<Record<string, unknown>>;
}

/** A report of these parts; what is undefined or an empty text is left out. */
export function reportOf(
  parts: readonly (Part | undefined)[],
  results?: Readonly<Record<string, unknown>>,
): Report {
  const shown = parts.filter((part): part is Part => part !== undefined && part !== '');
  return { kind: 'report', parts: shown, ...(results === undefined ? {} : { toJSON: () => results }) };
}

/** Whether a value is a report. */
export function isReport(value: unknown): value is Report {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, parts } = value as Partial<Report>;
  return kind === 'report' && Array.isArray(parts);
}
