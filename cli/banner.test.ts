import { banner, readyLine, type Started } from './start';

const usual: Started = {
  version: '1.2.3',
  account: 'acme',
  host: '127.0.0.1',
  port: 1,
  cookieProfile: 'live',
  platform: 'linux',
  apps: [],
};

test.each([
  ['127.0.0.1', 9910, 'vtex-session-mock listening on http://127.0.0.1:9910\n'],
  ['::1', 80, 'vtex-session-mock listening on http://[::1]:80\n'],
  ['0.0.0.0', 1, 'vtex-session-mock listening on http://0.0.0.0:1\n'],
])('the ready line for %s', (host, port, line) => {
  expect(readyLine({ host, port })).toBe(line);
});

test('https has a line of its own, after that of http', () => {
  expect(readyLine({ host: '::1', port: 80, tls: { port: 443 } })).toBe(
    'vtex-session-mock listening on http://[::1]:80\nvtex-session-mock listening on https://[::1]:443\n',
  );
});

test.each([
  ['linux', 'certutil -d sql:$HOME/.pki/nssdb -A -t C,, -n vtex-session-mock -i /c/ca.pem'],
  ['darwin', 'security add-trusted-cert -r trustRoot -k ~/Library/Keychains/login.keychain-db /c/ca.pem'],
  ['win32', 'certutil -user -addstore Root /c/ca.pem'],
] as const)('on %s the banner says how to trust the CA of https', (platform, browsers) => {
  const started = { ...usual, platform };
  expect(banner({ ...started, tls: { port: 9943, caFile: '/c/ca.pem' } })).toContain(`
  To trust the certificate of https, once for this user:

    Node      NODE_EXTRA_CA_CERTS=/c/ca.pem
    curl      --cacert /c/ca.pem
    browsers  ${browsers}

`);
  expect(banner({ ...started, tls: { port: 9943, caFile: '/my c/ca.pem' } })).toMatch(
    /["']\/my c\/ca\.pem["']/,
  );
  expect(banner({ ...started, tls: { port: 9943 } })).not.toContain('trust');
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
