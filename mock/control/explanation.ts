import type { WriteLog, WriteRecord } from '../operations/write-log';
import type { SessionRepository } from '../repository/session-repository';
import { type IgnoredWrite, isHidden } from '../rules/caller-writes';
import { changedKeys } from '../rules/changes';
import type { Conflict, Round } from '../rules/rounds';
import { entryAt, type JsonValue, type KeyRef, type Namespaces } from '../rules/session';
import { redactedValue } from './redact';
import type { ControlRoute } from './route';
import { known } from './sessions';

type Json = { readonly [key: string]: JsonValue };

/** What wrote a key's current value. */
export interface Origin {
  /** `not recorded`: the write is older than the log. */
  readonly by: 'account' | 'body' | 'query' | 'cookie' | 'app' | 'not recorded';
  readonly app?: string;
  /** 0 is the create call; transform rounds count from 1. */
  readonly round?: number;
  /** The version of the session that this write made. */
  readonly version?: number;
  /** The app's inputs, by `namespace.key`. */
  readonly inputs?: Json;
  /** The previous value; absent when there was none. */
  readonly replaced?: JsonValue;
}

export interface ExplainedKey extends Origin {
  readonly value: JsonValue;
}

export interface ExplainedCall {
  readonly app: string;
  readonly inputs: Json;
  readonly outputs?: Json;
  readonly undeclared: readonly string[];
  /** Declared outputs that hold no entry and count as left out. */
  readonly unreadable?: readonly string[];
  readonly milliseconds: number;
  readonly failure?: string;
}

export interface ExplainedRound {
  readonly round: number;
  readonly call: Round['call'];
  readonly calls: readonly ExplainedCall[];
  readonly changed: readonly string[];
  readonly conflicts: readonly ExplainedConflict[];
}

export interface ExplainedConflict extends Pick<Conflict, 'values' | 'winner' | 'declaredWinner'> {
  readonly key: string;
}

/** A key that a caller sent, or a recorded cookie that the request did not repeat. */
export interface SentKey {
  readonly key: string;
  readonly by: 'body' | 'query' | 'cookie';
  /** Absent when the key was removed. */
  readonly value?: JsonValue;
}

/** A key that a write changed. */
export interface ChangedKey {
  readonly key: string;
  /** Absent when the key is new. */
  readonly before?: JsonValue;
  /** Absent when the key was removed. */
  readonly after?: JsonValue;
}

export interface ExplainedWrite {
  /** ISO 8601. */
  readonly at: string;
  readonly operation: string;
  readonly outcome: WriteRecord['outcome'];
  readonly version: number;
  /** What the request asked to write. */
  readonly sent: readonly SentKey[];
  readonly ignored: readonly IgnoredWrite[];
  readonly rounds: readonly ExplainedRound[];
  /** The difference between the session before and after. */
  readonly changes: readonly ChangedKey[];
  readonly refusal?: { readonly status: number; readonly message: string };
}

/** Why a session holds what it holds: what wrote each key, and the rounds that each write caused. */
export interface Explanation {
  readonly id: string;
  readonly version: number;
  readonly keys: Readonly<Record<string, ExplainedKey>>;
  readonly writes: readonly ExplainedWrite[];
}

export interface ExplainControl {
  /** Undefined when the session is not stored. */
  explain(sessionId: string): Promise<Explanation | undefined>;
}

/** @param log undefined when no writes are recorded */
export function explanations(repository: SessionRepository, log: WriteLog | undefined): ExplainControl {
  return {
    async explain(sessionId) {
      const session = await repository.peek(sessionId);
      if (session === undefined) return undefined;
      return explanationOf(session.id, session.version, session.namespaces, log?.of(sessionId) ?? []);
    },
  };
}

export function explanationRoutes(control: ExplainControl): readonly ControlRoute[] {
  return [
    {
      method: 'GET',
      path: '/_mock/sessions/:id/explain',
      answer: ({ params }) => known(params, (id) => control.explain(id)),
    },
  ];
}

export function explanationOf(
  id: string,
  version: number,
  namespaces: Namespaces,
  records: readonly WriteRecord[],
): Explanation {
  const origins = new Map<string, Origin>();
  for (const record of records) if (record.outcome !== 'refused') traceWrite(record, origins);
  const keys: Record<string, ExplainedKey> = {};
  for (const [namespace, entries] of namespaces) {
    for (const [key, { value }] of entries) {
      const name = nameOf({ namespace, key });
      const fallback: Origin = { by: namespace === 'account' ? 'account' : 'not recorded' };
      keys[name] = { value: redactedValue(namespace, value), ...(origins.get(name) ?? fallback) };
    }
  }
  return { id, version, keys, writes: records.map(explainedWrite) };
}

/** Follows one write through its rounds and records, for each key, what changed it last and its previous value. */
function traceWrite(record: WriteRecord, origins: Map<string, Origin>): void {
  const { before, after, version, writes, removals, rounds } = record;
  const values = new Map<string, JsonValue>();
  const note = (ref: KeyRef, origin: Origin, value: JsonValue) => {
    const name = nameOf(ref);
    const old = values.get(name) ?? entryAt(before, ref)?.value;
    const replaced = old === undefined ? {} : { replaced: redactedValue(ref.namespace, old) };
    origins.set(name, { ...origin, version, ...replaced });
    values.set(name, value);
  };
  const callerWrites = writes.filter((write) => differs(before, after, write) || !origins.has(nameOf(write)));
  for (const write of callerWrites) note(write, { by: write.source }, write.entry.value);
  for (const ref of removals) origins.delete(nameOf(ref));
  for (const [index, round] of numbered(rounds)) {
    for (const ref of round.changed) {
      const conflict = round.conflicts.find(
        ({ namespace, key }) => namespace === ref.namespace && key === ref.key,
      );
      const writer = round.calls.findLast(
        ({ app, output }) =>
          output !== undefined &&
          entryAt(output, ref) !== undefined &&
          (conflict === undefined || app === conflict.winner),
      );
      const value = writer?.output === undefined ? undefined : entryAt(writer.output, ref)?.value;
      if (writer === undefined || value === undefined) continue;
      note(ref, { by: 'app', app: writer.app, round: index, inputs: flat(writer.input) }, value);
    }
  }
}

function differs(before: Namespaces, after: Namespaces, ref: KeyRef): boolean {
  return entryAt(before, ref) !== entryAt(after, ref);
}

/** The create call, if there is one, is round 0. */
function numbered(rounds: readonly Round[]): readonly (readonly [number, Round])[] {
  const first = rounds[0]?.call === 'create' ? 0 : 1;
  return rounds.map((round, index) => [first + index, round]);
}

function explainedWrite(record: WriteRecord): ExplainedWrite {
  const { at, operation, outcome, version, ignored, rounds, refusal } = record;
  const explained = { at: new Date(at).toISOString(), operation, outcome, version, ignored };
  return {
    ...explained,
    sent: sentIn(record),
    changes: changesIn(record),
    rounds: numbered(rounds).map(([round, { call, calls, changed, conflicts }]) => ({
      round,
      call,
      calls: calls.map(({ app, input, output, undeclared, unreadable, milliseconds, failure }) => ({
        app,
        inputs: flat(input),
        ...(output !== undefined && { outputs: flat(output) }),
        undeclared: undeclared.map(nameOf),
        ...(unreadable.length > 0 && { unreadable: unreadable.map(nameOf) }),
        milliseconds,
        ...(failure !== undefined && { failure }),
      })),
      changed: changed.map(nameOf),
      conflicts: conflicts.map((conflict) => ({
        key: nameOf(conflict),
        values: conflict.values,
        winner: conflict.winner,
        declaredWinner: conflict.declaredWinner,
      })),
    })),
    ...(refusal !== undefined && { refusal }),
  };
}

function sentIn({ writes, removals }: WriteRecord): readonly SentKey[] {
  return [
    ...writes
      .filter(({ namespace }) => !isHidden(namespace))
      .map((write) => ({
        key: nameOf(write),
        by: write.source,
        value: redactedValue(write.namespace, write.entry.value),
      })),
    ...removals.map((ref) => ({ key: nameOf(ref), by: 'cookie' as const })),
  ];
}

function changesIn({ before, after }: WriteRecord): readonly ChangedKey[] {
  const refs = [...after, ...before].flatMap(([namespace, entries]) =>
    isHidden(namespace) || before.get(namespace) === after.get(namespace)
      ? []
      : Array.from(entries.keys(), (key) => ({ namespace, key })),
  );
  return changedKeys(refs, before, after).map((ref) => {
    const old = entryAt(before, ref)?.value;
    const now = entryAt(after, ref)?.value;
    return {
      key: nameOf(ref),
      ...(old !== undefined && { before: redactedValue(ref.namespace, old) }),
      ...(now !== undefined && { after: redactedValue(ref.namespace, now) }),
    };
  });
}

function nameOf({ namespace, key }: KeyRef): string {
  return `${namespace}.${key}`;
}

function flat(namespaces: Namespaces): Json {
  return Object.fromEntries(
    [...namespaces].flatMap(([namespace, entries]) =>
      Array.from(
        entries,
        ([key, { value }]) => [`${namespace}.${key}`, redactedValue(namespace, value)] as const,
      ),
    ),
  );
}
