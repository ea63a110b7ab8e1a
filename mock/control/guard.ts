import type { IncomingMessage } from 'node:http';
import { Refusal } from '../rules/refusal';
import { inProcess } from '../wire/in-process';
import { type ControlAccess, isLoopbackAddress } from './access';

/**
 * What may change or show sessions is for the tests on this machine and for who has the token, and for no page that
 * happens to be open in a browser.
 * @throws Refusal CONTROL_FORBIDDEN
 */
export function guardControl({ headers, socket }: IncomingMessage, access: ControlAccess): void {
  const { origin, host } = headers;
  if (origin !== undefined && origin !== `http://${host}`) {
    throw forbidden(`/_mock does not answer pages of another origin, such as ${origin}`);
  }
  // Images, scripts and frames of a page come without Origin.
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') {
    throw forbidden(`Sec-Fetch-Site is ${site}: /_mock does not answer pages of another origin`);
  }
  const address = socket.remoteAddress ?? '';
  if (address === inProcess || hasToken(headers.authorization, access)) return;
  if (access.needsToken) {
    throw forbidden(
      `Authorization is missing: this emulator listens for other machines too, so /_mock needs its token. ${mend}`,
    );
  }
  if (!isLoopbackAddress(address)) {
    throw forbidden(`/_mock answers this machine only, not ${address}, unless it has the token. ${mend}`);
  }
  // A name that somebody else resolves may lead a browser here, which then takes us for that page's own server.
  if (host !== undefined && !isLoopbackHost(host)) {
    throw forbidden(
      `Host is ${host}: without the token /_mock answers to 127.0.0.1, [::1] and localhost. Ask for it by one of these names, or with the token. ${mend}`,
    );
  }
}

const mend = 'Send Authorization: Bearer TOKEN, the TOKEN being that of --control-token';

/** @throws Refusal CONTROL_FORBIDDEN for another token than the one there is */
function hasToken(authorization: string | undefined, access: ControlAccess): boolean {
  if (authorization === undefined) return false;
  const presented = /^Bearer +(\S+) *$/i.exec(authorization)?.[1] ?? '';
  const isRight = access.isToken(presented);
  if (isRight === false) throw forbidden(`Authorization has not the token of this emulator. ${mend}`);
  return isRight === true;
}

/** With or without a port. */
function isLoopbackHost(host: string): boolean {
  return /^(?:127\.\d+\.\d+\.\d+|\[::1\]|(?:[a-z\d-]+\.)*localhost)(?::\d+)?$/i.test(host);
}

function forbidden(message: string): Refusal {
  return new Refusal({ status: 403, type: 'Forbidden', code: 'CONTROL_FORBIDDEN', message });
}
