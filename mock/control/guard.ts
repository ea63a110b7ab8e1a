import type { IncomingMessage } from 'node:http';
import { Refusal } from '../rules/refusal';

/**
 * What may change or show sessions is for the tests on this machine, and for no page that happens to be open
 * in its browser.
 * @throws Refusal CONTROL_FORBIDDEN
 */
export function guardControl({ headers, socket }: IncomingMessage): void {
  const address = socket.remoteAddress ?? '';
  if (!/^(?:::ffff:)?127\.|^::1$/.test(address)) {
    throw forbidden(`/_mock answers this machine only, not ${address}`);
  }
  const { origin, host } = headers;
  if (origin !== undefined && origin !== `http://${host}`) {
    throw forbidden(`/_mock does not answer pages of another origin, such as ${origin}`);
  }
}

function forbidden(message: string): Refusal {
  return new Refusal({ status: 403, type: 'Forbidden', code: 'CONTROL_FORBIDDEN', message });
}
