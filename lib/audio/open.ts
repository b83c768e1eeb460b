import { cut, selectChannel, type Channel, type Recording, type Signal } from './signal';
import { readRecording } from './recording';

/** A recording in memory: a signal with its file and channels. Every measure takes it. */
export class OpenedRecording implements Signal {
  /** Samples of the chosen channel, in [-1, 1]. */
  readonly samples: Float64Array;
  /** Hz */
  readonly sampleRate: number;
  /** What was unusual about the file and how it was read; usually empty. */
  readonly notes: readonly string[];
  /** All channels; one array each. */
  readonly channels: readonly Float64Array[];

  constructor(
    recording: Recording,
    /** The file it was read from. */
    readonly file: string,
    which: Channel,
  ) {
    this.samples = selectChannel(recording, which).samples;
    this.sampleRate = recording.sampleRate;
    this.notes = recording.notes;
    this.channels = recording.channels;
  }

  /** s */
  get duration(): number {
    return this.samples.length / this.sampleRate;
  }

  /** One channel, or their mean. */
  channel(which: Channel): OpenedRecording {
    return new OpenedRecording(this, this.file, which);
  }

  /**
   * The stretch from `start` to `end`, s, of the chosen channel.
   *
   * @throws RangeError when the times are no such stretch
   */
  cut(start: number, end: number): Signal {
    return cut(this, start, end);
  }
}

export interface OpenOptions {
  /** 'left', 'right', 'mix' (the mean of all; unless given), or a number from 0. */
  readonly channel?: Channel;
  /** Start and end, s; the whole file unless given. */
  readonly start?: number;
  readonly end?: number;
}

/**
 * Opens a recording.
 *
 * @param file path, relative to the current folder (in a notebook that of the notebook), or absolute
 * @throws Error naming the file, what was found in it and the way out, when it cannot be read
 * @throws RangeError for a channel or a stretch that the recording does not have
 *
 * @example
 * const sound = await open('memo.wav');
 * pitch(sound);
 */
export async function open(
  file: string,
  { channel = 'mix', start, end }: OpenOptions = {},
): Promise<OpenedRecording> {
  return new OpenedRecording(await readRecording(file, { start, end }), file, channel);
}
