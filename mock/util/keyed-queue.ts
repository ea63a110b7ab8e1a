import { clearTimeout, setTimeout } from 'node:timers'; // imported: a test's fake timers replace only the globals

/** How long work may wait for its turn. */
export interface QueuePatience {
  /** In milliseconds. */
  readonly longest: number;
  /** Why work is given up that has waited so long. */
  readonly refusal: () => Error;
}

/** Runs work with the same key one after the other, so that fifty concurrent writes to a session all count. */
export class KeyedQueue {
  /** Of each key, what settles once all its work so far has ended. */
  readonly #last = new Map<string, Promise<void>>();

  /**
   * Runs `work` once all earlier work with this key has ended. Without patience it waits for as long as that takes. Work
   * that was given up keeps its place, so that later work does not overtake earlier work.
   */
  run<T>(key: string, work: () => Promise<T>, patience?: QueuePatience): Promise<T> {
    const before = this.#last.get(key);
    const { result, turn } = before === undefined ? atOnce(work) : after(before, work, patience);
    const leave = () => {
      if (this.#last.get(key) === ended) this.#last.delete(key);
    };
    // Without the result of the work: a map that changes much leaves tables behind, and V8's young generation keeps
    // whatever they hold.
    const ended = turn.then(leave, leave);
    this.#last.set(key, ended);
    return result;
  }
}

interface Place<T> {
  readonly result: Promise<T>;
  /** Settles once the next in the queue may begin. */
  readonly turn: Promise<unknown>;
}

function atOnce<T>(work: () => Promise<T>): Place<T> {
  const result = (async () => work())();
  return { result, turn: result };
}

function after<T>(
  before: Promise<unknown>,
  work: () => Promise<T>,
  patience: QueuePatience | undefined,
): Place<T> {
  let givenUp: Error | undefined;
  let giveUp: (reason: Error) => void = () => undefined;
  const impatience = new Promise<never>((_, reject) => {
    giveUp = reject;
  });
  const expire = () => {
    givenUp = patience?.refusal();
    if (givenUp !== undefined) giveUp(givenUp);
  };
  const timer = patience && setTimeout(expire, patience.longest).unref();
  const begin = () => {
    clearTimeout(timer);
    if (givenUp !== undefined) throw givenUp;
    return work();
  };
  const turn = before.then(begin, begin);
  return { result: Promise.race([turn, impatience]), turn };
}
