/** Numbers that become more, written at any place. */
export class Growing {
  private buffer = new Float64Array(1024);
  private used = 0;

  /** What there is so far; a view. */
  get values(): Float64Array {
    return this.buffer.subarray(0, this.used);
  }

  /** Writes values from a place on; places before it that were never written are NaN. */
  write(first: number, values: ArrayLike<number>): void {
    const end = first + values.length;
    if (end > this.buffer.length) {
      const larger = new Float64Array(Math.max(2 * this.buffer.length, end));
      larger.set(this.buffer);
      this.buffer = larger;
    }
    if (first > this.used) this.buffer.fill(NaN, this.used, first);
    this.buffer.set(values, first);
    this.used = Math.max(this.used, end);
  }
}
