import type { IncomingMessage } from 'node:http';
import type { CookiePairs } from '../rules/caller-writes';

/** The cookie-name of RFC 6265, and the characters that browsers do send in a value. */
const wellFormedName = /^[!#$%&'*+\-.^_`|~\w]+$/;
const wellFormedValue = /^[\x20-\x7e]*$/;
const badEscape = /%(?![0-9a-f]{2})/i;

/**
 * The cookies of a raw `Cookie` header, values not decoded. Malformed cookies are dropped and the others kept:
 * those without `=`, with an invalid name, a non-ASCII byte, a control character or a bad escape.
 */
export function readCookies(header: string | undefined): CookiePairs {
  if (header === undefined) return [];
  const cookies: [string, string][] = [];
  for (let start = 0, end = 0; start <= header.length; start = end + 1) {
    end = header.indexOf(';', start); // `split` takes as long as all the rest
    if (end < 0) end = header.length;
    const part = header.slice(start, end);
    const equals = part.indexOf('=');
    if (equals < 0) continue;
    const name = part.slice(0, equals).trim();
    const value = part.slice(equals + 1).trim();
    const isWellFormed = wellFormedName.test(name) && wellFormedValue.test(value);
    if (isWellFormed && !(value.includes('%') && badEscape.test(value))) cookies.push([name, value]);
  }
  return cookies;
}

interface HasCookies {
  readonly headers: { readonly cookie?: string | undefined };
  readonly socket?: object | undefined;
}

/** `readCookies` with a cache per connection: a visitor sends the same header again and again. */
export function rememberingCookies(): (req: HasCookies) => CookiePairs {
  const newest = new WeakMap<object, { readonly header: string; readonly cookies: CookiePairs }>();
  return ({ headers: { cookie: header }, socket }) => {
    if (header === undefined) return [];
    const known = socket && newest.get(socket);
    if (known?.header === header) return known.cookies;
    const cookies = readCookies(header);
    if (socket !== undefined) newest.set(socket, { header, cookies }); // a request made in a test may have none
    return cookies;
  };
}

/** The values of all cookies of one name, in order. Empty values count as absent. */
export function cookieValues(cookies: CookiePairs, wanted: string): readonly string[] {
  const values: string[] = [];
  for (const [name, value] of cookies) if (name === wanted && value !== '') values.push(value);
  return values;
}

/** The lifetime of both cookies, in seconds. */
const cookieLife = 432_000;

const loginLife = 86_400;

/** `live` marks cookies as VTEX does, `dev` for plain http, `auto` as `live` over https and as `dev` over plain http. */
export type CookieProfile = 'auto' | 'live' | 'dev';

const attributes = {
  live: 'Secure; HttpOnly; SameSite=None',
  dev: 'HttpOnly; SameSite=Lax',
} as const;

export interface CookieWriter {
  /** The `Set-Cookie` line of the session cookie. */
  session(token: string, path?: string): string;
  segment(token: string, path?: string): string;
  /** The line of a login cookie, which VTEX ID sets in production. It lives one day, like the login. */
  login(name: string, token: string): string;
  /** Lines that remove cookies from the browser, by default both of the session at `/`. */
  expired(path?: string, names?: readonly string[]): readonly string[];
}

/** The writer for a connection. */
export type CookiesFor = (isHttps: boolean | undefined) => CookieWriter;

export function cookiesFor(profile: CookieProfile): CookiesFor {
  const [overHttps, overHttp] = [cookieWriter('live'), cookieWriter('dev')];
  return (isHttps) => ((profile === 'auto' ? isHttps === true : profile === 'live') ? overHttps : overHttp);
}

/** Whether the client speaks https: to this socket, or to a proxy that says so. */
export function isHttps({ socket, headers }: Pick<IncomingMessage, 'socket' | 'headers'>): boolean {
  if ('encrypted' in socket && socket.encrypted === true) return true;
  const forwarded = headers['x-forwarded-proto'];
  return forwarded !== undefined && /^\s*https\b/i.test(String(forwarded));
}

function cookieWriter(profile: keyof typeof attributes): CookieWriter {
  const line = (name: string, value: string, life: number, path = '/') =>
    `${name}=${value}; Path=${path}; ${attributes[profile]}; Max-Age=${life}`;
  return {
    session: (token, path) => line('vtex_session', token, cookieLife, path),
    login: (name, token) => line(name, token, loginLife),
    segment: (token, path) => line('vtex_segment', token, cookieLife, path),
    expired: (path = '/', names = ['vtex_session', 'vtex_segment']) =>
      names.map((name) => line(name, '', 0, path)),
  };
}
