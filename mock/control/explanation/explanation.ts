import type { SessionRepository } from '../../repository/session-repository';
import { type IgnoredWrite, isHidden } from '../../rules/caller-writes';
import { changedKeys } from '../../rules/changes';
import type { Conflict, Round } from '../../rules/rounds';
import { entryAt, type JsonValue, type KeyRef, type Namespaces } from '../../rules/session';
import { type SessionRedactor, secretsOfWrites, sessionRedactor } from '../redact';
import type { ControlRoute } from '../route';
import { known } from '../sessions';
import type { WriteLog, WriteRecord } from './write-log';

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

/**
 * @param log undefined when no writes are recorded
 * @param secrets credentials of the emulator itself
 */
export function explanations(
  repository: SessionRepository,
  log: WriteLog | undefined,
  secrets: () => readonly string[] = () => [],
): ExplainControl {
  return {
    async explain(sessionId) {
      const session = await repository.peek(sessionId);
      if (session === undefined) return undefined;
      const records = log?.of(sessionId) ?? [];
      return explanationOf(session.id, session.version, session.namespaces, records, secrets());
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
  secrets: readonly string[] = [],
): Explanation {
  const redactor = sessionRedactor([...secretsOfWrites(records), ...secrets]);
  const origins = new Map<string, Origin>();
  for (const record of records) if (record.outcome !== 'refused') traceWrite(record, origins, redactor);
  const keys: Record<string, ExplainedKey> = {};
  for (const [namespace, entries] of namespaces) {
    for (const [key, { value }] of entries) {
      const name = nameOf({ namespace, key });
      const fallback: Origin = { by: namespace === 'account' ? 'account' : 'not recorded' };
      const shown = redactor.value({ namespace, key }, value);
      keys[redactor.name({ namespace, key })] = { value: shown, ...(origins.get(name) ?? fallback) };
    }
  }
  return { id, version, keys, writes: records.map((record) => explainedWrite(record, redactor)) };
}

/** Follows one write through its rounds and records, for each key, what changed it last and its previous value. */
function traceWrite(record: WriteRecord, origins: Map<string, Origin>, redactor: SessionRedactor): void {
  const { before, draft } = record;
  const { namespaces: after, version, writes, removals, rounds } = draft;
  const values = new Map<string, JsonValue>();
  const note = (ref: KeyRef, origin: Origin, value: JsonValue) => {
    const name = nameOf(ref);
    const old = values.get(name) ?? entryAt(before, ref)?.value;
    const replaced = old === undefined ? {} : { replaced: redactor.value(ref, old) };
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
      note(ref, { by: 'app', app: writer.app, round: index, inputs: flat(writer.input, redactor) }, value);
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

function explainedWrite(record: WriteRecord, redactor: SessionRedactor): ExplainedWrite {
  const { at, operation, outcome, draft, refusal } = record;
  const { version, rounds } = draft;
  const ignored = draft.ignored.map((write) => ({ ...write, path: redactor.text(write.path) }));
  const explained = { at: new Date(at).toISOString(), operation, outcome, version, ignored };
  return {
    ...explained,
    sent: sentIn(record, redactor),
    changes: changesIn(record, redactor),
    rounds: numbered(rounds).map(([round, { call, calls, changed, conflicts }]) => ({
      round,
      call,
      calls: calls.map(({ app, input, output, undeclared, unreadable, milliseconds, failure }) => ({
        app,
        inputs: flat(input, redactor),
        ...(output !== undefined && { outputs: flat(output, redactor) }),
        undeclared: undeclared.map(redactor.name),
        ...(unreadable.length > 0 && { unreadable: unreadable.map(redactor.name) }),
        milliseconds,
        ...(failure !== undefined && { failure: redactor.text(failure) }),
      })),
      changed: changed.map(redactor.name),
      conflicts: conflicts.map((conflict) => ({
        key: redactor.name(conflict),
        values: redactor.conflict(conflict).values,
        winner: conflict.winner,
        declaredWinner: conflict.declaredWinner,
      })),
    })),
    ...(refusal !== undefined && { refusal: { ...refusal, message: redactor.text(refusal.message) } }),
  };
}

function sentIn({ draft: { writes, removals } }: WriteRecord, redactor: SessionRedactor): readonly SentKey[] {
  return [
    ...writes
      .filter(({ namespace }) => !isHidden(namespace))
      .map((write) => ({
        key: redactor.name(write),
        by: write.source,
        value: redactor.value(write, write.entry.value),
      })),
    ...removals.map((ref) => ({ key: redactor.name(ref), by: 'cookie' as const })),
  ];
}

function changesIn({ before, draft }: WriteRecord, redactor: SessionRedactor): readonly ChangedKey[] {
  const { namespaces: after } = draft;
  const refs = [...after, ...before].flatMap(([namespace, entries]) =>
    isHidden(namespace) || before.get(namespace) === after.get(namespace)
      ? []
      : Array.from(entries.keys(), (key) => ({ namespace, key })),
  );
  return changedKeys(refs, before, after).map((ref) => {
    const old = entryAt(before, ref)?.value;
    const now = entryAt(after, ref)?.value;
    return {
      key: redactor.name(ref),
      ...(old !== undefined && { before: redactor.value(ref, old) }),
      ...(now !== undefined && { after: redactor.value(ref, now) }),
    };
  });
}

function nameOf({ namespace, key }: KeyRef): string {
  return `${namespace}.${key}`;
}

function flat(namespaces: Namespaces, redactor: SessionRedactor): Json {
  return Object.fromEntries(
    [...namespaces].flatMap(([namespace, entries]) =>
      Array.from(entries, ([key, { value }]) => {
        const ref = { namespace, key };
        return [redactor.name(ref), redactor.value(ref, value)] as const;
      }),
    ),
  );
}
