import {
  fitNoveltyDetector,
  meanRow,
  measureNovelty,
  OUTSIDE,
  shareOutside,
  type UnusualColumn,
} from '../../models/selection/novelty';
import { selectRows, type Rows } from '../../models/data/rows';
import { InsufficientData } from '../../stats/insufficient-data';
import { artifactFormat } from '../../tables/artifact';
import { readFeatureTable } from '../../tables/feature-table-file';
import type { Places } from '../places';
import { utteranceFeatureKind } from '../utterances/utterances';

/** Novelty of an interview relative to the training data of its model. */
export interface InterviewNovelty {
  readonly interview: string;
  /** Whether it lies outside: its predictions are linear extrapolations. */
  readonly outside: boolean;
  /** Share of its windows with sound, or 1 or 0 for the interview as a whole, farther away than 99 % of the training rows. */
  readonly share: number;
  /** The columns that make it so, farthest first; of all its windows together, where there are windows. */
  readonly columns: readonly UnusualColumn[];
}

/**
 * How far each interview's windows lie from the training utterances of the models. It lies outside when more than half
 * of its windows do. Silent windows count nowhere, and an interview of nothing else is left out.
 *
 * @param training   features of the utterances
 * @param windows    the same columns
 * @param interviews of each window
 * @param silent     rows of windows without sound
 */
export function interviewNovelty(
  training: Rows,
  windows: Rows,
  interviews: readonly string[],
  silent: readonly number[] = [],
): InterviewNovelty[] {
  const silentRows = new Set(silent);
  const detector = fitNoveltyDetector(training);
  return [...new Set(interviews)].flatMap((interview) => {
    const rows = interviews.flatMap((name, row) => (name === interview && !silentRows.has(row) ? [row] : []));
    if (rows.length === 0) return [];
    const own = selectRows(windows, rows);
    const share = shareOutside(detector, own);
    const [{ columns }] = measureNovelty(detector, meanRow(own));
    return { interview, outside: share > OUTSIDE, share, columns };
  });
}

/** A warning about predictions of recordings that lie outside; undefined where none does. */
export function outsideWarning(interviews: readonly InterviewNovelty[]): string | undefined {
  const outside = interviews.filter((one) => one.outside);
  if (outside.length === 0) return undefined;
  return (
    `Of ${interviews.length} recordings ${outside.length} ${outside.length === 1 ? 'lies' : 'lie'} outside what the models learned from. ` +
    'What is predicted there is a guess along a straight line.'
  );
}

/**
 * How far each whole interview lies from those of all other persons.
 *
 * @throws InsufficientData for fewer than three persons
 */
export function noveltyAmongInterviews(
  rows: Rows,
  interviews: readonly string[],
  persons: readonly string[],
): InterviewNovelty[] {
  const known = new Set(persons).size;
  if (known < 3) throw new InsufficientData(`three persons or more are compared, and here are ${known}`);
  return interviews.map((interview, i) => {
    const others = persons.flatMap((person, row) => (person === persons[i] ? [] : [row]));
    const [{ outside, columns }] = measureNovelty(
      fitNoveltyDetector(selectRows(rows, others)),
      selectRows(rows, [i]),
    );
    return { interview, outside, share: Number(outside), columns };
  });
}

/** 'f0_mean 310 (usually 180), jitter …': the three columns farthest off, for a warning. */
export function unusualColumnsText(columns: readonly UnusualColumn[]): string {
  const shown = columns.slice(0, 3).map(({ feature, value, usual }) => {
    return `${feature} ${threeDigits(value)} (usually ${threeDigits(usual)})`;
  });
  const more = columns.length - shown.length;
  return [...shown, ...(more > 0 ? [`${more} more`] : [])].join(', ') || 'no column alone';
}

/** Three significant digits, and all of those before the decimal point: 0.123, 23.4, 3840. */
function threeDigits(value: number): string {
  return Math.abs(value) < 1000 ? value.toPrecision(3) : value.toFixed(0);
}

/** The utterances' features, if notebook 1 left them here and measured the same columns. */
export function trainingRows(
  places: Pick<Places, 'features'>,
  features: readonly string[],
): Rows | undefined {
  if (artifactFormat(places.features) !== 'arrow') return undefined;
  const { table } = readFeatureTable(places.features, { kind: utteranceFeatureKind });
  return table.features.join() === features.join() ? table : undefined;
}
