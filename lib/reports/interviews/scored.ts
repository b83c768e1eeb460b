import type { Remark, Skipped } from '../../corpora/skipped';
import type { Frame } from '../../frames/frame';
import { reportOf, type Report } from '../../notebook/report';
import { literal, plural } from '../../notebook/say';
import { leftOutText } from '../../notebook/left-out-text';
import type { OpenedInterviews } from '../../study/interviews/corpus';
import { fixed } from '../words';
import { interviewFrame } from './interview-frame';
import { readInterviewScores, type InterviewScores } from './interview-scores';
import { halvesFigures, halvesSummary, measureFigures } from './measures';
import { warningReport } from './warnings';

/** Interviews with both predictions and a human score, opened to compare the two. */
export interface ScoredInterviews extends Report, InterviewScores {
  /** All traits that raters scored. */
  readonly traits: readonly string[];
  /** What of the corpus was left out, and how its tables were read. */
  readonly skipped: readonly Skipped[];
  readonly remarks: readonly Remark[];
  /** Each measure against the human score, with the line of least squares and its 95 % band. */
  scatters(): Report;
  /** Each measure by halves of the human score. */
  halves(): Report;
  /** A row per interview: `interview`, `person`, `take`, `human` (the raters' score), and the measures. */
  frame(): Frame;
}

/** Opens the interviews to compare; throws as `readInterviewScores`. */
export function scoredInterviews(
  corpus: OpenedInterviews,
  choice: { readonly trait: string; readonly seed: number },
): ScoredInterviews {
  const found = readInterviewScores(corpus, choice);
  const { traits, skipped, remarks } = corpus;
  return {
    ...found,
    ...reportOf([
      found.remark,
      warningReport(found.warnings),
      comparedText(found),
      unpredictedText(found),
      missingText(found),
      leftOutText(skipped, remarks),
    ]),
    traits,
    skipped,
    remarks,
    scatters: () => measureFigures(found),
    halves: () => halvesFigures(found),
    frame: () => interviewFrame(found),
    toJSON: () => ({
      corpus: { synthetic: corpus.places.synthetic, source: corpus.source },
      settings: { trait: found.trait, seed: found.seed },
      interviews: found.each.length,
      persons: new Set(found.persons).size,
      medianSplit: found.medianSplit,
      halves: halvesSummary(found),
      missingWindows: found.windows.missing,
      unpredicted: found.unpredicted,
      warnings: found.warnings,
    }),
  };
}

function comparedText({ each, persons, ofTrait, original, medianSplit }: InterviewScores): string {
  if (each.length === 0)
    return '**No interview has both predictions and a score**, so nothing below can run. Run `preprocess_data_interview_data` with the same parameters first, and see what the score file holds.';
  const source = original ? " (the original project's)" : '';
  return (
    `Compared here: ${plural(each.length, 'interview')} of ${plural(new Set(persons).size, 'person')} with both ` +
    `predictions${source} and a human score${ofTrait}. The scores' median is ${fixed(medianSplit, 2)}, and interviews above it count as high below.`
  );
}

const NAMED = 10;

function unpredictedText({ unpredicted }: InterviewScores): string {
  if (unpredicted.length === 0) return '';
  const more = unpredicted.length > NAMED ? ` and ${unpredicted.length - NAMED} more` : '';
  return `Left out, as there is a score but no prediction: ${literal(unpredicted.slice(0, NAMED).join(', '))}${more}.`;
}

function missingText({ windows }: InterviewScores): string {
  if (windows.missing === 0) return '';
  return `Their windows in which nothing is predicted: ${windows.missing} of ${windows.all}. These are missing, not "not excited", and shares and means leave them out.`;
}
