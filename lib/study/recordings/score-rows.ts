import type { Regressor } from '../../models/predict';
import { rowCount, selectRows, type Rows } from '../../models/data/rows';
import { measureNovelty, meanRow, shareOutside, type UnusualColumn } from '../../models/selection/novelty';
import { predictStarter, withoutRows, type RowWindows } from '../../models/starter/predict-starter';
import { predictRows } from '../interviews/windows';
import type { Fitted } from '../utterances/models';
import type { ScoringModels } from './scoring-models';

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

/**
 * Scores windows as measured. Gaps are filled as in notebook 3, whose numbers these are; the starter's differences between
 * moments are those on the voice's own scale, where two minutes of a voice are heard.
 */
export function scoreRows(models: ScoringModels, rows: Rows, known: RowWindows): RowScores {
  const { voices, empty, silent } = known;
  if (models.starter !== null) {
    const none = new Float64Array(voices.length).fill(NaN);
    return { ...predictStarter(models.starter, rows, known), valence: none, excited: none };
  }
  const predicted = predictRows(models, rows, voices, empty);
  const left = new Set(silent);
  const ofSpeech = (values: Float64Array) => values.map((value, row) => (left.has(row) ? NaN : value));
  return {
    arousal: ofSpeech(predicted.arousal),
    valence: ofSpeech(predicted.valence),
    excited: ofSpeech(predicted.probability),
    onOwnScale: [],
    explained: { fitted: models.arousal, rows: withoutRows(predicted.filled, silent) },
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
  return { share: shareOutside(novelty, own), columns };
}
