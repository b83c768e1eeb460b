import path from 'node:path';
import type { Channel } from '../../audio/signal';
import type { Interview } from '../../corpora/interviews';
import { slidingSegments, type Segment } from '../../corpora/segment';
import type { Span, WindowMode } from '../../features/feature-set';
import { knownSet } from '../../embeddings/known-set';
import { silentRows } from '../../features/silence';
import { storeMeasurements, type OnDone, type StoredMeasurements } from '../../jobs/measured-table';
import { fillByGroup } from '../../models/data/fill-by-group';
import { completeRows, rowCount, type Rows } from '../../models/data/rows';
import type { FeatureTable } from '../../tables/feature-table';
import { readFeatureTable } from '../../tables/feature-table-file';
import { fingerprints } from '../../tables/fingerprint';
import { writePredictions, type WindowPrediction } from '../../tables/predictions';
import { versions } from '../../tables/project';
import { artifactFormat } from '../../tables/artifact';
import type { InterviewModels } from './models';
import { interviewRecordings, type InterviewRecording } from './recordings';
import type { Places } from '../places';
import { runAt } from '../run-at';
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

/** How a recording is measured. */
export interface Measuring {
  /** Feature set by name. */
  readonly set: string;
  readonly channel: Channel;
  /** How windows that overlap are measured, exact unless given. */
  readonly mode?: WindowMode;
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
  const cutting = windowsOf(places, windowing);
  return read(cutting, await storeInterviews(places, interviews, cutting, measuring, onDone), measuring);
}

/** As `measureWindows`, with the windows left on disk, however many they are. */
export async function storeWindows(
  places: Places,
  interviews: readonly Interview[],
  windowing: Windowing,
  measuring: Measuring,
  onDone?: OnDone,
): Promise<StoredMeasurements> {
  const { stored } = await storeInterviews(
    places,
    interviews,
    windowsOf(places, windowing),
    measuring,
    onDone,
  );
  return stored;
}

/** Notebook 4: the features of each whole recording; otherwise as `measureWindows`. */
export async function measureWholeInterviews(
  places: Places,
  interviews: readonly Interview[],
  measuring: Measuring,
  onDone?: OnDone,
): Promise<MeasuredWindows> {
  const cutting = wholeOf(places);
  return read(cutting, await storeInterviews(places, interviews, cutting, measuring, onDone), measuring);
}

/** As `measureWholeInterviews`, left on disk. */
export async function storeWholeInterviews(
  places: Places,
  interviews: readonly Interview[],
  measuring: Measuring,
  onDone?: OnDone,
): Promise<StoredMeasurements> {
  return (await storeInterviews(places, interviews, wholeOf(places), measuring, onDone)).stored;
}

/** One way of cutting interviews. */
interface Cutting {
  /** Where the table is kept, and what its provenance calls it. */
  readonly artifact: string;
  readonly kind: string;
  /** Whatever decides the rows beside data, feature set and channel. */
  readonly settings: Readonly<Record<string, number>>;
  readonly segmentsOf: (recording: { id: string; file: string; duration: number }) => Segment[];
}

function windowsOf(places: Places, windowing: Windowing): Cutting {
  return {
    artifact: places.windows,
    kind: 'window-features',
    settings: { ...windowing },
    segmentsOf: (recording) => slidingSegments(recording, windowing),
  };
}

function wholeOf(places: Places): Cutting {
  return {
    artifact: places.wholeInterviews,
    kind: 'interview-features',
    settings: {},
    segmentsOf: ({ id, file }) => [{ id, file, start: 0, end: Infinity }],
  };
}

/** Measurements on disk, and the recordings they are of. */
interface StoredInterviews {
  readonly stored: StoredMeasurements;
  readonly recordings: ReadonlyMap<string, InterviewRecording>;
}

async function storeInterviews(
  places: Places,
  interviews: readonly Interview[],
  { artifact, kind, settings, segmentsOf }: Cutting,
  measuring: Measuring,
  onDone: OnDone | undefined,
): Promise<StoredInterviews> {
  const { recordings, unreadable } = await interviewRecordings(places.data, interviews);
  const segments = {
    *[Symbol.iterator]() {
      for (const [file, recording] of recordings) yield* segmentsOf({ ...recording, file });
    },
  };
  const stored = await storeMeasurements(
    {
      file: artifact,
      segments,
      measuring: { dataDir: places.data, ...measuring },
      source: {
        kind,
        recordings: await fingerprints(
          places.data,
          interviews.flatMap(({ files }) => files),
        ),
        settings,
      },
      run: runAt(places),
    },
    onDone,
  );
  return { stored: { ...stored, skipped: [...unreadable, ...stored.skipped] }, recordings };
}

function read(
  { artifact, kind }: Cutting,
  { stored, recordings }: StoredInterviews,
  { set }: Measuring,
): MeasuredWindows {
  const { table } = readFeatureTable(artifact, { kind });
  const found = table.segments.map(({ file }) => {
    const recording = recordings.get(file);
    if (recording !== undefined) return recording;
    throw new Error(`${artifact}: it has rows of ${file}, which is no recording of an interview; delete it`);
  });
  return {
    ...stored,
    table,
    recordings,
    interviews: found.map(({ interview }) => interview),
    times: table.segments.map(({ start, end }, i) => ({
      start: start + found[i].start,
      end: end + found[i].start,
    })),
    silent: silentRows(knownSet(set), table),
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
  const complete = completeRows(filled).length;
  return {
    predictions,
    rows: filled,
    filled: complete - completeRows(table).length,
    unmeasured: rowCount(filled) - complete,
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
    settings: { ...settings, models: models.source },
    versions: versions(),
    skipped: windows.skipped, // recordings whose header could not be read among them
    ...(warnings.length > 0 && { warnings }),
  });
  return undefined;
}
