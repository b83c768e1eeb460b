import type { Feature } from '../../features/feature-set';
import { frame, type Frame } from '../../frames/frame';
import { reportOf, type Part, type Report } from '../../notebook/report';
import { importanceFigure } from '../../plots/importance';
import { pearson, type Correlation } from '../../stats/correlation';
import type { PreparedUtterances } from '../../study/utterances/utterances';
import { addPart, type StepRunner } from '../add-part';
import { measuredUtterances } from './measured-rows';

/** A scale that annotators placed utterances on. */
export type Scale = 'valence' | 'arousal' | 'dominance';

/** How a feature goes along with a rating. */
export interface FeatureCorrelation extends Correlation {
  /** Of the feature. */
  readonly name: string;
  readonly meaning: string;
}

/** How each feature goes along with a rating. */
export interface CorrelationReport extends Report {
  readonly scale: Scale;
  /** In the order of the feature set. */
  readonly features: readonly FeatureCorrelation[];
  /** The feature with the largest |r|; null where none has one. */
  readonly strongest: FeatureCorrelation | null;
  /** A row per feature: `feature`, `meaning`, `r`, `p`, `low` and `high` (95 % interval), `n`. */
  frame(): Frame;
}

/** Features shown in the figure. */
const SHOWN = 12;

/**
 * Pearson's r of each feature with a rating, over the utterances in which both are there; the figure shows the largest. A
 * correlation is NaN with fewer than two such utterances, or where one of the two is constant.
 */
export async function correlateFeatures(
  study: StepRunner,
  prepared: PreparedUtterances,
  described: readonly Feature[],
  scale: Scale,
): Promise<CorrelationReport> {
  const { utterances, column } = measuredUtterances(prepared);
  const rated = utterances.map((utterance) => utterance[scale]);
  const features = described.map(({ name, meaning }) => ({ name, meaning, ...pearson(column(name), rated) }));
  const parts: Part[] = [];
  await addPart(study, parts, `single features and rated ${scale}`, () =>
    importanceFigure(
      features.map(({ name, meaning, r, ci95: [low, high] }) => {
        return { name: `${name}: ${meaning}`, value: r, low, high };
      }),
      {
        title: `Single features and rated ${scale}`,
        note: `n = ${utterances.length}`,
        quantity: { name: `Pearson r with rated ${scale}`, unit: '' },
        limit: SHOWN,
      },
    ),
  );
  const results = features.map(({ name, r, p, ci95, n }) => ({ name, r, p, ci95: [...ci95], n }));
  return {
    ...reportOf(parts, { [scale]: results }),
    scale,
    features,
    strongest: strongestOf(features),
    frame: () =>
      frame(
        features.map(({ name, meaning, r, p, ci95: [low, high], n }) => {
          return { feature: name, meaning, r, p, low, high, n };
        }),
      ),
  };
}

/** The first of those with the largest |r|. */
function strongestOf(features: readonly FeatureCorrelation[]): FeatureCorrelation | null {
  const known = features.filter(({ r }) => Number.isFinite(r));
  if (known.length === 0) return null;
  return known.reduce((most, one) => (Math.abs(one.r) > Math.abs(most.r) ? one : most));
}
