import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Refusal } from '../rules/refusal';
import { inProcess } from '../wire/in-process';

/** Who may use the control plane. */
export interface ControlAccess {
  /** Grants access; undefined where none is required and none was given. */
  readonly token: string | undefined;
  /** The token, unless it is so short that it may be an ordinary word. To be redacted wherever it occurs. */
  readonly secrets: readonly string[];
  /** Whether every request from outside this process needs the token. */
  readonly needsToken: boolean;
  /** Names besides the loopback ones by which this machine may call. */
  readonly hosts: readonly string[];
  /** Undefined when there is no token to compare with. */
  isToken(presented: string): boolean | undefined;
  /** A port was opened. An address that other machines can reach requires a token: one is made if none was given. */
  opened(address: string): void;
  closed(): void;
}

export function controlAccess(given: string | undefined, hosts: readonly string[] = []): ControlAccess {
  let token = given;
  let needsToken = false;
  return {
    hosts,
    get token() {
      return token;
    },
    get secrets() {
      return token !== undefined && token.length >= 8 ? [token] : [];
    },
    get needsToken() {
      return needsToken;
    },
    isToken: (presented) => (token === undefined ? undefined : isSame(presented, token)),
    opened(address) {
      needsToken = !isLoopbackAddress(address);
      if (needsToken) token ??= randomBytes(24).toString('base64url');
    },
    closed() {
      needsToken = false;
      token = given;
    },
  };
}

/**
 * Admits tests on this machine and holders of the token, and no page that happens to be open in a browser.
 * @throws Refusal CONTROL_FORBIDDEN
 */
export function guardControl(
  { headers, socket }: IncomingMessage,
  access: ControlAccess,
  { isPage = false }: { readonly isPage?: boolean } = {},
): void {
  const { origin, host } = headers;
  // One port speaks one scheme, so the other one needs no comparison.
  if (origin !== undefined && origin.replace(/^https?:\/\//, '') !== host) {
    throw forbidden(`/_mock does not answer pages of another origin, such as ${origin}`);
  }
  // A browser fetches a page's images, scripts and frames without sending Origin.
  const site = headers['sec-fetch-site'];
  const isOpened = isPage && headers['sec-fetch-dest'] === 'document'; // by a link of another page, which sees nothing of it
  if (site !== undefined && site !== 'same-origin' && site !== 'none' && !isOpened) {
    throw forbidden(`Sec-Fetch-Site is ${site}: /_mock does not answer pages of another origin`);
  }
  const address = socket.remoteAddress ?? '';
  if (address === inProcess || hasToken(headers.authorization, access)) return;
  if (access.needsToken) {
    throw forbidden(
      `Authorization is missing: this emulator listens on a non-loopback address, so /_mock requires its token. ${hint}`,
    );
  }
  if (!isLoopbackAddress(address)) {
    throw forbidden(`Without the token /_mock answers this machine only, not ${address}. ${hint}`);
  }
  // DNS rebinding: a name that an attacker resolves could lead a browser here, as if this were that page's server.
  if (host !== undefined && !isLoopbackHost(host) && !access.hosts.includes(host.replace(/:\d+$/, ''))) {
    throw forbidden(
      `Host is ${host}: without the token /_mock answers to 127.0.0.1, [::1], localhost and the hosts of --tls-host only. Use one of these names, or the token. ${hint}`,
    );
  }
}

const hint = 'Send Authorization: Bearer TOKEN with the value of --control-token';

/** @throws Refusal CONTROL_FORBIDDEN for a wrong token */
function hasToken(authorization: string | undefined, access: ControlAccess): boolean {
  if (authorization === undefined) return false;
  const presented = /^Bearer +(\S+) *$/i.exec(authorization)?.[1] ?? '';
  const isRight = access.isToken(presented);
  if (isRight === false) throw forbidden(`Authorization does not hold the token of this emulator. ${hint}`);
  return isRight === true;
}

/** `127.0.0.0/8`, `::1`, and the former mapped to IPv6. */
function isLoopbackAddress(address: string): boolean {
  return /^(?:::ffff:)?127\.\d+\.\d+\.\d+$|^::1$/.test(address);
}

/** With or without a port. */
export function isLoopbackHost(host: string): boolean {
  return /^(?:127\.\d+\.\d+\.\d+|\[::1\]|(?:[a-z\d-]+\.)*localhost)(?::\d+)?$/i.test(host);
}

function forbidden(message: string): Refusal {
  return new Refusal('CONTROL_FORBIDDEN', message);
}

/** Constant-time comparison. */
function isSame(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
