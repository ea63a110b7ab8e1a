import type { CookieProfile } from '../mock/index';
import { httpUrl, isLoopback, reachable } from './address';

export interface Listening {
  readonly version: string;
  readonly account: string;
  readonly host: string;
  readonly port: number;
  readonly cookieProfile: CookieProfile;
  /** The token of the control plane, if it was made for this start. */
  readonly madeToken?: string | undefined;
  readonly platform: NodeJS.Platform;
  /** Session apps that run as servers of their own. */
  readonly apps: readonly { readonly key: string; readonly url: string }[];
}

/** Scripts wait for this line, so it never changes; it is printed when requests are really answered. */
export function readyLine({ host, port }: Pick<Listening, 'host' | 'port'>): string {
  return `vtex-session-mock listening on ${httpUrl(host, port)}\n`;
}

/** What a person sees above the ready line. */
export function banner(listening: Listening): string {
  const { version, account, host, port, cookieProfile, platform, apps, madeToken } = listening;
  const url = httpUrl(reachable(host), port);
  const body = quoted('{"public":{"country":{"value":"BRA"},"postalCode":{"value":"01310-100"}}}', platform);
  const needsDevCookies = cookieProfile === 'live' && !isLoopback(reachable(host));
  return `vtex-session-mock ${version}, account ${account}
${connected(apps)}
  Create a session and keep its cookies, read it back, see its segment:

    curl -c vtex-cookies.txt "${url}/api/sessions" -H "Content-Type: application/json" -d ${body}
    curl -b vtex-cookies.txt "${url}/api/sessions?items=public.postalCode,store.currencyCode"
    curl -b vtex-cookies.txt "${url}/api/segments"

${madeToken === undefined ? '' : tokenLine(madeToken)}${needsDevCookies ? secureElsewhere : ''}  No behaviour has been checked against a live account yet. What is assumed: vtex-session-mock config

`;
}

function connected(apps: Listening['apps']): string {
  if (apps.length === 0) return '';
  const width = Math.max(...apps.map(({ key }) => key.length));
  const lines = apps.map(({ key, url }) => `    ${key.padEnd(width)}  ${url}\n`);
  return `\n  Session apps connected:\n\n${lines.join('')}`;
}

function tokenLine(token: string): string {
  return `  /_mock needs a token here, new at each start without --control-token: Authorization: Bearer ${token}\n\n`;
}

const secureElsewhere = `  The cookies are Secure, and over plain http curl keeps such cookies for 127.0.0.1 only. To reach
  this address from elsewhere, start with --cookie-profile dev.

`;

/** For the shell one pastes into: cmd.exe has no single quotes. */
function quoted(text: string, platform: NodeJS.Platform): string {
  return platform === 'win32' ? `"${text.replaceAll('"', '\\"')}"` : `'${text}'`;
}
