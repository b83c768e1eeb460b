import { reportOf, type Part, type Report } from '../../notebook/report';
import { plural } from '../../notebook/say';
import { table } from '../../notebook/tables';
import { needed } from '../../stats/insufficient-data';
import { mean } from '../../stats/summary';
import {
  interviewNovelty,
  outsideWarning,
  trainingRows,
  unusualColumnsText,
  type InterviewNovelty,
} from '../../study/interviews/novelty';
import type { MeasuredWindows } from '../../study/interviews/windows';
import type { Places } from '../../study/places';
import type { StepRunner } from '../add-part';
import { percent } from '../words';

/** How far interviews lie from what the models learned from. */
export interface NoveltyReport extends Report {
  /** None where the utterances were not measured by the same feature set. */
  readonly interviews: readonly InterviewNovelty[];
}

/** Compares the windows of each interview with the utterances that the models learned from (see `interviewNovelty`). */
export async function noveltyReport(
  study: StepRunner,
  places: Places,
  windows: MeasuredWindows,
): Promise<NoveltyReport> {
  const parts: Part[] = [];
  const training = trainingRows(places, windows.table.features);
  const found = await study.run(
    'how far recordings lie from the training data',
    () =>
      interviewNovelty(
        needed(training, 'measurements of utterances by the same feature set: run `preprocess_data`'),
        windows.table,
        windows.interviews,
        windows.silent,
      ),
    parts,
  );
  const interviews = found ?? [];
  return { ...reportOf([...parts, ...partsOf(interviews)], { outsideTraining: interviews }), interviews };
}

function partsOf(interviews: readonly InterviewNovelty[]): Part[] {
  if (interviews.length === 0) return [];
  const warning = outsideWarning(interviews);
  if (warning === undefined) {
    const share = mean(interviews.map((interview) => interview.share));
    return [
      `None of ${plural(interviews.length, 'recording')} lies outside. On average ${percent(share)} of a recording's windows ` +
        'are farther away than 99 % of the utterances.',
    ];
  }
  const outside = interviews.filter((interview) => interview.outside);
  const rows = outside.map(({ interview, share, columns }) => {
    return {
      interview,
      'windows outside': percent(share),
      'farthest columns': unusualColumnsText(columns),
    };
  });
  return [
    `**Warning.** ${warning}`,
    table(rows, { caption: 'Recordings outside the training data', limit: 10 }),
  ];
}
