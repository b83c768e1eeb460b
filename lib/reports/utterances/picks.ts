import { bar } from '../../notebook/bar';
import { reportOf, type Part, type Report } from '../../notebook/report';
import { table } from '../../notebook/tables';
import { selectExcited, selectRegression } from '../../study/utterances/model-selection';
import { setsFor, type UtteranceSets } from '../../study/utterances/feature-sets';
import { partsOf } from './kept-parts';
import type { StepRunner } from '../add-part';

/** What nested selection found for a scale, and for excitement. */
export type RegressionSelection = Awaited<ReturnType<typeof selectRegression>>;
export type ClassifierSelection = Awaited<ReturnType<typeof selectExcited>>;

/** The regressions that were picked for each scale; null where there was too little to pick from. */
export interface RegressionPicks extends Report {
  readonly arousal: RegressionSelection | null;
  readonly valence: RegressionSelection | null;
  /** What was picked for each session left out. */
  readonly table: Report;
}

/** The classifier of excitement that was picked; null where there was too little to pick from. */
export interface ClassifierPick extends Report {
  readonly excited: ClassifierSelection | null;
  readonly table: Report;
}

/** Picks a regression for arousal and one for valence, by mean squared error on the sessions that are not left out. */
export async function regressionPicks(study: StepRunner, sets: UtteranceSets): Promise<RegressionPicks> {
  const parts: Part[] = [];
  const pick = (scale: 'arousal' | 'valence') => {
    const name = `picking a model of ${scale}`;
    const tried = setsFor(scale, sets);
    return study.run(
      name,
      () =>
        selectRegression(tried, scale, {
          onDone: bar(name),
          keep: (compute) => partsOf(tried)('picked-regression', { scale }, compute),
        }),
      parts,
    );
  };
  const arousal = await pick('arousal');
  const valence = await pick('valence');
  const rows = Object.entries({ arousal, valence }).flatMap(([scale, selection]) =>
    stored(selection).map(({ session, model, features, score }) => ({
      scale,
      'left out': session,
      model,
      features,
      'mse on the others': -score,
    })),
  );
  if (arousal !== null) parts.push(triedSentence(arousal, 'arousal'));
  if (valence !== null) parts.push(triedSentence(valence, 'valence'));
  return {
    kind: 'report',
    parts,
    arousal,
    valence,
    table: pickTable(rows, 'mse on the others'),
    toJSON: () => ({ valence: { picks: stored(valence) }, arousal: { picks: stored(arousal) } }),
  };
}

/** Picks a classifier that tells excited utterances from the others, by UAR on the sessions that are not left out. */
export async function classifierPick(
  study: StepRunner,
  sets: UtteranceSets,
  seed: number,
): Promise<ClassifierPick> {
  const parts: Part[] = [];
  const name = 'picking a classifier';
  const tried = setsFor('excited', sets);
  const select = () =>
    selectExcited(tried, seed, {
      onDone: bar(name),
      keep: (compute) => partsOf(tried)('picked-classifier', { seed }, compute),
    });
  const excited = await study.run(name, select, parts);
  const rows = stored(excited).map(({ session, model, features, score }) => ({
    'left out': session,
    model,
    features,
    'uar on the others': score,
  }));
  if (excited !== null) parts.push(triedSentence(excited, 'excitement'));
  return {
    kind: 'report',
    parts,
    excited,
    table: pickTable(rows, 'uar on the others'),
    toJSON: () => ({ excited: { picks: stored(excited) } }),
  };
}

type Selection = Pick<RegressionSelection | ClassifierSelection, 'evaluated' | 'picks'>;

function triedSentence({ evaluated }: Selection, what: string): string {
  const count = evaluated.length;
  const sets = new Set(evaluated.map(({ set }) => set.name)).size;
  return `For ${what} ${count} candidates were tried: ${count / sets} models on each of ${sets} feature sets.`;
}

function pickTable(rows: readonly object[], score: string): Report {
  const shown = table(rows, { caption: 'Picked without looking at the session', digits: { [score]: 3 } });
  return reportOf(rows.length === 0 ? [] : [shown]);
}

interface Picked {
  readonly session: string;
  readonly model: string;
  readonly features: string;
  readonly score: number;
}

/** As the results file holds them; empty where nothing was picked. */
function stored(selection: Selection | null): Picked[] {
  return (selection?.picks ?? []).map(({ session, selected, score }) => ({
    session,
    model: selected.recipe.name,
    features: selected.set.name,
    score,
  }));
}
