import { recordingInfo } from '../../audio/recording';
import type { RecordingQuality } from '../../audio/quality';
import type { Channel } from '../../audio/signal';
import { slidingSegments, type Segment } from '../../corpora/segment';
import { knownSet } from '../../embeddings/known-set';
import { measure } from '../../jobs/measure';
import { selectRows, type Rows } from '../../models/data/rows';
import type { SpeechSegments } from '../../speakers/segments';
import { silentRows } from '../../features/silence';
import { concatenated } from '../../stats/concatenated';
import type { Windowing } from '../interviews/windows';
import { qualityOf } from './excerpt';
import { outsideTraining, scoreRows, type Outside, type RowScores } from './score-rows';
import type { ScoringModels } from './scoring-models';
import { windowsByVoice, windowsOfOne, type VoiceWindow } from './voices';

/** How recordings are scored. */
export interface Scoring {
  readonly models: ScoringModels;
  readonly windowing: Windowing;
  readonly channel: Channel;
  /** How many speak, where windows are to be told apart by speaker. */
  readonly speakers?: 1 | 2;
}

/** A recording with what the models say of it. */
export interface ScoredRecording {
  readonly file: string;
  /** s */
  readonly duration: number;
  readonly windows: readonly VoiceWindow[];
  readonly scores: RowScores;
  /** Windows of which nothing is said: without speech. */
  readonly silent: readonly number[];
  readonly quality: RecordingQuality;
  readonly outside: Outside;
  /** Who speaks when; one voice is assumed unless speakers were asked for. */
  readonly segments: SpeechSegments;
  readonly speakers: 1 | 2 | undefined;
  /** What was unusual about the file and how it was read. */
  readonly remarks: readonly string[];
}

/** Scores of recordings, and those that could not be read. */
export interface ScoredRecordings {
  /** In the order of the files, each once. */
  readonly recordings: readonly ScoredRecording[];
  readonly skipped: readonly { readonly file: string; readonly reason: string }[];
}

/** A recording as it is cut. */
interface Cut extends Pick<ScoredRecording, 'file' | 'duration' | 'windows' | 'segments'> {
  readonly ids: readonly string[];
}

/**
 * Scores recordings window by window, measured in threads as notebook 3 measures interviews. A recording that cannot be read
 * is left out with its reason.
 *
 * @param onDone told of the windows measured
 */
export async function scoreRecordings(
  files: readonly string[],
  scoring: Scoring,
  onDone?: (done: number, total: number) => void,
): Promise<ScoredRecordings> {
  const cuts: Cut[] = [];
  const skipped: { file: string; reason: string }[] = [];
  const skip = (file: string, error: unknown) =>
    skipped.push({ file, reason: error instanceof Error ? error.message : String(error) });
  for (const [i, file] of [...new Set(files)].entries()) {
    try {
      cuts.push(await cutRecording(file, i, scoring));
    } catch (error) {
      skip(file, error);
    }
  }
  const measured = await measureCuts(cuts, scoring, onDone);
  const recordings: ScoredRecording[] = [];
  for (const cut of cuts) {
    const failure = measured.skipped.get(cut.file);
    try {
      if (failure !== undefined) throw new Error(failure);
      recordings.push(await scored(cut, measured, scoring));
    } catch (error) {
      skip(cut.file, error);
    }
  }
  return { recordings, skipped };
}

async function cutRecording(
  file: string,
  index: number,
  { windowing, channel, speakers }: Scoring,
): Promise<Cut> {
  const { duration } = await recordingInfo(file);
  const spans = slidingSegments({ id: file, file, duration }, windowing);
  const { windows, segments } =
    speakers === undefined
      ? await windowsOfOne(file, spans, channel)
      : await windowsByVoice(file, spans, speakers, channel);
  const ids = windows.map(({ start }) => `${index}@${start}`);
  return { file, duration, windows, segments, ids };
}

/** What was measured, by the windows' ids and the recordings' files. */
interface MeasuredCuts {
  readonly rows: Rows;
  readonly rowOf: ReadonlyMap<string, number>;
  readonly skipped: ReadonlyMap<string, string>;
  readonly remarks: ReadonlyMap<string, readonly string[]>;
}

async function measureCuts(
  cuts: readonly Cut[],
  { models, channel }: Scoring,
  onDone: ((done: number, total: number) => void) | undefined,
): Promise<MeasuredCuts> {
  const byChannel = new Map<Channel, Segment[]>([[channel, []]]);
  for (const { file, windows, ids } of cuts) {
    windows.forEach(({ start, end, channel: own }, i) => {
      const segments = byChannel.get(own) ?? [];
      byChannel.set(own, segments);
      segments.push({ id: ids[i], file, start, end });
    });
  }
  const features = knownSet(models.set).features.map(({ name }) => name);
  const values: Float64Array[] = [];
  const rowOf = new Map<string, number>();
  const skipped = new Map<string, string>();
  const remarks = new Map<string, string[]>();
  for (const [own, segments] of byChannel) {
    if (segments.length === 0) continue;
    const found = await measure(segments, { dataDir: '', set: models.set, channel: own }, { onDone });
    for (const { id } of found.table.segments) rowOf.set(id, rowOf.size);
    values.push(found.table.values);
    for (const { file, reason } of found.skipped) skipped.set(file, reason);
    for (const { file, reason } of found.remarks)
      remarks.set(file, [...new Set([...(remarks.get(file) ?? []), reason])]);
  }
  return { rows: { features, values: concatenated(values) }, rowOf, skipped, remarks };
}

async function scored(
  { file, duration, windows, segments, ids }: Cut,
  { rows, rowOf, remarks }: MeasuredCuts,
  { models, channel, speakers }: Scoring,
): Promise<ScoredRecording> {
  const own = selectRows(
    rows,
    ids.map((id) => rowOf.get(id) ?? missing(file)),
  );
  const empty = silentRows(knownSet(models.set), own);
  const nothing = new Set(empty);
  const silent = windows.flatMap(({ speech }, row) => (speech && !nothing.has(row) ? [] : [row]));
  const voices = windows.map(({ speaker }) => speaker);
  return {
    file,
    duration,
    windows,
    segments,
    speakers,
    silent,
    scores: scoreRows(models, own, { windows, voices, empty, silent }),
    outside: outsideTraining(models, own, silent),
    quality: await qualityOf(file, channel),
    remarks: remarks.get(file) ?? [],
  };
}

function missing(file: string): never {
  throw new Error(`${file}: a window of it was not measured; it may have changed meanwhile: run again`);
}
