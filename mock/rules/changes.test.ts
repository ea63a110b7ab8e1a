import { changedKeys, mergedAnswers, sameValue, written } from './changes';
import type { JsonValue } from './session';
import { namespacesOf, type Plain, plainOf, sealed } from './testing/plain';

const write = (key: string, value: JsonValue) => ({ namespace: 'public', key, entry: { value } });
const ref = (key: string) => ({ namespace: 'public', key });
const before = sealed(namespacesOf({ store: { channel: '1' }, public: { a: '1', box: { b: [1] } } }));

describe('written', () => {
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
    const changes = written(
      before,
      writes.map(([key, value]) => write(key, value)),
      removals.map(ref),
    );
    expect(plainOf(changes.state)['public']).toEqual(after);
    expect(changes.changed).toEqual(changed.map(ref));
    expect(changes.state.get('store')).toBe(before.get('store'));
  });

  test('R-168: equal values and removals of missing keys return the same state', () => {
    const changes = written(
      before,
      [write('a', '1'), write('box', { b: [1] })],
      [ref('x'), { namespace: 'x', key: 'x' }],
    );
    expect(changes).toEqual({ state: before, changed: [] });
    expect(changes.state).toBe(before);
  });
});

describe('mergedAnswers', () => {
  test('R-252: an empty answer returns the same state', () => {
    for (const answer of [{}, { fresh: {} }, { public: {} }, { fresh: { a: null }, public: { c: null } }]) {
      expect(mergedAnswers(before, [sealed(namespacesOf(answer))]).state).toBe(before);
    }
  });

  test('a new namespace is taken as it is, unless it contains null', () => {
    const answer = sealed(namespacesOf({ one: { a: '1' }, two: { a: '1', b: null } }));
    const { state, changed } = mergedAnswers(before, [answer]);
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
