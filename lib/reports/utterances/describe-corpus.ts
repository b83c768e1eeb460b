import { nominalCorpora } from '../../corpora/registry';
import type { LinkedCorpora } from '../../corpora/linked';
import { reportOf, type Report } from '../../notebook/report';
import { listed } from '../../plots/words';
import { mean } from '../../stats/summary';
import { valueCounts } from '../../stats/value-counts';
import { percent } from '../words';

/** A corpus of utterances in a few numbers. */
export interface CorpusReport extends Report {
  /** Length of each utterance, s. */
  readonly seconds: readonly number[];
  toJSON(): Readonly<Record<string, unknown>>;
}

/** How many utterances and speakers there are, how long they speak, how far annotators agree, and whether anybody rated. */
export function describeCorpus({ names, utterances }: LinkedCorpora, synthetic: boolean): CorpusReport {
  const seconds = utterances.map(({ start, end }) => end - start);
  const sexes = [...new Map(utterances.map(({ speaker, sex }) => [speaker, sex])).values()];
  const count = (wanted: string) => sexes.filter((sex) => sex === wanted).length;
  const unknown = count('unknown') > 0 ? `, ${count('unknown')} of unknown sex` : '';
  const minutes = seconds.reduce((sum, value) => sum + value, 0) / 60;
  const named = utterances.filter((utterance) => !Number.isNaN(utterance.agreement));
  const agreement = mean(named.map((utterance) => utterance.agreement));
  const nominal = nominalCorpora(utterances);
  const corpus = {
    synthetic,
    utterances: utterances.length,
    speakers: sexes.length,
    emotions: Object.fromEntries(valueCounts(utterances.map(({ emotion }) => emotion))),
    agreement,
  };
  const parts = [
    `${utterances.length} labelled utterances of ${sexes.length} ${sexes.length === 1 ? 'speaker' : 'speakers'} (${count('F')} women, ${count('M')} men${unknown}), ` +
      `${minutes.toFixed(0)} minutes in all; ` +
      (named.length === 0
        ? 'no emotion is named. '
        : `on average ${percent(agreement)} of an utterance's annotators named the emotion it is filed under. `) +
      `Corpora: ${listed(names)}.`,
    nominal.length === 0
      ? undefined
      : `Valence, arousal and dominance of ${listed(nominal)} are nominal: one point per acted emotion, which nobody rated.`,
  ];
  return { ...reportOf(parts), seconds, toJSON: () => ({ corpus }) };
}
