import { banner, type Listening, readyLine } from './start';

const usual: Listening = {
  version: '1.2.3',
  account: 'acme',
  host: '127.0.0.1',
  port: 1,
  cookieProfile: 'live',
  apps: [],
};

test.each([
  ['127.0.0.1', 9910, 'vtex-session-mock listening on http://127.0.0.1:9910\n'],
  ['::1', 80, 'vtex-session-mock listening on http://[::1]:80\n'],
  ['0.0.0.0', 1, 'vtex-session-mock listening on http://0.0.0.0:1\n'],
])('the ready line for %s', (host, port, line) => {
  expect(readyLine({ host, port })).toBe(line);
});

test.each([
  ['127.0.0.1', 'http://127.0.0.1:1/'],
  ['0.0.0.0', 'http://127.0.0.1:1/'],
  ['::', 'http://[::1]:1/'],
  ['::1', 'http://[::1]:1/'],
  ['192.0.2.7', 'http://192.0.2.7:1/'],
])('for %s the curl lines and the console use an address that this machine reaches', (host, url) => {
  const lines = banner({ ...usual, host }).match(/curl .*/g);
  expect(lines?.map((line) => /"(http:\/\/[^/]+\/)/.exec(line)?.[1])).toEqual([url, url, url]);
  expect(banner({ ...usual, host })).toContain(`in a browser: ${url}_mock/\n`);
});

test.each([
  ['192.0.2.7', 'live', true],
  ['192.0.2.7', 'dev', false],
  ['192.0.2.7', 'auto', false],
  ['127.0.0.1', 'live', false],
  ['localhost', 'live', false],
  ['::', 'live', false],
] as const)(
  'on %s with %s cookies, the note on Secure cookies is present: %s',
  (host, cookieProfile, noted) => {
    expect(banner({ ...usual, host, cookieProfile }).includes('without --cookie-profile live')).toBe(noted);
  },
);

test('the curl lines have no character that sh, cmd.exe and PowerShell read differently', () => {
  expect(
    banner(usual)
      .match(/curl .*/g)
      ?.join(''),
  ).not.toMatch(/['\\$%^`]/);
});

test('connected session apps are listed with their addresses', () => {
  const apps = [
    { key: 'session-watcher', url: 'http://127.0.0.1:4001' },
    { key: 'vat', url: 'http://127.0.0.1:4002/x' },
  ];
  expect(banner({ ...usual, apps })).toContain(`vtex-session-mock 1.2.3, account acme

  Session apps connected:

    session-watcher  http://127.0.0.1:4001
    vat              http://127.0.0.1:4002/x

`);
});
