import type { Answer } from '../target';
import type { Budget } from './budget';
import type { Send } from './gate';
import type { LiveWorld } from './world';

const mostRetries = 3;
const longestWait = 60_000;

/**
 * Tries again when the account asks to slow down (429) and when the connection was reset, and for nothing else: any
 * other answer is what the suite is there to see. Each try counts. Who was asked to slow down for too long, or too
 * often, sends nothing more in this run.
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
          `The account asks to slow down (429, for ${Math.ceil(wait / 1000)} s, after ${retry} retries): the run ends here`,
        );
      }
      await sleep(wait);
    }
  };
}

/** Of `fetch` only the cause tells what happened. */
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
