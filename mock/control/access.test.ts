import type { IncomingMessage } from 'node:http';
import { inProcess } from '../wire/in-process';
import { controlAccess, guardControl } from './access';

// The contract suite covers what a request from this machine can show (control.guard).

const here = '127.0.0.1';
const elsewhere = '192.0.2.7';

interface Circumstances {
  readonly token?: string;
  /** The address it listens on. */
  readonly on?: string;
}

const asked =
  (
    remoteAddress: string | undefined,
    headers: Record<string, string> = {},
    { token, on }: Circumstances = {},
  ) =>
  () => {
    const access = controlAccess(token);
    if (on !== undefined) access.opened(on);
    guardControl({ headers, socket: { remoteAddress } } as unknown as IncomingMessage, access);
  };

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

describe('by address and origin', () => {
  test.each([here, '127.8.9.1', '::1', '::ffff:127.0.0.1', inProcess])(
    '%s counts as this machine',
    (address) => {
      expect(asked(address)).not.toThrow();
    },
  );

  test.each(['10.0.0.2', '::ffff:192.168.1.7', '1127.0.0.1', '127.evil', 'fe80::1', undefined])(
    '%s is not',
    (address) => {
      expect(asked(address)).toThrow(`/_mock answers this machine only, not ${address ?? ''}. Send`);
    },
  );

  test('an Origin must equal the requested host and port', () => {
    for (const origin of ['http://127.0.0.1:9910', 'https://127.0.0.1:9910']) {
      expect(asked(here, { origin, host: '127.0.0.1:9910' })).not.toThrow();
    }
    for (const origin of ['http://127.0.0.1:3000', 'ftp://127.0.0.1:9910', 'https://127.0.0.1', 'null']) {
      expect(asked(here, { origin, host: '127.0.0.1:9910' })).toThrow('another origin');
    }
  });
});

describe('by host name', () => {
  test('a request without Host is accepted, and any Host in process', () => {
    expect(asked(here, {})).not.toThrow();
    expect(asked(inProcess, { host: 'www.acme.example' })).not.toThrow();
  });
});

describe('with a token', () => {
  const token = 'let-me-in';

  test('any host and any address is accepted', () => {
    const headers = { ...bearer(token), host: 'host.docker.internal:9910' };
    expect(asked(elsewhere, headers, { token })).not.toThrow();
    expect(asked(here, headers, { token })).not.toThrow();
    expect(asked(elsewhere, headers, { token, on: '0.0.0.0' })).not.toThrow();
    expect(asked(here, { authorization: `bearer  ${token} ` }, { token, on: '::' })).not.toThrow();
  });

  test('a refusal does not reveal the token', () => {
    for (const headers of [{}, bearer('x')]) {
      expect(asked(elsewhere, headers, { token, on: '0.0.0.0' })).toThrow(
        expect.objectContaining({ message: expect.not.stringContaining(token) }),
      );
    }
  });

  test('a page of another origin is still refused', () => {
    const headers = { ...bearer(token), host: 'mock:9910', origin: 'http://evil.example' };
    expect(asked(here, headers, { token })).toThrow('another origin');
    expect(asked(here, { ...headers, origin: 'http://mock:9910' }, { token })).not.toThrow();
  });

  test('a presented token has no effect when there is none to compare with', () => {
    expect(asked(here, bearer('x'))).not.toThrow();
    expect(asked(elsewhere, bearer('x'))).toThrow('answers this machine only');
    expect(asked(here, { ...bearer('x'), host: 'evil.example' })).toThrow('Host is evil.example');
  });

  test('loopback requests do not need it while listening on loopback only', () => {
    expect(asked(here, {}, { token })).not.toThrow();
    expect(asked(here, {}, { token, on: '127.0.0.1' })).not.toThrow();
  });
});

describe('on a non-loopback address', () => {
  test.each(['0.0.0.0', '::', '192.0.2.1', 'fe80::1'])(
    'on %s a token is needed, on this machine too',
    (on) => {
      for (const address of [here, elsewhere]) {
        expect(asked(address, {}, { on })).toThrow('Authorization is missing');
        expect(asked(address, { host: 'localhost' }, { on, token: 'x' })).toThrow('Authorization is missing');
      }
      expect(asked(inProcess, {}, { on })).not.toThrow();
    },
  );

  test.each(['127.0.0.1', '127.0.0.2', '::1'])('listening on %s needs no token', (on) => {
    expect(asked(here, {}, { on })).not.toThrow();
    const access = controlAccess(undefined);
    access.opened(on);
    expect(access.token).toBeUndefined();
  });

  test('a token is made when none was given, a new one each time, and discarded on close', () => {
    const access = controlAccess(undefined);
    const made = [0, 1].map(() => {
      access.opened('0.0.0.0');
      const { token } = access;
      access.closed();
      expect([access.token, access.needsToken]).toEqual([undefined, false]);
      return token;
    });
    expect(made[0]).toMatch(/^[\w-]{32}$/);
    expect(made[1]).toMatch(/^[\w-]{32}$/);
    expect(made[0]).not.toBe(made[1]);
  });

  test('a given token is kept', () => {
    const access = controlAccess('given');
    access.opened('0.0.0.0');
    expect([access.token, access.needsToken]).toEqual(['given', true]);
    access.closed();
    expect([access.token, access.needsToken]).toEqual(['given', false]);
  });
});
