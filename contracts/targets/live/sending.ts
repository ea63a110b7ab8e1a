import { NotTried } from '../../harness/claim';
import { type Answer, answerOf, type TargetRequest } from '../target';
import { reasonOf } from '../url';

export type Send = (request: TargetRequest) => Promise<Answer>;

/** A request that is not sent to a live account. Its message has no value of a token or cookie. */
export class LiveRefusal extends NotTried {
  override readonly name = 'LiveRefusal';
}

/** The outside world of a live run; tests replace it, so that they do not wait. */
export interface LiveWorld {
  readonly fetch: typeof fetch;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

export const realWorld: LiveWorld = {
  fetch: (input, init) => fetch(input, init),
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  now: () => Date.now(),
};

export interface Budget {
  /** Counts one request. @throws LiveRefusal if none is left or the run was stopped */
  spend(): void;
  spent(): number;
  /** Ends the run: nothing more is sent. */
  stop(reason: string): LiveRefusal;
}

export function budgetOf(requests: number): Budget {
  let spent = 0;
  let stopped: string | undefined;
  return {
    spent: () => spent,
    spend() {
      if (stopped !== undefined) throw new LiveRefusal(stopped);
      if (spent >= requests) {
        throw new LiveRefusal(
          `The budget of ${requests} requests is used up. Raise it with --budget; --dry-run prints how many a run needs`,
        );
      }
      spent += 1;
    },
    stop(reason) {
      stopped = reason;
      return new LiveRefusal(reason);
    },
  };
}

/** Sends in the order of the calls, each after the previous one was answered or failed. */
export function oneAtATime(send: Send): Send {
  let last: Promise<unknown> = Promise.resolve();
  return (request) => {
    const turn = last.then(() => send(request));
    last = turn.catch(() => undefined);
    return turn;
  };
}

const mostRetries = 3;
const longestWait = 60_000;

/**
 * Retries only after 429 and after a reset connection: any other answer is what the suite checks. Each attempt counts.
 * If the account asks to wait too long or too often, the run stops.
 */
export function withRetries(send: Send, budget: Budget, { sleep, now }: LiveWorld): Send {
  return async (request) => {
    for (let retry = 0; ; retry += 1) {
      budget.spend();
      const outcome = await send(request).catch((error: unknown) => {
        if (!wasReset(error) || retry === mostRetries) throw error;
        return undefined;
      });
      if (outcome !== undefined && outcome.status !== 429) return outcome;
      const wait = (outcome && retryAfter(outcome, now())) ?? 1000 * 2 ** retry;
      if (outcome !== undefined && (retry === mostRetries || wait > longestWait)) {
        throw budget.stop(
          `The account asks to slow down (429, for ${Math.ceil(wait / 1000)} s, after ${retry} retries): the run stops`,
        );
      }
      await sleep(wait);
    }
  };
}

/** The errors of `fetch` have the reason only in their cause. */
function wasReset(error: unknown): boolean {
  for (let one = error; one instanceof Error; one = one.cause) {
    if ((one as NodeJS.ErrnoException).code === 'ECONNRESET') return true;
  }
  return false;
}

/** Milliseconds; `Retry-After` is a number of seconds or a date (RFC 9110, 10.2.3). */
function retryAfter({ headers }: Answer, now: number): number | undefined {
  const value = headers['retry-after'] ?? '';
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** Milliseconds until a request times out. */
const patience = 30_000;

/** Sends to one host over https. Redirects are not followed: they may lead to another host. */
export function httpsSender(host: string, { fetch }: Pick<LiveWorld, 'fetch'>): Send {
  return async ({ method, path, headers = {}, body }) => {
    const response = await fetch(urlOf(host, path), {
      method,
      headers,
      body: body ?? null,
      redirect: 'manual',
      signal: AbortSignal.timeout(patience),
    }).catch((cause: Error) => {
      throw new Error(`${host} did not answer ${method}: ${reasonOf(cause)}`, { cause });
    });
    return answerOf({
      status: response.status,
      headers: Object.fromEntries([...response.headers].filter(([name]) => name !== 'set-cookie')),
      setCookie: response.headers.getSetCookie(),
      text: await response.text(),
    });
  };
}

/** @throws LiveRefusal if host and path do not form a URL of that host over https */
function urlOf(host: string, path: string): string {
  const text = `https://${host}${path}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.host !== host || url.protocol !== 'https:' || url.username !== '') {
    throw new LiveRefusal('Requests go only to the allowed host, over https');
  }
  return text;
}
