import { bootstrap } from '../../stats/bootstrap';
import { mean } from '../../stats/summary';
import { coveredSeconds } from '../../models/starter/own-scale';
import type { ScoredRecording } from './score-recordings';

/** A mean over the windows of a speaker, with its 95 % interval; NaN where there is none. */
export interface MeanScore {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** What is said of one speaker in a recording. */
export interface VoiceSummary {
  readonly speaker: string;
  /** Covered by windows with sound, s. */
  readonly seconds: number;
  readonly windows: number;
  /** Windows of which nothing is said. */
  readonly missing: number;
  readonly arousal: MeanScore;
  readonly valence: MeanScore;
  /** Of the probability. */
  readonly excited: MeanScore;
}

/** Windows that start within this many seconds resemble each other, and are resampled together. */
const BLOCK = 20;
/** Fewer blocks say nothing about how means vary. */
const LEAST_BLOCKS = 5;
const SEED = 1;

/**
 * Means of the scores of each speaker. Their intervals say how much a mean depends on which moments were recorded (bootstrap
 * over blocks of 20 s), not how right the models are; NaN for less than 100 s.
 */
export function summarizeVoices({ windows, scores, silent }: ScoredRecording): VoiceSummary[] {
  const empty = new Set(silent);
  const speakers = [...new Set(windows.map(({ speaker }) => speaker))];
  return speakers.map((speaker) => {
    const own = windows.flatMap((window, row) => (window.speaker === speaker ? [row] : []));
    const heard = own.filter((row) => !empty.has(row));
    const blocks = heard.map((row) => String(Math.floor(windows[row].start / BLOCK)));
    const meanOf = (values: Float64Array): MeanScore => {
      const known = heard.map((row) => values[row]);
      const value = mean(known);
      if (Number.isNaN(value) || new Set(blocks).size < LEAST_BLOCKS)
        return { mean: value, low: NaN, high: NaN };
      const average = (rows: Int32Array) => mean(Float64Array.from(rows, (i) => known[i]));
      const [low, high] = bootstrap(blocks, average, { seed: SEED }).interval;
      return { mean: value, low, high };
    };
    return {
      speaker,
      seconds: coveredSeconds(heard.map((row) => windows[row])),
      windows: own.length,
      missing: own.length - heard.length,
      arousal: meanOf(scores.arousal),
      valence: meanOf(scores.valence),
      excited: meanOf(scores.excited),
    };
  });
}
