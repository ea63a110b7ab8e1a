import type { Writable } from 'node:stream';
import { clearInterval, setInterval } from 'node:timers'; // by import: fake timers of a test replace the global only
import { StreamedAnswer } from '../../wire/stream';
import type { JournalLog } from './log';
import { type EventSource, type Wanted, writeEvents } from './stream';
import { busy } from './waiting';

/** All streams of server-sent events that are open. */
export interface EventStreams {
  /** @throws Refusal CONTROL_BUSY */
  stream(journal: JournalLog<unknown>, wanted: Wanted): StreamedAnswer;
  /** An event that is not in the journal, to everybody. */
  tell(name: string, data: unknown): void;
  /** Ends them all. */
  hangUp(): void;
}

export const maxStreams = 100;

/** Proxies and clients give up connections on which nothing comes. */
const beat = 15_000;

export function eventStreams(): EventStreams {
  const open = new Set<EventSource>();
  let beating: ReturnType<typeof setInterval> | undefined;

  const stillHere = () => {
    for (const { comment } of open) comment('still here');
  };
  const begin = (journal: JournalLog<unknown>, wanted: Wanted, out: Writable) => {
    const source = writeEvents(journal, wanted, out);
    open.add(source);
    beating ??= setInterval(stillHere, beat).unref();
    out.on('error', () => out.destroy()); // it went away
    out.once('close', () => {
      source.stop();
      open.delete(source);
      if (open.size > 0) return;
      clearInterval(beating);
      beating = undefined;
    });
  };

  return {
    stream(journal, wanted) {
      if (open.size >= maxStreams) throw busy(`${maxStreams} streams of events are open already`);
      return new StreamedAnswer('text/event-stream', (out) => begin(journal, wanted, out));
    },
    tell(name, data) {
      for (const source of open) source.tell(name, data);
    },
    hangUp() {
      for (const { end } of open) end('the emulator closes');
    },
  };
}
