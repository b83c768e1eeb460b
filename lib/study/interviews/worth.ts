import { NARROW, NOISY, REVERBERANT, type RecordingQuality } from '../../audio/quality';

/** Scores of a model on clean recordings and after changes, by the change's name, as notebook 2 stores them. */
export interface ScoresByChange {
  readonly clean: number;
  readonly after: Readonly<Record<string, number>>;
}

/** From this signal-to-noise ratio on a recording counts as clean, dB. */
const CLEAN = 30;
/** Under this highest frequency a recording has less than a telephone's band, Hz. */
const MUFFLED = 2500;

/** Whether models that learned from clean recordings alone have not learned from recordings like this one. */
export function asksForCopies({ signalToNoise, band, reverberation }: RecordingQuality): boolean {
  return signalToNoise < NOISY || band.high < NARROW || reverberation > REVERBERANT;
}

/**
 * What a score is worth on a recording of a quality: the lowest of the scores at its signal-to-noise ratio (a line between the
 * ratios of white noise that were tested), in its band (telephone, or low-pass at 2 kHz) and in a reverberant room; the
 * clean one where nothing is wrong.
 */
export function worthOf({ clean, after }: ScoresByChange, quality: RecordingQuality): number {
  const { signalToNoise, band, reverberation } = quality;
  const found = [clean];
  const add = (name: string | undefined) => {
    if (name !== undefined && name in after) found.push(after[name]);
  };
  const named = (start: string) => Object.keys(after).find((name) => name.startsWith(start));
  if (signalToNoise < CLEAN) found.push(inNoise(clean, after, signalToNoise));
  if (band.high < MUFFLED) add(named('low-pass'));
  else if (band.high < NARROW) add(named('telephone'));
  if (reverberation > REVERBERANT) add(named('room'));
  return Math.min(...found);
}

/** The score on the line between the tested ratios next to this one. */
function inNoise(clean: number, after: ScoresByChange['after'], ratio: number): number {
  const tested = Object.entries(after)
    .flatMap(([name, score]) => {
      const [, level] = /^white noise (-?[\d.]+) dB$/.exec(name) ?? [];
      return level === undefined ? [] : [{ level: Number(level), score }];
    })
    .concat({ level: CLEAN, score: clean })
    .sort((a, b) => a.level - b.level);
  const above = tested.findIndex(({ level }) => level >= ratio);
  if (above <= 0) return tested[0].score;
  const [low, high] = [tested[above - 1], tested[above]];
  const share = (ratio - low.level) / (high.level - low.level);
  return low.score + share * (high.score - low.score);
}
