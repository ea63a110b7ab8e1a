import fc from 'fast-check';
import { cookieRecorder, writesToPublic } from './caller-writes';
import { appWith, assuming, namespacesOf, sealed } from './testing/plain';

// The contract suite covers what a request can show (sessions.body, sessions.query, cookies.read, bindings.creation).

test('R-032: an inherited value is ignored', () => {
  const inherits = Object.create({ value: 'x' });
  const { writes, ignored } = writesToPublic({ public: { inherits } }, [], assuming({}));
  expect(writes).toEqual([]);
  expect(ignored).toMatchObject([
    { path: 'public.inherits', reason: expect.stringContaining('no `value` member') },
  ]);
});

test('R-030, R-032: each key of public is either written verbatim or reported as ignored', () => {
  const entry = fc.oneof(fc.jsonValue(), fc.record({ value: fc.jsonValue() }, { noNullPrototype: true }));
  const keys = fc.oneof(fc.constantFrom('', '__proto__', 'constructor', 'value', 'a.b'), fc.string());
  fc.assert(
    fc.property(fc.dictionary(keys, entry, { noNullPrototype: true }), (members) => {
      const { writes, ignored } = writesToPublic({ public: sealed(members) }, [], assuming({}));
      const paths = [...writes.map(({ key }) => `public.${key}`), ...ignored.map(({ path }) => path)];
      expect(paths.sort()).toEqual(
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

test('R-050, R-056: each key of the query is written once, with its last value', () => {
  const pairs = fc.array(fc.tuple(fc.constantFrom('a', '?a', 'b', '__proto__', 'constructor'), fc.string()));
  fc.assert(
    fc.property(pairs, (query) => {
      const { writes, ignored } = writesToPublic(undefined, sealed(query), assuming({}));
      const last = new Map(query.map(([name, value]) => [name.replace(/^\?/, ''), value]));
      expect(new Map(writes.map(({ key, entry }) => [key, entry.value]))).toEqual(last);
      expect([writes.length, ignored]).toEqual([last.size, []]);
    }),
  );
});

test('R-118: only recorded cookies of the cookie namespace are dropped', () => {
  const recorder = cookieRecorder([appWith({ input: { cookie: ['Auth_.*'] } })]);
  const before = namespacesOf({ public: { Auth_a: 'no cookie' }, cookie: { Auth_a: '1', Auth_b: '2' } });
  const recorded = recorder(
    sealed([['Auth_b', '2']]),
    sealed(before),
    assuming({ unrepeatedCookie: 'dropped' }),
  );
  expect(recorded.removals).toEqual([{ namespace: 'cookie', key: 'Auth_a' }]);
});
