export interface CacheLimits<K, V> {
  /** At least the newest so many entries are cached, at most twice as many. */
  readonly count: number;
  /** What all entries together may take at most, as `sizeOf` counts it. Default 4 MiB. */
  readonly bytes?: number;
  /** Default: two bytes for each character of a key that is a string. */
  readonly sizeOf?: (key: K, value: V) => number;
  /** Entries with a longer key are not cached. Default 8192 characters. */
  readonly keyLength?: number;
}

/**
 * A cache bounded in entries and in bytes. It holds two generations: taking the oldest entry out of one
 * `Map` means walking over the holes that earlier deletions left.
 */
export class BoundedCache<K, V> {
  readonly #count: number;
  readonly #bytes: number;
  readonly #sizeOf: (key: K, value: V) => number;
  readonly #keyLength: number;
  #newer = new Map<K, V>();
  #older = new Map<K, V>();
  #newerBytes = 0;

  constructor(limits: number | CacheLimits<K, V>) {
    const {
      count,
      bytes = 4 * 1024 * 1024,
      sizeOf = (key: K) => (typeof key === 'string' ? 2 * key.length : 0),
      keyLength = 8192,
    } = typeof limits === 'number' ? { count: limits } : limits;
    this.#count = count;
    this.#bytes = bytes / 2; // of one generation
    this.#sizeOf = sizeOf;
    this.#keyLength = keyLength;
  }

  get(key: K): V | undefined {
    const value = this.#newer.get(key);
    if (value !== undefined) return value;
    const older = this.#older.get(key);
    if (older !== undefined) this.set(key, older);
    return older;
  }

  /** The cached value; otherwise the value made now, which is then cached. */
  getOrMake(key: K, make: () => V): V {
    const cached = this.get(key);
    if (cached !== undefined) return cached;
    const made = make();
    this.set(key, made);
    return made;
  }

  set(key: K, value: V): void {
    const size = this.#sizeOf(key, value);
    if (size > this.#bytes || (typeof key === 'string' && key.length > this.#keyLength)) {
      this.#newer.delete(key);
      this.#older.delete(key);
      return;
    }
    if (this.#newer.size >= this.#count || this.#newerBytes + size > this.#bytes) {
      this.#older = this.#newer;
      this.#newer = new Map();
      this.#newerBytes = 0;
    }
    this.#newer.set(key, value);
    this.#newerBytes += size; // a key set again counts twice, so the generation ends early
  }

  clear(): void {
    this.#newer = new Map(); // clearing takes time in proportion to its size
    this.#older = new Map();
    this.#newerBytes = 0;
  }
}
