import path from 'node:path';
import type { Channel } from '../audio/signal';
import { wavInfo } from '../audio/wav';
import type { Interview } from '../corpora/interviews';
import { slidingSegments, type Segment } from '../corpora/segment';
import type { WindowMode } from '../features/feature-set';
import { columnMeans, completeRows, fillMissing, rowCount, selectRows, type Rows } from '../models/rows';
import type { FeatureTable } from '../tables/feature-table';
import { hashFiles } from '../tables/fingerprint';
import { measuredTable, type MeasuredTable } from '../tables/measured-table';
import { writePredictions, type WindowPrediction } from '../tables/predictions';
import { versions } from '../tables/project';
import { artifactFormat } from '../tables/artifact';
import type { InterviewModels } from './interview-models';
import type { Places } from './places';
import { applyFitted } from './utterance-models';

/** How an interview is cut. */
export interface Windowing {
  /** s */
  readonly length: number;
  /** s from the start of one window to the next */
  readonly hop: number;
}

/** Windows of interviews, measured. */
export interface MeasuredWindows extends MeasuredTable {
  /** The interview of each row. */
  readonly interviews: readonly string[];
}

/**
 * Notebook 3: measures every window of every interview that has a recording, unless what is stored still fits.
 * A recording that cannot be read is set aside with its reason.
 *
 * @param measuring mode is how windows that overlap are measured, exact unless given
 * @param onDone told after each recording
 */
export async function measureWindows(
  places: Places,
  interviews: readonly Interview[],
  windowing: Windowing,
  measuring: { readonly set: string; readonly channel: Channel; readonly mode?: WindowMode },
  onDone?: (done: number, total: number) => void,
): Promise<MeasuredWindows> {
  return measureInterviews(
    places.windows,
    'window-features',
    places,
    interviews,
    measuring,
    { ...windowing },
    onDone,
    (recording) => slidingSegments(recording, windowing),
  );
}

/** Notebook 4: the features of each whole interview; otherwise as `measureWindows`. */
export async function measureWholeInterviews(
  places: Places,
  interviews: readonly Interview[],
  measuring: { readonly set: string; readonly channel: Channel },
  onDone?: (done: number, total: number) => void,
): Promise<MeasuredWindows> {
  return measureInterviews(
    places.wholeInterviews,
    'interview-features',
    places,
    interviews,
    measuring,
    {},
    onDone,
    ({ id, file }) => [{ id, file, start: 0, end: Infinity }],
  );
}

async function measureInterviews(
  artifact: string,
  kind: string,
  places: Places,
  interviews: readonly Interview[],
  measuring: { readonly set: string; readonly channel: Channel; readonly mode?: WindowMode },
  settings: Readonly<Record<string, number>>,
  onDone: ((done: number, total: number) => void) | undefined,
  segmentsOf: (recording: { id: string; file: string; duration: number }) => Segment[],
): Promise<MeasuredWindows> {
  const segments: Segment[] = [];
  const unreadable: { file: string; reason: string }[] = [];
  const interviewOf = new Map<string, string>();
  for (const { id, file } of interviews) {
    if (file === undefined) continue;
    try {
      const { duration } = await wavInfo(path.join(places.data, file));
      for (const segment of segmentsOf({ id, file, duration })) {
        segments.push(segment);
        interviewOf.set(segment.id, id);
      }
    } catch (error) {
      unreadable.push({ file, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  const data = await hashFiles(
    places.data,
    interviews.flatMap(({ file }) => file ?? []),
  );
  const measured = await measuredTable(
    artifact,
    segments,
    { dataDir: places.data, ...measuring },
    { kind, data, settings },
    onDone,
  );
  return {
    ...measured,
    skipped: [...unreadable, ...measured.skipped],
    interviews: measured.table.segments.map((segment) => interviewOf.get(segment.id) ?? segment.id),
  };
}

/** Predictions for every window, and how gaps in the measurements were met. */
export interface PredictedWindows {
  readonly predictions: readonly WindowPrediction[];
  /** Windows with at least one feature filled in by its mean over the interview. */
  readonly filled: number;
  /** Windows of an interview in which some feature could not be measured at all: nothing is predicted. */
  readonly unmeasured: number;
}

/**
 * Applies the models to every window. A feature that could not be measured in a window gets its mean over that
 * interview, as in the original study.
 */
export function predictWindows(
  models: InterviewModels,
  table: FeatureTable,
  interviews: readonly string[],
): PredictedWindows {
  const filled = fillByInterview(table, interviews);
  const probability = applyFitted(models.excited, filled);
  const valence = applyFitted(models.valence, filled);
  const arousal = applyFitted(models.arousal, filled);
  const predictions = table.segments.map(({ start, end }, i) => ({
    interview: interviews[i],
    start,
    end,
    probability: probability[i],
    excited: probability[i] >= 0.5,
    valence: valence[i],
    arousal: arousal[i],
  }));
  const complete = completeRows(filled).length;
  return {
    predictions,
    filled: complete - completeRows(table).length,
    unmeasured: rowCount(filled) - complete,
  };
}

function fillByInterview(table: FeatureTable, interviews: readonly string[]): Rows {
  const width = table.features.length;
  const values = new Float64Array(table.values.length);
  for (const interview of new Set(interviews)) {
    const rows = interviews.flatMap((name, row) => (name === interview ? [row] : []));
    const own = selectRows(table, rows);
    const filled = fillMissing(own, columnMeans(own));
    rows.forEach((row, i) => values.set(filled.values.subarray(i * width, (i + 1) * width), row * width));
  }
  return { features: table.features, values };
}

/**
 * Stores the predictions for notebook 4.
 *
 * @returns 'kept' where the original project's predictions lie: they are not overwritten
 */
export function storePredictions(
  places: Places,
  windows: MeasuredWindows,
  models: InterviewModels,
  predictions: readonly WindowPrediction[],
): 'written' | 'kept' {
  if (artifactFormat(places.predictions) === 'pickle') return 'kept';
  const { data, features, settings, skipped } = windows.provenance;
  writePredictions(places.predictions, predictions, {
    data,
    features,
    settings: { ...settings, models: models.source },
    versions: versions(),
    skipped,
  });
  return 'written';
}
