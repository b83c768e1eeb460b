import { scoreWithInterval } from '../../evaluation/compare';
import { concordance } from '../../evaluation/regression';
import { scaleBySpeaker } from '../../models/data/speaker-scale';
import { originalRegression } from '../../models/selection/recipes';
import type { Part, Report } from '../../notebook/report';
import { bar } from '../../notebook/bar';
import { table, type Table } from '../../notebook/tables';
import { firstSet } from '../../study/utterances/feature-sets';
import type { Scale, TrainingSet } from '../../study/utterances/models';
import { protocolNames, scenariosIn, speakersOf } from '../../study/utterances/protocols';
import type { StepRunner } from '../add-part';
import { sameDigits } from '../words';
import type { RegressionPicks, RegressionSelection } from './picks';
import type { TestedRegression } from './regression-scores';
import { testUnder } from './test-under';
import type { UtterancesReport } from './utterances';

const protocols = [
  'randomFolds',
  'groupedFolds',
  'leaveOneSpeakerOut',
  'leaveOneSessionOut',
  'leaveOneScenarioOut',
] as const;
type Protocol = (typeof protocols)[number];

/** A model to test under a protocol. */
interface Entry {
  readonly model: string;
  readonly protocol: Protocol;
  readonly set: () => TrainingSet;
  readonly recipe: RegressionSelection['best']['recipe'];
}

interface ProtocolScore {
  readonly scale: Scale;
  readonly model: string;
  readonly protocol: Protocol;
  readonly tested: TestedRegression;
}

/** The original's regression and the best one of each scale under every protocol, and with each speaker's own scale. */
export async function protocolReport(
  study: StepRunner,
  { complete }: UtterancesReport,
  picks: RegressionPicks,
  seed: number,
): Promise<Report> {
  const parts: Part[] = [];
  const scores: ProtocolScore[] = [];
  const all = firstSet(complete);
  const wanted = (['arousal', 'valence'] as const).map((scale) => ({
    scale,
    entries: entriesOf(all, picks[scale]),
  }));
  const progress = bar('testing under every protocol');
  const total = wanted.reduce((sum, { entries }) => sum + entries.length, 0);
  let done = 0;
  for (const { scale, entries } of wanted) {
    for (const { model, protocol, set, recipe } of entries) {
      const test = () => testUnder(complete, { scale, model, set: set(), recipe }, protocol, seed);
      const name = `${scale}, ${model}, ${protocolNames[protocol]}`;
      const tested = await study.run(name, test, parts);
      if (tested !== null) scores.push({ scale, model, protocol, tested });
      progress(++done, total);
    }
  }
  if (scores.length > 0) parts.push(protocolTable(scores, seed));
  return {
    kind: 'report',
    parts,
    toJSON: () => ({
      protocols: scores.map(({ scale, model, protocol, tested }) => ({
        scale,
        model,
        protocol,
        ...tested.scores,
      })),
    }),
  };
}

function entriesOf(all: TrainingSet, picked: RegressionSelection | null): Entry[] {
  // Without scenarios there is nothing to test; the report on leakage says so.
  const usable = protocols.filter(
    (protocol) => protocol !== 'leaveOneScenarioOut' || scenariosIn(all.labels).count > 1,
  );
  const underEach = (model: string, set: TrainingSet, recipe: Entry['recipe']) =>
    usable.map((protocol): Entry => ({ model, protocol, set: () => set, recipe }));
  const original = underEach(originalRegression.name, all, originalRegression);
  if (picked === null) return original;
  const { recipe, set } = picked.best;
  const best = { labels: all.labels, rows: set.rows };
  const name = `${recipe.name}, ${set.name}`;
  const perSpeaker: Entry = {
    model: `${name}, per speaker`,
    protocol: 'leaveOneSessionOut',
    set: () => ({ labels: best.labels, rows: scaleBySpeaker(best.rows, speakersOf(best.labels)) }),
    recipe,
  };
  return [...original, ...underEach(name, best, recipe), perSpeaker];
}

function protocolTable(scores: readonly ProtocolScore[], seed: number): Table {
  const rows = scores.map(({ scale, model, protocol, tested: { labels, truth, predicted, scores } }) => {
    const resampled = { groups: speakersOf(labels), seed, repeats: 500 };
    const { ci95 } = scoreWithInterval(concordance, truth, predicted, resampled);
    return {
      scale,
      model,
      protocol: protocolNames[protocol],
      ccc: scores.ccc,
      low: ci95[0],
      high: ci95[1],
      pearson: scores.pearson,
      mae: scores.mae,
    };
  });
  return table(rows, {
    caption: 'Scores by protocol; low and high: 95 % interval of CCC, speakers resampled',
    digits: sameDigits(3, 'ccc', 'low', 'high', 'pearson', 'mae'),
    limit: 40,
  });
}
