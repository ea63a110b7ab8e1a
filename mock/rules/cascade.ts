import { isDeepStrictEqual } from 'node:util';
import { type Declaration, keyMatcher, type SessionApp } from './app';
import type { Assumptions } from './assumptions';
import { Refusal } from './refusal';
import { type Entry, entryAt, type KeyRef, type Namespace, type Namespaces, type Write } from './session';

/** One app's part in a round. */
export interface AppCall {
  readonly app: string;
  readonly input: Namespaces;
  readonly output: Namespaces;
  /** Outputs it gave without declaring them; they are not written. */
  readonly undeclared: readonly KeyRef[];
}

/** Calls made side by side, and the keys that came out changed. */
export interface Round {
  readonly calls: readonly AppCall[];
  readonly changed: readonly KeyRef[];
}

export interface CascadeResult {
  readonly namespaces: Namespaces;
  /** Whether anything differs from what came in. */
  readonly changed: boolean;
  readonly rounds: readonly Round[];
}

export interface CascadeStart {
  readonly namespaces: Namespaces;
  /** What the caller's request writes, before any app ran. */
  readonly writes: readonly Write[];
  readonly removals: readonly KeyRef[];
  /** A new session gets the create call first. */
  readonly creating: boolean;
}

/** Runs session apps in rounds until nothing changes. */
export type Cascade = (start: CascadeStart) => Promise<CascadeResult>;

interface PreparedApp {
  readonly app: SessionApp;
  readonly reads: (ref: KeyRef) => boolean;
  readonly writes: (ref: KeyRef) => boolean;
  readonly inputOf: (namespaces: Namespaces) => Namespaces;
}

const empty: Namespaces = new Map();

export function cascadeOf(apps: readonly SessionApp[], assumptions: Assumptions): Cascade {
  const prepared = apps.map((app) => prepare(app, assumptions));
  const createApps = prepared.filter(({ app }) => app.runOnCreate);

  return async ({ namespaces, writes, removals, creating }) => {
    const rounds: Round[] = [];
    let state = namespaces;
    let created: readonly KeyRef[] = [];
    if (creating) {
      const round = await runRound(createApps, () => empty, state);
      rounds.push(round);
      state = round.state;
      created = round.changed;
    }
    // After the create call, so that `store` stands before `public`.
    const written = applied(state, writes, removals);
    state = written.state;
    let pending: readonly KeyRef[] = [...created, ...written.changed];
    const touched = [...pending];
    for (let count = 0; pending.length > 0; count++) {
      const notified = prepared.filter(({ reads }) => pending.some(reads));
      if (notified.length === 0) break;
      if (count === assumptions.cascadeRounds) throw unsettled(count, notified, pending);
      const before = state;
      const round = await runRound(notified, ({ inputOf }) => inputOf(before), before);
      rounds.push(round);
      state = round.state;
      pending = round.changed;
      touched.push(...pending);
    }
    // An app may have undone what the caller wrote; then nothing changed.
    const changed = touched.some((ref) => !sameValue(entryAt(namespaces, ref), entryAt(state, ref)));
    return { namespaces: changed ? state : namespaces, changed, rounds };
  };
}

/** Calls all apps side by side and merges their answers in declared order. */
async function runRound(
  apps: readonly PreparedApp[],
  inputFor: (app: PreparedApp) => Namespaces,
  before: Namespaces,
): Promise<Round & { readonly state: Namespaces }> {
  const inputs = apps.map(inputFor);
  const answers = await Promise.allSettled(
    apps.map(async ({ app }, index) => app.transform(inputs[index] as Namespaces)),
  );
  let state = before;
  const calls: AppCall[] = [];
  const changed: KeyRef[] = [];
  for (const [index, { app, writes: declares }] of apps.entries()) {
    const answer = answers[index] as PromiseSettledResult<Namespaces>;
    if (answer.status === 'rejected') throw failureOf(app, answer.reason);
    const undeclared: KeyRef[] = [];
    const output = declaredPart(answer.value, declares, undeclared);
    const merged = mergedOutput(state, output);
    state = merged.state;
    changed.push(...merged.changed);
    calls.push({ app: app.name, input: inputs[index] as Namespaces, output, undeclared });
  }
  return { calls, changed, state };
}

function prepare(app: SessionApp, assumptions: Assumptions): PreparedApp {
  const inputs = matchersOf(app.input);
  const outputs = matchersOf(app.output);
  return {
    app,
    reads: ({ namespace, key }) => inputs.get(namespace)?.some((matches) => matches(key)) ?? false,
    writes: ({ namespace, key }) => outputs.get(namespace)?.some((matches) => matches(key)) ?? false,
    inputOf: (namespaces) => declaredInput(namespaces, app.input, inputs, assumptions),
  };
}

type Matchers = ReadonlyMap<string, readonly ((key: string) => boolean)[]>;

function matchersOf(declaration: Declaration): Matchers {
  return new Map(Object.entries(declaration).map(([namespace, keys]) => [namespace, keys.map(keyMatcher)]));
}

/** All declared inputs that are set, changed or not, and nothing else. */
function declaredInput(
  namespaces: Namespaces,
  declaration: Declaration,
  matchers: Matchers,
  assumptions: Assumptions,
): Namespaces {
  const input = new Map<string, Map<string, Entry>>();
  for (const [name, matches] of matchers) {
    const found = new Map<string, Entry>();
    for (const [key, entry] of namespaces.get(name) ?? []) {
      if (matches.some((matcher) => matcher(key))) found.set(key, entry);
    }
    if (assumptions.unsetInputs === 'null') {
      for (const key of declaration[name] ?? []) if (!found.has(key)) found.set(key, { value: null });
    }
    if (found.size > 0) input.set(name, found);
  }
  return input;
}

function declaredPart(
  output: Namespaces,
  declares: (ref: KeyRef) => boolean,
  undeclared: KeyRef[],
): Namespaces {
  for (const [namespace, entries] of output) {
    for (const key of entries.keys()) if (!declares({ namespace, key })) undeclared.push({ namespace, key });
  }
  if (undeclared.length === 0) return output;
  const part = new Map<string, Namespace>();
  for (const [namespace, entries] of output) {
    const kept = new Map([...entries].filter(([key]) => declares({ namespace, key })));
    if (kept.size > 0) part.set(namespace, kept);
  }
  return part;
}

interface Applied {
  readonly state: Namespaces;
  readonly changed: readonly KeyRef[];
}

/**
 * An app's answer, written. A namespace that was not there before is taken as it is, so that all
 * anonymous sessions of an account share one `store` namespace in memory.
 */
function mergedOutput(state: Namespaces, output: Namespaces): Applied {
  const changed: KeyRef[] = [];
  let next = state;
  for (const [name, entries] of output) {
    if (entries.size === 0) continue;
    if (next.has(name)) {
      const writes = Array.from(entries, ([key, entry]) => ({ namespace: name, key, entry }));
      const merged = applied(next, writes, []);
      next = merged.state;
      changed.push(...merged.changed);
    } else {
      next = new Map(next).set(name, entries);
      for (const key of entries.keys()) changed.push({ namespace: name, key });
    }
  }
  return { state: next, changed };
}

/** The writes that change something, written; equal values count as nothing (decision: a no-op write keeps its version). */
function applied(state: Namespaces, writes: readonly Write[], removals: readonly KeyRef[]): Applied {
  const changed: KeyRef[] = [];
  const touched = new Map<string, Map<string, Entry>>();
  const namespaceToChange = (name: string) => {
    const copy = touched.get(name) ?? new Map(state.get(name));
    touched.set(name, copy);
    return copy;
  };
  for (const { namespace, key, entry } of writes) {
    const old = touched.get(namespace)?.get(key) ?? entryAt(state, { namespace, key });
    if (sameValue(old, entry)) continue;
    namespaceToChange(namespace).set(key, entry);
    changed.push({ namespace, key });
  }
  for (const { namespace, key } of removals) {
    if (namespaceToChange(namespace).delete(key)) changed.push({ namespace, key });
  }
  if (changed.length === 0) return { state, changed };
  const next = new Map([...state, ...touched]);
  for (const { namespace } of removals) if (next.get(namespace)?.size === 0) next.delete(namespace);
  return { state: next, changed };
}

function sameValue(one: Entry | undefined, other: Entry | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return one.value === other.value || isDeepStrictEqual(one.value, other.value);
}

function failureOf(app: SessionApp, reason: unknown): Error {
  if (reason instanceof Refusal) return reason;
  const failure = new Refusal({
    status: 502,
    type: 'BadGateway',
    message: `App ${app.name} failed, resulting in an error building the session`,
  });
  failure.cause = reason;
  return failure;
}

/** the real service watches for loops; how it answers is not known. */
function unsettled(rounds: number, apps: readonly PreparedApp[], keys: readonly KeyRef[]): Refusal {
  const names = [...new Set(apps.map(({ app }) => app.name))].join(', ');
  const changing = [...new Set(keys.map(({ namespace, key }) => `${namespace}.${key}`))].join(', ');
  return new Refusal({
    status: 508,
    type: 'LoopDetected',
    message: `The session apps did not settle within ${rounds} rounds: ${names} kept being called because ${changing} kept changing`,
  });
}
