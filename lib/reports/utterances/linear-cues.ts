import type { Part, Report } from '../../notebook/report';
import { table, type Table } from '../../notebook/tables';
import { emotionName } from '../../plots/emotions';
import { mean } from '../../stats/summary';
import { firstSet } from '../../study/utterances/feature-sets';
import { linearCues, type LinearCues } from '../../study/utterances/cues';
import type { StepRunner } from '../add-part';
import { fixed, sameDigits } from '../words';
import type { UtterancesReport } from './utterances';

/** How far a cue moves the prediction of an utterance, up or down, on average. */
interface UsualShift {
  readonly cue: string;
  /** Points of the scale. */
  readonly points: number;
}

/** The original's linear regression for arousal taken apart by cue: utterances at both ends, and what moves it most. */
export async function linearCueReport(study: StepRunner, { complete }: UtterancesReport): Promise<Report> {
  const parts: Part[] = [];
  const takeApart = () => linearCues(firstSet(complete), 'arousal');
  const taken = await study.run('a linear model taken apart', takeApart, parts);
  const shifts = taken === null ? [] : usualShifts(taken);
  if (taken !== null) parts.push(extremesTable(taken), sentence(shifts));
  return { kind: 'report', parts, toJSON: () => ({ arousal: { linearCues: shifts } }) };
}

function usualShifts({ cues, each }: LinearCues): UsualShift[] {
  return cues
    .map((cue, c) => ({ cue, points: mean(each.map(({ parts }) => Math.abs(parts[c]))) }))
    .sort((a, b) => b.points - a.points);
}

/** The three utterances whose predicted arousal is highest, and the three lowest. */
function extremesTable({ cues, each }: LinearCues): Table {
  const ordered = [...each].sort((a, b) => b.predicted - a.predicted);
  const rows = [...ordered.slice(0, 3), ...ordered.slice(-3)].map(
    ({ id, emotion, rated, predicted, typical, parts }) => ({
      utterance: id,
      emotion: emotionName(emotion),
      rated,
      predicted,
      'average says': typical,
      // Rounded here, so that a contribution of almost nothing is not shown as −0.00.
      ...Object.fromEntries(cues.map((cue, c) => [cue, Math.round(100 * parts[c]) / 100])),
    }),
  );
  return table(rows, {
    caption:
      'Predicted arousal, taken apart: the columns on the right are added to what is said of the average utterance',
    digits: sameDigits(2, 'rated', 'predicted', 'average says', ...cues),
  });
}

function sentence(shifts: readonly UsualShift[]): string {
  const [most, least] = [shifts[0], shifts[shifts.length - 1]];
  return (
    `What moves the prediction of an ordinary utterance most is ${most.cue}, by ${fixed(most.points)} points up or down ` +
    `on average; least is ${least.cue}, by ${fixed(least.points)}. Cues that go together (loud speech is high speech) ` +
    'share what they say in a way that the fit decided, so that one may add what another takes away; shuffling above is ' +
    'the fairer measure of need.'
  );
}
