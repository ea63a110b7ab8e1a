import { ended, fakeWorld } from './testing/fake-world';

const emulator = { product: 'vtex-session-mock', version: '0.9.0', instance: 'x', account: 'acme' };
const usual = 'http://127.0.0.1:9910';

test.each([
  ['', `${usual}/_mock/health`],
  [' --url http://store.local:80/', 'http://store.local:80/_mock/health'],
])('exit code 0 with version and account (healthcheck%s)', async (flags, url) => {
  const asked: unknown[] = [];
  const fetch = async (given: unknown, init?: RequestInit) => {
    asked.push(given, init?.redirect);
    return Response.json(emulator);
  };
  expect(await ended(`healthcheck${flags}`, fakeWorld({ fetch }))).toEqual({
    exitCode: 0,
    stdout: 'vtex-session-mock 0.9.0, account acme\n',
    stderr: '',
  });
  expect(asked).toEqual([url, 'manual']);
});

// AbortSignal.timeout alone keeps no process alive
let alive: NodeJS.Timeout;
beforeAll(() => {
  alive = setInterval(() => {}, 1000);
});
afterAll(() => clearInterval(alive));

const foreign = `the server at ${usual} is not vtex-session-mock.`;

test.each<[string, () => Promise<Response>, string]>([
  ['no server', () => Promise.reject(new TypeError('fetch failed')), `nothing answers at ${usual}.`],
  ['another product', async () => Response.json({ ...emulator, product: 'other' }), foreign],
  ['a web page', async () => new Response('<html>'), foreign],
  ['JSON null', async () => new Response('null'), foreign],
  ['a redirect', async () => new Response(null, { status: 302 }), foreign],
])('exit code 1 with the reason in one line for %s', async (_, fetch, message) => {
  const stderr = `error: ${message}\n`;
  expect(await ended('healthcheck', fakeWorld({ fetch }))).toEqual({ exitCode: 1, stdout: '', stderr });
});

test.each([
  ['the answer', (signal: AbortSignal) => aborted(signal)],
  [
    'the end of the answer',
    async (signal: AbortSignal) =>
      new Response(
        new ReadableStream({
          start: (body) => signal.addEventListener('abort', () => body.error(signal.reason)),
        }),
      ),
  ],
])('waits for %s no longer than --timeout', async (_, answer) => {
  const fetch = (_url: unknown, init?: RequestInit) => answer(init?.signal as AbortSignal);
  expect(await ended('healthcheck --timeout 20', fakeWorld({ fetch }))).toEqual({
    exitCode: 1,
    stdout: '',
    stderr: `error: ${usual} did not answer within 20 ms.\n`,
  });
});

test.each(['127.0.0.1:9910', 'ftp://a', 'http://', 'http://a\tb'])(
  '--url %s is a usage error',
  async (url) => {
    const fetch = () => Promise.reject(new Error('asked'));
    expect(await ended(`healthcheck --url ${url}`, fakeWorld({ fetch }))).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: `error: option --url '${url.replace('\t', '\\u0009')}' is invalid. Give a URL such as http://127.0.0.1:9910.\n`,
    });
  },
);

function aborted(signal: AbortSignal): Promise<Response> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
}
