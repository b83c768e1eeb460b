import type { Feature } from '../../features/feature-set';
import { knownSet } from '../../embeddings/known-set';
import type { Frame } from '../../frames/frame';
import type { Part, Report } from '../../notebook/report';
import type { Sound } from '../../notebook/player';
import type { PreparedUtterances } from '../../study/utterances/utterances';
import { summary } from '../../stats/summary';
import { leftOutReport, unreadable } from '../left-out';
import type { Study } from '../study';
import { answer } from './answer';
import { voicesBySex, type VoicesBySex } from './by-sex';
import { correlateFeatures, type CorrelationReport, type Scale } from './correlations';
import { describeCorpus, type CorpusReport } from './describe-corpus';
import { utteranceFrame } from './frame';
import { missingReport, type MissingReport } from './missing';
import { mostAroused, type HeardUtterance } from './most-aroused';

/** The utterances of the corpora in the data folder, measured and labelled. */
export class MeasuredUtterances implements Report {
  readonly kind = 'report';
  /** How many there are, by whom, how they were rated. */
  readonly corpus: CorpusReport;
  /** What could not be used, and what was guessed or repaired. */
  readonly leftOut: Report;

  constructor(
    private readonly study: Study,
    private readonly set: string,
    private readonly prepared: PreparedUtterances,
  ) {
    const { corpus, features } = prepared;
    this.corpus = describeCorpus(corpus, study.places.synthetic);
    this.leftOut = leftOutReport(
      [...corpus.skipped, ...unreadable(features.skipped)],
      [...corpus.remarks, ...features.remarks],
    );
  }

  /** Whether utterances were measured now or kept from an earlier run. */
  get parts(): readonly Part[] {
    const { features, labels } = this.prepared;
    const count = features.table.segments.length;
    const why =
      features.changes.length > 0
        ? ` The stored table no longer fitted: ${features.changes.join('; ')}.`
        : '';
    return [
      features.reused
        ? `Kept the stored table of ${count} utterances: recordings and settings are unchanged.`
        : `Measured ${count} utterances.${why}`,
      LABELS[labels],
    ];
  }

  toJSON(): Readonly<Record<string, unknown>> {
    const { table } = this.prepared.features;
    return {
      ...this.corpus.toJSON(),
      features: { set: this.set, columns: table.features.length, measured: table.segments.length },
      durations: summary(this.corpus.seconds),
    };
  }

  /** A row per labelled utterance: who speaks, labels, length, then the features (see `utteranceFrame`). */
  frame(): Frame {
    return utteranceFrame(this.prepared.corpus.utterances, this.prepared.features.table, this.described);
  }

  /** The names of the features, which are columns of the frame. */
  get features(): readonly string[] {
    return this.prepared.features.table.features;
  }

  /** Which features could not be measured, and in how many utterances. */
  missing(): MissingReport {
    return missingReport(this.prepared.features.table);
  }

  /** The utterance rated most aroused, to be seen and heard. Its sound is put into the notebook if it is synthetic. */
  mostAroused({
    sound = this.study.places.synthetic ? 'synthetic' : 'none',
  }: {
    /** 'recording' puts in that of a person, too. */ readonly sound?: Sound;
  } = {}): Promise<HeardUtterance> {
    return mostAroused(this.study, this.prepared, sound);
  }

  /** Pearson's r of each feature with a rating, with p and 95 % interval. */
  correlate(scale: Scale): Promise<CorrelationReport> {
    return correlateFeatures(this.study, this.prepared, this.described, scale);
  }

  /** A feature of women's and of men's voices: the mean pitch where the set has it, else its first. */
  bySex(): VoicesBySex {
    return voicesBySex(this.prepared, this.described);
  }

  /** What the notebook shows and what it does not. */
  answer(cues: CorrelationReport): Promise<Report> {
    return answer(this.study, cues);
  }

  private get described(): readonly Feature[] {
    return knownSet(this.set).features;
  }
}

const LABELS: Readonly<Record<PreparedUtterances['labels'], string>> = {
  kept: 'The stored labels are unchanged.',
  written: 'Labels were written.',
  original: "The labels stored here are the original project's; they are kept as they are.",
};
