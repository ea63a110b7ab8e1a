/**
 * What was worked out before, by its key: at least the newest `count`, at most twice as many. Two generations, since to
 * take the oldest out of one `Map` means to walk over the holes of all that went before it.
 */
export class BoundedCache<K, V> {
  readonly #count: number;
  #newer = new Map<K, V>();
  #older = new Map<K, V>();

  constructor(count: number) {
    this.#count = count;
  }

  get(key: K): V | undefined {
    const value = this.#newer.get(key);
    if (value !== undefined) return value;
    const older = this.#older.get(key);
    if (older !== undefined) this.set(key, older);
    return older;
  }

  /** What is remembered, or else is made now. */
  of(key: K, make: () => V): V {
    const known = this.get(key);
    if (known !== undefined) return known;
    const made = make();
    this.set(key, made);
    return made;
  }

  set(key: K, value: V): void {
    if (this.#newer.size >= this.#count) {
      this.#older = this.#newer;
      this.#newer = new Map();
    }
    this.#newer.set(key, value);
  }
}
