import { comparePaired, holm, scoreWithInterval, type Score } from '../../evaluation/compare';
import type { EvaluatedRecipe } from './model-selection';
import type { TrainingSet } from './models';
import { speakersOf } from './protocols';

/** A row of the table of all models. */
export interface ModelRow {
  readonly model: string;
  readonly features: string;
  readonly score: number;
  readonly low: number;
  readonly high: number;
  /** Score minus that of the reference. */
  readonly difference: number;
  /** Of no difference, paired over speakers, Holm's correction over the table; NaN for the reference. */
  readonly p: number;
}

/**
 * Every tried model by its score with interval, best first, each compared with the first one tried.
 *
 * @param truth of each utterance
 */
export function modelTable(
  tried: readonly EvaluatedRecipe<{ readonly name: string }>[],
  labels: TrainingSet['labels'],
  truth: Float64Array,
  score: Score,
  seed: number,
): ModelRow[] {
  const options = { groups: speakersOf(labels), seed, repeats: 500 };
  const reference = tried[0].predicted;
  const compared = tried.map(({ predicted }) => comparePaired(score, truth, predicted, reference, options));
  const corrected = holm(compared.map(({ p }, i) => (i === 0 ? NaN : p)));
  return tried
    .map(({ recipe, set, predicted }, i): ModelRow => {
      const { value, ci95 } = scoreWithInterval(score, truth, predicted, options);
      return {
        model: recipe.name,
        features: set.name,
        score: value,
        low: ci95[0],
        high: ci95[1],
        difference: compared[i].difference,
        p: corrected[i],
      };
    })
    .sort((a, b) => b.score - a.score);
}
