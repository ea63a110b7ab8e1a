import type { WriteRecord } from '../operations/write-log';
import type { IgnoredWrite } from '../rules/caller-writes';
import type { Conflict, Round } from '../rules/rounds';
import { entryAt, type JsonValue, type KeyRef, type Namespaces } from '../rules/session';
import { shownValue } from './redacted';

type Json = { readonly [key: string]: JsonValue };

/** Who gave a key the value it has. */
export interface Origin {
  readonly by: 'account' | 'body' | 'query' | 'cookie' | 'app' | 'before what is kept';
  readonly app?: string;
  /** 0 is the create call, then transform rounds from 1. */
  readonly round?: number;
  /** The session's version that this write made. */
  readonly version?: number;
  /** What the app was given, as `namespace.key`. */
  readonly inputs?: Json;
  /** The value that stood there before; absent when there was none. */
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

export interface ExplainedWrite {
  /** ISO 8601. */
  readonly at: string;
  readonly operation: string;
  readonly outcome: WriteRecord['outcome'];
  readonly version: number;
  readonly ignored: readonly IgnoredWrite[];
  readonly rounds: readonly ExplainedRound[];
  readonly refusal?: { readonly status: number; readonly message: string };
}

/** Why a session is as it is: for each key who wrote it, for each write what it set off. */
export interface Explanation {
  readonly id: string;
  readonly version: number;
  readonly keys: Readonly<Record<string, ExplainedKey>>;
  readonly writes: readonly ExplainedWrite[];
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
      const fallback: Origin = { by: namespace === 'account' ? 'account' : 'before what is kept' };
      keys[name] = { value: shownValue(namespace, value), ...(origins.get(name) ?? fallback) };
    }
  }
  return { id, version, keys, writes: records.map(explainedWrite) };
}

/** Follows one write through its rounds and notes, for each key, who changed it last and what stood there. */
function traceWrite(record: WriteRecord, origins: Map<string, Origin>): void {
  const { before, after, version, writes, removals, rounds } = record;
  const values = new Map<string, JsonValue>();
  const note = (ref: KeyRef, origin: Origin, value: JsonValue) => {
    const name = nameOf(ref);
    const old = values.get(name) ?? entryAt(before, ref)?.value;
    const replaced = old === undefined ? {} : { replaced: shownValue(ref.namespace, old) };
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

/** The create call is round 0, wherever there is one. */
function numbered(rounds: readonly Round[]): readonly (readonly [number, Round])[] {
  const first = rounds[0]?.call === 'create' ? 0 : 1;
  return rounds.map((round, index) => [first + index, round]);
}

function explainedWrite(record: WriteRecord): ExplainedWrite {
  const { at, operation, outcome, version, ignored, rounds, refusal } = record;
  const explained = { at: new Date(at).toISOString(), operation, outcome, version, ignored };
  return {
    ...explained,
    rounds: numbered(rounds).map(([round, { call, calls, changed, conflicts }]) => ({
      round,
      call,
      calls: calls.map(({ app, input, output, undeclared, milliseconds, failure }) => ({
        app,
        inputs: flat(input),
        ...(output !== undefined && { outputs: flat(output) }),
        undeclared: undeclared.map(nameOf),
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

function nameOf({ namespace, key }: KeyRef): string {
  return `${namespace}.${key}`;
}

function flat(namespaces: Namespaces): Json {
  return Object.fromEntries(
    [...namespaces].flatMap(([namespace, entries]) =>
      Array.from(
        entries,
        ([key, { value }]) => [`${namespace}.${key}`, shownValue(namespace, value)] as const,
      ),
    ),
  );
}
