import { createHash } from 'node:crypto';
import type { Account } from '../accounts/account-fixture';
import { readBodyOfAnyType } from '../wire/body';
import { type ControlAccess, isLoopbackHost } from './access';
import { type BrowserView, browserView, enter, logOut } from './browser';
import { wrongInput } from './input';
import type { ControlRoute } from './route';
import type { ServedWorld } from './served';

/** A page that logs a browser in without a script: its buttons post, and the answer sets the cookies (HttpOnly). */

export interface LoginWorld extends ServedWorld {
  readonly access: ControlAccess;
  /** Origins of pages that may call. */
  readonly cors: readonly string[];
}

/** Whether the page may send the browser back there. */
function mayReturnTo({ protocol, host, hostname, origin }: URL, { access, cors }: LoginWorld): boolean {
  const isKnown = isLoopbackHost(host) || access.hosts.includes(hostname) || cors.includes(origin);
  return /^https?:$/.test(protocol) && isKnown;
}

export function loginRoutes(world: LoginWorld): readonly ControlRoute[] {
  const path = '/_mock/login';
  /** @throws Refusal CONTROL_INPUT_INVALID */
  const returnIn = (query: URLSearchParams): URL | undefined => {
    const text = query.get('return');
    if (text === null) return undefined;
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (url !== undefined && mayReturnTo(url, world)) return url;
    const hint = 'a URL of this machine, such as http://localhost:3000/, or of an origin in --cors';
    throw wrongInput('?return', hint, text);
  };
  return [
    {
      method: 'GET',
      path,
      query: ['return'],
      isPage: true,
      async answer({ req, query, cookies }) {
        const back = returnIn(query);
        const view = await browserView(cookies, world);
        return new Response(pageOf(view, world.served.current.account.personas, back, req.headers.host), {
          headers: headersOf(back),
        });
      },
    },
    {
      method: 'POST',
      path,
      status: 303,
      query: ['return'],
      async answer({ req, query, cookies }) {
        const back = returnIn(query);
        const form = new URLSearchParams(String((await readBodyOfAnyType(req)) ?? ''));
        const { setCookie } = await (form.get('action') === 'logout'
          ? logOut(cookies, world)
          : enter(cookies, form.get('persona') ?? undefined, world));
        const headers = new Headers({ Location: back?.href ?? 'login', 'Cache-Control': 'no-store' });
        for (const line of setCookie) headers.append('Set-Cookie', line);
        return new Response(null, { status: 303, headers });
      },
    },
  ];
}

/** Chromium applies `form-action` to the redirect too. */
function headersOf(back: URL | undefined): Record<string, string> {
  const style = createHash('sha256').update(css).digest('base64');
  return {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': [
      "default-src 'none'",
      `style-src 'sha256-${style}'`,
      `form-action 'self'${back === undefined ? '' : ` ${back.origin}`}`,
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'same-origin', // with no-referrer, browsers send `Origin: null`
    'Cache-Control': 'no-store',
  };
}

const css = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 34rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.4rem; }
ul { list-style: none; padding: 0; }
li { margin: .5rem 0; }
button { font: inherit; padding: .5rem .8rem; border: 1px solid GrayText; border-radius: .4rem; cursor: pointer; }
li button { width: 100%; text-align: start; }
li button[aria-current] { border: 2px solid Highlight; }
small { display: block; }
.note { border-inline-start: .25rem solid Highlight; padding-inline-start: .8rem; }
`;

function pageOf(
  view: BrowserView,
  personas: Account['personas'],
  back: URL | undefined,
  host: string | undefined,
): string {
  const { logins, persona: current, session, problem } = view;
  const emails = logins.map(({ email }) => `<strong>${escaped(email)}</strong>`).join(' and ');
  const who = emails || (session === undefined ? 'without a session' : 'an anonymous visitor');
  const rows = personas.map(
    ({ id, description }) =>
      `<li><button name="persona" value="${escaped(id)}"${id === current ? ' aria-current="true"' : ''}>${escaped(id)}<small>${escaped(description)}</small></button></li>`,
  );
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Log in as …</title><style>${css}</style>
<h1>Log in as …</h1>
<p>You are ${who} in this browser${current === undefined ? '' : ` (persona ${escaped(current)})`}.</p>
${problem === undefined ? '' : `<p class="note">Its session does not count: ${escaped(problem)}.</p>\n`}${otherHost(back, host)}<form method="post">
<ul>
${rows.join('\n')}
</ul>
<button name="action" value="visitor">New visitor</button>${logins.length === 0 ? '' : ' <button name="action" value="logout">Log out</button>'}
</form>
${back === undefined ? '' : `<p><a href="${escaped(back.href)}">Back to ${escaped(back.host)}</a></p>\n`}</html>
`;
}

/** Cookies ignore ports, but not host names. */
function otherHost(back: URL | undefined, host: string | undefined): string {
  const here = host?.replace(/:\d+$/, '');
  if (back === undefined || host === undefined || here === back.hostname) return '';
  return `<p class="note">Cookies belong to a host name: ${escaped(back.hostname)} will not get those of ${escaped(String(here))}. Open this page at ${escaped(back.hostname)}.</p>\n`;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => entities[character] as string);
}
