import { concordance } from '../../evaluation/regression';
import { leaveOneGroupOut } from '../../models/data/split';
import { originalRegression } from '../../models/selection/recipes';
import type { Part, Report } from '../../notebook/report';
import { table, type Table } from '../../notebook/tables';
import { needed } from '../../stats/insufficient-data';
import { negativeControl, type NegativeControl } from '../../study/utterances/exchanged-ratings';
import { firstSet } from '../../study/utterances/feature-sets';
import {
  excitedPredictionsOf,
  scoredExcited,
  type Scale,
  type TrainingSet,
} from '../../study/utterances/models';
import { uarOf } from '../../study/utterances/model-selection';
import { pickingGroups, scenariosIn, splitsOf } from '../../study/utterances/protocols';
import { leakage, type Leakage } from '../../study/utterances/leakage';
import { bar } from '../../notebook/bar';
import { listed } from '../../plots/words';
import type { StepRunner } from '../add-part';
import { interval, sameDigits } from '../words';
import type { ClassifierPick, RegressionPicks, RegressionSelection } from './picks';
import { partsOf } from './kept-parts';
import { testUnder } from './test-under';
import type { UtterancesReport } from './utterances';

/** Tests one model under a protocol. */
type TestUnder = (
  protocol: 'randomFolds' | 'leaveOneSessionOut' | 'leaveOneScenarioOut',
) => Tested | Promise<Tested>;
type Tested = Parameters<typeof leakage>[2];

/** A model to be tested under several protocols. */
interface TestedModel {
  readonly name: string;
  readonly score: Parameters<typeof leakage>[1];
  readonly under: TestUnder;
}

/** A model's gain from known speakers, and from a known scenario where there are two or more. */
interface ModelLeakage extends Leakage {
  readonly scenario?: Omit<Leakage, 'name'>;
}

/**
 * What it is worth that a model has heard the speakers it is tested on, or the scenario: each model under several protocols;
 * and what it scores when there is nothing to learn.
 */
export async function leakageReport(
  study: StepRunner,
  utterances: UtterancesReport,
  picks: RegressionPicks,
  classifier: ClassifierPick,
  seed: number,
): Promise<Report> {
  const parts: Part[] = [];
  const leaks: ModelLeakage[] = [];
  const scenarios = scenariosIn(utterances.complete.labels);
  const models = [
    ...(['arousal', 'valence'] as const).flatMap((scale) =>
      regressionsOf(scale, utterances, picks[scale], seed).map((model) => ({
        step: `leakage of ${model.name}`,
        model: () => model,
      })),
    ),
    { step: 'leakage of excited', model: () => excitedModel(utterances, classifier, seed) },
  ];
  const progress = bar('leakage');
  const total = models.length + 2; // and the two negative controls
  const add = async (model: () => TestedModel, step: string) => {
    let random: Tested | undefined;
    const compare = async (protocol: Parameters<TestUnder>[0]) => {
      const { name, score, under } = model();
      random ??= await under('randomFolds');
      return leakage(name, score, random, await under(protocol), seed);
    };
    const found = await study.run(step, () => compare('leaveOneSessionOut'), parts);
    if (found === null) return;
    const ofScenarios =
      scenarios.count < 2
        ? null
        : await study.run(`${step}, scenarios`, () => compare('leaveOneScenarioOut'), parts);
    leaks.push({ ...found, ...(ofScenarios === null ? {} : { scenario: withoutName(ofScenarios) }) });
  };
  for (const [done, { model, step }] of models.entries()) {
    progress(done, total);
    await add(model, step);
  }
  if (leaks.length > 0) parts.push(leakageTable('session', leaks), sentence(leaks));
  const ofScenarios = leaks.flatMap(({ name, scenario }) =>
    scenario === undefined ? [] : [{ name, ...scenario }],
  );
  if (ofScenarios.length > 0) parts.push(leakageTable('scenario', ofScenarios));
  parts.push(...scenarioSentences(scenarios, ofScenarios));
  const controls = await negativeControls(study, parts, utterances, picks, seed, (done) =>
    progress(models.length + done, total),
  );
  return {
    kind: 'report',
    parts,
    toJSON: () => ({ leakage: leaks, negativeControl: Object.fromEntries(controls) }),
  };
}

function withoutName({ random, independent, difference, ci95, p }: Leakage): Omit<Leakage, 'name'> {
  return { random, independent, difference, ci95, p };
}

const captions = {
  session:
    'Leakage: the same model under two protocols (CCC unless said otherwise), difference with 95 % interval',
  scenario:
    'Leakage of scenarios: speakers on both sides twice, the scenario on one side only the second time (CCC unless said ' +
    'otherwise)',
};

function leakageTable(left: 'session' | 'scenario', leaks: readonly Leakage[]): Table {
  const out = `${left} left out`;
  const rows = leaks.map(({ name, random, independent, difference, ci95: [low, high], p }) => ({
    model: name,
    'random folds': random,
    [out]: independent,
    difference,
    low,
    high,
    p,
  }));
  const digits = sameDigits(3, 'random folds', out, 'difference', 'low', 'high', 'p');
  return table(rows, { caption: captions[left], digits });
}

/** Which differences are more than chance. */
function sentence(leaks: readonly Leakage[]): string {
  const apart = leaks.filter(({ ci95: [low, high] }) => low > 0 || high < 0);
  if (apart.length === 0)
    return 'Every interval includes 0: no difference between the two protocols can be told from chance here.';
  return apart.length === leaks.length
    ? 'No interval includes 0: for every model the difference between the two protocols is more than chance.'
    : `The interval does not include 0 for ${apart.map(({ name }) => name).join('; ')}.`;
}

/** What scenarios are worth, and whose utterances tell of none. */
function scenarioSentences(
  { count, without }: ReturnType<typeof scenariosIn>,
  leaks: readonly Leakage[],
): string[] {
  const said: string[] = [];
  if (without.length > 0)
    said.push(
      `Scenarios: ${listed(without)} ${without.length > 1 ? 'name' : 'names'} no script, scene or text in the names of the ` +
        'utterances and is left out of "one scenario left out".',
    );
  if (count === 1) said.push('All utterances are of one scenario, so that none can be left out.');
  const apart = leaks.filter(({ ci95: [low] }) => low > 0);
  if (leaks.length > 0)
    said.push(
      apart.length === 0
        ? `No model does better for knowing the other utterances of one of the ${count} scenarios, as far as can be told ` +
            'from chance.'
        : `Of ${count} scenarios, one that is known raises the score of ${apart.map(({ name }) => name).join('; ')}: part of ` +
            'what these models tell is what is said or played, and that is worth nothing in another conversation.',
    );
  return said;
}

/** The models' scores on ratings exchanged between speakers, by scale, with a sentence that says what they show. */
async function negativeControls(
  study: StepRunner,
  parts: Part[],
  { complete }: UtterancesReport,
  picks: RegressionPicks,
  seed: number,
  onDone: (done: number) => void,
): Promise<(readonly [Scale, NegativeControl & { readonly model: string }])[]> {
  const all = firstSet(complete);
  const keep = partsOf(complete);
  const { groups, name: leftOut } = pickingGroups(all.labels);
  const controls: (readonly [Scale, NegativeControl & { readonly model: string }])[] = [];
  for (const scale of ['arousal', 'valence'] as const) {
    const { name, set, recipe } = bestOf(all, picks[scale]);
    const control = () =>
      keep('negative-control', { scale, model: name, seed }, () =>
        negativeControl(set, scale, leaveOneGroupOut(groups), recipe, seed),
      );
    const found = await study.run(`${scale} with ratings exchanged between speakers`, control, parts);
    if (found !== null) controls.push([scale, { model: name, ...found }]);
    onDone(scale === 'arousal' ? 1 : 2);
  }
  for (const [scale, { exchanges, ci95, leaks }] of controls)
    parts.push(
      leaks
        ? `**Something leaks.** With ratings exchanged between speakers, where nothing can be learned, the model of ${scale} ` +
            `still scores CCC ${interval(ci95, 3)} (${exchanges} exchanges, ${leftOut}): test utterances reach it by ` +
            'another way than the voice. Look for recordings or columns that stand on both sides; until then no score of this ' +
            'notebook holds.'
        : `Negative control: with ratings exchanged between speakers, where nothing can be learned, the model of ${scale} ` +
            `scores CCC ${interval(ci95, 3)} (${exchanges} exchanges, ${leftOut}), as it must.`,
    );
  return controls;
}

/** The best regression over all sessions or, where none was picked, the original's. */
function bestOf(
  all: TrainingSet,
  picked: RegressionSelection | null,
): {
  readonly name: string;
  readonly set: TrainingSet;
  readonly recipe: RegressionSelection['best']['recipe'];
} {
  if (picked === null) return { name: originalRegression.name, set: all, recipe: originalRegression };
  const { set, recipe } = picked.best;
  return { name: `${recipe.name}, ${set.name}`, set: { labels: all.labels, rows: set.rows }, recipe };
}

/** The original's regression and, where one was picked, the best one over all sessions. */
function regressionsOf(
  scale: Scale,
  { complete }: UtterancesReport,
  picked: RegressionSelection | null,
  seed: number,
): TestedModel[] {
  const all = firstSet(complete);
  const candidates = [bestOf(all, null), ...(picked === null ? [] : [bestOf(all, picked)])];
  return candidates.map(({ name, set, recipe }) => ({
    name: `${scale}, ${name}`,
    score: concordance,
    under: (protocol) => testUnder(complete, { scale, model: name, set, recipe }, protocol, seed),
  }));
}

function excitedModel(
  { fourEmotions }: UtterancesReport,
  { excited }: ClassifierPick,
  seed: number,
): TestedModel {
  const { labels } = fourEmotions;
  const { set, recipe } = needed(excited, 'a classifier that was picked').best;
  return {
    name: `excited (UAR), ${recipe.name}, ${set.name}`,
    score: uarOf,
    under: async (protocol) => {
      const splits = splitsOf(labels, protocol, seed);
      const predicted = await partsOf(fourEmotions)(
        'tested-excited',
        { model: recipe.name, set: set.name, protocol, seed },
        () => excitedPredictionsOf({ labels, rows: set.rows }, splits, seed, undefined, recipe),
      );
      return scoredExcited(labels, splits, predicted);
    },
  };
}
