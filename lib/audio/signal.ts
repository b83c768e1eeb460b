/** One mono recording. Samples lie in [-1, 1]. */
export interface Signal {
  readonly samples: Float64Array;
  /** Hz */
  readonly sampleRate: number;
}

/** The content of a sound file. Samples lie in [-1, 1], or beyond in a floating-point file. */
export interface Recording {
  /** One array per channel, all of one length. */
  readonly channels: readonly Float64Array[];
  /** Hz */
  readonly sampleRate: number;
  /** What was unusual about the file and how it was read, a sentence each; usually none. */
  readonly notes: readonly string[];
}

/** A channel of a recording; numbers count from 0, `mix` is the mean of all. */
export type Channel = 'left' | 'right' | 'mix' | number;

/** Length of a signal in seconds. */
export function duration(signal: Signal): number {
  return signal.samples.length / signal.sampleRate;
}

/**
 * One channel of a recording, or the mean of all.
 *
 * Left, right and mix of a mono recording are its one channel. The samples are a view of the recording, but for the mix of
 * several channels.
 *
 * @throws RangeError for a channel that the recording does not have
 */
export function selectChannel(recording: Recording, channel: Channel): Signal {
  const { channels, sampleRate } = recording;
  if (channels.length === 1 && typeof channel === 'string') return { samples: channels[0], sampleRate };
  if (channel === 'mix') return { samples: mean(channels), sampleRate };
  const index = channel === 'left' ? 0 : channel === 'right' ? 1 : channel;
  if (!Number.isInteger(index) || index < 0 || index >= channels.length) {
    throw new RangeError(
      `channel ${channel} of a recording with ${channels.length}; ` +
        `give 0 to ${channels.length - 1}, 'left', 'right' or 'mix'`,
    );
  }
  return { samples: channels[index], sampleRate };
}

function mean(channels: readonly Float64Array[]): Float64Array {
  const sum = new Float64Array(channels[0].length);
  for (const channel of channels) {
    for (let i = 0; i < sum.length; i++) sum[i] += channel[i];
  }
  for (let i = 0; i < sum.length; i++) sum[i] /= channels.length;
  return sum;
}

/**
 * A stretch of a signal: samples round(start · sampleRate) up to, not including, round(end · sampleRate).
 *
 * The samples are a view of `signal`. An `end` past the last sample means the last sample.
 *
 * @param start s, within the signal
 * @param end s, not before `start`; Infinity for "to the end"
 * @throws RangeError for other times
 */
export function cut(signal: Signal, start: number, end: number): Signal {
  const [first, last] = sampleRange(start, end, signal.sampleRate, signal.samples.length);
  return { samples: signal.samples.subarray(first, last), sampleRate: signal.sampleRate };
}

/** First sample of a stretch and the one after its last, as in `cut`; `length` is that of the recording, samples. */
export function sampleRange(
  start: number,
  end: number,
  sampleRate: number,
  length: number,
): readonly [number, number] {
  if (!(start >= 0 && start <= end && start < Infinity)) {
    throw new RangeError(`stretch from ${start} s to ${end} s; give 0 <= start <= end`);
  }
  const first = Math.round(start * sampleRate);
  if (first > length) {
    throw new RangeError(
      `start ${start} s lies after the end of the recording (${length / sampleRate} s); give an earlier one`,
    );
  }
  return [first, Math.min(length, Math.round(end * sampleRate))];
}
