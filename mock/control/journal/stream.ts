import type { Writable } from 'node:stream';
import { setTimeout } from 'node:timers'; // by import: fake timers of a test replace the global only
import type { Matcher } from './filter';
import type { JournalLog } from './log';

/** Which entries a stream is of: those later than `since`, or that come from now on; it ends behind `limit` of them. */
export type Wanted = Matcher;

/** One stream of server-sent events; https://html.spec.whatwg.org/multipage/server-sent-events.html. */
export interface EventSource {
  /** An event that is not in the journal, and has no number. */
  tell(name: string, data: unknown): void;
  comment(text: string): void;
  end(comment?: string): void;
  /** Writes no more. */
  stop(): void;
}

/** Bytes that may wait for a reader besides one entry. */
const maxWaiting = 262_144;

/** How long one who was dropped may take to read why, in milliseconds. */
const droppedGrace = 5000;

/**
 * Writes entries while they are read. Who reads slowly is behind in the journal and nothing is buffered for him;
 * once entries that he has not seen had to go for newer ones, he is dropped.
 */
export function writeEvents(journal: JournalLog<unknown>, wanted: Wanted, out: Writable): EventSource {
  let seen = Math.min(wanted.since ?? journal.last, journal.last);
  let left = wanted.limit ?? Number.POSITIVE_INFINITY;
  let ended = false;

  const end = (comment?: string) => {
    if (ended) return;
    ended = true;
    unwatch();
    out.end(comment === undefined ? undefined : commentText(comment));
  };
  const drop = () => {
    end('dropped: this reader is too slow');
    setTimeout(() => out.destroy(), droppedGrace).unref();
  };
  const writeWhileRead = () => {
    if (!ended && journal.lostAfter(seen) > 0) return drop();
    for (const seq of journal.after(seen)) {
      if (ended || left === 0 || out.writableNeedDrain) break;
      const entry = journal.entry(seq);
      seen = seq;
      if (entry === undefined || !wanted.matches(entry)) continue;
      out.write(eventText('request', entry, seq));
      left -= 1;
    }
    if (left === 0) end();
  };
  const unwatch = journal.watch(writeWhileRead);
  out.on('drain', writeWhileRead);

  const lost = journal.lostAfter(seen);
  out.write(
    `retry: 1000\n${commentText(lost === 0 ? 'vtex-session-mock' : `${lost} older entries are gone`)}`,
  );
  const [first = journal.last + 1] = journal.after(seen);
  seen = first - 1;
  writeWhileRead();

  return {
    tell(name, data) {
      if (ended) return;
      if (out.writableLength > maxWaiting) drop();
      else out.write(eventText(name, data));
    },
    comment(text) {
      if (!ended && !out.writableNeedDrain) out.write(commentText(text));
    },
    end,
    stop() {
      ended = true;
      unwatch();
    },
  };
}

function eventText(name: string, data: unknown, id?: number): string {
  return `event: ${name}\n${id === undefined ? '' : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`;
}

function commentText(text: string): string {
  return `: ${text}\n\n`;
}
