import { type AppAnswer, type Connections, connectionsOf, type SessionApp } from './app';
import type { Assumptions } from './assumptions';
import { changedKeys, merge, type State, sameValue, write } from './changes';
import { Refusal } from './refusal';
import type { AppCall, Conflict, Round } from './rounds';
import { entryAt, type KeyRef, type Namespace, type Namespaces, type Write } from './session';

export interface CascadeResult {
  readonly namespaces: Namespaces;
  /** Whether anything differs from what came in. */
  readonly changed: boolean;
  readonly rounds: readonly Round[];
}

export interface CascadeStart {
  readonly namespaces: Namespaces;
  /** What the caller's request writes, before any app runs. */
  readonly writes: readonly Pick<Write, 'namespace' | 'key' | 'entry'>[];
  readonly removals: readonly KeyRef[];
  /** A new session gets the create call first. */
  readonly creating: boolean;
}

/**
 * Runs session apps in rounds until nothing changes. A promise only if an app answered with one: VTEX's
 * own apps do not.
 * @throws Refusal by an app, for a failed app (502) or for a loop (508); its `rounds` are those that ran before
 */
export type Cascade = (start: CascadeStart) => CascadeResult | Promise<CascadeResult>;

export interface CascadeWorld {
  /** Milliseconds since any fixed moment, to measure calls. */
  readonly timer?: () => number;
  /** The order in which answers of a round are merged; later ones win. Default: as declared. */
  readonly order?: <T>(apps: readonly T[]) => readonly T[];
}

interface ConnectedApp extends Connections {
  readonly app: SessionApp;
}

interface Outcome extends AppCall {
  /** What the app threw. */
  readonly reason?: unknown;
}

interface Log {
  readonly rounds: Round[];
  /** Refusals by apps that have not been called again since. */
  readonly refusals: Map<SessionApp, Refusal>;
}

/** Yields where it waits for apps. */
type Work<T> = Generator<Promise<readonly Outcome[]>, T, readonly Outcome[]>;

const empty: Namespaces = new Map();
const noEntries: Namespace = new Map();

export function cascadeOf(
  apps: readonly SessionApp[],
  assumptions: Assumptions,
  { timer = () => 0, order = (list) => list }: CascadeWorld = {},
): Cascade {
  const connected = apps.map((app) => ({ app, ...connectionsOf(app, assumptions) }));
  const readers = new Map<string, ConnectedApp[]>();
  for (const one of connected)
    for (const name of Object.keys(one.app.input)) readers.set(name, [...(readers.get(name) ?? []), one]);
  const createApps = connected.filter(({ app }) => app.runOnCreate);
  const opened = ['public', ...apps.flatMap(({ opens }) => opens ?? [])];
  const outputs = apps.flatMap(({ output }) => Object.keys(output));
  /** Whether several apps write to one namespace. As a rule each of VTEX's apps has its own. */
  const isShared = new Set(outputs).size < outputs.length;

  /** The apps that read any of the keys, as declared. */
  const notifiedOf = (keys: readonly KeyRef[]): readonly ConnectedApp[] => {
    const reading = new Set<ConnectedApp>();
    for (const ref of keys)
      for (const one of readers.get(ref.namespace) ?? []) if (one.reads(ref)) reading.add(one);
    return connected.filter((one) => reading.has(one));
  };

  const callApp = ({ app, declared }: ConnectedApp, input: Namespaces): Outcome | Promise<Outcome> => {
    const startedAt = timer();
    const answered = (answer: AppAnswer): Outcome => {
      const { output, undeclared, unreadable } = declared(answer);
      const milliseconds = timer() - startedAt;
      return { app: app.name, input, startedAt, milliseconds, output, undeclared, unreadable };
    };
    const failed = (reason: unknown): Outcome => {
      const milliseconds = timer() - startedAt;
      const failure = reason instanceof Error ? reason.message : String(reason);
      const nothing = { output: undefined, undeclared: [], unreadable: [] };
      return { app: app.name, input, startedAt, milliseconds, ...nothing, failure, reason };
    };
    try {
      const answer = app.transform(input);
      return answer instanceof Promise ? answer.then(answered).catch(failed) : answered(answer);
    } catch (reason) {
      return failed(reason);
    }
  };

  /** Calls the apps concurrently, then merges their answers in a fixed order. */
  function* round(
    call: Round['call'],
    called: readonly ConnectedApp[],
    state: State,
    { rounds, refusals }: Log,
  ): Work<readonly KeyRef[]> {
    const calls = called.map((app) => callApp(app, call === 'create' ? empty : app.inputOf(state)));
    const outcomes = calls.some(isPromise) ? yield Promise.all(calls) : (calls as Outcome[]);
    const merged = order(outcomes.filter(({ output }) => output !== undefined));
    const before = isShared ? new Map(state) : state;
    const touched = merge(
      state,
      merged.map(({ output }) => output as Namespaces),
    );
    const changed = isShared ? changedKeys(touched, before, state) : touched;
    rounds.push({ call, calls: outcomes, changed, conflicts: isShared ? conflictsOf(outcomes, merged) : [] });
    for (const [index, { app }] of called.entries()) {
      refusals.delete(app);
      const outcome = outcomes[index];
      if (outcome === undefined || !('reason' in outcome)) continue;
      if (!(outcome.reason instanceof Refusal)) throw failureOf(app.name, outcome.reason);
      refusals.set(app, outcome.reason);
    }
    return changed;
  }

  function* run(
    { namespaces: before, writes, removals, creating }: CascadeStart,
    log: Log,
  ): Work<CascadeResult> {
    try {
      const state: State = new Map(before);
      const created = creating ? yield* round('create', createApps, state, log) : [];
      if (creating) for (const name of opened) if (!state.has(name)) state.set(name, noEntries);
      // After the create call, so that `store` comes before `public`.
      let pending: readonly KeyRef[] = [...created, ...write(state, writes, removals)];
      const touched = [...pending];
      for (let count = 0; pending.length > 0; count++) {
        const notified = notifiedOf(pending);
        if (notified.length === 0) break;
        if (count === assumptions.cascadeRounds) throw unsettled(count, notified, pending);
        pending = yield* round('transform', notified, state, log);
        touched.push(...pending);
      }
      // A visitor who logs in and asks for a private policy in one request may be allowed it once their profile is
      // known, some rounds later.
      for (const refusal of log.refusals.values()) throw refusal;
      // If an app has undone what the caller wrote, nothing changed.
      const changed = touched.some((ref) => !sameValue(entryAt(before, ref), entryAt(state, ref)));
      return { namespaces: changed || creating ? state : before, changed, rounds: log.rounds };
    } catch (error) {
      if (error instanceof Refusal) error.rounds = log.rounds;
      throw error;
    }
  }

  return (start) => ended(run(start, { rounds: [], refusals: new Map() }));
}

/** What the work returns: at once if it waits for nothing. */
function ended<T>(work: Work<T>, ...outcomes: [] | [readonly Outcome[]]): T | Promise<T> {
  const step = work.next(...outcomes);
  return step.done === true ? step.value : step.value.then((given) => ended(work, given));
}

function isPromise(call: unknown): boolean {
  return call instanceof Promise;
}

/** The keys that got different values from several apps. */
function conflictsOf(declared: readonly Outcome[], merged: readonly Outcome[]): readonly Conflict[] {
  const given = new Map<string, { readonly ref: KeyRef; readonly writers: Outcome[] }>();
  for (const outcome of merged) {
    for (const [namespace, entries] of outcome.output ?? []) {
      for (const key of entries.keys()) {
        const id = `${namespace}.${key}`;
        const one = given.get(id);
        if (one === undefined) given.set(id, { ref: { namespace, key }, writers: [outcome] });
        else one.writers.push(outcome);
      }
    }
  }
  const conflicts: Conflict[] = [];
  for (const { ref, writers } of given.values()) {
    if (writers.length < 2) continue;
    const entryOf = ({ output }: Outcome) => entryAt(output as Namespaces, ref);
    if (writers.every((writer) => sameValue(entryOf(writer), entryOf(writers[0] as Outcome)))) continue;
    const inOrder = declared.filter((outcome) => writers.includes(outcome));
    conflicts.push({
      ...ref,
      values: inOrder.map((writer) => ({ app: writer.app, value: entryOf(writer)?.value ?? null })),
      winner: writers.at(-1)?.app as string,
      declaredWinner: inOrder.at(-1)?.app as string,
    });
  }
  return conflicts;
}

function failureOf(app: string, reason: unknown): Refusal {
  const message = `App ${app} failed, resulting in an error building the session`;
  return new Refusal(502, message, { cause: reason });
}

/** the real service detects loops; its answer is not known. */
function unsettled(rounds: number, apps: readonly ConnectedApp[], keys: readonly KeyRef[]): Refusal {
  const names = [...new Set(apps.map(({ app }) => app.name))].join(', ');
  const changing = [...new Set(keys.map(({ namespace, key }) => `${namespace}.${key}`))].join(', ');
  return new Refusal(
    508,
    `The session apps did not settle within ${rounds} rounds: ${names} kept being called because ${changing} kept changing`,
  );
}
