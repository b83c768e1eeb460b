/**
 * A cache of the most recently used values: tables and scratch that the recordings of a corpus ask for again and again.
 * V8 drops the compiled code of a function made inside another together with that function, so cache such functions too.
 */
export class LruCache<T> {
  private readonly values = new Map<string, T>();

  /** @param capacity how many values are cached */
  constructor(private readonly capacity: number) {}

  /** The cached value of `key`; otherwise that of `make`, which is cached. */
  get(key: string, make: () => T): T {
    const value = this.values.get(key) ?? make();
    this.values.delete(key); // to stand last
    this.values.set(key, value);
    const [oldest] = this.values.keys();
    if (this.values.size > this.capacity) this.values.delete(oldest);
    return value;
  }
}
