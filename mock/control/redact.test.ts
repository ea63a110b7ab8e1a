import { holdsCredential, isCredentialName, redactedMessage, redactedPath, redactorOf } from './redact';

const jwt = 'eyJhbGciOiJFUzI1NiJ9.eyJpZCI6IngifQ.c2lnbmF0dXJl';

test.each([
  ['/api/sessions', '/api/sessions'],
  ['/', '/'],
  ['', ''],
  ['/api/sessions/secret', '/api/sessions/{token}'],
  ['/io/api/segments/secret/', '/io/api/segments/{token}/'],
  ['/api/sessions//secret', '/api/sessions//{token}'],
  ['/api/sessions/a/secret', '/api/sessions/{token}/{token}'],
  ['/API/Session/secret', '/API/Session/{token}'],
  ['/sessions/secret', '/sessions/{token}'],
  ['/api/sessions/api/sessions/secret', '/api/sessions/api/sessions/{token}'],
  ['/api/segments/x/api/sessions/secret', '/api/segments/{token}/api/sessions/{token}'],
  [`/${jwt}/p`, '/{token}/p'],
  [`/${jwt.replaceAll('e', '%65')}/p`, '/{token}/p'],
  ['/%zz/p', '/%zz/p'],
  [`/${'r'.repeat(64)}/p`, `/${'r'.repeat(64)}/p`],
  [`/${'r'.repeat(65)}/p`, '/{token}/p'],
  ['/a/the-secret-of-a-cookie/b', '/a/{token}/b'],
  ['/a/the%2Dsecret-of-a-cookie/b', '/a/{token}/b'],
])('the path %s is shown as %s', (path, shown) => {
  expect(redactedPath(path, ['the-secret-of-a-cookie'])).toBe(shown);
});

test.each([
  'token',
  'accessToken',
  'refresh_token',
  'X-VTEX-API-AppToken',
  'x-vtex-api-appkey',
  'apiKey',
  'api_key',
  'private.key',
  'client_secret',
  'password',
  'passwd',
  'pwd',
  'Authorization',
  'Proxy-Authorization',
  'auth',
  'auth_code',
  'Cookie',
  'VtexIdclientAutCookie_acme',
  'CheckoutOrderFormOwnership',
  'vtex_session',
  'vtex_segment',
  'session',
  'sid',
  'jwt',
  'otp',
  'signature',
  'credentials',
])('%s is the name of a credential', (name) => {
  expect(isCredentialName(name)).toBe(true);
});

test.each([
  'country',
  'postalCode',
  'utm_source',
  'sc',
  'isAuthenticated',
  'author',
  'authentication',
  'storeUserEmail',
  'regionId',
  'orderFormId',
  'keyword',
  'facets',
  'cultureInfo',
])('%s is not the name of a credential', (name) => {
  expect(isCredentialName(name)).toBe(false);
});

const base64 = (text: string) => Buffer.from(text).toString('base64url');

test.each([
  base64('{"alg":"ES256"}'),
  base64('{ "a": 1 }'),
  base64('{\n "a": 1 }'),
  base64('{\r\n "a": 1 }'),
  `https://store.example/?x=${base64('{"channel":"1"}')}`,
  'Bearer abc',
  'basic YTpi',
  'https://store.example/?token=abc',
  'a=1; vtex_session=abc',
  '{"password":"hunter2"}',
  'secret: abc',
  '?session=abc',
  '{"session": "abc"}',
])('%j holds a credential', (text) => {
  expect(holdsCredential(text)).toBe(true);
});

test.each([
  '',
  'blue',
  'eyeglasses-collection',
  'https://store.example/p?sc=2&utm_source=x',
  'v2.CF406AF68CBA237B6347FD624E0D2883',
  'The session token is refused: its signature does not verify',
  'The token in the path holds a bad percent-escape: send it as it was set',
  'App a failed, resulting in an error building the session: the inside of it',
  'gzip, deflate',
  'Mozilla/5.0 (X11; Linux x86_64; rv:109.0) Gecko/20100101',
  'application/json; charset=utf-8',
])('%j holds no credential', (text) => {
  expect(holdsCredential(text)).toBe(false);
});

test('a long text is checked in linear time', () => {
  const text = 'x'.repeat(1_000_000);
  expect([holdsCredential(text), holdsCredential(`${text}token`)]).toEqual([false, false]);
});

test('a message with the path of the request shows its redacted form, even with a replacement pattern in it', () => {
  const shown = { path: '/a$&/api/sessions/12345', shownPath: '/a$&/api/sessions/{token}' };
  expect(redactedMessage('GET /a$&/api/sessions/12345 is refused', redactorOf([]), shown)).toBe(
    'GET /a$&/api/sessions/{token} is refused',
  );
});
