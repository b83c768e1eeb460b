import { concordance } from '../../evaluation/regression';
import { selectValues } from '../../models/data/rows';
import type { Split } from '../../models/data/split';
import type { RegressionRecipe } from '../../models/selection/recipes';
import { InsufficientData } from '../../stats/insufficient-data';
import { random } from '../../stats/random';
import { mean, quantile } from '../../stats/summary';
import type { Label } from '../../tables/labels';
import { ratingsOf, testRegressor, type Scale, type TrainingSet } from './models';

/**
 * The labels with ratings exchanged between speakers. The speakers stand in a random circle, and each is given the ratings
 * of the next one in random order, valence, arousal and dominance of an utterance together. Where that one has more
 * utterances, some are left over; where fewer, all are dealt again.
 *
 * So no utterance keeps its rating and no speaker the own ones: whatever a voice says of a rating is gone, between speakers
 * and within them, and with it what the same script or place in a dialog says. The ratings remain those of the corpus,
 * and those of one speaker still lie together.
 *
 * @throws InsufficientData when there is one speaker only
 */
export function exchangeRatings(labels: readonly Label[], seed: number): Label[] {
  const rowsOf = new Map<string, number[]>();
  labels.forEach(({ speaker }, row) => {
    const known = rowsOf.get(speaker);
    if (known === undefined) rowsOf.set(speaker, [row]);
    else known.push(row);
  });
  if (rowsOf.size < 2)
    throw new InsufficientData('one speaker: ratings cannot be exchanged; give two speakers or more');
  const generator = random(seed);
  const circle = generator.shuffle([...rowsOf.values()]);
  const exchanged = labels.slice();
  circle.forEach((rows, i) => {
    const dealt = generator.shuffle(circle[(i + 1) % circle.length]);
    rows.forEach((row, k) => {
      const { valence, arousal, dominance } = labels[dealt[k % dealt.length]];
      exchanged[row] = { ...labels[row], valence, arousal, dominance };
    });
  });
  return exchanged;
}

/** What a regression scores when there is nothing to learn. */
export interface NegativeControl {
  /** How many times the ratings were exchanged. */
  readonly exchanges: number;
  /** Mean over the exchanges. */
  readonly ccc: number;
  /** Percentile interval (95 %) of the exchanges; 0 lies in it, unless something leaks. */
  readonly ci95: readonly [number, number];
  /** Whether the whole interval is above 0: the test rows reach the model by another way than the voice. */
  readonly leaks: boolean;
}

const EXCHANGES = 10;

/**
 * Negative control: the concordance that a regression reaches on ratings exchanged between speakers (`exchangeRatings`),
 * ten times anew. Whatever it scores above 0 it cannot have from the voices.
 *
 * Ratings and predictions are scored as distances from the mean of the rows the model was trained on. Without that the score
 * would lie below 0: where the speakers left out are rated high, the others' mean, which a model without knowledge predicts,
 * is low. Ten scores above 0 happen by chance once in a thousand times.
 *
 * @throws InsufficientData when there is one speaker only
 */
export async function negativeControl(
  { labels, rows }: TrainingSet,
  scale: Scale,
  splits: readonly Split[],
  recipe: RegressionRecipe,
  seed: number,
  onDone?: (done: number, total: number) => void,
): Promise<NegativeControl> {
  const found: number[] = [];
  for (let k = 0; k < EXCHANGES; k++) {
    const exchanged = exchangeRatings(labels, seed + k);
    const { truth, predicted } = await testRegressor({ labels: exchanged, rows }, scale, splits, recipe);
    const ratings = ratingsOf(exchanged, scale);
    const means = Float64Array.from(
      splits.flatMap(({ train, test }) => {
        const ofTraining = mean(selectValues(ratings, train));
        return test.map(() => ofTraining);
      }),
    );
    const fromMean = (values: Float64Array) => values.map((value, i) => value - means[i]);
    found.push(concordance(fromMean(truth), fromMean(predicted)));
    onDone?.(k + 1, EXCHANGES);
  }
  const ci95 = [quantile(found, 0.025), quantile(found, 0.975)] as const;
  return { exchanges: EXCHANGES, ccc: mean(found), ci95, leaks: ci95[0] > 0 };
}
