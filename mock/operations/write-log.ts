import type { IgnoredWrite } from '../rules/caller-writes';
import type { Round } from '../rules/rounds';
import type { JsonValue, KeyRef, Namespaces, Write } from '../rules/session';

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
  /** Of the request, names and values in turn. */
  readonly rawHeaders?: readonly string[] | undefined;
  readonly refusal?: { readonly status: number; readonly message: string };
}

export interface WriteLog {
  add(record: WriteRecord): void;
  /** The newest writes of a session, oldest first; undefined if there are none. */
  of(sessionId: string): readonly WriteRecord[] | undefined;
  clear(): void;
}

/**
 * Keeps 100 writes, and fewer where sessions are large. Beyond that, the session written least recently loses its oldest
 * write, so that sessions in use keep all of theirs. More writes would live long enough for the garbage collector to move
 * them, which costs a write more than its session apps do.
 */
export function writeLog(maxWrites = 100, maxCharacters = 16 * 1024 * 1024): WriteLog {
  const sessions = new Map<string, { readonly record: WriteRecord; readonly size: number }[]>();
  let kept = 0;
  let characters = 0;
  return {
    add(record) {
      const records = sessions.get(record.sessionId) ?? [];
      const size = sizeOf(record);
      records.push({ record, size });
      sessions.delete(record.sessionId);
      sessions.set(record.sessionId, records); // moves it to the end
      kept++;
      characters += size;
      while (kept > maxWrites || characters > maxCharacters) {
        const [[id, oldest] = ['', []]] = sessions;
        characters -= oldest.shift()?.size ?? 0;
        kept--;
        if (oldest.length === 0) sessions.delete(id);
      }
    },
    of: (sessionId) => sessions.get(sessionId)?.map(({ record }) => record),
    clear() {
      sessions.clear();
      kept = 0;
      characters = 0;
    },
  };
}

/** Characters of the session after the write. What was there before is mostly the same strings. */
function sizeOf({ after, writes }: WriteRecord): number {
  let size = 0;
  for (const entries of after.values()) for (const { value } of entries.values()) size += lengthOf(value);
  for (const { entry, key } of writes) size += lengthOf(entry.value) + key.length;
  return size;
}

function lengthOf(value: JsonValue): number {
  if (typeof value === 'string') return value.length;
  return typeof value === 'object' && value !== null ? JSON.stringify(value).length : 1;
}
