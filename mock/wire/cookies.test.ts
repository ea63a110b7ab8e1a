import { cookieValues, readCookies, rememberingCookies } from './cookies';

// The contract suite covers what a request can show (cookies.read, cookies.set, emulator.cookie-profile).

test.each(['=x', 'x=a\u0007b'])('readCookies drops only the malformed cookie %j', (malformed) => {
  expect(readCookies(`a=1; ${malformed}; b=2`)).toEqual([
    ['a', '1'],
    ['b', '2'],
  ]);
});

test('cookieValues returns the non-empty values of a name in order', () => {
  const cookies = readCookies('a=1; b=2; a=; a=3; A=4');
  expect(cookieValues(cookies, 'a')).toEqual(['1', '3']);
  expect(cookieValues(cookies, 'c')).toEqual([]);
});

describe('rememberingCookies', () => {
  const requestWith = (cookie: string | undefined, socket?: object) => ({ headers: { cookie }, socket });

  test('parses a header once while a connection repeats it', () => {
    const cookiesOf = rememberingCookies();
    const [one, other] = [{}, {}];
    const first = cookiesOf(requestWith('a=1; b=2', one));
    expect(first).toEqual(readCookies('a=1; b=2'));
    expect(cookiesOf(requestWith('a=1; b=2', one))).toBe(first);
    expect(cookiesOf(requestWith('a=2', other))).toEqual([['a', '2']]);
    expect(cookiesOf(requestWith('a=1; b=2', one))).toBe(first);
    expect(cookiesOf(requestWith('a=3', one))).toEqual([['a', '3']]);
    expect(cookiesOf(requestWith('a=1; b=2', one))).toEqual(first);
  });

  test('returns no cookies for a request without the header', () => {
    const cookiesOf = rememberingCookies();
    const socket = {};
    cookiesOf(requestWith('a=1', socket));
    expect(cookiesOf(requestWith(undefined, socket))).toEqual([]);
  });

  test('parses the header of a request without a connection', () => {
    const cookiesOf = rememberingCookies();
    for (const value of ['1', '2']) expect(cookiesOf(requestWith(`a=${value}`))).toEqual([['a', value]]);
  });
});
