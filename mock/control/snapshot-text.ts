import type { Session } from '../rules/session';
import { pace } from '../util/event-loop';
import { type Snapshot, type SnapshotSession, snapshotLimits, tooLarge } from './snapshot';

/** Everything but the lists that may be long. */
export type SnapshotHead = Omit<Snapshot, 'sources' | 'sessions'>;

export function writtenSession({ id, version, token, expiresAt, namespaces }: Session): SnapshotSession {
  return {
    ...{ id, version, token, expiresAt: new Date(expiresAt).toISOString() },
    namespaces: Array.from(namespaces, ([name, keys]) => [name, [...keys]] as const),
  };
}

/**
 * A snapshot as JSON text in parts: a session a line.
 * @param source the same sessions, to be checked first
 * @throws Refusal SNAPSHOT_TOO_LARGE for what could not be read again, before any text is there
 */
export async function snapshotText(
  head: SnapshotHead,
  sources: readonly object[],
  source: AsyncIterable<Session>,
  sessions: AsyncIterable<Session>,
): Promise<AsyncIterable<string>> {
  const opening = JSON.stringify(head).slice(0, -1);
  const documents = sources.map((source, index) => checked(`$.sources[${index}]`, JSON.stringify(source)));
  checked('$', opening);
  const work = pace();
  for await (const session of source) {
    if (!isSmall(session)) checked(`The session ${session.id}`, JSON.stringify(writtenSession(session)));
    if (work.isDue()) await work.turn();
  }
  return (async function* () {
    yield opening;
    if (documents.length > 0) yield* [',"sources":[', documents.join(',\n'), ']'];
    let part = ',"sessions":[';
    let separator = '\n';
    for await (const session of sessions) {
      part += separator + JSON.stringify(writtenSession(session));
      separator = ',\n';
      if (part.length > 65_536) {
        yield part;
        part = '';
      }
      if (work.isDue()) await work.turn();
    }
    yield `${part}]}\n`;
  })();
}

function checked(path: string, text: string): string {
  if (text.length > snapshotLimits.characters) throw tooLarge(path);
  return text;
}

/** Whether a session is certainly within the limit, without writing it: JSON takes at most six characters for one. */
function isSmall({ namespaces }: Session): boolean {
  let left = snapshotLimits.characters / 6 - 10_000;
  for (const [name, keys] of namespaces) {
    left -= name.length + 10;
    for (const [key, { value }] of keys) {
      const length = typeof value === 'string' ? value.length : (JSON.stringify(value)?.length ?? 0);
      left -= key.length + length + 40;
      if (left < 0) return false;
    }
  }
  return left > 0;
}
