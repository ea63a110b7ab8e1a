import { changedKeys, merge, sameValue, write as writeTo } from './changes';
import type { JsonValue } from './session';
import { namespacesOf, type Plain, plainOf, sealed } from './testing/plain';

const write = (key: string, value: JsonValue) => ({ namespace: 'public', key, entry: { value } });
const ref = (key: string) => ({ namespace: 'public', key });
const before = sealed(namespacesOf({ store: { channel: '1' }, public: { a: '1', box: { b: [1] } } }));

describe('write', () => {
  test.each<[string, [string, JsonValue][], string[], Plain[string], string[]]>([
    ['another value', [['a', '2']], [], { a: '2', box: { b: [1] } }, ['a']],
    ['a new key', [['c', null]], [], { a: '1', box: { b: [1] }, c: null }, ['c']],
    [
      'a key twice: the last counts',
      [
        ['a', '2'],
        ['a', '3'],
      ],
      [],
      { a: '3', box: { b: [1] } },
      ['a', 'a'],
    ],
    [
      'a key twice: there and back',
      [
        ['a', '2'],
        ['a', '1'],
      ],
      [],
      { a: '1', box: { b: [1] } },
      ['a', 'a'],
    ],
    ['a write and a removal', [['c', '1']], ['a'], { box: { b: [1] }, c: '1' }, ['c', 'a']],
    ['removing a written key', [['c', '1']], ['c'], { a: '1', box: { b: [1] } }, ['c', 'c']],
  ])('%s', (_, writes, removals, after, changed) => {
    const state = new Map(before);
    const keys = writeTo(
      state,
      writes.map(([key, value]) => write(key, value)),
      removals.map(ref),
    );
    expect(plainOf(state)['public']).toEqual(after);
    expect(keys).toEqual(changed.map(ref));
    expect(state.get('store')).toBe(before.get('store'));
  });

  test('R-168: equal values and removals of missing keys change nothing', () => {
    const missing = [ref('x'), { namespace: 'x', key: 'x' }];
    expect(writeTo(sealed(new Map(before)), [write('a', '1'), write('box', { b: [1] })], missing)).toEqual(
      [],
    );
  });
});

describe('merge', () => {
  test('R-252: an empty answer changes nothing', () => {
    for (const answer of [{}, { fresh: {} }, { public: {} }, { fresh: { a: null }, public: { c: null } }]) {
      expect(merge(sealed(new Map(before)), [sealed(namespacesOf(answer))])).toEqual([]);
    }
  });

  test('a new namespace is taken as it is, unless it contains null', () => {
    const answer = sealed(namespacesOf({ one: { a: '1' }, two: { a: '1', b: null } }));
    const state = new Map(before);
    const changed = merge(state, [answer]);
    expect(state.get('one')).toBe(answer.get('one'));
    expect(plainOf(state)['two']).toEqual({ a: '1' });
    expect(changed).toEqual([
      { namespace: 'one', key: 'a' },
      { namespace: 'two', key: 'a' },
    ]);
  });
});

test('R-231: changed keys are listed once, in the order of the writes', () => {
  const after = namespacesOf({ store: { channel: '1' }, public: { a: '2', box: { b: [1] }, c: '' } });
  const touched = ['c', 'a', 'box', 'a', 'c', 'never'].map(ref);
  expect(changedKeys(touched, before, after)).toEqual([ref('c'), ref('a')]);
});

test.each<[JsonValue | undefined, JsonValue | undefined, boolean]>([
  ['1', '1', true],
  ['1', 1, false],
  ['', null, false],
  [null, undefined, false],
  [undefined, undefined, true],
  [{ a: [1, { b: null }] }, { a: [1, { b: null }] }, true],
  [{ a: 1, b: 2 }, { b: 2, a: 1 }, true],
  [[1, 2], [2, 1], false],
])('R-168: %j equals %j: %j', (one, other, same) => {
  const entry = (value: JsonValue | undefined) => (value === undefined ? undefined : { value });
  expect(sameValue(entry(one), entry(other))).toBe(same);
});
