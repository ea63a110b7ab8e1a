import type { Namespaces } from './session';

/** Keys by namespace, as a session app declares them. A key of `cookie` may be a pattern. */
export type Declaration = Readonly<Record<string, readonly string[]>>;

/**
 * A session app: it declares what it reads and what it writes, and derives the second from the first.
 * VTEX's own are in mock/apps; an account may bring others.
 */
export interface SessionApp {
  /** Names the app in failure messages, without vendor and version. */
  readonly name: string;
  readonly input: Declaration;
  readonly output: Declaration;
  /** Whether the app takes part in the create call. */
  readonly runOnCreate: boolean;
  /** Where it is called; undefined when it runs inside the emulator. */
  readonly url?: string;
  /**
   * Derives the outputs. It is given every declared input that is set, and nothing else.
   * A key it leaves out keeps its value; `""` clears. Throwing fails the request;
   * throwing a {@link Refusal} answers with that refusal.
   */
  transform(input: Namespaces): Namespaces | Promise<Namespaces>;
}

/** Whether a declared key is a regular expression rather than a name. */
export function isPattern(declared: string): boolean {
  return /[*+?|()[\]{}^$\\]/.test(declared);
}

/** A test for one declared key: exact, or a regular expression over the whole name. */
export function keyMatcher(declared: string): (key: string) => boolean {
  if (!isPattern(declared)) return (key) => key === declared;
  const pattern = new RegExp(`^(?:${declared})$`);
  return (key) => pattern.test(key);
}
