import { bar } from '../../notebook/bar';
import type { Part, Report } from '../../notebook/report';
import { table } from '../../notebook/tables';
import { robustComparison, type RobustComparison } from '../../study/utterances/robust';
import type { Places } from '../../study/places';
import type { StepRunner } from '../add-part';
import { sameDigits } from '../words';
import type { UtterancesReport } from './utterances';

/**
 * What training on changed copies is worth for arousal, on changes that were not trained on, with the columns on the scale of
 * the training rows (a single utterance of an unknown voice) and on each speaker's own (many utterances of a speaker).
 *
 * @param set feature set by name; @param count how many utterances are changed and measured
 */
export async function robustReport(
  study: StepRunner & { readonly places: Places },
  { labelled, complete }: UtterancesReport,
  seed: number,
  { set, count }: { readonly set: string; readonly count: number },
): Promise<Report> {
  const parts: Part[] = [];
  const segmentOf = new Map(labelled.table.segments.map((segment) => [segment.id, segment]));
  const segments = complete.labels.flatMap(({ id }) => segmentOf.get(id) ?? []);
  const found = await study.run(
    'training on changed copies',
    () =>
      robustComparison(
        study.places.data,
        segments,
        complete.labels,
        set,
        'arousal',
        { seed, count },
        bar('changed copies'),
      ),
    parts,
  );
  if (found !== null && found.length > 0) parts.push(robustTable(found));
  return { kind: 'report', parts, toJSON: () => ({ robust: (found ?? []).map(stored) }) };
}

function robustTable(found: readonly RobustComparison[]): Part {
  const rows = found.flatMap(({ scale, robust, plain }) =>
    Object.entries({ 'clean and changed copies': robust, 'clean alone': plain }).map(([trained, scores]) => ({
      'columns on the scale of': scale,
      'trained on': trained,
      clean: scores.clean.ccc,
      ...Object.fromEntries(
        scores.changed.map(({ change, ccc }) => [`${change.family} ${change.degree}`.trim(), ccc]),
      ),
      'mean of the changes': scores.mean,
      'share of clean': scores.share,
    })),
  );
  const digits = sameDigits(3, ...Object.keys(rows[0]).slice(2));
  return table(rows, { caption: 'Arousal, CCC, on changes that were not trained on', digits });
}

function stored({ scale, robust, plain }: RobustComparison): object {
  const { clean, changed, mean, share, picks } = robust;
  return { scale, clean, changed, mean, share, picks, plain };
}
