import type { Writable } from 'node:stream';
import { clearInterval, setInterval, setTimeout } from 'node:timers'; // imported: fake timers of a test replace only the globals
import { StreamedAnswer } from '../../wire/stream';
import type { Matcher } from './filter';
import { busy, type JournalLog } from './log';

/** All open streams of server-sent events; https://html.spec.whatwg.org/multipage/server-sent-events.html. */
export interface EventStreams {
  /**
   * @param matcher entries after `since`, or from now on; the stream ends after `limit` of them
   * @throws Refusal CONTROL_BUSY
   */
  stream(journal: JournalLog<unknown>, matcher: Matcher): StreamedAnswer;
  /** Sends an event that is not in the journal, and has no id, to every stream. */
  emit(name: string, data: unknown): void;
  closeAll(): void;
}

export const maxStreams = 100;

/** Proxies and clients close connections that stay idle. */
const heartbeat = 15_000;

export function eventStreams(): EventStreams {
  const open = new Set<EventSource>();
  let beating: ReturnType<typeof setInterval> | undefined;

  const beat = () => {
    for (const { comment } of open) comment('still here');
  };
  const begin = (journal: JournalLog<unknown>, matcher: Matcher, out: Writable) => {
    const source = writeEvents(journal, matcher, out);
    open.add(source);
    beating ??= setInterval(beat, heartbeat).unref();
    out.on('error', () => out.destroy()); // the client went away
    out.once('close', () => {
      source.stop();
      open.delete(source);
      if (open.size > 0) return;
      clearInterval(beating);
      beating = undefined;
    });
  };

  return {
    stream(journal, matcher) {
      if (open.size >= maxStreams) {
        throw busy(`${maxStreams} streams of events are open already: close one first`);
      }
      return new StreamedAnswer('text/event-stream', (out) => begin(journal, matcher, out));
    },
    emit(name, data) {
      for (const source of open) source.emit(name, data);
    },
    closeAll() {
      for (const { end } of open) end('the emulator closes');
    },
  };
}

/** One stream. */
export interface EventSource {
  emit(name: string, data: unknown): void;
  comment(text: string): void;
  end(comment?: string): void;
  /** Stops writing. */
  stop(): void;
}

/** Bytes that may be buffered for a reader besides one entry. */
const maxBuffered = 262_144;

/** How long a dropped reader has to read the reason, in milliseconds. */
const dropGrace = 5000;

/**
 * Writes entries as fast as they are read. A slow reader falls behind in the journal and nothing is buffered for them;
 * they are dropped once entries that they have not seen were evicted.
 */
export function writeEvents(journal: JournalLog<unknown>, matcher: Matcher, out: Writable): EventSource {
  let seen = Math.min(matcher.since ?? journal.last, journal.last);
  let left = matcher.limit ?? Number.POSITIVE_INFINITY;
  let ended = false;

  const end = (comment?: string) => {
    if (ended) return;
    ended = true;
    unwatch();
    out.end(comment === undefined ? undefined : commentText(comment));
  };
  const drop = () => {
    end('dropped: this reader is too slow');
    setTimeout(() => out.destroy(), dropGrace).unref();
  };
  const writeWhileRead = () => {
    if (!ended && journal.lostAfter(seen) > 0) return drop();
    for (const seq of journal.after(seen)) {
      if (ended || left === 0 || out.writableNeedDrain) break;
      const entry = journal.entry(seq);
      seen = seq;
      if (entry === undefined || !matcher.matches(entry)) continue;
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
    emit(name, data) {
      if (ended) return;
      if (out.writableLength > maxBuffered) drop();
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
