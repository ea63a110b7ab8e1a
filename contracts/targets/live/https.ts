import { answerOf } from '../target';
import { reasonOf } from '../url';
import type { Send } from './gate';
import { LiveRefusal } from './refusal';
import type { LiveWorld } from './world';

/** Milliseconds until a request that gets no answer is given up. */
const patience = 30_000;

/** Sends to one host by https. A redirect is an answer like any other: what it points to may be another host. */
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

/** @throws LiveRefusal when host and path together lead anywhere but to that host by https */
function urlOf(host: string, path: string): string {
  const text = `https://${host}${path}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.host !== host || url.protocol !== 'https:' || url.username !== '') {
    throw new LiveRefusal('Only the host that was allowed is asked, by https');
  }
  return text;
}
