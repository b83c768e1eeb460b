import { bar } from '../../notebook/bar';
import type { Part, Report } from '../../notebook/report';
import { table, type Table } from '../../notebook/tables';
import { confusionFigure } from '../../plots/confusion';
import type { Figure } from '../../plots/figure';
import { rocFigure } from '../../plots/roc';
import { needed } from '../../stats/insufficient-data';
import { firstSet } from '../../study/utterances/feature-sets';
import { excitedClasses, testExcited } from '../../study/utterances/models';
import { splitsOf } from '../../study/utterances/protocols';
import { loudnessClassifier, loudnessOnly, majorityBaseline } from '../../study/utterances/baselines';
import { reportExcited } from '../../study/utterances/scores';
import { addPart, type StepRunner } from '../add-part';
import { fixed, interval, percent, sameDigits } from '../words';
import type { ClassifierPick } from './picks';
import { rocLine } from './prediction-figures';
import type { UtterancesReport } from './utterances';

type TestedClassifier = Awaited<ReturnType<typeof testExcited>>;
type ClassifierScores = ReturnType<typeof reportExcited>;

/** The ways in which excitement is tested, by their keys in the results file. */
type ExcitedTestName = 'random' | 'original' | 'loudness' | 'largerClass' | 'leaveOneSessionOut';
type ByTest<T> = Readonly<Record<ExcitedTestName, T | null>>;

/** How well excited utterances are told from the others, under the protocol of the headline and beside it. */
export interface ExcitedTests extends Report {
  readonly tested: ByTest<TestedClassifier>;
  readonly scores: ByTest<ClassifierScores>;
  /** Accuracy of always naming the larger class; NaN where it was not tested. */
  readonly majority: number;
}

/** Tests the picked classifier and, beside it, the original study's network and protocol and two baselines. */
export async function excitedTests(
  study: StepRunner,
  { fourEmotions }: UtterancesReport,
  { excited }: ClassifierPick,
  seed: number,
): Promise<ExcitedTests> {
  const parts: Part[] = [];
  const four = firstSet(fourEmotions);
  const bySession = () => splitsOf(four.labels, 'leaveOneSessionOut', seed);
  const test = (name: string, step: () => TestedClassifier | Promise<TestedClassifier>) =>
    study.run(`testing excited, ${name}`, step, parts);
  const tested = {
    random: await test('random fifth', () => testExcited(four, splitsOf(four.labels, 'random', seed), seed)),
    original: await test('one session left out', () =>
      testExcited(four, bySession(), seed, bar('testing the network'))),
    loudness: await test('loudness alone', () =>
      testExcited(loudnessOnly(four), bySession(), seed, undefined, loudnessClassifier)),
    largerClass: await test('always the larger class', () => majorityBaseline(four, bySession())),
    leaveOneSessionOut: excited?.tested ?? null,
  };
  const report = (one: TestedClassifier | null) => (one === null ? null : reportExcited(one, seed));
  const scores = {
    random: report(tested.random),
    original: report(tested.original),
    loudness: report(tested.loudness),
    largerClass: report(tested.largerClass),
    leaveOneSessionOut: report(tested.leaveOneSessionOut),
  };
  parts.push(scoreTable(scores));
  const majority = tested.largerClass?.scores.accuracy ?? NaN;
  return { kind: 'report', parts, tested, scores, majority, toJSON: () => ({ excited: scores }) };
}

/** Which decisions are right and which wrong, the ROC curve, and both in a sentence. */
export async function excitedFigures(study: StepRunner, tests: ExcitedTests): Promise<Report> {
  const parts: Part[] = [];
  await addPart(study, parts, 'the figures of excited or not', () => ({
    kind: 'report',
    parts: [confusionOf(tests), rocOf(tests)],
  }));
  await addPart(study, parts, 'excited or not, in a sentence', () => sentence(tests));
  return { kind: 'report', parts };
}

function scoreTable(scores: ByTest<ClassifierScores>): Table {
  const names: Readonly<Record<ExcitedTestName, string>> = {
    leaveOneSessionOut: 'picked model, one session left out',
    original: 'network, one session left out',
    loudness: `baseline: ${loudnessClassifier.name}, loudness alone`,
    largerClass: 'baseline: always the larger class',
    random: "network, random fifth (the original's protocol)",
  };
  const rows = (Object.keys(names) as ExcitedTestName[]).flatMap((name) => {
    const found = scores[name];
    if (found === null) return [];
    const { n, uar, accuracy, precision, recall, f1, rocAuc, prAuc, calibrationError, ci95 } = found;
    return {
      test: names[name],
      n,
      uar,
      'uar 95 %': interval(ci95.uar),
      accuracy,
      'accuracy 95 %': interval(ci95.accuracy),
      ...{ precision, recall, f1, rocAuc, prAuc, calibrationError },
    };
  });
  const measures = ['uar', 'accuracy', 'precision', 'recall', 'f1', 'rocAuc', 'prAuc', 'calibrationError'];
  return table(rows, {
    caption: 'Scores of the classifiers, four emotions',
    digits: { n: 0, ...sameDigits(3, ...measures) },
  });
}

function headline<T>({ leaveOneSessionOut }: ByTest<T>): T {
  return needed(leaveOneSessionOut, 'a classifier tested with sessions left out');
}

function confusionOf({ tested }: ExcitedTests): Figure {
  const counts = headline(tested).scores.confusion;
  return confusionFigure({ classes: excitedClasses, counts }, { title: 'Excited or not, session left out' });
}

function rocOf({ tested }: ExcitedTests): Figure {
  const left = headline(tested);
  const positives = left.above.filter(Boolean).length;
  const random = tested.random === null ? [] : [rocLine('network, random fifth', tested.random)];
  return rocFigure([rocLine('picked, session left out', left), ...random], {
    title: 'Telling excited utterances from the others',
    note: 'n of the session left out',
    positives,
    negatives: left.above.length - positives,
  });
}

function sentence({ scores, majority }: ExcitedTests): string {
  const { uar, accuracy, precision, recall, ci95 } = headline(scores);
  const gain = accuracy - majority;
  const more = gain > 0 ? `${fixed(100 * gain, 1)} points more than` : 'no more than';
  return (
    `For a new voice UAR is ${fixed(uar)} (${interval(ci95.uar)}) and ${percent(accuracy, 1)} of the decisions are right, ` +
    `${more} always naming the larger class; of the utterances called excited ${percent(precision)} are, and of the ` +
    `excited ones ${percent(recall)} are found.`
  );
}
