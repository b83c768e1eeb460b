import type { Fitted } from '../../study/utterances/models';
import type { Regressor } from '../../models/predict';
import { reportOf, type Part, type Report } from '../../notebook/report';
import { table } from '../../notebook/tables';
import { needed } from '../../stats/insufficient-data';
import { salientSegments, type SalientSegment } from '../../study/interviews/salient-segments';
import type { PredictedWindows } from '../../study/interviews/windows';
import type { StepRunner } from '../add-part';

/** The moments of every interview that move its mean arousal most. */
export interface MomentsReport extends Report {
  readonly moments: readonly SalientSegment[];
}

/** Moments found in each interview at most. */
const MOST = 5;

/**
 * Finds the moments of every interview (see `salientSegments`).
 *
 * @param arousal   the model; without one the step does not run
 * @param interview whose moments are shown; undefined for none
 */
export async function findMoments(
  study: StepRunner,
  arousal: Fitted<Regressor> | null,
  { rows, predictions }: PredictedWindows,
  interview: string | undefined,
): Promise<MomentsReport> {
  const parts: Part[] = [];
  const found = await study.run(
    'which moments',
    () => salientSegments('arousal', needed(arousal, 'a model of arousal'), rows, predictions, MOST),
    parts,
  );
  if (found !== null && interview !== undefined)
    parts.push(
      momentsOf(
        interview,
        found.filter((moment) => moment.interview === interview),
      ),
    );
  const moments = found ?? [];
  return { ...reportOf(parts, { moments }), moments };
}

function momentsOf(interview: string, moments: readonly SalientSegment[]): Part {
  if (moments.length === 0)
    return `No window of interview ${interview} is off to one side by more than one standard deviation.`;
  return table(
    moments.map(({ start, end, effect, cue }) => ({ from: start, to: end, effect, cues: cue })),
    {
      caption: `What moves the mean arousal of interview ${interview} most`,
      units: { from: 's', to: 's', effect: 'points' },
      digits: { from: 0, to: 0, effect: 3 },
    },
  );
}
