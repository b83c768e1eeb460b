/**
 * A cache of the most recently used values, such as tables and scratch that all recordings of a corpus need.
 * Cache functions that are made inside another function too: V8 drops their compiled code together with them.
 */
export class LruCache<T> {
  private readonly values = new Map<string, T>();

  /** @param capacity largest number of cached values */
  constructor(private readonly capacity: number) {}

  /** The cached value of `key`, or that of `make`, which it caches. */
  get(key: string, make: () => T): T {
    const value = this.values.get(key) ?? make();
    this.values.delete(key); // moves it to the end
    this.values.set(key, value);
    const [oldest] = this.values.keys();
    if (this.values.size > this.capacity) this.values.delete(oldest);
    return value;
  }
}
