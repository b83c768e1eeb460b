import { concordance } from '../../evaluation/regression';
import { bar } from '../../notebook/bar';
import type { Part, Report } from '../../notebook/report';
import { table } from '../../notebook/tables';
import { originalClassification } from '../../models/selection/recipes';
import { needed } from '../../stats/insufficient-data';
import { excitedTargets, ratingsOf, type Scale } from '../../study/utterances/models';
import { uarOf } from '../../study/utterances/model-selection';
import { evaluateNetwork } from '../../study/utterances/networks';
import { protocolNames } from '../../study/utterances/protocols';
import { modelTable, type ModelRow } from '../../study/utterances/model-table';
import type { StepRunner } from '../add-part';
import { sameDigits } from '../words';
import type { ExcitedTests } from './excited-tests';
import type { ClassifierPick, RegressionPicks } from './picks';
import type { UtterancesReport } from './utterances';

/** Every regression that was tried, and a network beside them, by CCC, one session left out. */
export async function comparedRegressions(
  study: StepRunner,
  { complete }: UtterancesReport,
  picks: RegressionPicks,
  seed: number,
): Promise<Report> {
  const parts: Part[] = [];
  const testing = 'testing the network that predicts numbers';
  const network = await study.run(testing, () => evaluateNetwork(complete, seed, bar(testing)), parts);
  const compare = async (scale: Scale): Promise<readonly ModelRow[]> => {
    const rows = await study.run(
      `all models of ${scale}`,
      () => {
        const { evaluated } = needed(picks[scale], `a model of ${scale} that was picked`);
        const tried = [...evaluated, ...(network?.[scale] === undefined ? [] : [network[scale]])];
        return modelTable(tried, complete.labels, ratingsOf(complete.labels, scale), concordance, seed);
      },
      parts,
    );
    return rows ?? [];
  };
  const arousal = await compare('arousal');
  const valence = await compare('valence');
  addTable(parts, arousal, `Arousal: CCC of every model, ${leftOut(picks.arousal)}`);
  addTable(parts, valence, `Valence: CCC of every model, ${leftOut(picks.valence)}`);
  return {
    kind: 'report',
    parts,
    toJSON: () => ({ valence: { models: valence }, arousal: { models: arousal } }),
  };
}

/** Every support vector machine that was tried, by UAR, one session left out. */
export async function comparedClassifiers(
  study: StepRunner,
  { fourEmotions: { labels } }: UtterancesReport,
  { excited }: ClassifierPick,
  { majority }: ExcitedTests,
  seed: number,
): Promise<Report> {
  const parts: Part[] = [];
  const compare = () => {
    const { evaluated } = needed(excited, 'a classifier that was picked');
    return modelTable(evaluated, labels, excitedTargets(labels), uarOf, seed);
  };
  const models = (await study.run('all classifiers', compare, parts)) ?? [];
  const caption =
    `Excited: UAR of every support vector machine, ${leftOut(excited)}; p: difference from the first one tried, a ` +
    'linear SVM';
  addTable(parts, models, caption);
  return {
    kind: 'report',
    parts,
    toJSON: () => ({ excited: { models, network: originalClassification.name, majority } }),
  };
}

/** What was left out in turn to predict every utterance by every model. */
function leftOut(picked: { readonly evaluatedBy: string } | null): string {
  return picked?.evaluatedBy ?? protocolNames.leaveOneSessionOut;
}

function addTable(parts: Part[], rows: readonly ModelRow[], caption: string): void {
  const digits = sameDigits(3, 'score', 'low', 'high', 'difference', 'p');
  if (rows.length > 0) parts.push(table(rows, { caption, digits, limit: 40 }));
}
