import type { IgnoredWrite } from '../rules/public-namespace';
import type { Round } from '../rules/rounds';
import type { KeyRef, Namespaces, Write } from '../rules/session';

/** What one write did to a session, kept by reference: nothing is worked out before somebody asks. */
export interface WriteRecord {
  readonly sessionId: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly operation: string;
  readonly outcome: 'created' | 'edited' | 'unchanged' | 'refused';
  /** The session's version after the write. */
  readonly version: number;
  readonly before: Namespaces;
  readonly after: Namespaces;
  readonly writes: readonly Write[];
  readonly removals: readonly KeyRef[];
  readonly ignored: readonly IgnoredWrite[];
  readonly rounds: readonly Round[];
  readonly refusal?: { readonly status: number; readonly message: string };
}

export interface ExplainLog {
  add(record: WriteRecord): void;
  /** The newest writes of a session, oldest first; undefined if none is kept. */
  of(sessionId: string): readonly WriteRecord[] | undefined;
  clear(): void;
}

/** Keeps the newest 50 writes of the 50 sessions written last, few enough that they cost the garbage collector little. */
export function explainLog(maxSessions = 50, maxWrites = 50): ExplainLog {
  const sessions = new Map<string, WriteRecord[]>();
  return {
    add(record) {
      const records = sessions.get(record.sessionId) ?? [];
      records.push(record);
      if (records.length > maxWrites) records.shift();
      sessions.delete(record.sessionId);
      sessions.set(record.sessionId, records);
      if (sessions.size > maxSessions) sessions.delete(sessions.keys().next().value as string);
    },
    of: (sessionId) => sessions.get(sessionId),
    clear: () => sessions.clear(),
  };
}
