/** One mono recording. Samples lie in [-1, 1]. */
export interface Signal {
  readonly samples: Float64Array;
  /** Hz */
  readonly sampleRate: number;
}

/** What a sound file holds. Samples lie in [-1, 1] unless a floating-point file says otherwise. */
export interface Recording {
  /** One array per channel, all of one length. */
  readonly channels: readonly Float64Array[];
  /** Hz */
  readonly sampleRate: number;
  /** What was unusual about the file and how it was read; one sentence each, mostly none. */
  readonly notes: readonly string[];
}

/** Which channel of a recording to look at; a number counts from 0. */
export type Channel = 'left' | 'right' | 'mix' | number;

/** Length of a signal in seconds. */
export function duration(signal: Signal): number {
  return signal.samples.length / signal.sampleRate;
}

/**
 * One channel of a recording, or the mean of all.
 *
 * A mono recording is its own left, right and mix. The samples are shared with the recording, not copied
 * (`mix` of several channels makes new ones).
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
      `channel ${channel} asked of a recording with ${channels.length}; ` +
        `take 0 to ${channels.length - 1}, 'left', 'right' or 'mix'`,
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
 * The samples are shared with `signal`, not copied. An `end` past the last sample means the last sample.
 *
 * @param start s, within the signal
 * @param end s, not before `start`; Infinity for "to the end"
 * @throws RangeError when the times are no such stretch
 */
export function cut(signal: Signal, start: number, end: number): Signal {
  const [first, last] = sampleRange(start, end, signal.sampleRate, signal.samples.length);
  return { samples: signal.samples.subarray(first, last), sampleRate: signal.sampleRate };
}

/** First sample of a stretch and the one after its last, as in `cut`; `length` is that of the whole, in samples. */
export function sampleRange(
  start: number,
  end: number,
  sampleRate: number,
  length: number,
): readonly [number, number] {
  if (!(start >= 0 && start <= end && start < Infinity)) {
    throw new RangeError(`a stretch from ${start} s to ${end} s; take 0 <= start <= end`);
  }
  const first = Math.round(start * sampleRate);
  if (first > length) {
    throw new RangeError(
      `start ${start} s lies behind the end of the recording (${length / sampleRate} s); take an earlier one`,
    );
  }
  return [first, Math.min(length, Math.round(end * sampleRate))];
}
