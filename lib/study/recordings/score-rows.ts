import type { Regressor } from '../../models/predict';
import { rowCount, selectRows, type Rows } from '../../models/data/rows';
import { measureNovelty, meanRow, type UnusualColumn } from '../../models/selection/novelty';
import { mean } from '../../stats/summary';
import { onVoicesLevel, rowsOnOwnScale } from '../interviews/own-scale';
import { predictRows } from '../interviews/windows';
import { applyFitted, type Fitted } from '../utterances/models';
import type { ScoringModels } from './scoring-models';

/** A window of a recording. */
export interface ScoredSpan {
  /** s */
  readonly start: number;
  readonly end: number;
}

/** What the models say of windows; NaN for a silent one, and where there is no model. */
export interface RowScores {
  readonly arousal: Float64Array;
  readonly valence: Float64Array;
  /** Probability of excitement. */
  readonly excited: Float64Array;
  /** Voices whose moments are compared on the voice's own scale. */
  readonly onOwnScale: readonly string[];
  /** The model of arousal that tells moments apart, with its rows: what `salientSegments` explains. */
  readonly explained: { readonly fitted: Fitted<Regressor> | null; readonly rows: Rows };
}

/** What is known of each row. */
export interface RowWindows {
  readonly windows: readonly ScoredSpan[];
  /** Whose window it is. */
  readonly voices: readonly string[];
  /** Rows in which nothing was measured. */
  readonly empty: readonly number[];
  /** Rows without a score: those, and others without speech. */
  readonly silent: readonly number[];
}

/**
 * Scores windows as measured. Gaps are filled as in notebook 3, whose numbers these are; the starter's differences between
 * moments are those on the voice's own scale, where two minutes of a voice are heard.
 */
export function scoreRows(
  models: ScoringModels,
  rows: Rows,
  { windows, voices, empty, silent }: RowWindows,
): RowScores {
  const predicted = predictRows(models, rows, voices, empty);
  const left = new Set(silent);
  const ofSpeech = (values: Float64Array) => values.map((value, row) => (left.has(row) ? NaN : value));
  const level = ofSpeech(predicted.arousal);
  const width = rows.features.length;
  const filled = {
    features: rows.features,
    values: predicted.filled.values.map((value, k) => (left.has(Math.floor(k / width)) ? NaN : value)),
  };
  const scores = { valence: ofSpeech(predicted.valence), excited: ofSpeech(predicted.probability) };
  const plain = {
    ...scores,
    arousal: level,
    onOwnScale: [],
    explained: { fitted: models.arousal, rows: filled },
  };
  if (models.ownScale === null || voices.length === 0) return plain;
  const scaled = rowsOnOwnScale(filled, voices, windows);
  const own = applyFitted(models.ownScale, scaled);
  const onOwnScale = [...new Set(voices.filter((_, i) => !Number.isNaN(own[i])))];
  if (onOwnScale.length === 0) return plain;
  const known = new Set(onOwnScale);
  const shifted = onVoicesLevel(own, level, voices);
  return {
    ...scores,
    arousal: level.map((value, i) => (known.has(voices[i]) ? shifted[i] : value)),
    onOwnScale,
    explained: { fitted: models.ownScale, rows: scaled },
  };
}

/** How far the windows of a recording lie from what the models learned from. */
export interface Outside {
  /** Share of the windows with sound that are farther away than 99 % of the training rows; NaN where it is not known. */
  readonly share: number;
  /** Columns that make it so, farthest first. */
  readonly columns: readonly UnusualColumn[];
}

/** @param silent rows that count nowhere */
export function outsideTraining(
  { novelty }: Pick<ScoringModels, 'novelty'>,
  rows: Rows,
  silent: readonly number[],
): Outside {
  const left = new Set(silent);
  const heard = Array.from({ length: rowCount(rows) }, (_, i) => i).filter((row) => !left.has(row));
  if (novelty === undefined || heard.length === 0) return { share: NaN, columns: [] };
  const own = selectRows(rows, heard);
  const [{ columns }] = measureNovelty(novelty, meanRow(own));
  return { share: mean(measureNovelty(novelty, own).map(({ outside }) => Number(outside))), columns };
}
