import type { Contour } from '../praat/frames';
import { runs } from '../praat/runs';
import type { Stretch } from '../praat/voicing';
import { median, quantileOfSorted } from '../stats/summary';
import { pow } from '../stats/pow';
import { shortestPause, type Activity } from './activity';
import { joinedStretches, secondsWithin, type Turn } from './stretches';

/** Least difference of level between the two microphones' voices, dB: with less, both hear the same. */
const leastApart = 6;
/** Least share of the speech in the louder channel that each of the two has. */
const leastShare = 0.02;
/** Frames this far above the noise of their channel tell the channels apart, dB. */
const clear = 10;
/** Frames of the mean of power before the channels are compared: 150 ms. */
const smoothed = 15;
/** In this middle part of the way from one voice to the other both speak. */
const middle = 0.3;
/** Both speak for at least this long, s; shorter is the change from one to the other. */
const shortestBoth = 0.25;
/** Shorter turns belong to the other speaker's around them, s. */
const shortestTurn = 0.15;

/** Levels that differ by this much more in one frame than in another are of two sounds, dB. */
const oneSound = 1;

/** Turns of two speakers, and what is left out. */
export interface Separated {
  readonly turns: readonly Turn[];
  /** Stretches in which both speak. */
  readonly both: readonly Stretch[];
  /** Stretches of which it is uncertain who speaks. */
  readonly uncertain: readonly Stretch[];
}

/**
 * Who speaks in a recording with a microphone each: the speaker whose channel is louder, with the middle between the two
 * voices' differences of level as the limit, so that neither crosstalk nor a microphone's gain matter.
 *
 * The differences of level (power above the noise, smoothed over 150 ms) of clear frames fall into two groups, one for each speaker. In the middle 30 % of the
 * way between the groups both speak.
 *
 * @param channels what was found in each, of equal length
 * @param names of the speaker of each channel
 * @returns undefined where the groups lie less than 6 dB apart, one has less than 2 % of the frames, or only one speaker has a
 *   turn: one voice, or the same sound in both channels
 */
export function separatedByChannel(
  channels: readonly [Activity, Activity],
  names: readonly [string, string],
): Separated | undefined {
  const speech = joinedStretches(
    [...channels[0].speech, ...channels[1].speech].sort((a, b) => a.start - b.start),
    Number.MIN_VALUE,
  );
  const spoken = frameFlags(speech, channels[0]);
  const { difference, groups } = levelDifferences(channels, spoken);
  if (groups === undefined) return undefined;
  const { low, high } = groups;
  const { start, step } = channels[0].level;
  const limit = (low + high) / 2;
  const half = ((high - low) / 2) * middle;
  const time = (frame: number): number => start + (frame - 0.5) * step;
  const both = runs(difference.length, (n) => Math.abs(difference[n] - limit) < half)
    .map(([first, after]) => ({ start: time(first), end: time(after) }))
    .filter((one) => one.end - one.start >= shortestBoth && secondsWithin(one, speech) > shortestBoth);
  const inBoth = frameFlags(both, channels[0]);
  const turns = names.flatMap((speaker, channel) => {
    const own = frameFlags(channels[channel].speech, channels[0]);
    const louder = (n: number): boolean => (channel === 0 ? difference[n] > limit : difference[n] <= limit);
    const found = runs(
      difference.length,
      (n) => spoken[n] === 1 && own[n] === 1 && inBoth[n] === 0 && louder(n),
    );
    return joinedStretches(
      found.map(([first, after]) => ({ start: time(first), end: time(after), speaker })),
      0.05,
    );
  });
  const found = settled(turns);
  return names.every((name) => found.some(({ speaker }) => speaker === name))
    ? { turns: found, both, uncertain: [] }
    : undefined;
}

/** Whether two channels hold one sound, at whatever gains, or one of them nothing: then nobody has a channel of his own. */
export function holdOneSound(first: Contour, second: Contour): boolean {
  let [low, high] = [Infinity, -Infinity];
  let [inFirst, inSecond, inBoth] = [0, 0, 0];
  first.values.forEach((a, n) => {
    const b = second.values[n];
    if (!Number.isNaN(a)) inFirst++;
    if (!Number.isNaN(b)) inSecond++;
    if (Number.isNaN(a - b)) return;
    inBoth++;
    low = Math.min(low, a - b);
    high = Math.max(high, a - b);
  });
  if (inFirst === 0 || inSecond === 0) return true;
  return inBoth === inFirst && inBoth === inSecond && high - low < oneSound;
}

/** Turns in order of time without short ones, and one speaker's joined across short gaps in which nobody else speaks. */
export function settled(turns: readonly Turn[]): Turn[] {
  const lasting = turns
    .filter(({ start, end }) => end - start >= shortestTurn)
    .sort((a, b) => a.start - b.start);
  return joinedStretches(lasting, shortestPause, (one, next) => one.speaker === next.speaker);
}

/** 1 for the frames of a contour's grid whose middle lies in one of the stretches. */
function frameFlags(stretches: readonly Stretch[], { level }: Activity): Uint8Array {
  const flags = new Uint8Array(level.values.length);
  for (const { start, end } of stretches) {
    const first = Math.max(0, Math.ceil((start - level.start) / level.step));
    const last = Math.floor((end - level.start) / level.step);
    flags.fill(1, first, Math.max(first, last + 1));
  }
  return flags;
}

/** Farthest that two levels are said to lie apart, dB: one channel is silent. */
const most = 60;

/** Level of the first channel above the second's, dB, and its groups; frames that are not clear have that of the last clear one. */
function levelDifferences(
  channels: readonly [Activity, Activity],
  spoken: Uint8Array,
): { difference: Float64Array; groups: ReturnType<typeof twoGroups> } {
  const [first, second] = channels.map(({ level }) => smoothedPower(level.values));
  const floors = channels.map(({ noise }) => (Number.isNaN(noise) ? 0 : pow(10, noise / 10)));
  const least = pow(10, clear / 10);
  const range = pow(10, most / 10);
  const all = first.map((a, n) => {
    const b = second[n];
    if (!(a > least * floors[0] || b > least * floors[1])) return NaN;
    const [x, y] = [a - floors[0], b - floors[1]];
    return 10 * Math.log10(Math.max(x, y / range) / Math.max(y, x / range));
  });
  const known = all.filter((value, n) => spoken[n] === 1 && !Number.isNaN(value));
  let last = known[0] ?? NaN;
  for (let n = 0; n < all.length; n++) {
    if (Number.isNaN(all[n])) all[n] = last;
    else last = all[n];
  }
  return { difference: all, groups: twoGroups(known) };
}

/** Mean power around each frame; silence has none. */
function smoothedPower(decibels: Float64Array): Float64Array {
  const sums = new Float64Array(decibels.length + 1);
  decibels.forEach((value, n) => (sums[n + 1] = sums[n] + (Number.isNaN(value) ? 0 : pow(10, value / 10))));
  const half = (smoothed - 1) / 2;
  return decibels.map((_, n) => {
    const [from, to] = [Math.max(0, n - half), Math.min(decibels.length, n + half + 1)];
    return Math.max(0, sums[to] - sums[from]) / (to - from);
  });
}

/** The middles of the two groups into which values fall (2-means); undefined where they are one. */
function twoGroups(values: Float64Array): { readonly low: number; readonly high: number } | undefined {
  const ascending = values.slice().sort();
  const count = ascending.length;
  if (count === 0) return undefined;
  let limit = (quantileOfSorted(ascending, leastShare) + quantileOfSorted(ascending, 1 - leastShare)) / 2;
  for (let round = 0; round < 100; round++) {
    const split = ascending.findIndex((value) => value > limit);
    if (split <= 0) return undefined;
    const [low, high] = [median(ascending.subarray(0, split)), median(ascending.subarray(split))];
    const share = Math.min(split, count - split) / count;
    if ((low + high) / 2 === limit)
      return high - low >= leastApart && share >= leastShare ? { low, high } : undefined;
    limit = (low + high) / 2;
  }
  return undefined;
}
