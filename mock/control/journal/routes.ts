import type { IncomingMessage } from 'node:http';
import { onlyQuery } from '../input';
import type { ControlRoute } from '../route';
import { filterNames, type Matcher, matcherOf, valuesIn, wholeIn } from './filter';
import { type JournalLog, journalOff } from './log';
import type { EventStreams } from './streams';
import { timeoutOf } from './waiting';

/** What these routes need of the control plane. */
export interface Journalling {
  /** Undefined when none is kept. */
  readonly journal: JournalLog<unknown> | undefined;
  readonly events: EventStreams;
}

/** `/_mock/journal` and `/_mock/events`. */
export function journalRoutes(control: Journalling): readonly ControlRoute[] {
  const kept = () => {
    if (control.journal === undefined) throw journalOff();
    return control.journal;
  };
  return [
    {
      method: 'GET',
      path: '/_mock/journal',
      status: 200,
      answer: ({ query }) => kept().list(matcherIn(query, ['limit'])),
    },
    {
      method: 'DELETE',
      path: '/_mock/journal',
      status: 200,
      answer: ({ query }) => {
        onlyQuery(query, []);
        return { dropped: { entries: kept().clear() } };
      },
    },
    {
      method: 'GET',
      path: '/_mock/journal/await',
      status: 200,
      answer: async ({ req, query }) => {
        const matcher = matcherIn(query, ['timeout']);
        const timeout = timeoutOf(wholeIn(query.get('timeout') ?? undefined, '?timeout'), '?timeout');
        const { signal, stop } = untilGone(req);
        return kept().waiting.waitFor(matcher, { timeout, signal }).finally(stop);
      },
    },
    {
      method: 'GET',
      path: '/_mock/events',
      status: 200,
      answer: ({ req, query }) => {
        const matcher = matcherIn(query, ['limit']);
        // A browser that connects anew says what it has seen last; its URL stays the same.
        const seen = wholeIn(req.headers['last-event-id'], 'Last-Event-ID');
        return control.events.stream(kept(), { ...matcher, since: seen ?? matcher.since });
      },
    },
  ];
}

function matcherIn(query: URLSearchParams, more: readonly string[]): Matcher {
  return matcherOf(valuesIn(query), [...filterNames, ...more], (name) => `?${name}`);
}

/** A signal that whoever asked has hung up. */
function untilGone({ socket }: IncomingMessage): { signal: AbortSignal; stop: () => void } {
  const gone = new AbortController();
  const abort = () => gone.abort();
  socket.once('close', abort);
  return { signal: gone.signal, stop: () => void socket.off('close', abort) };
}
