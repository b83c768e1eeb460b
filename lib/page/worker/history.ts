/** The last seconds of a sound that goes on, by the number of the sample. */
export class History {
  private readonly buffer: Float64Array;
  private base = 0; // number of the first sample in the buffer
  /** Samples so far. */
  length = 0;

  /** @param kept samples that can be read back at least */
  constructor(private readonly kept: number) {
    this.buffer = new Float64Array(4 * kept);
  }

  /** @param samples fewer than `kept` */
  append(samples: Float32Array): void {
    if (this.length + samples.length - this.base > this.buffer.length) {
      this.buffer.copyWithin(0, this.length - this.kept - this.base, this.length - this.base);
      this.base = this.length - this.kept;
    }
    this.buffer.set(samples, this.length - this.base);
    this.length += samples.length;
  }

  /** Samples `from` up to, not including, `to`; a view that the next `append` may overwrite. */
  readonly read = (from: number, to: number): Float64Array => {
    if (from < this.base || to > this.length)
      throw new RangeError(`samples ${from} to ${to}; ${this.base} to ${this.length} are kept`);
    return this.buffer.subarray(from - this.base, to - this.base);
  };
}
