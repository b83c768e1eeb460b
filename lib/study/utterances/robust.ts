import { addNoise, bandPass, lowPass, muLawCodec, pinkNoise } from '../../audio/degrade';
import { opusCodec } from '../../audio/lossy';
import { reverberate, roomResponse, type Room } from '../../audio/room';
import type { Signal } from '../../audio/signal';
import type { Segment } from '../../corpora/segment';
import { meanSquaredError } from '../../evaluation/regression';
import { columnMeans, fillMissing, selectRows, selectValues, type Rows } from '../../models/data/rows';
import { scaleBySpeaker } from '../../models/data/speaker-scale';
import { nestedSelection, type Candidate } from '../../models/selection/nested';
import {
  applyFitted,
  regressionRecipes,
  trainRegression,
  type RegressionRecipe,
} from '../../models/selection/recipes';
import { concatenated } from '../../stats/concatenated';
import { random } from '../../stats/random';
import type { Label } from '../../tables/labels';
import type { Change, ChangeName } from './changes';
import type { Scale } from './models';
import { sessionsOf } from './protocols';
import { ratingsOf } from './rated';
import { measureChanged, subsetScore, type ChangedUtterances, type SubsetScore } from './robustness';

/** Hz; `measureChanged` brings recordings down to it. */
const RATE = 16000;
const trainingRoom: Room = {
  size: [5, 4, 3],
  source: [1.5, 2, 1.5],
  microphone: [3.2, 2.6, 1.2],
  reverberation: 0.4,
};
const testRoom: Room = {
  size: [7, 5.5, 2.8],
  source: [2, 3, 1.6],
  microphone: [4.5, 2.2, 1],
  reverberation: 0.6,
};

const normalNoise = ({ samples }: Signal, seed: number): Float64Array => {
  const stream = random(seed);
  return samples.map(() => stream.normal());
};
const change = (family: string, degree: string, level: number, apply: Change['apply']): Change => ({
  family,
  degree,
  level,
  apply,
});

/**
 * One change of the training copies for each utterance, drawn at random: pink noise at 15 or 5 dB, a band of 200 to 3,800 Hz,
 * low-pass at 3.5 kHz, or a room. No change of `unseenChanges` is among them.
 */
export function trainingChange(seed: number): Change {
  const response = roomResponse(trainingRoom, RATE);
  const kinds: readonly ((signal: Signal, place: number) => Signal)[] = [
    (signal, place) => addNoise(signal, pinkNoise(normalNoise(signal, seed + place)), 15),
    (signal, place) => addNoise(signal, pinkNoise(normalNoise(signal, seed + place)), 5),
    (signal) => bandPass(signal, 200, 3800),
    (signal) => lowPass(signal, 3500),
    (signal) => reverberate(signal, response),
  ];
  return change('training copy', '', NaN, (signal, place) =>
    random(seed + 7919 * (place + 1)).choice(kinds)(signal, place),
  );
}

/** The changes that models are tested on, none of which they were trained on; 16 kHz. */
export function unseenChanges(seed: number): Change[] {
  const response = roomResponse(testRoom, RATE);
  return [
    change('white noise', '10 dB', 10, (signal, place) =>
      addNoise(signal, normalNoise(signal, seed + 104729 + place), 10),
    ),
    change('telephone and µ-law', '', NaN, (signal) => muLawCodec(bandPass(signal, 300, 3400))),
    change('room', '0.6 s', 0.6, (signal) => reverberate(signal, response)),
    change('Opus', '12 kbit/s', 12, (signal) => opusCodec(signal, 12)),
  ];
}

/** Whose scale the columns are brought to before a model reads them. */
export type ColumnScale = 'training rows' | 'speaker and condition';

/** Scores of one way of training, each session predicted by what was picked and trained without it. */
export interface RobustScores {
  readonly clean: SubsetScore;
  readonly changed: readonly (SubsetScore & { readonly change: ChangeName })[];
  /** Mean CCC over the changes. */
  readonly mean: number;
  /** That mean by the clean CCC. */
  readonly share: number;
  readonly picks: readonly { readonly session: string; readonly model: string }[];
}

/** Models trained with changed copies, and without them. */
export interface RobustComparison {
  readonly scale: ColumnScale;
  readonly robust: RobustScores;
  readonly plain: RobustScores;
}

/** Candidates: every regression of the study. That list was chosen after looking at scores of clean recordings. */
const recipes: readonly RegressionRecipe[] = regressionRecipes;

/**
 * Compares training on changed copies beside the clean recordings with training on the clean ones: nested over sessions,
 * tested on changes that were not trained on. Models with copies are picked by mean squared error on clean recordings and
 * copies together, those without by the error on clean recordings.
 *
 * @param set feature set by name; @param segments and @param labels of the utterances, in one order
 * @param options.count how many utterances are changed and measured: six measurements each
 * @throws InsufficientData where there are fewer than three sessions
 */
export async function robustComparison(
  dataDir: string,
  segments: readonly Segment[],
  labels: readonly Label[],
  set: string,
  rated: Scale,
  { seed, count }: { readonly seed: number; readonly count: number },
  onDone?: (done: number, total: number) => void,
): Promise<RobustComparison[]> {
  const changes = [trainingChange(seed), ...unseenChanges(seed)];
  const changed = await measureChanged(dataDir, segments, changes, set, { seed, count }, onDone);
  const own = changed.of.map((place) => labels[place]);
  const compared: RobustComparison[] = [];
  for (const scale of ['training rows', 'speaker and condition'] as const) {
    const conditions = conditionsOf(changed, own, scale);
    compared.push({
      scale,
      robust: await nestedScores(conditions, own, rated, true, seed),
      plain: await nestedScores(conditions, own, rated, false, seed),
    });
  }
  return compared;
}

interface Condition {
  readonly change: ChangeName;
  readonly rows: Rows;
}

/** Complete rows of each condition; a gap takes the column's mean over the condition. */
function conditionsOf(
  { measured }: ChangedUtterances,
  labels: readonly Label[],
  scale: ColumnScale,
): Condition[] {
  const speakers = labels.map(({ speaker }) => speaker);
  const clean = columnMeans(measured[0].rows);
  return measured.map(({ change: name, rows }) => {
    const full = fillMissing(fillMissing(rows, columnMeans(rows)), clean);
    return { change: name, rows: scale === 'training rows' ? full : scaleBySpeaker(full, speakers) };
  });
}

async function nestedScores(
  conditions: readonly Condition[],
  labels: readonly Label[],
  rated: Scale,
  copies: boolean,
  seed: number,
): Promise<RobustScores> {
  const [clean, copy, ...unseen] = conditions;
  const ratings = ratingsOf(labels, rated);
  const learned = copies ? joined(clean.rows, copy.rows) : clean.rows;
  const times = copies ? 2 : 1;
  const truth = Float64Array.from({ length: times * labels.length }, (_, i) => ratings[i % labels.length]);
  const sessions = sessionsOf(labels);
  const groups = Array.from({ length: truth.length }, (_, i) => sessions[i % sessions.length]);
  const fit = (recipe: RegressionRecipe, train: readonly number[]) =>
    trainRegression(recipe, selectRows(learned, train), selectValues(truth, train));
  const candidates = recipes.map((recipe): Candidate => ({
    name: recipe.name,
    predictTest: (train, test) => applyFitted(fit(recipe, train), selectRows(learned, test)),
  }));
  const found = await nestedSelection(candidates, groups, truth, (a, b) => -meanSquaredError(a, b));
  const predicted = [clean, ...unseen].map(() => new Float64Array(labels.length));
  for (const { group, candidate } of found.picks) {
    const model = fit(
      recipes[candidate],
      groups.flatMap((name, i) => (name === group ? [] : [i])),
    );
    const test = sessions.flatMap((name, i) => (name === group ? [i] : []));
    [clean, ...unseen].forEach(({ rows }, c) => {
      const values = applyFitted(model, selectRows(rows, test));
      test.forEach((row, k) => (predicted[c][row] = values[k]));
    });
  }
  const [first, ...others] = predicted.map((values) => subsetScore(labels, rated, values, seed));
  const mean = others.reduce((sum, { ccc }) => sum + ccc, 0) / others.length;
  return {
    clean: first,
    changed: others.map((score, i) => ({ change: unseen[i].change, ...score })),
    mean,
    share: mean / first.ccc,
    picks: found.picks.map(({ group, candidate }) => ({ session: group, model: recipes[candidate].name })),
  };
}

function joined(a: Rows, b: Rows): Rows {
  return { features: a.features, values: concatenated([a.values, b.values]) };
}
