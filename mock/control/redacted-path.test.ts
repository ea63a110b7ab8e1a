import { shownPath } from './redacted-path';

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
])('%s is shown as %s', (path, shown) => {
  expect(shownPath(path, ['the-secret-of-a-cookie'])).toBe(shown);
});
