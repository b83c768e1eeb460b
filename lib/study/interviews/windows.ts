import path from 'node:path';
import type { Interview } from '../../corpora/interviews';
import { slidingSegments } from '../../corpora/segment';
import type { Span } from '../../features/feature-set';
import { knownSet } from '../../embeddings/known-set';
import { silentRows } from '../../features/silence';
import type { OnDone, StoredMeasurements } from '../../jobs/measured-table';
import { fillByGroup } from '../../models/data/fill-by-group';
import { completeRows, rowCount, type Rows } from '../../models/data/rows';
import type { FeatureTable } from '../../tables/feature-table';
import { readFeatureTable } from '../../tables/feature-table-file';
import { writePredictions, type WindowPrediction } from '../../tables/predictions';
import { versions } from '../../tables/project';
import { artifactFormat } from '../../tables/artifact';
import type { InterviewModels } from './models';
import { interviewRecordings, recordingOf, type InterviewRecording } from './recordings';
import { storeRecordings, type Cutting, type Measuring } from './store-recordings';
import type { Places } from '../places';
import { applyFitted, type Fitted } from '../utterances/models';

/** How an interview is cut. */
export interface Windowing {
  /** s */
  readonly length: number;
  /** s from the start of one window to the next */
  readonly hop: number;
}

/** Windows of interviews, measured. */
export interface MeasuredWindows extends StoredMeasurements {
  /** Its segments lie in recordings. */
  readonly table: FeatureTable;
  /** The interview of each row. */
  readonly interviews: readonly string[];
  /** When each window is, s from the start of its interview. */
  readonly times: readonly Span[];
  /** The recordings by their file. */
  readonly recordings: ReadonlyMap<string, InterviewRecording>;
  /** Rows about which the models are not asked: digital silence, in which nothing of a sound can be measured. */
  readonly silent: readonly number[];
}

/**
 * Notebook 3: measures every window of every interview that has a recording, unless what is stored still fits.
 * A recording that cannot be read is set aside with its reason.
 *
 * @param onDone told of the windows done
 */
export async function measureWindows(
  places: Places,
  interviews: readonly Interview[],
  windowing: Windowing,
  measuring: Measuring,
  onDone?: OnDone,
): Promise<MeasuredWindows> {
  const found = await interviewRecordings(places.data, interviews);
  const stored = await storeRecordings(places, found, windowsOf(places, windowing), measuring, onDone);
  const { table } = readFeatureTable(places.windows, { kind: KIND });
  const of = table.segments.map(({ file }) => recordingOf(found, file));
  return {
    ...stored,
    table,
    recordings: found.recordings,
    interviews: of.map(({ interview }) => interview),
    times: table.segments.map(({ start, end }, i) => ({
      start: start + of[i].start,
      end: end + of[i].start,
    })),
    silent: silentRows(knownSet(measuring.set), table),
  };
}

/** As `measureWindows`, with the windows left on disk, however many they are. */
export async function storeWindows(
  places: Places,
  interviews: readonly Interview[],
  windowing: Windowing,
  measuring: Measuring,
  onDone?: OnDone,
): Promise<StoredMeasurements> {
  const found = await interviewRecordings(places.data, interviews);
  return storeRecordings(places, found, windowsOf(places, windowing), measuring, onDone);
}

const KIND = 'window-features';

function windowsOf(places: Places, windowing: Windowing): Cutting {
  return {
    artifact: places.windows,
    kind: KIND,
    settings: { ...windowing },
    segmentsOf: (recording) => slidingSegments(recording, windowing),
  };
}

/** Predictions for every window, and how gaps in the measurements were met. */
export interface PredictedWindows {
  readonly predictions: readonly WindowPrediction[];
  /** Input of the models: the measurements with their gaps filled. */
  readonly rows: Rows;
  /** Windows with at least one feature filled in by its mean over the interview. */
  readonly filled: number;
  /** Windows without a prediction: silent ones, and those of an interview in which some feature could never be measured. */
  readonly unmeasured: number;
}

/** Predictions of each row; NaN for a silent row, where a feature was never measured in its interview, and without a model. */
export interface RowPredictions {
  /** Of excitement. */
  readonly probability: Float64Array;
  readonly valence: Float64Array;
  readonly arousal: Float64Array;
  /** The rows with their gaps filled. */
  readonly filled: Rows;
}

/**
 * Applies the models to rows as measured. A feature that could not be measured gets its mean over the same interview, as in
 * the original study.
 *
 * @param interviews of each row
 * @param silent     rows without a prediction; their gaps are not filled
 */
export function predictRows(
  models: Pick<InterviewModels, 'excited' | 'valence' | 'arousal'>,
  rows: Rows,
  interviews: readonly string[],
  silent: readonly number[] = [],
): RowPredictions {
  const filled = fillByGroup(rows, interviews, silent);
  const apply = (fitted: Fitted | null) =>
    fitted === null ? new Float64Array(interviews.length).fill(NaN) : applyFitted(fitted, filled);
  return {
    probability: apply(models.excited),
    valence: apply(models.valence),
    arousal: apply(models.arousal),
    filled,
  };
}

/** Applies the models to every window (see `predictRows`). */
export function predictWindows(
  models: InterviewModels,
  { table, interviews, times, silent }: Pick<MeasuredWindows, 'table' | 'interviews' | 'times' | 'silent'>,
): PredictedWindows {
  const { probability, valence, arousal, filled } = predictRows(models, table, interviews, silent);
  const predictions = times.map(({ start, end }, i) => ({
    interview: interviews[i],
    start,
    end,
    probability: probability[i],
    excited: Number.isNaN(probability[i]) ? undefined : probability[i] >= 0.5,
    valence: valence[i],
    arousal: arousal[i],
  }));
  const complete = completeRows(filled);
  const measured = new Set(completeRows(table));
  return {
    predictions,
    rows: filled,
    filled: complete.filter((row) => !measured.has(row)).length,
    unmeasured: rowCount(filled) - complete.length,
  };
}

/** Warnings stored with the models; none for synthetic recordings. */
export function predictionWarnings(
  models: Pick<InterviewModels, 'warnings'>,
  places: Pick<Places, 'synthetic'>,
): readonly string[] {
  return places.synthetic ? [] : models.warnings;
}

/**
 * Stores the predictions for notebook 4.
 *
 * @param warnings stored beside the predictions: `predictionWarnings`, `outsideWarning`
 * @returns why what lies there is kept, where it is: the original project's predictions, or any where no window was
 *   measured; undefined where these are stored
 */
export function storePredictions(
  places: Places,
  windows: MeasuredWindows,
  models: InterviewModels,
  predictions: readonly WindowPrediction[],
  warnings: readonly string[] = [],
): string | undefined {
  const file = path.basename(places.predictions);
  const before = artifactFormat(places.predictions);
  if (before === 'pickle')
    return `\`${file}\` holds the original project's predictions. Move it away to have these stored.`;
  if (before !== 'missing' && predictions.length === 0)
    return `no window was measured, so the predictions of an earlier run stay in \`${file}\`.`;
  const { data, features, settings } = windows.provenance;
  writePredictions(places.predictions, predictions, {
    data,
    features,
    settings: {
      ...settings,
      models: models.source,
      ...(models.learnedFrom !== undefined && { learnedFrom: models.learnedFrom }),
    },
    versions: versions(),
    skipped: windows.skipped, // recordings whose header could not be read among them
    ...(warnings.length > 0 && { warnings }),
  });
  return undefined;
}
