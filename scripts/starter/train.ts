import { scoreWithInterval, type Score } from '../../lib/evaluation/compare';
import { concordance } from '../../lib/evaluation/regression';
import type { FeatureSet } from '../../lib/features/feature-set';
import { fillByGroup } from '../../lib/models/data/fill-by-group';
import { columnMeans, fillMissing, selectRows, selectValues, type Rows } from '../../lib/models/data/rows';
import { scaleBySpeaker } from '../../lib/models/data/speaker-scale';
import { leaveOneGroupOut } from '../../lib/models/data/split';
import { fitNoveltyDetector } from '../../lib/models/selection/novelty';
import {
  applyFitted,
  trainRegression,
  type Fitted,
  type RegressionRecipe,
} from '../../lib/models/selection/recipes';
import {
  STARTER_FORMAT,
  type CardScores,
  type ChangeScores,
  type StarterFile,
  type StoredRidge,
} from '../../lib/models/starter/starter';
import { coefficient } from '../../lib/stats/correlation';
import { mean } from '../../lib/stats/summary';
import { changeName } from '../../lib/study/utterances/changes';
import { stacked } from '../../lib/study/utterances/conditions';
import { onVoicesLevel } from '../../lib/models/starter/own-scale';
import type { measureAll, Rated } from './recordings';

/** The feature set of the models that notebook 2 stores for windows: the starter stands where one of them would. */
export const SET = 'original83';
const PENALTY = 100;
const SEED = 1;

/** The recipes compared, all linear; the first stands for a tie. */
const candidates: readonly RegressionRecipe[] = [
  { kind: 'ridge', name: 'ridge, penalty 100, standard', scaling: 'standard', penalty: PENALTY },
  { kind: 'elastic-net', name: 'elastic net, penalty 0.05, robust', scaling: 'robust', penalty: 0.05 },
  { kind: 'linear-svr', name: 'linear SVR, C 1, min-max', scaling: 'min-max', c: 1 },
  { kind: 'linear-svr', name: 'linear SVR, C 0.01, standard', scaling: 'standard', c: 0.01 },
];

/** Utterances with what was measured of them, as they are and after each change. */
export type MeasuredUtterances = Rated & { readonly measured: Awaited<ReturnType<typeof measureAll>> };

type Scaled = 'raw' | 'own';
/** Rows by change, `unchanged` first. */
type ByChange = readonly Rows[];

/**
 * Compares the candidates by EmoDB alone, one speaker left out at a time, and trains the best on all of it and its changed
 * copies.
 *
 * @throws Error when another candidate than the one that is stored is best
 */
export function trainStarter(
  training: MeasuredUtterances,
  test: MeasuredUtterances,
  { name, version, features }: FeatureSet,
): StarterFile {
  const complete = filled(training);
  const rows = { raw: complete, own: onOwnScale(complete, training) };
  const leftOut = candidates.map((recipe) => ({
    raw: leftOutPredictions(recipe, rows.raw, training),
    own: leftOutPredictions(recipe, rows.own, training),
  }));
  const score = (predicted: readonly Float64Array[]) =>
    mean(predicted.map((values) => concordance(training.arousal, values)));
  const compared = candidates.map(({ name: of }, k) => {
    return { name: of, raw: score(leftOut[k].raw), own: score(leftOut[k].own) };
  });
  const best = compared.reduce((a, b) => (b.raw + b.own > a.raw + a.own ? b : a));
  if (best.name !== candidates[0].name)
    throw new Error(`${best.name} is best, and the file stores ${candidates[0].name}`);
  const [recipe] = candidates;
  const raw = stored(train(recipe, rows.raw, training.arousal));
  const own = stored(train(recipe, rows.own, training.arousal));
  const columns = features.map((feature) => feature.name);
  const { normalizer, limit } = fitNoveltyDetector(stacked(rows.raw));
  const apply = (model: StoredRidge, given: ByChange) =>
    given.map((one) => applyFitted(opened(model, columns), one));
  const tested = filled(test);
  const ravdess = { raw: apply(raw, tested), own: apply(own, onOwnScale(tested, test)) };
  return {
    format: STARTER_FORMAT,
    target: 'arousal',
    features: { name, version, columns },
    penalty: PENALTY,
    raw,
    own,
    usual: {
      median: rounded(normalizer.median),
      interquartileRange: rounded(normalizer.interquartileRange),
      limit: round(limit),
    },
    card: {
      training: {
        recordings: training.segments.length,
        speakers: new Set(training.speakers).size,
        emotions: Object.fromEntries(training.emotions.map((emotion, i) => [emotion, training.arousal[i]])),
      },
      test: { recordings: test.segments.length, speakers: new Set(test.speakers).size },
      candidates: compared,
      leftOut: scoresOf(training, leftOut[0]),
      ravdess: scoresOf(test, ravdess),
    },
  };
}

/** The column of an utterance's length, which says nothing of a window: all windows are equally long. */
const LENGTH = 'duration';

/**
 * Gaps filled by the mean of the speaker's other utterances after the same change, as gaps of windows are; the length of
 * utterances is constant, so that nothing is learned of it.
 */
function filled({ measured, speakers }: MeasuredUtterances): ByChange {
  return measured.map(({ rows: given }) => {
    const length = given.features.indexOf(LENGTH);
    const rows = {
      features: given.features,
      values: given.values.map((value, k) => (k % given.features.length === length ? 0 : value)),
    };
    return fillMissing(fillByGroup(rows, speakers), columnMeans(rows));
  });
}

/** Every speaker's columns on the speaker's own scale, under each change by itself. */
function onOwnScale(complete: ByChange, { speakers }: MeasuredUtterances): ByChange {
  return complete.map((rows) => scaleBySpeaker(rows, speakers));
}

function train(recipe: RegressionRecipe, rows: ByChange, arousal: Float64Array): Fitted {
  return trainRegression(
    recipe,
    stacked(rows),
    rows.flatMap(() => Array.from(arousal)),
  );
}

/** Predictions of each change by models that did not learn from the speaker. */
function leftOutPredictions(
  recipe: RegressionRecipe,
  rows: ByChange,
  { speakers, arousal }: Rated,
): Float64Array[] {
  const predicted = rows.map(() => new Float64Array(arousal.length));
  for (const fold of leaveOneGroupOut(speakers)) {
    const model = train(
      recipe,
      rows.map((one) => selectRows(one, fold.train)),
      selectValues(arousal, fold.train),
    );
    rows.forEach((one, k) => {
      const values = applyFitted(model, selectRows(one, fold.test));
      fold.test.forEach((row, i) => (predicted[k][row] = values[i]));
    });
  }
  return predicted;
}

function scoresOf(
  { measured, speakers, arousal }: MeasuredUtterances,
  predicted: Readonly<Record<Scaled, readonly Float64Array[]>>,
): ChangeScores[] {
  const options = { groups: speakers, seed: SEED };
  const scores = (values: Float64Array): CardScores => {
    const score = (of: Score) => {
      const { value, ci95 } = scoreWithInterval(of, arousal, values, options);
      return { value: round(value), ci95: [round(ci95[0]), round(ci95[1])] as const };
    };
    return { r: score(coefficient), ccc: score(concordance) };
  };
  return measured.map(({ change }, k) => ({
    change: changeName(change),
    raw: scores(predicted.raw[k]),
    own: scores(predicted.own[k]),
    together: scores(onVoicesLevel(predicted.own[k], predicted.raw[k], speakers)),
  }));
}

/** Eight digits: far more than the model is worth, and half the file. */
const round = (value: number): number => Number(value.toPrecision(8));
const rounded = (values: Float64Array): number[] => Array.from(values, round);

function stored({ normalizer, model }: Fitted): StoredRidge {
  if (normalizer.kind !== 'standard' || model.kind !== 'ridge')
    throw new Error(`a ${model.kind} is not stored here`);
  return {
    mean: rounded(normalizer.mean),
    deviation: rounded(normalizer.deviation),
    weights: rounded(model.weights),
    bias: round(model.bias),
  };
}

/** A stored model, to be tested as it will be used. */
function opened({ mean: means, deviation, weights, bias }: StoredRidge, features: readonly string[]): Fitted {
  return {
    normalizer: {
      kind: 'standard',
      features,
      mean: Float64Array.from(means),
      deviation: Float64Array.from(deviation),
    },
    model: {
      kind: 'ridge',
      features,
      weights: Float64Array.from(weights),
      bias,
      settings: { penalty: PENALTY },
    },
  };
}
