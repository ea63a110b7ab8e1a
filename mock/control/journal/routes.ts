import type { IncomingMessage } from 'node:http';
import type { ControlRoute } from '../route';
import type { EventStreams } from './events';
import { filterNames, type Matcher, matcherOf, valuesIn, wholeIn } from './filter';
import { type JournalLog, journalOff, maxWaiting, timeoutOf } from './log';

export interface JournalControl {
  /** Undefined when it is disabled. */
  readonly journal: JournalLog<unknown> | undefined;
  readonly events: EventStreams;
}

/** `/_mock/journal` and `/_mock/events`. */
export function journalRoutes(control: JournalControl): readonly ControlRoute[] {
  const journal = () => {
    if (control.journal === undefined) throw journalOff();
    return control.journal;
  };
  return [
    {
      method: 'GET',
      path: '/_mock/journal',
      query: [...filterNames, 'limit'],
      answer: ({ query }) => journal().list(matcherIn(query)),
    },
    {
      method: 'DELETE',
      path: '/_mock/journal',
      answer: () => ({ dropped: { entries: journal().clear() } }),
    },
    {
      method: 'GET',
      path: '/_mock/journal/await',
      query: [...filterNames, 'timeout'],
      async answer({ req, query }) {
        const matcher = matcherIn(query);
        const timeout = timeoutOf(wholeIn(query.get('timeout') ?? undefined, '?timeout'), '?timeout');
        const { signal, stop } = untilClosed(req);
        return journal().wait(matcher, timeout, signal).finally(stop);
      },
    },
    {
      method: 'GET',
      path: '/_mock/events',
      query: [...filterNames, 'limit'],
      answer({ req, query }) {
        const matcher = matcherIn(query);
        // A browser that reconnects sends the id that it saw last; its URL stays the same.
        const seen = wholeIn(req.headers['last-event-id'], 'Last-Event-ID');
        return control.events.stream(journal(), { ...matcher, since: seen ?? matcher.since });
      },
    },
  ];
}

function matcherIn(query: URLSearchParams): Matcher {
  return matcherOf(valuesIn(query), [...filterNames, 'limit', 'timeout'], (name) => `?${name}`);
}

/** A signal that aborts when the client hangs up. */
function untilClosed({ socket }: IncomingMessage): { signal: AbortSignal; stop: () => void } {
  const closed = new AbortController();
  const abort = () => closed.abort();
  socket.setMaxListeners(maxWaiting + 10); // one connection may carry all of them
  socket.once('close', abort);
  return { signal: closed.signal, stop: () => void socket.off('close', abort) };
}
