import { nominalCorpora } from '../../corpora/registry';
import type { Part, Report } from '../../notebook/report';
import { table } from '../../notebook/tables';
import { listed } from '../../plots/words';
import { firstSet } from '../../study/utterances/feature-sets';
import type { SubsetScore } from '../../study/utterances/robustness';
import { subgroupReport } from '../../study/utterances/robustness-report';
import { crossCorpus } from '../../study/utterances/subgroups';
import type { StepRunner } from '../add-part';
import { fixed, sameDigits } from '../words';
import type { UtterancesReport } from './utterances';

/** How well arousal is predicted for women and men, and for low, middle and high voices. */
export async function subgroupScores(
  study: StepRunner,
  { complete }: UtterancesReport,
  seed: number,
): Promise<Report> {
  const parts: Part[] = [];
  const score = () => subgroupReport(firstSet(complete), 'arousal', seed);
  const groups = (await study.run('scores by group of speakers', score, parts)) ?? [];
  if (groups.length > 0) {
    const rows = groups.map((one) => ({ group: one.group, ...scoreCells(one) }));
    parts.push(table(rows, { caption: 'Arousal by group of speakers', digits: scoreDigits }));
    const [all, ...others] = groups;
    const apart = others.filter(({ interval }) => interval[0] > all.ccc || interval[1] < all.ccc);
    parts.push(
      apart.length === 0
        ? "Every group's interval includes the score of all speakers; with so few speakers that does not show that they " +
            'are served alike.'
        : `The score of all speakers, CCC = ${fixed(all.ccc)}, is outside the interval of ` +
            `${listed(apart.map(({ group }) => group))}. With few speakers in a group such an interval is somewhat too ` +
            'narrow, so this is a hint and no proof.',
    );
  }
  return { kind: 'report', parts, toJSON: () => ({ subgroups: groups }) };
}

/** How well arousal is predicted from one corpus to another, where several are linked. */
export async function acrossCorpora(
  study: StepRunner,
  { complete }: UtterancesReport,
  seed: number,
): Promise<Report> {
  const parts: Part[] = [];
  const { labels, rows } = firstSet(complete);
  const score = () => crossCorpus(rows, labels, 'arousal', seed);
  const scores = (await study.run('from one corpus to another', score, parts)) ?? [];
  const corpora = [...new Set(labels.map(({ corpus }) => corpus))];
  if (corpora.length < 2)
    parts.push(
      `There is one corpus only (${corpora.join()}). Link RAVDESS or EmoDB beside it to see what a model of one is worth ` +
        'on the other.',
    );
  else if (scores.length > 0)
    parts.push(
      table(
        scores.map((one) => ({ 'trained on': one.train, 'tested on': one.test, ...scoreCells(one) })),
        {
          caption: 'Arousal across corpora; within a corpus, session left out',
          digits: scoreDigits,
        },
      ),
    );
  const nominal = nominalCorpora(labels);
  if (nominal.length > 0)
    parts.push(
      `Valence and arousal of ${nominal.join(' and ')} are nominal: a fixed point for the emotion an actor was told to ` +
        'play (Russell & Mehrabian, 1977), which nobody heard in the recording.',
    );
  return { kind: 'report', parts, toJSON: () => ({ acrossCorpora: scores }) };
}

const scoreDigits = { n: 0, ...sameDigits(3, 'ccc', 'low', 'high', 'pearson') };

function scoreCells({ n, ccc, interval: [low, high], pearson }: SubsetScore): Record<string, number> {
  return { n, ccc, low, high, pearson };
}
