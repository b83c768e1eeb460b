import { existsSync } from 'node:fs';
import path from 'node:path';
import { bar } from '../../notebook/bar';
import { cached } from '../../notebook/cached';
import type { Part, Report } from '../../notebook/report';
import { table } from '../../notebook/tables';
import { lineFigure, type LineSeries } from '../../plots/lines';
import type { Figure } from '../../plots/figure';
import { InsufficientData } from '../../stats/insufficient-data';
import { setsFor } from '../../study/utterances/feature-sets';
import type { ColumnScale } from '../../study/utterances/conditions';
import {
  changedSample,
  robustComparison,
  sampleConditions,
  type ChangedSample,
  type RobustComparison,
} from '../../study/utterances/robust';
import {
  robustClassifier,
  robustRegression,
  type RobustClassifier,
  type RobustModel,
} from '../../study/utterances/robust-models';
import { changeName } from '../../study/utterances/changes';
import {
  robustSelection,
  type RobustScores,
  type RobustSelection,
  type ScoreAfter,
} from '../../study/utterances/robust-selection';
import type { StepRunner } from '../add-part';
import type { Study } from '../study';
import { fixed, percent, sameDigits } from '../words';
import type { ClassifierPick } from './picks';
import type { UtterancesReport } from './utterances';

/** Models trained on changed copies, and what they are worth. */
export interface RobustReport extends Report {
  /** To be stored beside the models of clean recordings, by target. */
  readonly models: Readonly<Partial<Record<'arousal' | 'valence' | 'excited', RobustModel>>>;
}

/** Each scale of the columns, and whom its scores are about. */
const about: Readonly<Record<ColumnScale, string>> = {
  'training rows': 'a single utterance of an unknown voice',
  condition: 'unknown voices, many recordings made alike',
  'speaker and condition': 'many utterances of each speaker',
};
const keys = { condition: 'condition', 'speaker and condition': 'speakerAndCondition' } as const;

/**
 * What training on changed copies is worth, on changes that were not trained on; and the models trained so, on the first
 * feature set.
 *
 * @param classifier whose recipe learns excitement from copies
 * @param count how many utterances are changed and measured
 */
export async function robustReport(
  study: Pick<Study, 'run' | 'places'>,
  utterances: UtterancesReport,
  { excited }: ClassifierPick,
  seed: number,
  count: number,
): Promise<RobustReport> {
  const parts: Part[] = [];
  const measured = await study.run(
    'changed copies',
    () => measuredSample(study.places.data, utterances, seed, count),
    parts,
  );
  return robustReportOf(study, utterances, excited, measured, parts);
}

/** The same of a sample that is measured; null where it could not be, which `parts` says. */
export async function robustReportOf(
  study: StepRunner,
  { complete, fourEmotions }: Pick<UtterancesReport, 'complete' | 'fourEmotions'>,
  excited: ClassifierPick['excited'],
  measured: ChangedSample | null,
  parts: Part[] = [],
): Promise<RobustReport> {
  const step = <T>(name: string, run: (sample: ChangedSample) => T | Promise<T>) =>
    measured === null ? null : study.run(name, () => run(measured), parts);
  const scales = Object.keys(about) as ColumnScale[];
  const compared = await step('training on changed copies', (sample) =>
    robustComparison(sample, 'arousal', scales, bar('training on changed copies')),
  );
  const valence = await step('valence with changed copies', (sample) =>
    robustSelection(
      sampleConditions(sample, 'training rows'),
      sample.labels,
      'valence',
      sample.seed,
      bar('valence with changed copies'),
    ),
  );
  const classifier = await step('excitement with changed copies', (sample) =>
    excited === null ? null : robustClassifier(fourEmotions, sample, excited.bestOfFirstSet.recipe),
  );
  const unknown = compared?.find(({ scale }) => scale === 'training rows');
  const regression = (scale: 'arousal' | 'valence', selection: RobustSelection | null | undefined) =>
    selection
      ? step(`the ${scale} model with copies`, (sample) =>
          robustRegression(complete, sample, scale, selection),
        )
      : null;
  const arousalModel = await regression('arousal', unknown?.robust);
  const valenceModel = await regression('valence', valence);
  if (compared !== null && unknown !== undefined) {
    parts.push(sentence(unknown, measured?.labels.length ?? 0), robustTable(compared), noiseFigure(unknown));
  }
  return {
    kind: 'report',
    parts,
    models: {
      ...(arousalModel !== null && { arousal: arousalModel }),
      ...(valenceModel !== null && { valence: valenceModel }),
      ...(classifier !== null && { excited: classifier.model }),
    },
    toJSON: () => ({
      robust: {
        utterances: measured?.labels.length ?? 0,
        ...Object.assign({}, ...(compared ?? []).map(storedComparison)),
        ...(valence !== null && { valence: stored(valence.scores) }),
        ...(classifier !== null && { excited: storedClassifier(classifier) }),
      },
    }),
  };
}

/** Measures the changed copies, or takes them from the cache. */
function measuredSample(
  dataDir: string,
  { labelled, complete }: UtterancesReport,
  seed: number,
  count: number,
): Promise<ChangedSample> {
  const segmentOf = new Map(labelled.table.segments.map((segment) => [segment.id, segment]));
  const segments = complete.labels.flatMap(({ id }) => segmentOf.get(id) ?? []);
  const missing = segments.find(({ file }) => !existsSync(path.join(dataDir, file)));
  if (missing !== undefined || segments.length < complete.labels.length)
    throw new InsufficientData(`the recordings are not there (${missing?.file ?? 'no place is stored'})`);
  const sessions = new Set(complete.labels.map(({ session }) => session)).size;
  if (sessions < 3)
    throw new InsufficientData(`${sessions} sessions: one is tested and one left out to pick by; give three`);
  const sets = setsFor('arousal', complete)
    .sets.filter(({ name }) => !name.includes('+'))
    .slice(0, 2); // more would take long
  const inputs = {
    data: labelled.data,
    sets: sets.map(({ name, version }) => `${name} ${version}`),
    utterances: complete.labels.map(({ id }) => id),
    seed,
    count,
  };
  return cached('changed-copies', inputs, () =>
    changedSample(
      dataDir,
      segments,
      complete.labels,
      sets.map(({ name }) => name),
      { seed, count },
      bar('changed copies'),
    ),
  );
}

function sentence({ robust, plain }: RobustComparison, n: number): string {
  const of = ({ clean, mean, share }: RobustScores) =>
    `${fixed(clean.ccc)} on clean recordings and ${fixed(mean)} on changed ones (${percent(share, 0)} of it)`;
  return (
    `Arousal of ${n} utterances, a session left out, a single utterance of an unknown voice: trained on clean recordings and ` +
    `copies, the CCC is ${of(robust.scores)}; trained on clean recordings alone ${of(plain.scores)}.`
  );
}

function robustTable(found: readonly RobustComparison[]): Part {
  const rows = found.flatMap(({ scale, robust, plain }) =>
    Object.entries({ 'clean and copies': robust, 'clean alone': plain }).map(([trained, { scores }]) => ({
      about: about[scale],
      'columns on the scale of': scale,
      'trained on': trained,
      clean: scores.clean.ccc,
      ...byChange(scores.changed, ({ ccc }) => ccc),
      'mean of the changes': scores.mean,
      'share of clean': scores.share,
    })),
  );
  const digits = sameDigits(3, ...Object.keys(rows[0]).slice(3));
  return table(rows, { caption: 'Arousal, CCC, on changes that were not trained on', digits });
}

function noiseFigure({ robust, plain }: RobustComparison): Figure {
  const line = (name: string, { changed, further }: RobustScores): LineSeries => {
    const own = [...changed, ...further]
      .filter(({ change }) => change.family === 'white noise')
      .sort((a, b) => a.change.level - b.change.level);
    return {
      name,
      x: own.map(({ change }) => change.level),
      y: own.map(({ ccc }) => ccc),
      low: own.map(({ interval }) => interval[0]),
      high: own.map(({ interval }) => interval[1]),
    };
  };
  return lineFigure([line('clean and copies', robust.scores), line('clean alone', plain.scores)], {
    title: 'Arousal in white noise, by what was trained on',
    note: `n = ${robust.scores.clean.n} utterances, session left out; bands: 95 % intervals`,
    x: { name: 'signal-to-noise ratio', unit: 'dB' },
    y: { name: 'CCC', unit: '' },
    mark: { name: 'clean recordings, with copies', value: robust.scores.clean.ccc },
  });
}

function storedComparison({ scale, robust, plain }: RobustComparison): object {
  const own = {
    ...stored(robust.scores),
    picks: robust.picks,
    plain: { ...stored(plain.scores), picks: plain.picks },
  };
  return scale === 'training rows' ? { scale, ...own } : { [keys[scale]]: { scale, ...own } };
}

function stored({ clean, changed, mean, share, further }: RobustScores): object {
  const scores = ({ n, ccc, pearson, interval }: ScoreAfter) => ({ n, ccc, pearson, interval });
  return { clean, changed: byChange(changed, scores), mean, share, further: byChange(further, scores) };
}

function storedClassifier({ robust, plain, model }: RobustClassifier): object {
  const own = ({ clean, changed, mean, share }: RobustClassifier['robust']) => {
    return { clean, changed: byChange(changed, ({ uar }) => uar), mean, share };
  };
  return { model: model.recipe, score: 'uar', ...own(robust), plain: own(plain) };
}

function byChange<S extends { readonly change: ScoreAfter['change'] }, T>(
  scores: readonly S[],
  value: (score: S) => T,
): Record<string, T> {
  return Object.fromEntries(scores.map((one) => [changeName(one.change), value(one)]));
}
