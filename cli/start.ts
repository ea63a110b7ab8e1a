import type { CookieProfile } from '../mock/index';
import { httpUrl, reachable } from '../mock/util/listen-failure';
import type { Resolved } from './resolve-settings';
import { isLoopback, serving } from './serving';
import { awaitStop } from './signals';
import type { Listening, World } from './world';

/** Serves until asked to stop. The exit code is 0, or 1 if the snapshot of `--export-on-exit` could not be written. */
export async function start(resolved: Resolved, world: World): Promise<number> {
  const { cookieProfile, log, exportOnExit, controlToken: given } = resolved.settings;
  const { emulator, platform, stdout } = world;
  const stop = awaitStop(world, exportOnExit !== undefined); // first, so that no signal arrives without a handler
  try {
    return await serving(resolved, world, async ({ account, remoteApps: apps, controlToken }, address) => {
      const { version } = emulator;
      const madeToken = given === undefined ? controlToken : undefined; // a given token is known
      const { name } = account;
      const listening = { ...address, version, account: name, cookieProfile, platform, apps, madeToken };
      if (log === 'pretty') stdout.write(banner(listening));
      stdout.write(readyLine(listening));
      await stop.requested;
      return 0;
    });
  } finally {
    stop.dispose();
  }
}

export interface Started extends Listening {
  readonly version: string;
  readonly account: string;
  readonly cookieProfile: CookieProfile;
  /** The token of the control plane, if this start created it. */
  readonly madeToken?: string | undefined;
  readonly platform: NodeJS.Platform;
  /** Session apps that run as servers. */
  readonly apps: readonly { readonly key: string; readonly url: string }[];
}

/** Scripts wait for the line of http, so it never changes. It is printed once requests are answered. */
export function readyLine({ host, port, tls }: Listening): string {
  const urls = [httpUrl(host, port), ...(tls === undefined ? [] : [httpUrl(host, tls.port, 'https')])];
  return urls.map((url) => `vtex-session-mock listening on ${url}\n`).join('');
}

/** Printed above the ready line, for people. The lines of curl run in sh, cmd.exe and PowerShell. */
export function banner(listening: Started): string {
  const { version, account, host, port, cookieProfile, apps, madeToken } = listening;
  const url = httpUrl(reachable(host), port);
  const needsDevCookies = cookieProfile === 'live' && !isLoopback(reachable(host));
  return `vtex-session-mock ${version}, account ${account}
${connected(apps)}
  Create a session and keep its cookies, read it, show its segment:

    curl -c vtex-cookies.txt -X POST "${url}/api/sessions?country=BRA&postalCode=01310-100"
    curl -b vtex-cookies.txt "${url}/api/sessions?items=public.postalCode,store.currencyCode"
    curl -b vtex-cookies.txt "${url}/api/segments"

  See them in a browser: ${url}/_mock/

${tlsLines(listening)}${madeToken === undefined ? '' : tokenLine(madeToken)}${needsDevCookies ? secureElsewhere : ''}  No behaviour has been checked against a live account yet. To list all assumptions: vtex-session-mock config

`;
}

function connected(apps: Started['apps']): string {
  if (apps.length === 0) return '';
  const width = Math.max(...apps.map(({ key }) => key.length));
  const lines = apps.map(({ key, url }) => `    ${key.padEnd(width)}  ${url}\n`);
  return `\n  Session apps connected:\n\n${lines.join('')}`;
}

/** How to trust the CA, unless the user gave a certificate. */
function tlsLines({ tls, platform }: Started): string {
  if (tls?.caFile === undefined) return '';
  const file = quoted(tls.caFile);
  const browsers: Partial<Record<NodeJS.Platform, string>> = {
    darwin: `security add-trusted-cert -r trustRoot -k ~/Library/Keychains/login.keychain-db ${file}`,
    win32: `certutil -user -addstore Root ${file}`,
  };
  const nss = `certutil -d sql:$HOME/.pki/nssdb -A -t C,, -n vtex-session-mock -i ${file}`;
  return `  To trust the certificate of https, once for this user:

    Node      NODE_EXTRA_CA_CERTS=${file}
    curl      --cacert ${file}
    browsers  ${browsers[platform] ?? nss}

`;
}

/** A path as one word of any shell. */
function quoted(path: string): string {
  return /^[\w@%+=:,./\\-]+$/.test(path) ? path : `"${path}"`;
}

function tokenLine(token: string): string {
  return `  /_mock requires a token, new at each start without --control-token: Authorization: Bearer ${token}\n\n`;
}

const secureElsewhere = `  The cookies are Secure, and over plain http curl keeps such cookies for 127.0.0.1 only. For access from
  other machines, start without --cookie-profile live.

`;
