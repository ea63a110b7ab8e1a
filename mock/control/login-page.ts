import { createHash } from 'node:crypto';
import { readBodyOfAnyType } from '../wire/body';
import { isLoopbackHost } from './access';
import type { BrowserControl, BrowserView } from './browser';
import { quoted, refusedInput } from './input';
import type { PersonaControl } from './personas';
import type { ControlRoute } from './route';

/** A page that logs a browser in without a script: its buttons post, and the answer sets the cookies (HttpOnly). */

export interface LoginControl extends BrowserControl, PersonaControl {
  /** Whether the page may send the browser back there. */
  mayReturnTo(url: URL): boolean;
}

/** @param origins of `--cors` @param hosts of `--tls-host` */
export function loginReturns(
  origins: readonly string[],
  hosts: readonly string[],
): Pick<LoginControl, 'mayReturnTo'> {
  return {
    mayReturnTo: ({ protocol, host, hostname, origin }) =>
      /^https?:$/.test(protocol) &&
      (isLoopbackHost(host) || hosts.includes(hostname) || origins.includes(origin)),
  };
}

export function loginRoutes(control: LoginControl): readonly ControlRoute[] {
  const path = '/_mock/login';
  /** @throws Refusal CONTROL_INPUT_INVALID */
  const returnIn = (query: URLSearchParams): URL | undefined => {
    const text = query.get('return');
    if (text === null) return undefined;
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (url !== undefined && control.mayReturnTo(url)) return url;
    const hint = 'a URL of this machine, such as http://localhost:3000/, or of an origin in --cors';
    throw refusedInput('?return', `must be ${hint}, not ${quoted(text)}`);
  };
  return [
    {
      method: 'GET',
      path,
      query: ['return'],
      isPage: true,
      async answer({ req, query, cookies }) {
        const back = returnIn(query);
        const view = await control.browser(cookies);
        return new Response(pageOf(view, control.personas(), back, req.headers.host), {
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
          ? control.logOut(cookies)
          : control.enter(cookies, form.get('persona') ?? undefined));
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
  personas: ReturnType<PersonaControl['personas']>,
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
