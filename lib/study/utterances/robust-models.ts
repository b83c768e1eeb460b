import type { ClassificationRecipe, Fitted } from '../../models/selection/recipes';
import { concatenated } from '../../stats/concatenated';
import { InsufficientData } from '../../stats/insufficient-data';
import type { Label } from '../../tables/labels';
import type { Json } from '../../tables/provenance';
import { changeName } from './changes';
import { stacked } from './conditions';
import type { UtteranceSets } from './feature-sets';
import { fourEmotions, type Scale } from './models';
import { protocolNames } from './protocols';
import { ratingsOf } from './rated';
import { sampleConditions, type ChangedSample } from './robust';
import { conditionsAt, robustUar, trainExcitedWithCopies, type RobustUar } from './robust-excited';
import { trainWithCopies, type RobustSelection } from './robust-selection';

/** A model trained on clean recordings and changed copies, on the first feature set: that of the windows of interviews. */
export interface RobustModel {
  readonly fitted: Fitted;
  /** Name of the recipe. */
  readonly recipe: string;
  readonly rows: number;
  readonly copies: number;
  readonly scores: { readonly [name: string]: Json };
}

const PROTOCOL = `${protocolNames.leaveOneSessionOut}; trained on clean recordings and changed copies`;

/**
 * The regression of a scale that is best on the first set with copies, trained on every clean utterance and the copies of the
 * sample. Its scores hold `after`, the CCC after each change.
 */
export function robustRegression(
  { labels, sets }: UtteranceSets,
  sample: ChangedSample,
  scale: Scale,
  { firstSet: { recipe, scores } }: RobustSelection,
): RobustModel {
  const { copies } = sampleConditions(sample, 'training rows');
  const parts = copies.map((copy) => copy.sets[0].rows);
  const own = ratingsOf(labels, scale);
  const ofSample = ratingsOf(sample.labels, scale);
  const fitted = trainWithCopies({
    recipe,
    rows: stacked([sets[0].rows, ...parts]),
    targets: concatenated([own, ...parts.map(() => ofSample)]),
    clean: own.length,
  });
  const { n, ccc, pearson, interval } = scores.clean;
  return {
    fitted,
    recipe: recipe.name,
    rows: own.length,
    copies: parts.length * ofSample.length,
    scores: {
      protocol: PROTOCOL,
      ...{ n, ccc, pearson, ci95: { ccc: interval } },
      after: Object.fromEntries(
        [...scores.changed, ...scores.further].map(({ change, ccc: own }) => [changeName(change), own]),
      ),
    },
  };
}

/** A classifier of excitement with copies, and what copies change in its UAR. */
export interface RobustClassifier {
  readonly model: RobustModel;
  readonly robust: RobustUar;
  readonly plain: RobustUar;
}

/**
 * The classifier of excitement by a recipe on the first set, trained on every clean utterance of the four emotions and the
 * copies of the sample.
 */
export async function robustClassifier(
  four: UtteranceSets,
  sample: ChangedSample,
  recipe: ClassificationRecipe,
): Promise<RobustClassifier> {
  const places = sample.labels.flatMap(({ emotion }, row) => (fourEmotions.includes(emotion) ? [row] : []));
  if (places.length === 0)
    throw new InsufficientData('no changed utterance is excited, happy, sad or neutral');
  const of: readonly Label[] = places.map((row) => sample.labels[row]);
  const conditions = conditionsAt(sampleConditions(sample, 'training rows'), places);
  const robust = await robustUar(recipe, conditions, of, sample.seed);
  const plain = await robustUar(recipe, { ...conditions, copies: [] }, of, sample.seed);
  const { fitted } = await trainExcitedWithCopies(
    recipe,
    { rows: four.sets[0].rows, labels: four.labels },
    { copies: conditions.copies, of },
    sample.seed,
  );
  const scores = {
    protocol: PROTOCOL,
    n: of.length,
    uar: robust.clean,
    after: Object.fromEntries(robust.changed.map(({ change, uar }) => [changeName(change), uar])),
  };
  return {
    model: { fitted, recipe: recipe.name, rows: four.labels.length, copies: of.length, scores },
    robust,
    plain,
  };
}
