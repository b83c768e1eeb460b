/** One mono recording. Samples lie in [-1, 1]. */
export interface Signal {
  readonly samples: Float64Array;
  /** Hz */
  readonly sampleRate: number;
}

/** Length of a signal in seconds. */
export function duration(signal: Signal): number {
  return signal.samples.length / signal.sampleRate;
}
