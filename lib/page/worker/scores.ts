import { soundDuration, type SampleReader } from '../../audio/sample-reader';
import { sampleRange } from '../../audio/signal';
import { slidingSegments } from '../../corpora/segment';
import { silentRows } from '../../features/silence';
import { fillByGroup } from '../../models/data/fill-by-group';
import { rowCount, selectRows, type Rows } from '../../models/data/rows';
import { OUTSIDE, shareOutside, type NoveltyDetector } from '../../models/selection/novelty';
import { predictStarter } from '../../models/starter/predict-starter';
import { OWN_SCALE } from '../../models/starter/sentences';
import type { HeardSamples, Scores } from '../calls';
import { HOP, WINDOW } from '../live-update';
import type { OpenModels } from './models';

/** Windows that are in memory together. */
const TOGETHER = 16;

/** What the models say of every four seconds of a recording, as the notebook's `score` does. */
export function scoreSound(
  models: OpenModels,
  reader: SampleReader,
  progress: (share: number) => void,
): Scores {
  const { set } = models;
  const recording = { id: '', file: '', duration: soundDuration(reader) };
  const windows = slidingSegments(recording, { length: WINDOW, hop: HOP });
  const width = set.features.length;
  const values = new Float64Array(windows.length * width);
  for (let at = 0; at < windows.length; at += TOGETHER) {
    const group = windows.slice(at, at + TOGETHER);
    const ranges = group.map(({ start, end }) => sampleRange(start, end, reader.sampleRate, reader.length));
    const first = ranges[0][0];
    const signal = {
      samples: reader.read(first, ranges[ranges.length - 1][1]).slice(),
      sampleRate: reader.sampleRate,
    };
    ranges.forEach(([from, to], i) => {
      const samples = signal.samples.subarray(from - first, to - first);
      values.set(set.measure({ ...signal, samples }), (at + i) * width);
      progress((at + i + 1) / windows.length);
    });
  }
  return scoresOf(models, values, windows);
}

/** Scores of windows of a microphone, which become more. */
export class HeardScores {
  private readonly rows: number[] = [];
  private readonly windows: { readonly start: number; readonly end: number }[] = [];

  constructor(private readonly models: OpenModels) {}

  /** Measures one more window; the scores of all. */
  add(signal: HeardSamples, start: number): Scores {
    this.rows.push(...this.models.set.measure(signal));
    this.windows.push({ start, end: start + signal.samples.length / signal.sampleRate });
    return scoresOf(this.models, Float64Array.from(this.rows), this.windows);
  }
}

function scoresOf(
  models: OpenModels,
  values: Float64Array,
  windows: readonly { readonly start: number; readonly end: number }[],
): Scores {
  const rows: Rows = { features: models.set.features.map(({ name }) => name), values };
  const silent = silentRows(models.set, rows);
  const voices = windows.map(() => '');
  const times = { starts: windows.map(({ start }) => start), ends: windows.map(({ end }) => end) };
  if (models.starter === null) {
    const filled = fillByGroup(rows, voices, silent);
    const tracks = [...models.trained].map(([target, apply]) => ({ target, values: apply(filled) }));
    return { ...times, tracks, remarks: [] };
  }
  const { arousal, onOwnScale } = predictStarter(models.starter, rows, {
    windows,
    voices,
    empty: silent,
    silent,
  });
  const remarks = [
    ...(onOwnScale.length > 0 ? [OWN_SCALE] : []),
    ...outside(models.starter.novelty, rows, silent),
  ];
  return { ...times, tracks: [{ target: 'arousal', values: arousal }], remarks };
}

function outside(novelty: NoveltyDetector, rows: Rows, silent: readonly number[]): string[] {
  const left = new Set(silent);
  const heard = Array.from({ length: rowCount(rows) }, (_, row) => row).filter((row) => !left.has(row));
  if (heard.length === 0) return [];
  const share = shareOutside(novelty, selectRows(rows, heard));
  if (share <= OUTSIDE) return [];
  return [
    `The recording lies outside what the model learned from: ${Math.round(100 * share)} % of its windows are farther away than ` +
      '99 % of those recordings. Its scores are guesses along a straight line.',
  ];
}
