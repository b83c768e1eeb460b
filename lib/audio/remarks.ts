import type { Channel } from './signal';

/** A remark for the user on a recording that was measured. */
export interface Remark {
  /** A few words, the same for all remarks of a kind, so that they can be counted. */
  readonly kind: string;
  /** What was found, with numbers. */
  readonly reason: string;
}

/** Statistics of the samples of a recording, or of a stretch of it, as plain data for storage. */
export interface SoundFacts {
  /** Hz */
  readonly sampleRate: number;
  /** Samples per channel. */
  readonly frames: number;
  /** Largest absolute sample of each channel. */
  readonly peaks: readonly number[];
  /** Number of clipped samples of each channel. */
  readonly clipped: readonly number[];
  /** Number of measured rows. */
  readonly rows: number;
  /** Number of rows without a value. */
  readonly emptyRows: number;
}

/** Samples are clipped when at least `run` consecutive ones are equal and at least this large. */
const fullScale = 0.98;
const run = 3;

/** Collects the statistics of all channels, stretch by stretch, skipping NaN. */
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

/** Statistics of two stretches of one recording together. */
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

/** Largest peak of a silent channel: two steps of 16 bits. */
const silentPeak = 2 / 32768;
/** Least plausible peak of speech: 60 dB below full scale. */
const quietPeak = 0.001;
/** Largest plausible peak: 18 dB above full scale. Larger floating-point samples are probably whole numbers. */
const loudPeak = 8;
/** Least number of clipped samples that is remarked on. */
const minClipped = 10;
/** Shorter recordings hold hardly a syllable, s. */
const minDuration = 0.25;
/** Below this sample rate the upper part of the spectrum and of formants is missing, Hz. */
const minSampleRate = 16_000;

/**
 * Remarks on the samples of a recording: a silent channel beside one with sound, an implausible level, silence, rows without
 * a value, clipping, a very short recording, a sample rate below 16 kHz.
 *
 * @param channel the measured channel
 */
export function soundRemarks(facts: SoundFacts, channel: Channel): Remark[] {
  const { sampleRate, frames, peaks, clipped, rows, emptyRows } = facts;
  const remarks: Remark[] = [];
  const remark = (kind: string, reason: string): void => void remarks.push({ kind, reason });
  const measured = measuredChannels(channel, peaks.length);
  const peak = Math.max(...measured.map((c) => peaks[c]));
  const silent = peaks.flatMap((one, c) => (one <= silentPeak ? [c] : []));
  if (silent.length > 0 && silent.length < peaks.length) {
    const loudest = peaks.indexOf(Math.max(...peaks));
    const which = silent.map((c) => nameOf(c)).join(', ');
    const used = measured.some((c) => silent.includes(c))
      ? `; ${typeof channel === 'number' ? nameOf(channel) : channel} is measured, choose another one`
      : '';
    remark(
      'silent channel',
      `channel ${which} is silent, ${nameOf(loudest)} is not (peak ${threeDigits(peaks[loudest])})${used}`,
    );
  } else if (peak <= silentPeak)
    remark('silence', `no sound: no sample is larger than ${threeDigits(peak)} of full scale`);
  if (peak > loudPeak)
    remark(
      'implausible level',
      `samples reach ${threeDigits(peak)} times full scale; probably whole numbers stored as floating point: divide them, or export again`,
    );
  if (peak > silentPeak && peak < quietPeak)
    remark('implausible level', `very quiet: the largest sample is ${decibels(peak)} dB of full scale`);
  const clippedSamples = measured.reduce((sum, c) => sum + clipped[c], 0);
  if (clippedSamples >= minClipped)
    remark(
      'clipped',
      `${clippedSamples} samples (${percent(clippedSamples / (frames * measured.length))}) are clipped`,
    );
  if (frames / sampleRate < minDuration)
    remark('very short', `${threeDigits((1000 * frames) / sampleRate)} ms of sound`);
  if (sampleRate < minSampleRate)
    remark(
      'low sample rate',
      `a sample rate of ${sampleRate} Hz: nothing above ${sampleRate / 2} Hz could be measured`,
    );
  if (emptyRows > 0)
    remark(
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
const threeDigits = (value: number): string => String(Number(value.toPrecision(3)));
const decibels = (value: number): string => (20 * Math.log10(value)).toFixed(0);
const percent = (share: number): string => `${(100 * share).toPrecision(2)} %`;
