import { Refusal } from '../rules/refusal';
import { readTarget } from './target';

test.each<[string, string, string | undefined, [string, string][]]>([
  ['/api/sessions', '/api/sessions', undefined, []],
  ['/api/sessions?', '/api/sessions', undefined, []],
  [
    '/api/sessions?items=*&a=1&a=2',
    '/api/sessions',
    undefined,
    [
      ['items', '*'],
      ['a', '1'],
      ['a', '2'],
    ],
  ],
  ['/api/sessions/?items=', '/api/sessions', undefined, [['items', '']]],
  ['/api/sessions///', '/api/sessions', undefined, []],
  ['/api/segments?utm_source', '/api/segments', undefined, [['utm_source', '']]],
  ['/io/api/sessions', '/api/sessions', undefined, []],
  ['/pt/loja/api/segments/', '/api/segments', undefined, []],
  ['//api/sessions', '/api/sessions', undefined, []],
  ['/api/sessions/a.b.c', '/api/sessions/{sessionToken}', 'a.b.c', []],
  ['/io/api/segments/e30%3D/?x=1', '/api/segments/{segmentToken}', 'e30=', [['x', '1']]],
  ['/api/sessions/a%2Fb', '/api/sessions/{sessionToken}', 'a/b', []],
  ['/pt/api/segments/eyJ/a+//b/', '/api/segments/{segmentToken}', 'eyJ/a+//b', []],
  [
    '/api/sessions/invalidToken?items=/api/segments',
    '/api/sessions/{sessionToken}',
    'invalidToken',
    [['items', '/api/segments']],
  ],
  ['http://store.example.com/api/sessions?a=b', '/api/sessions', undefined, [['a', 'b']]],
  ['/api/sessions??a=b', '/api/sessions', undefined, [['a', 'b']]],
  [
    '/api/sessions?a=%zz&b=%E2%82%AC+x&%E9=',
    '/api/sessions',
    undefined,
    [
      ['a', '%zz'],
      ['b', '€ x'],
      ['\ufffd', ''],
    ],
  ],
])('%s is a path of the session operations', (url, path, pathToken, query) => {
  expect(readTarget(url)).toMatchObject({ path, pathToken, query });
});

test.each([
  '/',
  '',
  '*',
  '/api',
  '/api/session',
  '/api/sessionsx',
  '/apix/sessions',
  '/myapi/sessions',
  '/sessions',
  '/API/sessions',
  '/api/Sessions',
  '/api/sessions/a/b',
  '/api/sessions//a',
  '/api//sessions',
  '/api/sessions;a=b',
  '/api%2Fsessions',
  '/x?/api/sessions',
  '/_mock/health',
  '/_mock/api/sessions',
  '/_mock/sessions/1',
])('%j is not a path of the session operations', (url) => {
  expect(readTarget(url)).toBeUndefined();
});

test.each([
  '/api/sessions/%',
  '/api/sessions/%zz?items=*',
  '/api/segments/%E2%82',
  '/io/api/segments/a%C3%28',
])('%s is refused for its bad escape', (url) => {
  expect(readTarget(url)).toMatchObject({
    pathToken: undefined,
    refusal: new Refusal({
      status: 400,
      type: 'BadRequest',
      code: 'PATH_UNREADABLE',
      message: 'The token in the path holds a bad percent-escape: send it as it was set',
    }),
  });
});

test.each([
  ['/api/sessions', '/'],
  ['/pt/loja/api/sessions/a.b.c', '/pt/loja'],
  ['/pt/api/segments/a/b', '/pt'],
])('the root path of %s is %s', (url, rootPath) => {
  expect(readTarget(url)?.rootPath).toBe(rootPath);
});

test('a long path is read in linear time', () => {
  expect(readTarget(`${'/api/segments/'.repeat(5000)}`)?.pathToken).toBeUndefined();
  expect(readTarget(`/api/segments/x${'/'.repeat(60_000)}x/`)?.pathToken?.length).toBe(60_002);
  expect(readTarget(`${'/api/sessions'.repeat(5000)}/x/y`)).toBeUndefined();
  expect(readTarget(`/api/sessions${'/'.repeat(60_000)}x`)).toBeUndefined();
});

test.each(['a=1&b=2', 'a', 'a=', '=a', '&&a=1&', 'a=b=c', 'a&a=2', '', 'ä=ö', 'a=%20', 'a=b+c'])(
  'a query string %j is read as URLSearchParams reads it',
  (query) => {
    expect(readTarget(`/api/sessions?${query}`)?.query).toEqual([...new URLSearchParams(query)]);
  },
);
