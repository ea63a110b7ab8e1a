import { cookiesFor, cookieValues, isHttps, readCookies, rememberingCookies } from './cookies';

describe('readCookies keeps well-formed cookies verbatim (R-119)', () => {
  test.each<[string, [string, string][]]>([
    [
      'a=1; b=2',
      [
        ['a', '1'],
        ['b', '2'],
      ],
    ],
    [
      'a=1;b=2;',
      [
        ['a', '1'],
        ['b', '2'],
      ],
    ],
    [
      '  a = 1 ;\tb=2',
      [
        ['a', '1'],
        ['b', '2'],
      ],
    ],
    [
      'a=1; a=2; A=3',
      [
        ['a', '1'],
        ['a', '2'],
        ['A', '3'],
      ],
    ],
    ['a=', [['a', '']]],
    ['a="1"', [['a', '"1"']]],
    ['a=b=c==', [['a', 'b=c==']]],
    ['a=%7B%22x%22%3A1%7D', [['a', '%7B%22x%22%3A1%7D']]],
    ['a=j:{"x":1}', [['a', 'j:{"x":1}']]],
    ['a=s:x.y', [['a', 's:x.y']]],
    ['checkout.vtex.com=__ofid=0123', [['checkout.vtex.com', '__ofid=0123']]],
    ["!#$%&'*+-.^_`|~aZ9=1", [["!#$%&'*+-.^_`|~aZ9", '1']]],
    [
      '__proto__=1; constructor=2',
      [
        ['__proto__', '1'],
        ['constructor', '2'],
      ],
    ],
  ])('%j', (header, cookies) => {
    expect(readCookies(header)).toEqual(cookies);
  });

  test.each([
    ['no `=`', 'x'],
    ['no name', '=x'],
    ['a blank in the name', 'x y=1'],
    ['a bracket in the name', 'x[0]=1'],
    ['a name beyond ASCII', 'caf\u00e9=1'],
    ['a value beyond ASCII', 'x=caf\u00e9'],
    ['a control character', 'x=a\u0007b'],
    ['a bad escape', 'x=%zz'],
    ['half an escape', 'x=%e'],
    ['a lone percent sign', 'x=100%'],
    ['nothing', ''],
  ])('%s: drops only the malformed cookie', (_, malformed) => {
    expect(readCookies(`a=1; ${malformed}; b=2`)).toEqual([
      ['a', '1'],
      ['b', '2'],
    ]);
  });

  test.each([[undefined], ['']])('finds no cookies in %j', (header) => {
    expect(readCookies(header)).toEqual([]);
  });
});

test('cookieValues returns the non-empty values of a name in order', () => {
  const cookies = readCookies('a=1; b=2; a=; a=3; A=4');
  expect(cookieValues(cookies, 'a')).toEqual(['1', '3']);
  expect(cookieValues(cookies, 'c')).toEqual([]);
});

describe('cookiesFor', () => {
  test('sets the attributes of the live service (R-141, R-142)', () => {
    const { session, segment, expired } = cookiesFor('live')(false);
    expect([session('a.b.c'), segment('e30'), ...expired()]).toEqual([
      'vtex_session=a.b.c; Path=/; Secure; HttpOnly; SameSite=None; Max-Age=432000',
      'vtex_segment=e30; Path=/; Secure; HttpOnly; SameSite=None; Max-Age=432000',
      'vtex_session=; Path=/; Secure; HttpOnly; SameSite=None; Max-Age=0',
      'vtex_segment=; Path=/; Secure; HttpOnly; SameSite=None; Max-Age=0',
    ]);
  });

  test('sets attributes for plain http in the dev profile', () => {
    const { session, segment, expired } = cookiesFor('dev')(true);
    expect([session('a.b.c'), segment('e30'), ...expired()]).toEqual([
      'vtex_session=a.b.c; Path=/; HttpOnly; SameSite=Lax; Max-Age=432000',
      'vtex_segment=e30; Path=/; HttpOnly; SameSite=Lax; Max-Age=432000',
      'vtex_session=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0',
      'vtex_segment=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0',
    ]);
  });
});

test.each([
  [false, {}, false],
  [true, {}, true],
  [false, { 'x-forwarded-proto': 'https' }, true],
  [false, { 'x-forwarded-proto': ' HTTPS, http' }, true],
  [false, { 'x-forwarded-proto': 'http, https' }, false],
  [false, { 'x-forwarded-proto': 'httpsx' }, false],
])('a socket that is encrypted: %j, with headers %j, is https: %j', (encrypted, headers, expected) => {
  const socket = { encrypted } as unknown as Parameters<typeof isHttps>[0]['socket'];
  expect(isHttps({ socket, headers })).toBe(expected);
  const auto = cookiesFor('auto')(expected).session('a.b.c');
  expect(auto).toBe(cookiesFor(expected ? 'live' : 'dev')(!expected).session('a.b.c'));
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
