import type { Channel } from './signal';

/** Something about a recording that a user should know, although it was measured. */
export interface Remark {
  /** In a few words, the same for the same thing, so that remarks can be counted. */
  readonly kind: string;
  /** What was found, in numbers. */
  readonly reason: string;
}

/** What the samples of a recording, or of a stretch of it, are like. Plain data, so that it can be kept with the rows. */
export interface SoundFacts {
  /** Hz */
  readonly sampleRate: number;
  /** Samples per channel. */
  readonly frames: number;
  /** Largest absolute sample of each channel. */
  readonly peaks: readonly number[];
  /** Samples of each channel that stand at full scale with their neighbours. */
  readonly clipped: readonly number[];
  /** Rows measured, and how many of them have no value. */
  readonly rows: number;
  readonly emptyRows: number;
}

/** Samples from here on are at full scale, when so many in a row are the same. */
const fullScale = 0.98;
const run = 3;

/** Looks at the samples of all channels, stretch by stretch. Samples that are NaN are passed over. */
export class SoundMeter {
  private frames = 0;
  private readonly peaks: number[] = [];
  private readonly clipped: number[] = [];

  add(channels: readonly Float64Array[]): void {
    this.frames += channels[0].length;
    channels.forEach((samples, c) => {
      this.peaks[c] = Math.max(this.peaks[c] ?? 0, peakOf(samples));
      this.clipped[c] = (this.clipped[c] ?? 0) + (this.peaks[c] < fullScale ? 0 : clippedIn(samples));
    });
  }

  facts(sampleRate: number): SoundFacts {
    const { frames, peaks, clipped } = this;
    return { sampleRate, frames, peaks, clipped, rows: 0, emptyRows: 0 };
  }
}

function peakOf(samples: Float64Array): number {
  let peak = 0;
  for (let i = 0; i < samples.length; i++) {
    const size = Math.abs(samples[i]);
    if (size > peak) peak = size;
  }
  return peak;
}

function clippedIn(samples: Float64Array): number {
  let count = 0;
  for (let i = 0; i < samples.length;) {
    const value = samples[i];
    let end = i + 1;
    while (end < samples.length && samples[end] === value) end++;
    if (end - i >= run && Math.abs(value) >= fullScale) count += end - i;
    i = end;
  }
  return count;
}

/** What two stretches of one recording are like together. */
export function joinedFacts(a: SoundFacts, b: SoundFacts): SoundFacts {
  return {
    sampleRate: a.sampleRate,
    frames: a.frames + b.frames,
    peaks: a.peaks.map((peak, c) => Math.max(peak, b.peaks[c])),
    clipped: a.clipped.map((count, c) => count + b.clipped[c]),
    rows: a.rows + b.rows,
    emptyRows: a.emptyRows + b.emptyRows,
  };
}

/** A channel with no more than this, two steps of 16 bits, is silent. */
const silent = 2 / 32768;
/** Speech has a larger peak than this, 60 dB below full scale. */
const quiet = 0.001;
/** Floating-point samples above this, 18 dB over full scale, are probably whole numbers. */
const loud = 8;
/** Clipped samples from here on are said. */
const mostClipped = 10;
/** s; shorter recordings hold hardly a syllable. */
const short = 0.25;
/** Hz; at lower rates the columns of the spectrum and formants lack their upper part. */
const lowRate = 16_000;

/**
 * What is remarkable about the samples of a recording: a silent channel beside one with sound, an implausible level,
 * silence, rows without a value, clipping, a very short recording, a sample rate under 16 kHz.
 *
 * @param channel the one that is measured
 */
export function soundRemarks(facts: SoundFacts, channel: Channel): Remark[] {
  const { sampleRate, frames, peaks, clipped, rows, emptyRows } = facts;
  const remarks: Remark[] = [];
  const say = (kind: string, reason: string): void => void remarks.push({ kind, reason });
  const measured = measuredChannels(channel, peaks.length);
  const peak = Math.max(...measured.map((c) => peaks[c]));
  const dead = peaks.flatMap((one, c) => (one <= silent ? [c] : []));
  if (dead.length > 0 && dead.length < peaks.length) {
    const heard = peaks.indexOf(Math.max(...peaks));
    const which = dead.map((c) => nameOf(c)).join(', ');
    const used = measured.some((c) => dead.includes(c))
      ? `; ${typeof channel === 'number' ? nameOf(channel) : channel} is measured, choose another one`
      : '';
    say(
      'silent channel',
      `channel ${which} is silent, ${nameOf(heard)} is not (peak ${short3(peaks[heard])})${used}`,
    );
  } else if (peak <= silent)
    say('silence', `no sound: no sample is larger than ${short3(peak)} of full scale`);
  if (peak > loud)
    say(
      'implausible level',
      `samples reach ${short3(peak)} times full scale; probably whole numbers stored as floating point: divide them, or export again`,
    );
  if (peak > silent && peak < quiet)
    say('implausible level', `very quiet: the largest sample is ${decibels(peak)} dB of full scale`);
  const atFullScale = measured.reduce((sum, c) => sum + clipped[c], 0);
  if (atFullScale >= mostClipped)
    say(
      'clipped',
      `${atFullScale} samples (${percent(atFullScale / (frames * measured.length))}) are clipped`,
    );
  if (frames / sampleRate < short) say('very short', `${short3((1000 * frames) / sampleRate)} ms of sound`);
  if (sampleRate < lowRate)
    say(
      'low sample rate',
      `a sample rate of ${sampleRate} Hz: nothing above ${sampleRate / 2} Hz could be measured`,
    );
  if (emptyRows > 0)
    say(
      'rows without a value',
      `${emptyRows} of ${rows} ${rows === 1 ? 'row has' : 'rows have'} no value (silence, or too short)`,
    );
  return remarks;
}

function measuredChannels(channel: Channel, count: number): number[] {
  if (channel === 'mix') return Array.from({ length: count }, (_, c) => c);
  if (typeof channel === 'number') return [channel];
  return [channel === 'right' ? Math.min(1, count - 1) : 0];
}

const nameOf = (channel: number): string => ['left', 'right'][channel] ?? String(channel);
const short3 = (value: number): string => String(Number(value.toPrecision(3)));
const decibels = (value: number): string => (20 * Math.log10(value)).toFixed(0);
const percent = (share: number): string => `${(100 * share).toPrecision(2)} %`;
