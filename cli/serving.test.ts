import { ended, fakeWorld } from './testing/fake-world';

const health = (body: string) => async () => new Response(body);
const emulator = '{"product":"vtex-session-mock","version":"0.9.0","instance":"x","account":"acme"}';
const useIt =
  'It is used by vtex-session-mock 0.9.0, account acme: use that at http://127.0.0.1:9910, or stop it. ';

test.each([
  ['nothing that speaks HTTP', '', undefined, 'port 9910 of 127.0.0.1 is in use. '],
  ['another server', '', health('{"product":"other"}'), 'port 9910 of 127.0.0.1 is in use. '],
  ['a web page', '', health('<html>'), 'port 9910 of 127.0.0.1 is in use. '],
  ['JSON null', '', health('null'), 'port 9910 of 127.0.0.1 is in use. '],
  ['another emulator', '', health(emulator), `port 9910 of 127.0.0.1 is in use. ${useIt}`],
  ['one on all addresses', '--host 0.0.0.0', health(emulator), `port 9910 of 0.0.0.0 is in use. ${useIt}`],
])('a port in use by %s', async (_, argv, fetch, message) => {
  const world = fakeWorld({ listenError: 'EADDRINUSE', ...(fetch === undefined ? {} : { fetch }) });
  const stderr = `error: ${message}Port 0 takes a free one.\n`;
  expect(await ended(argv, world)).toEqual({ exitCode: 3, stdout: '', stderr });
});

test('the server that uses the port is asked for its health, with a short timeout', async () => {
  const asked: unknown[] = [];
  const fetch = async (url: unknown, init?: RequestInit) => {
    asked.push(url, init?.signal instanceof AbortSignal);
    throw new Error('silence');
  };
  await ended('--host ::1 --port 9', fakeWorld({ listenError: 'EADDRINUSE', fetch }));
  expect(asked).toEqual(['http://[::1]:9/_mock/health', true]);
});

test.each([
  [
    'EACCES',
    '--port 80',
    'option --port 80 is not open to this user. Give a port above 1023, or 0 for a free one.',
  ],
  [
    'EADDRNOTAVAIL',
    '--host 10.1.1.1',
    "option --host '10.1.1.1' is not an address of this machine. Give 127.0.0.1, or 0.0.0.0 for all.",
  ],
  [
    'ENOTFOUND',
    '--host x.invalid',
    "option --host 'x.invalid' is not an address of this machine. Give 127.0.0.1, or 0.0.0.0 for all.",
  ],
])('%s is a usage error', async (listenError, argv, message) => {
  const stderr = `error: ${message}\n`;
  expect(await ended(argv, fakeWorld({ listenError }))).toEqual({ exitCode: 2, stdout: '', stderr });
});

test('a message about the host names the environment variable', async () => {
  const env = { VTEX_SESSION_MOCK_HOST: '10.1.1.1' };
  const { stderr } = await ended('', fakeWorld({ listenError: 'EADDRNOTAVAIL', env }));
  expect(stderr).toMatch(
    /^error: environment variable VTEX_SESSION_MOCK_HOST '10\.1\.1\.1' is not an address/,
  );
});

test('an unexpected error is printed unchanged', async () => {
  const { exitCode, stderr } = await ended('', fakeWorld({ listenError: 'EMFILE' }));
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/^unexpected error: Error: EMFILE\n/);
});
