import type { Report } from '../../notebook/report';
import type { Figure } from '../../plots/figure';
import type { Places } from '../../study/places';
import { Study } from '../study';
import { changesReport } from './changes';
import { comparedClassifiers, comparedRegressions } from './compared-models';
import { cueReport } from './cues';
import { excitedFigures, excitedTests, type ExcitedTests } from './excited-tests';
import { leakageReport } from './leakage';
import { linearCueReport } from './linear-cues';
import { classifierPick, regressionPicks, type ClassifierPick, type RegressionPicks } from './picks';
import { predictedByEmotion, predictedFigures, ratedAndPredictedPlane } from './prediction-figures';
import { protocolReport } from './protocol-scores';
import { ratedPlane, ratingsReport } from './ratings';
import { regressionTests, type RegressionTests } from './regression-tests';
import { robustReport, type RobustReport } from './robust';
import { sequenceModelReport } from './sequence-model';
import { storedModels } from './stored-models';
import { acrossCorpora, subgroupScores } from './subgroups';
import { utterancesReport, type UtterancesReport } from './utterances';

/** What notebook 2 may be told; each has a default. */
export interface EmotionStudyOptions {
  /** Decides random splits, the first weights of networks and resampling. */
  readonly seed?: number;
}

/**
 * Notebook 2: how well the measurements predict valence, arousal and excitement of utterances. Each method is a step and
 * returns its report; a step that lacks data returns one that says why.
 */
export class EmotionStudy extends Study {
  /** @param seed decides random splits, the first weights of networks and resampling */
  constructor(
    places: Places,
    readonly seed: number,
  ) {
    super('emotion_analysis', places);
  }

  /**
   * The utterances of notebook 1.
   *
   * @param options.further names of feature sets to try beside that of `input.obj`, measured where they are not stored yet
   * @throws Error when an artifact of notebook 1 is missing or damaged
   */
  utterances({ further = [] }: { readonly further?: readonly string[] } = {}): Promise<UtterancesReport> {
    return utterancesReport(this.places, further);
  }

  /** Valence and arousal by emotion, as annotators rated them. */
  ratings({ labelled }: UtterancesReport): Promise<Report> {
    return ratingsReport(this, labelled.labels);
  }

  /** Where excited, happy, sad and neutral utterances lie in the plane of valence and arousal. */
  plane({ fourEmotions }: UtterancesReport): Figure {
    return ratedPlane(fourEmotions.labels);
  }

  /** Picks a regression for arousal and one for valence by nested selection; takes a minute. */
  pickRegressions({ complete }: UtterancesReport): Promise<RegressionPicks> {
    return regressionPicks(this, complete);
  }

  /** Scores of the picked regressions, of the original's and of baselines: the headline. */
  testRegressions(utterances: UtterancesReport, picks: RegressionPicks): Promise<RegressionTests> {
    return regressionTests(this, utterances, picks, this.seed);
  }

  /** Every regression on every feature set, and a network. */
  compareRegressions(utterances: UtterancesReport, picks: RegressionPicks): Promise<Report> {
    return comparedRegressions(this, utterances, picks, this.seed);
  }

  /** Predictions against ratings, and the distribution of errors. */
  predictedFigures(tests: RegressionTests): Report {
    return predictedFigures(tests);
  }

  /** Predictions by emotion, and how well they tell high from low ratings. */
  predictedByEmotion(tests: RegressionTests): Promise<Report> {
    return predictedByEmotion(this, tests);
  }

  /** The plane of valence and arousal, as rated and as predicted. */
  predictedPlane(tests: RegressionTests): Promise<Report> {
    return this.step('the plane, as rated and as predicted', () => ratedAndPredictedPlane(tests));
  }

  /** Picks a classifier that tells excited utterances from the others by nested selection. */
  pickClassifier({ fourEmotions }: UtterancesReport): Promise<ClassifierPick> {
    return classifierPick(this, fourEmotions, this.seed);
  }

  /** Scores of the picked classifier, of the original's network and of baselines. */
  testClassifiers(utterances: UtterancesReport, pick: ClassifierPick): Promise<ExcitedTests> {
    return excitedTests(this, utterances, pick, this.seed);
  }

  /** Every support vector machine on every feature set. */
  compareClassifiers(
    utterances: UtterancesReport,
    pick: ClassifierPick,
    tests: ExcitedTests,
  ): Promise<Report> {
    return comparedClassifiers(this, utterances, pick, tests, this.seed);
  }

  /** Which decisions about excitement are right and which wrong. */
  excitedFigures(tests: ExcitedTests): Promise<Report> {
    return excitedFigures(this, tests);
  }

  /** Trains the best models on every utterance and stores them for the notebooks of interviews, with those of `robust`. */
  storeModels(
    utterances: UtterancesReport,
    picks: RegressionPicks,
    classifier: ClassifierPick,
    robust?: RobustReport,
  ): Promise<Report> {
    return storedModels(this, utterances, picks, classifier, this.seed, robust?.models);
  }

  /** What it is worth that the speakers of test utterances are among those of the training utterances. */
  leakage(utterances: UtterancesReport, picks: RegressionPicks, classifier: ClassifierPick): Promise<Report> {
    return leakageReport(this, utterances, picks, classifier, this.seed);
  }

  /** The original's regressions and the picked ones under every protocol. */
  protocols(utterances: UtterancesReport, picks: RegressionPicks): Promise<Report> {
    return protocolReport(this, utterances, picks, this.seed);
  }

  /** How much the picked regressions lose without each cue. */
  cues(utterances: UtterancesReport, picks: RegressionPicks): Promise<Report> {
    return cueReport(this, utterances, picks, this.seed);
  }

  /** The original's regression for arousal, taken apart by cue. */
  linearCues(utterances: UtterancesReport): Promise<Report> {
    return linearCueReport(this, utterances);
  }

  /**
   * What remains of the scores after noise, filters and the telephone.
   *
   * @param options.count how many utterances are changed and measured again
   */
  changes(utterances: UtterancesReport, { count }: { readonly count: number }): Promise<Report> {
    return changesReport(this.places, utterances, this.seed, count);
  }

  /**
   * What training on changed copies of the recordings is worth, on changes that were not trained on, and the models trained so.
   *
   * @param options.count how many utterances are changed and measured, 14 times with each feature set: two seconds of one core
   *   for an utterance
   */
  robust(
    utterances: UtterancesReport,
    classifier: ClassifierPick,
    { count }: { readonly count: number },
  ): Promise<RobustReport> {
    return robustReport(this, utterances, classifier, this.seed, count);
  }

  /** How well arousal is predicted for groups of speakers. */
  subgroups(utterances: UtterancesReport): Promise<Report> {
    return subgroupScores(this, utterances, this.seed);
  }

  /** How well arousal is predicted from one corpus to another. */
  acrossCorpora(utterances: UtterancesReport): Promise<Report> {
    return acrossCorpora(this, utterances, this.seed);
  }

  /**
   * How well a model that reads frame after frame predicts the scales.
   *
   * @param options.run whether to train it, which takes about 15 s for 300 utterances
   */
  sequenceModel(
    utterances: UtterancesReport,
    tests: RegressionTests,
    { run }: { readonly run: boolean },
  ): Promise<Report> {
    return sequenceModelReport(this, utterances, tests, this.seed, run);
  }
}

/** Opens notebook 2. */
export function openEmotionStudy(places: Places, { seed = 42 }: EmotionStudyOptions): EmotionStudy {
  return new EmotionStudy(places, seed);
}
