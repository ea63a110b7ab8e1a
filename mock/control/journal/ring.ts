/** The newest so many items, each with a number that counts up from 1. */
export interface Ring<T> {
  /** The number of the newest item there ever was, 0 before the first. */
  readonly last: number;
  add(item: T): void;
  get(seq: number): T | undefined;
  /** The numbers of what is kept and later than this one, in order. */
  after(seq: number): number[];
  /** How many later than this one had to go for newer ones; those that were cleared are not missed. */
  lostAfter(seq: number): number;
  /** Says how many there were. */
  clear(): number;
}

export function ring<T>(size: number): Ring<T> {
  let slots: (T | undefined)[] = [];
  let last = 0;
  let cleared = 0;
  const oldest = () => Math.max(cleared, last - size) + 1;
  return {
    get last() {
      return last;
    },
    add(item) {
      last += 1;
      slots[last % size] = item;
    },
    get: (seq) => (seq >= oldest() && seq <= last ? slots[seq % size] : undefined),
    after(seq) {
      const first = Math.max(seq + 1, oldest());
      return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
    },
    lostAfter: (seq) => Math.max(0, last - size - Math.max(seq, cleared)),
    clear() {
      const count = last - oldest() + 1;
      cleared = last;
      slots = [];
      return count;
    },
  };
}
