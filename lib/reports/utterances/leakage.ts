import { concordance } from '../../evaluation/regression';
import { originalRegression } from '../../models/selection/recipes';
import type { Part, Report } from '../../notebook/report';
import { table } from '../../notebook/tables';
import { needed } from '../../stats/insufficient-data';
import { firstSet } from '../../study/utterances/feature-sets';
import { testExcited, testRegressor, type Scale } from '../../study/utterances/models';
import { uarOf } from '../../study/utterances/model-selection';
import { splitsOf } from '../../study/utterances/protocols';
import { leakage, type Leakage } from '../../study/utterances/leakage';
import type { StepRunner } from '../add-part';
import { sameDigits } from '../words';
import type { ClassifierPick, RegressionPicks } from './picks';
import type { UtterancesReport } from './utterances';

/** What it is worth that a model has heard the speakers it is tested on: each model under two protocols. */
export async function leakageReport(
  study: StepRunner,
  utterances: UtterancesReport,
  picks: RegressionPicks,
  classifier: ClassifierPick,
  seed: number,
): Promise<Report> {
  const parts: Part[] = [];
  const leaks: Leakage[] = [];
  const add = async (step: string, make: () => Leakage | Promise<Leakage>) => {
    const found = await study.run(step, make, parts);
    if (found !== null) leaks.push(found);
  };
  for (const scale of ['arousal', 'valence'] as const)
    for (const { name, make } of leaksOf(scale, utterances, picks, seed))
      await add(`leakage of ${name}`, make);
  await add('leakage of excited', () => excitedLeakage(utterances, classifier, seed));
  const rows = leaks.map(({ name, random, independent, difference, ci95: [low, high], p }) => ({
    model: name,
    'random folds': random,
    'session left out': independent,
    difference,
    low,
    high,
    p,
  }));
  const caption =
    'Leakage: the same model under two protocols (CCC unless said otherwise), difference with 95 % interval';
  const digits = sameDigits(3, 'random folds', 'session left out', 'difference', 'low', 'high', 'p');
  if (rows.length > 0) parts.push(table(rows, { caption, digits }), sentence(leaks));
  return { kind: 'report', parts, toJSON: () => ({ leakage: leaks }) };
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

/** Of the original's regression and, where one was picked, of the best one over all sessions. */
function leaksOf(
  scale: Scale,
  { complete }: UtterancesReport,
  picks: RegressionPicks,
  seed: number,
): { readonly name: string; readonly make: () => Leakage }[] {
  const { labels, rows } = firstSet(complete);
  const best = picks[scale]?.best;
  const candidates = [
    { name: `${scale}, ${originalRegression.name}`, rows, recipe: originalRegression },
    ...(best === undefined
      ? []
      : [
          {
            name: `${scale}, ${best.recipe.name}, ${best.set.name}`,
            rows: best.set.rows,
            recipe: best.recipe,
          },
        ]),
  ];
  return candidates.map(({ name, rows, recipe }) => {
    const tested = (protocol: 'randomFolds' | 'leaveOneSessionOut') =>
      testRegressor({ labels, rows }, scale, splitsOf(labels, protocol, seed), recipe);
    return {
      name,
      make: () => leakage(name, concordance, tested('randomFolds'), tested('leaveOneSessionOut'), seed),
    };
  });
}

async function excitedLeakage(
  { fourEmotions: { labels } }: UtterancesReport,
  { excited }: ClassifierPick,
  seed: number,
): Promise<Leakage> {
  const { set, recipe } = needed(excited, 'a classifier that was picked').best;
  const tested = (protocol: 'randomFolds' | 'leaveOneSessionOut') =>
    testExcited({ labels, rows: set.rows }, splitsOf(labels, protocol, seed), seed, undefined, recipe);
  return leakage(
    `excited (UAR), ${recipe.name}, ${set.name}`,
    uarOf,
    await tested('randomFolds'),
    await tested('leaveOneSessionOut'),
    seed,
  );
}
