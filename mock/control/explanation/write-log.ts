import type { TouchedSession } from '../../operations/service';
import type { JsonValue, Namespaces } from '../../rules/session';
import type { SessionDraft } from '../../rules/write-session';
import type { HandledRequest } from '../journal/handled';

/** What one write did to a session. It holds references; nothing is computed before it is read. */
export interface WriteRecord {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly operation: string;
  readonly outcome: 'created' | 'edited' | 'unchanged' | 'refused';
  readonly before: Namespaces;
  readonly draft: SessionDraft;
  /** Of the request, names and values in turn. */
  readonly rawHeaders?: readonly string[] | undefined;
  readonly refusal?: { readonly status: number; readonly message: string };
}

export interface WriteLog {
  /** Adds the write of a request, if the request was one. */
  record(handled: HandledRequest): void;
  /** Adds a write that has no record of a request. */
  write(operation: string, touched: TouchedSession, rawHeaders?: readonly string[]): void;
  /** The newest writes of a session, oldest first; undefined if there are none. */
  of(sessionId: string): readonly WriteRecord[] | undefined;
  clear(): void;
}

interface Kept {
  readonly record: WriteRecord;
  readonly size: number;
}

/**
 * Keeps 100 writes, and fewer where sessions are large. Beyond that, the session written least recently loses its oldest
 * write, so that sessions in use keep all of theirs. More writes would live long enough for the garbage collector to move
 * them, which costs a write more than its session apps do.
 * @param generation of the stored sessions: a write that a reset has overtaken is not added
 */
export function writeLog(
  clock: () => number,
  generation: () => number,
  maxWrites = 100,
  maxCharacters = 16 * 1024 * 1024,
): WriteLog {
  const sessions = new Map<string, Kept[]>();
  let kept = 0;
  let characters = 0;

  const add = (record: WriteRecord) => {
    const { id, version } = record.draft;
    const size = sizeOf(record);
    const records = sessions.get(id);
    if (records === undefined) sessions.set(id, [{ record, size }]);
    else {
      // With x-mock-explain, the answer to a write may come after that to a later one.
      const isNew = record.outcome === 'created';
      const place = isNew
        ? records.length
        : records.findLastIndex((one) => one.record.draft.version <= version) + 1;
      records.splice(place, 0, { record, size });
      sessions.delete(id);
      sessions.set(id, records); // moves it to the end
    }
    kept++;
    characters += size;
    while (kept > maxWrites || characters > maxCharacters) {
      const [first, oldest] = sessions.entries().next().value as [string, Kept[]];
      characters -= oldest.shift()?.size ?? 0;
      kept--;
      if (oldest.length === 0) sessions.delete(first);
    }
  };

  const write = (
    operation: string,
    { before, draft, generation: own }: TouchedSession,
    rawHeaders?: readonly string[],
  ) => {
    if (draft === undefined || own !== generation()) return;
    const outcome = before === undefined ? 'created' : draft.changed ? 'edited' : 'unchanged';
    add({ at: clock(), operation, outcome, before: before?.namespaces ?? noNamespaces, draft, rawHeaders });
  };

  return {
    write,
    record({ req: { rawHeaders }, operation, refused = operation, answer, refusal }) {
      if (answer.touched !== undefined) write(operation, answer.touched, rawHeaders);
      if (refusal?.session === undefined) return;
      const { status, message, rounds, session } = refusal;
      const nothing = { changed: false, writes: [], removals: [], ignored: [] };
      const attempt = { draft: { ...session, ...nothing, rounds }, before: session.namespaces, rawHeaders };
      add({ at: clock(), operation: refused, outcome: 'refused', ...attempt, refusal: { status, message } });
    },
    of: (sessionId) => sessions.get(sessionId)?.map(({ record }) => record),
    clear() {
      sessions.clear();
      kept = 0;
      characters = 0;
    },
  };
}

const noNamespaces: Namespaces = new Map();

/** Characters of the session after the write. What was there before is mostly the same strings. */
function sizeOf({ draft: { namespaces, writes } }: WriteRecord): number {
  let size = 0;
  for (const entries of namespaces.values())
    for (const { value } of entries.values()) size += lengthOf(value);
  for (const { entry, key } of writes) size += lengthOf(entry.value) + key.length;
  return size;
}

function lengthOf(value: JsonValue): number {
  if (typeof value === 'string') return value.length;
  return typeof value === 'object' && value !== null ? JSON.stringify(value).length : 1;
}
