/** Shared by the tests of the rules: plain objects in and out, and values that throw when they are changed. */
import type { AppAnswer, SessionApp } from '../app';
import { type Assumptions, defaultAssumptions } from '../assumptions';
import type { QueryPairs } from '../caller-writes';
import { type CascadeResult, type CascadeWorld, cascadeOf } from '../cascade';
import type { Entry, JsonValue, KeyRef, Namespaces, Write } from '../session';

/** Values by key. */
export type Values = Readonly<Record<string, JsonValue>>;

/** Values by key by namespace: `{ public: { sc: '2' } }`. */
export type Plain = Readonly<Record<string, Values>>;

export function namespacesOf(plain: Plain): Namespaces {
  return new Map(
    Object.entries(plain).map(([name, entries]) => [
      name,
      new Map(Object.entries(entries).map(([key, value]): [string, Entry] => [key, { value }])),
    ]),
  );
}

export function plainOf(answer: AppAnswer): Plain {
  const namespaces = answer as Namespaces; // tests of what is null look at the answer itself
  return Object.fromEntries(
    Array.from(namespaces, ([name, entries]) => [
      name,
      Object.fromEntries(Array.from(entries, ([key, { value }]) => [key, value])),
    ]),
  );
}

/** The pairs of a query string in order, decoded. */
export function queryOf(text: string): QueryPairs {
  return [...new URLSearchParams(text)];
}

export function assuming(changes: Partial<Assumptions>): Assumptions {
  return { ...defaultAssumptions, ...changes };
}

/** An app that declares and answers nothing by default. */
export function appWith(parts: Partial<SessionApp>): SessionApp {
  return {
    name: 'quiet-app',
    input: {},
    output: {},
    runOnCreate: false,
    transform: () => new Map(),
    ...parts,
  };
}

class SealedMap<K, V> extends Map<K, V> {
  #sealed = false;

  seal(): this {
    this.#sealed = true;
    return this;
  }
  override set(key: K, value: V): this {
    if (this.#sealed) throw new Error(`a sealed map was written at ${String(key)}`);
    return super.set(key, value);
  }
  override delete(key: K): boolean {
    throw new Error(`a sealed map lost ${String(key)}`);
  }
  override clear(): void {
    throw new Error('a sealed map was cleared');
  }
}

/** A deep copy that throws when it is changed: rules never change their arguments. */
export function sealed<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Map) {
    const copy = new SealedMap<unknown, unknown>();
    for (const [key, entry] of value) copy.set(key, sealed(entry));
    return copy.seal() as T;
  }
  for (const member of Object.values(value)) sealed(member);
  return Object.freeze(value);
}

export interface Start {
  /** Namespaces are used as they are; plain values throw when they are changed. */
  readonly before?: Plain | Namespaces;
  readonly writes?: Plain;
  readonly removals?: readonly KeyRef[];
  readonly creating?: boolean;
}

export function writesOf(plain: Plain): Write[] {
  return Object.entries(plain).flatMap(([namespace, entries]) =>
    Object.entries(entries).map(([key, value]) => ({
      namespace,
      key,
      entry: { value },
      source: 'body' as const,
    })),
  );
}

export async function run(
  apps: readonly SessionApp[],
  { before = {}, writes = {}, removals = [], creating = false }: Start,
  assume: Partial<Assumptions> = {},
  world?: CascadeWorld,
): Promise<CascadeResult> {
  const namespaces = before instanceof Map ? before : sealed(namespacesOf(before as Plain));
  const cascade = cascadeOf(apps, assuming(assume), world);
  return cascade({ namespaces, writes: sealed(writesOf(writes)), removals, creating });
}

/** The value of a key as text, `-` if it is not set. */
export function textAt(input: Namespaces, namespace: string, key: string): string {
  return String(input.get(namespace)?.get(key)?.value ?? '-');
}
