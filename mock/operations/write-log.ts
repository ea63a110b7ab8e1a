import type { IgnoredWrite } from '../rules/caller-writes';
import type { Round } from '../rules/rounds';
import type { KeyRef, Namespaces, Write } from '../rules/session';

/** What one write did to a session. It holds references; nothing is computed before it is read. */
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

export interface WriteLog {
  add(record: WriteRecord): void;
  /** The newest writes of a session, oldest first; undefined if there are none. */
  of(sessionId: string): readonly WriteRecord[] | undefined;
  clear(): void;
}

/**
 * Keeps 200 writes. Beyond that, the session written least recently loses its oldest write, so that sessions in use keep
 * all of theirs. More writes would live long enough for the garbage collector to move them, which costs a write more than
 * its session apps do.
 */
export function writeLog(maxWrites = 200): WriteLog {
  const sessions = new Map<string, WriteRecord[]>();
  let kept = 0;
  return {
    add(record) {
      const records = sessions.get(record.sessionId) ?? [];
      records.push(record);
      sessions.delete(record.sessionId);
      sessions.set(record.sessionId, records); // moves it to the end
      if (++kept <= maxWrites) return;
      const [id, oldest] = sessions.entries().next().value as [string, WriteRecord[]];
      oldest.shift();
      kept--;
      if (oldest.length === 0) sessions.delete(id);
    },
    of: (sessionId) => sessions.get(sessionId),
    clear() {
      sessions.clear();
      kept = 0;
    },
  };
}
