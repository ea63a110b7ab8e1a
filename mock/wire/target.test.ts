import { readTarget } from './target';

// The contract suite covers what a request can show (routing.paths, emulator.methods, sessions.query, cookies.set.path).

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
