import type { IncomingMessage } from 'node:http';
import { guardControl } from './guard';

const asked =
  (remoteAddress: string | undefined, headers: Record<string, string> = {}) =>
  () =>
    guardControl({ headers, socket: { remoteAddress } } as unknown as IncomingMessage);

test.each(['127.0.0.1', '127.8.9.1', '::1', '::ffff:127.0.0.1'])('%s is this machine', (address) => {
  expect(asked(address)).not.toThrow();
});

test.each(['10.0.0.2', '::ffff:192.168.1.7', '1127.0.0.1', 'fe80::1', undefined])('%s is not', (address) => {
  expect(asked(address)).toThrow(`/_mock answers this machine only, not ${address ?? ''}`);
});

test('an origin must be the very host that was asked, port included', () => {
  expect(asked('127.0.0.1', { origin: 'http://127.0.0.1:9910', host: '127.0.0.1:9910' })).not.toThrow();
  expect(asked('127.0.0.1', { origin: 'http://127.0.0.1:3000', host: '127.0.0.1:9910' })).toThrow(
    'another origin',
  );
  expect(asked('127.0.0.1', { origin: 'null', host: '127.0.0.1:9910' })).toThrow('another origin');
});
