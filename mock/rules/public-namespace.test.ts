import fc from 'fast-check';
import type { Assumptions } from './assumptions';
import { type IgnoredWrite, writesToPublic } from './caller-writes';
import type { JsonValue } from './session';
import { assuming, queryOf, sealed } from './testing/plain';

interface Sent {
  /** As text, since `__proto__` in a literal is no key. */
  readonly body?: string;
  /** As a query string. */
  readonly query?: string;
  readonly assume?: Partial<Assumptions>;
}

/** Keys and values in the order of writing. */
type Written = readonly (readonly [key: string, value: JsonValue])[];

function sent({ body, query = '', assume = {} }: Sent) {
  const parsed = body === undefined ? undefined : JSON.parse(body);
  return writesToPublic(sealed(parsed), sealed(queryOf(query)), assuming(assume));
}

function expectOnly(what: Sent, written: Written, ignored: readonly IgnoredWrite[] = []): void {
  expect(sent(what)).toEqual({
    writes: written.map(([key, value]) => ({
      namespace: 'public',
      key,
      entry: { value },
      source: expect.any(String),
    })),
    ignored,
  });
}

test('each write says whether the body or the query string carried it', () => {
  const { writes } = sent({
    body: '{"public":{"a":{"value":"1"},"both":{"value":"2"}}}',
    query: 'q=3&both=4',
  });
  const sources = Object.fromEntries(writes.map(({ key, source }) => [key, source]));
  expect(sources).toEqual({ a: 'body', q: 'query', both: 'body' });
});

const noValue = (path: string) => ({
  path,
  reason: 'it has no `value` member: write {"value": …}',
  rule: 'R-032',
});
const otherNamespace = (path: string) => ({
  path,
  reason: 'a caller writes the public namespace only',
  rule: 'R-030',
});
const reserved = (path: string) => ({ path, reason: 'the name is reserved', rule: 'R-055' });
const emptyKey = (path: string) => ({ path, reason: 'an item cannot name an empty key', rule: 'R-081' });

describe('the body', () => {
  test.each<[string, Sent, Written, IgnoredWrite[]]>([
    ['R-028: none writes nothing', {}, [], []],
    ['R-027: {} writes nothing', { body: '{}' }, [], []],
    ['R-031: public without keys writes nothing', { body: '{"public":{}}' }, [], []],
    [
      'R-031: public.<key>.value is written, in order',
      { body: '{"public":{"postalCode":{"value":"04561000"},"country":{"value":"BRA"}}}' },
      [
        ['postalCode', '04561000'],
        ['country', 'BRA'],
      ],
      [],
    ],
    [
      'R-030: every other namespace is ignored, and told',
      {
        body: '{"profile":{"email":{"value":"a@example.com"}},"public":{"a":{"value":"1"}},"Public":{"b":{"value":"2"}},"x":null}',
      },
      [['a', '1']],
      [otherNamespace('profile'), otherNamespace('Public'), otherNamespace('x')],
    ],
    [
      'R-032: an entry without value is dropped, and told',
      {
        body: '{"public":{"b2b":{"organization":{"value":"x"}},"text":"x","none":null,"list":[{"value":"x"}],"empty":{},"a":{"value":"1"}}}',
      },
      [['a', '1']],
      ['b2b', 'text', 'none', 'list', 'empty'].map((key) => noValue(`public.${key}`)),
    ],
    [
      'R-095: keepAlive and other members of an entry are not the caller’s to write',
      { body: '{"public":{"a":{"value":"1","keepAlive":true,"more":2}}}' },
      [['a', '1']],
      [],
    ],
    [
      'R-070, R-071: any key but the empty one is a key',
      {
        body: '{"public":{"__proto__":{"value":"p"},"constructor":{"value":"c"},"toString":{"value":"t"},"a.b":{"value":"d"},"vtex-impersonated-customer-email":{"value":"m"},"?q":{"value":"q"}," ":{"value":"s"},"items":{"value":"i"}}}',
      },
      [
        ['__proto__', 'p'],
        ['constructor', 'c'],
        ['toString', 't'],
        ['a.b', 'd'],
        ['vtex-impersonated-customer-email', 'm'],
        ['?q', 'q'],
        [' ', 's'],
        ['items', 'i'],
      ],
      [],
    ],
    [
      'R-081: the empty key is ignored, and told, whatever it holds',
      { body: '{"public":{"":{"value":"x"}},"":1}' },
      [],
      [otherNamespace(''), emptyKey('public.')],
    ],
    [
      'R-030: __proto__ is a namespace like any other',
      { body: '{"__proto__":{}}' },
      [],
      [otherNamespace('__proto__')],
    ],
  ])('%s', (_, what, written, ignored) => {
    expectOnly(what, written, ignored);
  });

  test.each<[string, JsonValue]>([
    ['R-065: a string is not trimmed', '  {auth_cookie_value} \n'],
    ['R-066: the empty string, which clears', ''],
    ['R-061: a number', 123.5],
    ['R-061: zero', 0],
    ['R-062: true', true],
    ['R-062: false', false],
    ['R-067: null', null],
    ['R-063: an array', [1, [null, {}], 'x']],
    ['R-063: an object', { address: { geoCoordinate: [-2, -3] }, name: 'x', value: 1 }],
    ['R-064: JSON as a string', '{"state":"ES"}'],
  ])('%s is kept verbatim', (_, value) => {
    const { writes, ignored } = writesToPublic({ public: { key: { value } } }, [], assuming({}));
    expect(ignored).toEqual([]);
    expect(writes[0]?.entry.value).toBe(value);
  });
});

test('R-032: a value that is only inherited is none', () => {
  const inherits = Object.create({ value: 'x' });
  const { writes, ignored } = writesToPublic({ public: { inherits } }, [], assuming({}));
  expect([writes, ignored]).toEqual([[], [noValue('public.inherits')]]);
});

describe('the query string', () => {
  const twice = 'a=1&b=&a=2';

  test.each<[string, Sent, Written, IgnoredWrite[]]>([
    [
      'R-050 to R-052: every pair is written, as a string',
      { query: 'sc=33&utm_source=+x+y+' },
      [
        ['sc', '33'],
        ['utm_source', ' x y '],
      ],
      [],
    ],
    [
      'R-056: of a repeated key the last counts',
      { query: twice },
      [
        ['a', '2'],
        ['b', ''],
      ],
      [],
    ],
    [
      'R-056: or the first, by assumption',
      { query: twice, assume: { repeatedQueryKey: 'first' } },
      [
        ['a', '1'],
        ['b', ''],
      ],
      [],
    ],
    ['R-053: items is not written, and nobody needs telling', { query: 'items=public.a' }, [], []],
    [
      'R-055: reserved names are not written, and told',
      {
        query: 'an=acme&workspace=dev&session_path=x&__bindingId=b&supportedLocales=pt-BR',
      },
      [],
      [
        reserved('?an'),
        reserved('?workspace'),
        reserved('?session_path'),
        reserved('?__bindingId'),
        reserved('?supportedLocales'),
      ],
    ],
    [
      'R-093: names match by case',
      { query: 'Items=x&AN=y' },
      [
        ['Items', 'x'],
        ['AN', 'y'],
      ],
      [],
    ],
    [
      'R-054, R-055: no name is reserved, by assumption',
      { query: 'items=*&an=acme', assume: { reservedQueryNames: [] } },
      [
        ['items', '*'],
        ['an', 'acme'],
      ],
      [],
    ],
    [
      'R-055: other names are, by assumption',
      { query: 'sc=2&an=acme', assume: { reservedQueryNames: ['sc'] } },
      [['an', 'acme']],
      [reserved('?sc')],
    ],
    [
      'R-048: one leading ? is no part of the key',
      { query: '%3Futm_source=x&%3F%3Fa=y&b%3F=z' },
      [
        ['utm_source', 'x'],
        ['?a', 'y'],
        ['b?', 'z'],
      ],
      [],
    ],
    ['R-048: so the same key twice', { query: 'a=1&%3Fa=2' }, [['a', '2']], []],
    ['R-048, R-055: a reserved name behind a ?', { query: '%3Fan=acme' }, [], [reserved('?an')]],
    ['R-081: an empty pair says nothing', { query: '=&%3F=' }, [], []],
    ['R-081: a value without a key is told', { query: '=x&%3F=y' }, [], [emptyKey('?'), emptyKey('?')]],
    [
      'R-070, R-071: any other key is a key',
      { query: '__proto__=p&constructor=c&a.b=d' },
      [
        ['__proto__', 'p'],
        ['constructor', 'c'],
        ['a.b', 'd'],
      ],
      [],
    ],
  ])('%s', (_, what, written, ignored) => {
    expectOnly(what, written, ignored);
  });
});

describe('body and query of one request', () => {
  const both: Sent = {
    body: '{"public":{"sc":{"value":1},"a":{"value":"body"}},"store":{}}',
    query: 'sc=2&an=acme&b=query',
  };

  test.each<[Assumptions['bodyOrQuery'], JsonValue]>([
    ['body', 1],
    ['query', '2'],
  ])('R-057: of a key in both, the %s counts', (bodyOrQuery, sc) => {
    const { writes, ignored } = sent({ ...both, assume: { bodyOrQuery } });
    expect(writes).toHaveLength(3);
    expect(new Map(writes.map(({ key, entry }) => [key, entry.value]))).toEqual(
      new Map<string, JsonValue>([
        ['sc', sc],
        ['a', 'body'],
        ['b', 'query'],
      ]),
    );
    expect(ignored).toEqual([otherNamespace('store'), reserved('?an')]);
  });

  test('R-030, R-032: whatever is sent, each key of public is either written as it came or told', () => {
    const entry = fc.oneof(fc.jsonValue(), fc.record({ value: fc.jsonValue() }, { noNullPrototype: true }));
    const keys = fc.oneof(fc.constantFrom('', '__proto__', 'constructor', 'value', 'a.b'), fc.string());
    fc.assert(
      fc.property(fc.dictionary(keys, entry, { noNullPrototype: true }), (members) => {
        const { writes, ignored } = writesToPublic({ public: sealed(members) }, [], assuming({}));
        const told = ignored.map(({ path }) => path);
        const written = writes.map(({ key }) => `public.${key}`);
        expect([...written, ...told].sort()).toEqual(
          Object.keys(members)
            .map((key) => `public.${key}`)
            .sort(),
        );
        for (const { namespace, key, entry } of writes) {
          expect(namespace).toBe('public');
          expect(entry.value).toBe((members[key] as { value: unknown }).value);
        }
      }),
    );
  });
});
