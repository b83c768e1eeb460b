import { bar } from '../../notebook/bar';
import { cached } from '../../notebook/cached';
import { reportOf, type Report } from '../../notebook/report';
import { table, type Table } from '../../notebook/tables';
import { beside } from '../../plots/beside';
import type { Figure } from '../../plots/figure';
import { lineFigure } from '../../plots/lines';
import type { Places } from '../../study/places';
import { changeName } from '../../study/utterances/changes';
import { firstSet } from '../../study/utterances/feature-sets';
import type { ChangeScore } from '../../study/utterances/robustness';
import { robustnessReport, type RobustnessReport } from '../../study/utterances/robustness-report';
import { fixed, sameDigits } from '../words';
import type { UtterancesReport } from './utterances';

/** Scores after each change, `unchanged` first: of the regression as it is, and with columns held in the training range. */
type Tested = Extract<RobustnessReport, { readonly kind: 'tested' }>;

const noises = ['white noise', 'pink noise', 'babble'];
/** A change that moves CCC by no more than this leaves a prediction as it was. */
const SMALL = 0.05;

/**
 * How well arousal is predicted after noise, gain, filters and the telephone, of a sample of utterances that are measured
 * again; the scores are kept until something they depend on changes.
 *
 * @param count how many utterances are changed
 */
export async function changesReport(
  places: Places,
  { labelled, complete }: UtterancesReport,
  seed: number,
  count: number,
): Promise<Report> {
  const found = await cached(
    'changed-recordings',
    {
      data: labelled.data,
      features: labelled.set,
      compared: complete.sets.map(({ name }) => name),
      seed,
      count,
    },
    () => {
      const progress = bar('changed recordings');
      return robustnessReport(
        places.data,
        labelled,
        firstSet(complete),
        'arousal',
        { seed, count },
        progress,
      );
    },
  );
  if (found.kind === 'skipped')
    return reportOf([`Changed recordings are not tested: ${found.why}.`], { changes: [] });
  const { plain, clamped } = found;
  return reportOf(
    [
      beside([
        noiseFigure(plain, 'the regression as it is'),
        noiseFigure(clamped, 'columns held in the training range'),
      ]),
      changeTable(found),
      sentence(found),
    ],
    {
      changes: plain.map((one, i) => {
        const { ccc, pearson, interval } = clamped[i];
        return { ...one, change: changeName(one.change), held: { ccc, pearson, interval } };
      }),
    },
  );
}

function noiseFigure(scores: readonly ChangeScore[], how: string): Figure {
  const lines = noises.map((family) => {
    const own = scores.filter(({ change }) => change.family === family);
    return {
      name: family,
      x: own.map(({ change }) => change.level),
      y: own.map(({ ccc }) => ccc),
      low: own.map(({ interval }) => interval[0]),
      high: own.map(({ interval }) => interval[1]),
    };
  });
  return lineFigure(lines, {
    title: `Arousal in noise, ${how}`,
    note: `n = ${scores[0].n} utterances, session left out; bands: 95 % intervals`,
    x: { name: 'signal-to-noise ratio', unit: 'dB' },
    y: { name: 'CCC', unit: '' },
    mark: { name: 'unchanged', value: scores[0].ccc },
  });
}

function changeTable({ plain, clamped, outOfRange }: Tested): Table {
  const rows = plain.map((one, i) => ({
    change: changeName(one.change),
    ccc: one.ccc,
    low: one.interval[0],
    high: one.interval[1],
    pearson: one.pearson,
    'ccc held': clamped[i].ccc,
    'pearson held': clamped[i].pearson,
    incomplete: one.incomplete,
    'strays farthest': outOfRange[i]?.name ?? '',
    'ranges outside': outOfRange[i]?.farthest ?? 0,
  }));
  return table(rows, {
    caption: `Arousal after each change, ${plain[0].n} utterances`,
    digits: {
      ...sameDigits(3, 'ccc', 'low', 'high', 'pearson', 'ccc held', 'pearson held'),
      incomplete: 0,
      'ranges outside': 1,
    },
  });
}

/** What is lost without a change, which changes hardly matter, and the worst one. */
function sentence({ plain, clamped, outOfRange }: Tested): string {
  const [unchanged, ...changed] = plain;
  const small = changed.filter(({ ccc }) => Math.abs(ccc - unchanged.ccc) <= SMALL);
  const worst = changed.reduce((low, one) => (one.ccc < low.ccc ? one : low));
  const place = plain.indexOf(worst);
  const scores = ({ ccc, pearson }: ChangeScore) => `CCC = ${fixed(ccc)} (r = ${fixed(pearson)})`;
  const stray = outOfRange[place];
  return (
    `Unchanged, the sample reaches CCC = ${fixed(unchanged.ccc)}. ` +
    (small.length === 0
      ? `No change leaves that within ${SMALL}. `
      : `Within ${SMALL} of that remain: ${small.map(({ change }) => changeName(change)).join(', ')}. `) +
    `Worst is ${changeName(worst.change)}: ${scores(worst)}, and with columns held within the training range ` +
    `${scores(clamped[place])}.` +
    (stray === undefined
      ? ''
      : ` There \`${stray.name}\` leaves the training range farthest, by up to ${fixed(stray.farthest, 1)} widths of it.`)
  );
}
