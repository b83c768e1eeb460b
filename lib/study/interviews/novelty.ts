import { fitFamiliar, meanRow, novelty, type OddColumn } from '../../models/selection/novelty';
import { selectRows, type Rows } from '../../models/data/rows';
import { InsufficientData } from '../../stats/insufficient-data';
import { mean } from '../../stats/summary';
import { artifactFormat } from '../../tables/artifact';
import { readFeatureTable } from '../../tables/feature-table-file';
import type { Places } from '../places';
import { utteranceFeatureKind } from '../utterances/utterances';

/** An interview beside what its model has learned from. */
export interface UnfamiliarInterview {
  readonly interview: string;
  /** Whether it lies outside: what is predicted of it is a guess along a straight line. */
  readonly outside: boolean;
  /** Share of its windows, or 1 or 0 for the interview as a whole, farther away than 99 % of the training rows. */
  readonly share: number;
  /** The columns that make it so, farthest first; of all its windows together, where there are windows. */
  readonly columns: readonly OddColumn[];
}

/**
 * How far each interview's windows lie from the utterances that the models learned from. It lies outside when more than half
 * of its windows do.
 *
 * @param training   features of the utterances
 * @param windows    the same columns
 * @param interviews of each window
 */
export function unfamiliarInterviews(
  training: Rows,
  windows: Rows,
  interviews: readonly string[],
): UnfamiliarInterview[] {
  const familiar = fitFamiliar(training);
  return [...new Set(interviews)].map((interview) => {
    const own = selectRows(
      windows,
      interviews.flatMap((name, row) => (name === interview ? [row] : [])),
    );
    const share = mean(novelty(familiar, own).map(({ outside }) => Number(outside)));
    const [{ columns }] = novelty(familiar, meanRow(own));
    return { interview, outside: share > 0.5, share, columns };
  });
}

/** What has to be known of predictions of recordings that lie outside; undefined where none does. */
export function outsideWarning(unfamiliar: readonly UnfamiliarInterview[]): string | undefined {
  const outside = unfamiliar.filter((one) => one.outside);
  if (outside.length === 0) return undefined;
  return (
    `${outside.length} of ${unfamiliar.length} recordings lie outside what the models learned from. ` +
    'What is predicted for them is a guess along a straight line.'
  );
}

/**
 * How far each whole interview lies from those of all other persons.
 *
 * @throws InsufficientData for fewer than three persons
 */
export function unfamiliarAmong(
  rows: Rows,
  interviews: readonly string[],
  persons: readonly string[],
): UnfamiliarInterview[] {
  const known = new Set(persons).size;
  if (known < 3) throw new InsufficientData(`three persons or more are compared, and here are ${known}`);
  return interviews.map((interview, i) => {
    const others = persons.flatMap((person, row) => (person === persons[i] ? [] : [row]));
    const [{ outside, columns }] = novelty(fitFamiliar(selectRows(rows, others)), selectRows(rows, [i]));
    return { interview, outside, share: Number(outside), columns };
  });
}

/** 'f0_mean 310 (usually 180), jitter …': the three columns farthest off, for a warning. */
export function oddColumnsText(columns: readonly OddColumn[]): string {
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
export function trainingRows(places: Places, features: readonly string[]): Rows | undefined {
  if (artifactFormat(places.features) !== 'arrow') return undefined;
  const { table } = readFeatureTable(places.features, { kind: utteranceFeatureKind });
  return table.features.join() === features.join() ? table : undefined;
}
