import { errors } from '../../evaluation/regression';
import type { Frame } from '../../frames/frame';
import type { Part, Report } from '../../notebook/report';
import { summary } from '../../stats/summary';
import { firstSet } from '../../study/utterances/feature-sets';
import { testRegressor, type Scale } from '../../study/utterances/models';
import { splitsOf } from '../../study/utterances/protocols';
import { loudnessOnly, meanBaseline } from '../../study/utterances/baselines';
import { reportRegression } from '../../study/utterances/scores';
import { addPart, type StepRunner } from '../add-part';
import { byEmotion, summaries } from './by-emotion';
import type { RegressionPicks } from './picks';
import { predictionFrame } from './prediction-frame';
import {
  headlineSentence,
  regressionScoreTable,
  type ByScale,
  type ByTest,
  type RegressionScores,
  type TestedRegression,
} from './regression-scores';
import type { UtterancesReport } from './utterances';

/** How well arousal and valence are predicted, under the protocol of the headline and beside it. */
export interface RegressionTests extends Report {
  readonly tested: ByScale<ByTest<TestedRegression>>;
  readonly scores: ByScale<ByTest<RegressionScores>>;
  /** The headline's predictions, a row per utterance, see `predictionFrame`. */
  frame(): Frame;
}

/**
 * Tests the picked regressions and, beside them, the original study's model and protocol and two baselines.
 *
 * @param picks of the same utterances; where nothing was picked, there is no headline
 */
export async function regressionTests(
  study: StepRunner,
  utterances: UtterancesReport,
  picks: RegressionPicks,
  seed: number,
): Promise<RegressionTests> {
  const parts: Part[] = [];
  const arousal = await testScale(study, parts, utterances, 'arousal', picks, seed);
  const valence = await testScale(study, parts, utterances, 'valence', picks, seed);
  const scores = { arousal: scoresOf(arousal, seed), valence: scoresOf(valence, seed) };
  parts.push(
    regressionScoreTable('arousal', scores.arousal),
    regressionScoreTable('valence', scores.valence),
  );
  await addPart(study, parts, 'the headline', () => headlineSentence(scores));
  const { labelled, complete } = utterances;
  return {
    kind: 'report',
    parts,
    tested: { arousal, valence },
    scores,
    frame: () => {
      const { labels } = complete.labels.length > 0 ? complete : labelled; // a frame needs a row
      return predictionFrame(labels, arousal.leaveOneSessionOut, valence.leaveOneSessionOut);
    },
    toJSON: () => ({
      byEmotion: { valence: distributions(valence), arousal: distributions(arousal) },
      seed,
      valence: scores.valence,
      arousal: scores.arousal,
    }),
  };
}

async function testScale(
  study: StepRunner,
  parts: Part[],
  { complete, fourEmotions }: UtterancesReport,
  scale: Scale,
  picks: RegressionPicks,
  seed: number,
): Promise<ByTest<TestedRegression>> {
  const [all, four] = [firstSet(complete), firstSet(fourEmotions)];
  const test = (name: string, step: () => TestedRegression | Promise<TestedRegression>) =>
    study.run(`testing ${scale}, ${name}`, step, parts);
  const bySession = () => splitsOf(all.labels, 'leaveOneSessionOut', seed);
  return {
    random: await test('four emotions, random fifth', () =>
      testRegressor(four, scale, splitsOf(four.labels, 'random', seed))),
    leaveOneSessionOutFourEmotions: await test('four emotions, one session left out', () =>
      testRegressor(four, scale, splitsOf(four.labels, 'leaveOneSessionOut', seed))),
    original: await test('one session left out', () => testRegressor(all, scale, bySession())),
    loudness: await test('loudness alone', () => testRegressor(loudnessOnly(all), scale, bySession())),
    mean: await test('the mean', () => meanBaseline(all, scale, bySession())),
    leaveOneSessionOut: picks[scale]?.tested ?? null,
  };
}

function scoresOf(tests: ByTest<TestedRegression>, seed: number): ByTest<RegressionScores> {
  const scores = (tested: TestedRegression | null) =>
    tested === null ? null : reportRegression(tested, seed);
  return {
    random: scores(tests.random),
    leaveOneSessionOutFourEmotions: scores(tests.leaveOneSessionOutFourEmotions),
    original: scores(tests.original),
    loudness: scores(tests.loudness),
    mean: scores(tests.mean),
    leaveOneSessionOut: scores(tests.leaveOneSessionOut),
  };
}

/** Summaries of the headline's predictions by emotion, and of their errors. */
function distributions({ leaveOneSessionOut: tested }: ByTest<TestedRegression>): Record<string, unknown> {
  if (tested === null) return { predicted: {}, errors: null };
  const { labels, truth, predicted } = tested;
  return { predicted: summaries(byEmotion(labels, predicted)), errors: summary(errors(truth, predicted)) };
}
