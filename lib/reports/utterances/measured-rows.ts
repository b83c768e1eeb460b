import type { CorpusUtterance } from '../../corpora/registry';
import type { PreparedUtterances } from '../../study/utterances/utterances';
import { column } from '../../tables/feature-table';

/** The utterances that could be measured, in the order of the feature table's rows. */
export interface MeasuredRows {
  readonly utterances: readonly CorpusUtterance[];
  /**
   * The values of a feature, one per utterance; NaN where it could not be measured.
   *
   * @throws RangeError when there is none of that name
   */
  readonly column: (feature: string) => Float64Array;
}

/** Labels and features of the utterances that could be measured, joined by id. */
export function measuredUtterances({ corpus, features: { table } }: PreparedUtterances): MeasuredRows {
  const byId = new Map(corpus.utterances.map((utterance) => [utterance.id, utterance]));
  const utterances = table.segments.map(({ id }) => {
    const found = byId.get(id);
    if (found === undefined) throw new RangeError(`utterance ${id} was measured and has no label`);
    return found;
  });
  return {
    utterances,
    column: (feature) => {
      const index = table.features.indexOf(feature);
      if (index < 0) throw new RangeError(`there is no feature ${feature} in the table`);
      return column(table, index);
    },
  };
}
