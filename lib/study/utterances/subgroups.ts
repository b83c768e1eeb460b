import { selectRows, type Rows } from '../../models/data/rows';
import { median, quantile } from '../../stats/summary';
import type { Label } from '../../tables/labels';
import { subsetScore, leaveSessionOutPredictor, type SubsetScore } from './robustness';
import type { Scale } from './models';
import { ratingsOf } from './rated';
import { linearTrainer, type Trainer } from './trainers';

/** Columns that hold the pitch of an utterance, in one set or another: its median, else its mean. */
const pitchColumns = ['f0_median', 'F0semitoneFrom27.5Hz_sma3nz_percentile50.0', 'f0_mean'];

/**
 * Which third of the speakers each utterance's speaker belongs to, by the median over utterances of their pitch:
 * 'low', 'middle' or 'high' pitch; undefined where the set has no such column or there are fewer than three speakers.
 */
export function pitchThirds(rows: Rows, labels: readonly Label[]): string[] | undefined {
  const column = rows.features.findIndex((name) => pitchColumns.includes(name));
  const speakers = [...new Set(labels.map(({ speaker }) => speaker))];
  if (column < 0 || speakers.length < 3) return undefined;
  const pitch = (row: number) => rows.values[row * rows.features.length + column];
  const ofSpeaker = new Map(
    speakers.map((speaker) => [
      speaker,
      median(labels.flatMap((label, row) => (label.speaker === speaker ? [pitch(row)] : []))),
    ]),
  );
  const medians = [...ofSpeaker.values()];
  const [lower, upper] = [quantile(medians, 1 / 3), quantile(medians, 2 / 3)];
  return labels.map(({ speaker }) => {
    const own = ofSpeaker.get(speaker) ?? NaN;
    if (Number.isNaN(own)) return '';
    return own <= lower ? 'low pitch' : own <= upper ? 'middle pitch' : 'high pitch';
  });
}

export interface CrossCorpusScore extends SubsetScore {
  readonly train: string;
  readonly test: string;
}

/**
 * Trained on one corpus, tested on another, for every pair; on the diagonal one session left out at a time. A corpus of
 * one session has no diagonal.
 *
 * @returns nothing where there is only one corpus
 */
export function crossCorpus(
  rows: Rows,
  labels: readonly Label[],
  scale: Scale,
  seed: number,
  train: Trainer = linearTrainer,
): CrossCorpusScore[] {
  const corpora = [...new Set(labels.map(({ corpus }) => corpus))];
  if (corpora.length < 2) return [];
  const parts = corpora.map((name) => {
    const places = labels.flatMap(({ corpus }, row) => (corpus === name ? [row] : []));
    return { name, rows: selectRows(rows, places), labels: places.map((row) => labels[row]) };
  });
  return parts.flatMap((from) => {
    const model = train(from.rows, ratingsOf(from.labels, scale));
    return parts.flatMap((to): CrossCorpusScore[] => {
      if (from !== to) {
        return [{ train: from.name, test: to.name, ...subsetScore(to.labels, scale, model(to.rows), seed) }];
      }
      if (new Set(to.labels.map(({ session }) => session)).size < 2) return [];
      const predictor = leaveSessionOutPredictor(to.rows, to.labels, scale, train);
      const predicted = predictor(
        to.rows,
        to.labels.map((_, i) => i),
      );
      return [{ train: from.name, test: to.name, ...subsetScore(to.labels, scale, predicted, seed) }];
    });
  });
}
