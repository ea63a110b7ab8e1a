/** Requests that no client would send, for the fuzz test: of any method, path, header and body bytes. */
import { METHODS } from 'node:http';
import fc from 'fast-check';

export interface RandomRequest {
  /** The bytes, one character each. */
  readonly text: string;
  /** Whether its framing is right, so that the server owes it an answer. */
  readonly isWhole: boolean;
}

/** Bytes as characters; `latin1` undoes it. */
const bytesOf = (text: string) => Buffer.from(text, 'utf8').toString('latin1');
const characters = (from: number, to: number, maxLength: number) =>
  fc.array(fc.integer({ min: from, max: to }), { maxLength }).map((codes) => String.fromCharCode(...codes));
const anyBytes = (maxLength: number) => characters(0, 255, maxLength);
const targetCharacters = characters(0x21, 0x7e, 30);
const headerCharacters = characters(0x20, 0x7e, 40);
const oneOf = <T>(...values: readonly T[]) => fc.constantFrom(...values);
const base64url = (text: string) => Buffer.from(text, 'utf8').toString('base64url');
const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;

const methods = METHODS.filter((method) => method !== 'CONNECT'); // node hangs up on it
const method = fc.oneof(
  { weight: 15, arbitrary: oneOf('GET', 'POST', 'PATCH') },
  { weight: 1, arbitrary: oneOf('HEAD', 'OPTIONS', 'PUT', 'DELETE') },
  { weight: 1, arbitrary: fc.constantFrom(...methods) },
);

/** @param known tokens that name a session */
function requestParts(known: readonly string[]) {
  const token = fc.oneof(
    fc.constantFrom(...known),
    fc.constantFrom(...known).chain((one) => fc.nat(one.length).map((length) => one.slice(0, length))),
    oneOf(
      '',
      'invalidToken',
      'undefined',
      'a.b.c',
      '..',
      '%zz',
      '%',
      '%00',
      '%E2%82',
      '%2F',
      'e30',
      'W10',
      '{}',
    ),
    fc.json().map(base64url),
    fc.json().map((json) => `${base64url('{"alg":"none"}')}.${base64url(json)}.`),
    oneOf(100, 300, 8000).map((depth) => base64url(`{"a":${nested(depth)}}`)),
    targetCharacters.map((text) => text.replace(/[/?#;]/g, '')),
  );
  const prefix = fc.oneof(
    { weight: 8, arbitrary: fc.constant('') },
    oneOf(
      '/',
      '//',
      '/io',
      '/a/b',
      '/..',
      '/.',
      '/%2e%2e',
      '/_mock',
      '/api',
      '/api/sessions',
      'x',
      '*',
      '/%zz',
    ),
    oneOf(
      'http://x',
      'http://[::1',
      'http://',
      'https://u:p@x:1',
      'ftp://x',
      '//x',
      'http:///',
      '?',
      '#',
      '\\',
    ),
    targetCharacters.map((text) => `/${text}`),
  );
  const place = fc.oneof(
    { weight: 20, arbitrary: oneOf('/api/sessions', '/api/sessions', '/api/segments') },
    oneOf(
      '/api/session',
      '/api/Sessions',
      '/api//sessions',
      '/api/sessions;a',
      '/api%2Fsessions',
      '/sessions',
      '/api',
    ),
    oneOf('/_mock/health', '/_mock/openapi.json', '/_mock/', '/_mock/sessions', '/', ''),
    targetCharacters,
  );
  const ending = fc.oneof(
    { weight: 10, arbitrary: fc.constant('') },
    { weight: 4, arbitrary: token.map((one) => `/${one}`) },
    oneOf('/', '//', '/a/b', '/.', '#', '#/api/sessions', '/?', '%20'),
  );
  const name = fc.oneof(
    oneOf(
      'items',
      'sc',
      'a',
      'an',
      '__proto__',
      'constructor',
      'utm_source',
      'cultureInfo',
      'supportedLocales',
    ),
    oneOf('?a', '', '&', '=', '__bindingId', 'country', 'postalCode', 'geoCoordinates', 'facets', 'locale'),
    targetCharacters,
  );
  const value = fc.oneof(
    oneOf(
      '*',
      'public.a',
      'store.channel,*',
      ',,.',
      '1',
      '2',
      '4',
      '99',
      '',
      '%zz',
      '%00',
      '%F0%9F%98%80',
      'pt-BR,en',
    ),
    targetCharacters,
  );
  const query = fc
    .array(fc.tuple(name, value), { maxLength: 5 })
    .map((pairs) => pairs.map(([one, other]) => `${one}=${other}`).join('&'));
  const target = fc
    .tuple(prefix, place, ending, fc.option(query, { nil: '' }))
    .map(([before, at, after, asked]) => `${before}${at}${after}${asked === '' ? '' : `?${asked}`}` || '/');

  const cookie = fc.oneof(
    { weight: 4, arbitrary: token.map((one) => `vtex_session=${one}`) },
    token.map((one) => `vtex_segment=${one}`),
    oneOf(
      'a=%zz',
      'a=j:{"a":1}',
      'a="x"',
      '=',
      ';',
      'a',
      'VtexIdclientAutCookie_acme=x',
      '__proto__=1',
      ' a = b ',
    ),
    headerCharacters,
    fc.constant(`big=${'x'.repeat(20_000)}`),
  );
  const header = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.array(cookie, { maxLength: 4 }).map((cookies) => `Cookie: ${cookies.join('; ')}`),
    },
    oneOf(
      'application/json',
      'application/json',
      'application/json',
      'application/json; charset=utf-16',
      'text/plain',
      '',
      'application/x+json',
      ';',
      'x/y',
    ).map((type) => `Content-Type: ${type}`),
    oneOf('1', '1', '1', '0').map((asked) => `x-mock-explain: ${asked}`),
    oneOf('gzip', 'identity', 'identity', 'identity', '').map((encoding) => `Content-Encoding: ${encoding}`),
    oneOf('http://localhost:3000', 'null', 'x', '').map((origin) => `Origin: ${origin}`),
    oneOf('PATCH', 'x').map((asked) => `Access-Control-Request-Method: ${asked}`),
    oneOf(
      'Expect: 100-continue',
      'Accept: text/html',
      'Upgrade: h2c',
      'Range: bytes=0-1',
      'If-None-Match: *',
    ),
    oneOf(
      'X-HTTP-Method-Override: DELETE',
      'Host: y',
      'X-Forwarded-Host: ',
      'x-vtex-session: x',
      'Authorization: x',
    ),
    fc
      .tuple(oneOf('X-A', 'Accept-Language', 'Cookie'), characters(0x80, 0xff, 10))
      .map((pair) => pair.join(': ')),
  );

  const entry = fc.oneof(
    fc.json().map((json) => `{"value":${json}}`),
    fc.json(),
    oneOf('{"toString":null}', '{"length":1e9}', '[[]]').map((value) => `{"value":${value}}`),
    oneOf(10, 300, 5000).map((depth) => `{"value":${nested(depth)}}`),
  );
  const key = fc.oneof(
    oneOf('a', 'sc', '__proto__', '', 'a.b', 'country', 'locale', 'facets'),
    oneOf('postalCode', 'geoCoordinates', 'cultureInfo', 'utm_source', 'email', 'regionId'),
    fc.string(),
  );
  const json = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.array(fc.tuple(key, entry), { maxLength: 6 }).map((entries) => {
        const members = entries.map(([one, other]) => `${JSON.stringify(one)}:${other}`);
        return `{"public":{${members.join()}}}`;
      }),
    },
    fc.json(),
    oneOf('', '{}', '[]', 'null', '1', '"x"', '{"public":null}', '{"public":[]}', `${nested(200_000)}`),
  );
  const body = fc.oneof(
    { weight: 6, arbitrary: fc.constant('') },
    { weight: 20, arbitrary: json.map(bytesOf) },
    { weight: 2, arbitrary: json.chain((text) => mutated(fc.constant(bytesOf(text)))) },
    anyBytes(100),
    oneOf('\xff\xfe{\0}\0', '{"public":{"a":{"value":"\xff"}}}', '\xef\xbb\xbf{}', '\xed\xa0\x80'),
  );
  return { method, target, headers: fc.array(header, { maxLength: 5 }), body };
}

/** Text with some bytes put in, taken out or turned. */
function mutated(text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const change = fc.tuple(
    fc.nat(),
    fc.nat(3),
    fc.oneof(anyBytes(5), oneOf('\r\n', '\r\n\r\n', '\0', ' ', ':', '%')),
  );
  return fc.tuple(text, fc.array(change, { minLength: 1, maxLength: 4 })).map(([original, changes]) =>
    changes.reduce((now, [at, taken, put]) => {
      const start = at % (now.length + 1);
      return now.slice(0, start) + put + now.slice(start + taken);
    }, original),
  );
}

export function randomRequests(known: readonly string[]): fc.Arbitrary<RandomRequest> {
  const parts = requestParts(known);
  const chunked = (body: string) =>
    body === '' ? '0\r\n\r\n' : `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;
  const whole = fc
    .record({
      ...parts,
      framing: fc.oneof({ weight: 4, arbitrary: fc.constant('length') }, fc.constant('chunked')),
    })
    .map(({ method: verb, target, headers, body, framing }) => {
      const lines = [...headers, 'Host: x', 'Connection: close'].filter((line, index, all) => {
        const isHost = line.startsWith('Host:');
        return !isHost || all.findIndex((other) => other.startsWith('Host:')) === index; // node refuses two
      });
      const head = `${verb} ${target} HTTP/1.1\r\n${lines.join('\r\n')}\r\n`;
      if (framing === 'chunked') return { text: `${head}Transfer-Encoding: chunked\r\n\r\n${chunked(body)}` };
      return { text: `${head}${body === '' ? '' : `Content-Length: ${body.length}\r\n`}\r\n${body}` };
    });
  const broken = fc.oneof(
    mutated(whole.map(({ text }) => text)),
    whole.chain(({ text }) => fc.nat(text.length).map((length) => text.slice(0, length))),
    whole.map(({ text }) => text.replace(/Content-Length: /, 'Content-Length: 9')),
    whole.map(({ text }) => text.replace(/Content-Length: \d/, 'Content-Length: ')),
    whole.map(({ text }) => text.replace('\r\n', '\r\nTransfer-Encoding: chunked\r\nContent-Length: 2\r\n')),
    whole.map(({ text }) => text.replace('\r\n', `\r\nCookie: ${'x'.repeat(70_000)}\r\n`)),
    fc.tuple(whole, whole).map(([one, other]) => one.text.replace('Connection: close\r\n', '') + other.text),
    anyBytes(200),
    anyBytes(200).map((bytes) => `${bytes}\r\n\r\n`),
  );
  return fc.oneof(
    { weight: 7, arbitrary: whole.map(({ text }) => ({ text, isWhole: true })) },
    {
      weight: 3,
      arbitrary: broken.map((text) => ({ text, isWhole: false })),
    },
  );
}
