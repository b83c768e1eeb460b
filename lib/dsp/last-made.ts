/**
 * What was made for the last few keys: tables and scratch that the recordings of a corpus ask for again and again. What
 * V8 compiled of a function made inside another is lost with it, so such functions are worth keeping too.
 */
export class LastMade<T> {
  private readonly made = new Map<string, T>();

  /** @param most how many are kept */
  constructor(private readonly most: number) {}

  /** What was made for `key`; by `make` where it is not kept. */
  get(key: string, make: () => T): T {
    const thing = this.made.get(key) ?? make();
    this.made.delete(key); // to stand last
    this.made.set(key, thing);
    const [oldest] = this.made.keys();
    if (this.made.size > this.most) this.made.delete(oldest);
    return thing;
  }
}
