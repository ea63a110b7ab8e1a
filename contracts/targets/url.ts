import { defaultAssumptions } from './assumptions';
import { fixtures } from './fixture';
import { shopperAt } from './login';
import { answerOf, type Target } from './target';

/** What is known of a server before the first behaviour runs. */
export interface Served {
  /** The account of one of this project's emulators; undefined for any other server. */
  readonly emulatedAccount: string | undefined;
  /** How that emulator marks cookies. Undefined: as VTEX does. */
  readonly cookieProfile?: string | undefined;
  /** In front of its control routes; a root path of the session operations is not in front of these. */
  readonly control?: string | undefined;
  /** The token for these; sent to no other server. */
  readonly controlToken?: string | undefined;
}

/**
 * Any server. A path in the URL is kept in front of every request. Nothing is sent twice: a retry would hide
 * what the suite is there to see.
 */
export function urlTarget(
  base: string,
  { emulatedAccount, cookieProfile = 'live', control, controlToken }: Served,
): Target {
  const prefix = urlPrefix(base);
  const isHttps = prefix.startsWith('https:');
  const opensControl = emulatedAccount === undefined ? {} : withToken(controlToken);
  return {
    name: prefix,
    account: emulatedAccount,
    emulator: emulatedAccount !== undefined,
    fixture: emulatedAccount === undefined ? undefined : fixtures[emulatedAccount],
    assumptions: defaultAssumptions,
    async request({ method, path, headers = {}, body, signal = null }) {
      const response = await fetch(`${prefix}${path}`, {
        method,
        headers: path.startsWith('/_mock/') ? { ...opensControl, ...headers } : headers,
        body: body ?? null,
        signal,
        redirect: 'manual', // a redirect is an answer like any other, and may lead to another host
      }).catch((cause: Error) => {
        throw new Error(`${prefix} did not answer ${method}: ${reasonOf(cause)}`, { cause });
      });
      const known = [...response.headers].filter(([name]) => name !== 'set-cookie');
      return answerOf({
        status: response.status,
        headers: Object.fromEntries(known),
        setCookie: response.headers.getSetCookie(),
        text: await response.text(),
      });
    },
    // All of these need a hand inside the server, or beside it.
    tokenOfAnotherAccount: undefined,
    later: undefined,
    raw: undefined,
    variant: undefined,
    anyRequest: true,
    vtexCookies: cookieProfile === 'live' || (cookieProfile === 'auto' && isHttps) || undefined,
    parallel: true,
    login: control === undefined ? undefined : () => shopperAt(control, opensControl),
    close: async () => undefined,
  };
}

function withToken(token: string | undefined): Readonly<Record<string, string>> {
  return token === undefined ? {} : { authorization: `Bearer ${token}` };
}

/** The URL without a slash at its end. @throws when it is not one that requests can be put behind */
export function urlPrefix(base: string): string {
  const url = URL.canParse(base) ? new URL(base) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new Error(`${base} is not a URL to test. Give one such as http://127.0.0.1:9910`);
  }
  if (url.search !== '' || url.hash !== '' || url.username !== '') {
    throw new Error('The URL to test must not have a query, a fragment or credentials');
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

/** The errors of `fetch` have the reason only in their cause. */
export function reasonOf(error: Error): string {
  const { cause } = error;
  const { code, message } = (cause instanceof Error ? cause : error) as NodeJS.ErrnoException;
  return message === '' ? (code ?? 'no reason given') : message;
}
