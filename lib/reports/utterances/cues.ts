import { concordance } from '../../evaluation/regression';
import { bar } from '../../notebook/bar';
import type { Part, Report } from '../../notebook/report';
import { barFigure } from '../../plots/bars';
import type { Figure } from '../../plots/figure';
import { needed } from '../../stats/insufficient-data';
import type { Scale } from '../../study/utterances/models';
import { testedParts } from '../../study/utterances/model-selection';
import { CUE_ROWS, cueImportance } from '../../study/utterances/cues';
import type { StepRunner } from '../add-part';
import { fixed } from '../words';
import { partsOf } from './kept-parts';
import type { RegressionPicks } from './picks';
import type { UtterancesReport } from './utterances';

/** How much the score falls without each cue. */
type Cues = ReturnType<typeof cueImportance>;

/** Which cues the picked regressions take their predictions from, by permutation importance. */
export async function cueReport(
  study: StepRunner,
  { complete }: UtterancesReport,
  picks: RegressionPicks,
  seed: number,
): Promise<Report> {
  const parts: Part[] = [];
  const cuesOf = async (scale: Scale): Promise<Cues> => {
    const importance = () => {
      const picked = needed(picks[scale], `a model of ${scale} that was picked`);
      const models = picked.picks.map(({ selected: { recipe, set } }) => [recipe.name, set.name]);
      return partsOf(complete)('cues', { scale, models, seed }, () =>
        cueImportance(testedParts(complete, scale, picked), concordance, seed),
      );
    };
    return (await study.run(`what the models of ${scale} listen to`, importance, parts)) ?? [];
  };
  const progress = bar('shuffling cues');
  progress(0, 2);
  const arousal = await cuesOf('arousal');
  progress(1, 2);
  const valence = await cuesOf('valence');
  progress(2, 2);
  if (arousal.length + valence.length > 0) parts.push(cueFigure(arousal, valence, complete.labels.length));
  if (arousal.length > 0 && valence.length > 0)
    parts.push(
      `What costs most when it is shuffled is ${costliest(arousal)} for arousal and ${costliest(valence)} for valence.`,
    );
  return {
    kind: 'report',
    parts,
    toJSON: () => ({ valence: { cues: valence }, arousal: { cues: arousal } }),
  };
}

function cueFigure(arousal: Cues, valence: Cues, count: number): Figure {
  const names = [...new Set([...arousal, ...valence].map(({ name }) => name))];
  const series = Object.entries({ arousal, valence }).map(([name, cues]) => {
    const each = (end: 'value' | 'low' | 'high') =>
      names.map((cue) => cues.find((one) => one.name === cue)?.[end] ?? 0);
    return { name, values: each('value'), low: each('low'), high: each('high') };
  });
  return barFigure(names, series, {
    title: 'What shuffling a cue costs',
    note:
      'session left out; whiskers: 95 % of 20 shuffles; 0 where no column is about the cue' +
      (count > CUE_ROWS ? `; among ${CUE_ROWS} of ${count} utterances, drawn at random` : ''),
    quantity: { name: 'fall of CCC', unit: '' },
    digits: 2,
  });
}

/** The cue without which the score falls most: "spectrum (CCC falls by 0.22)". */
function costliest(cues: Cues): string {
  const { name, value } = [...cues].sort((a, b) => b.value - a.value)[0];
  return `${name} (CCC falls by ${fixed(value)})`;
}
