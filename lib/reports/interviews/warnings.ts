import { reportOf, type Report } from '../../notebook/report';

/** Warnings about predictions, which are stored beside them and in the results file under `warnings`. */
export interface WarningReport extends Report {
  readonly sentences: readonly string[];
}

/** Shows each warning in a paragraph; nothing where there is none. */
export function warningReport(sentences: readonly string[]): WarningReport {
  return {
    ...reportOf(
      sentences.map((sentence) => `**Warning.** ${sentence}`),
      { warnings: sentences },
    ),
    sentences,
  };
}
