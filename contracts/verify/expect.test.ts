import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import type { Expect } from '../harness/behaviour';
import { differencesOf, differenceText } from './difference';
import { Mismatch, plainExpect } from './expect';

function passes(check: () => void): boolean {
  try {
    check();
    return true;
  } catch {
    return false;
  }
}

/** JSON as in answers, and undefined, which stands for a missing member. */
const value: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  leaf: fc.oneof(
    fc.constantFrom(undefined, null, true, false, 0, -0, 1, 2.5, '', 'a', 'b', '1'),
    fc.string({ maxLength: 3 }),
    fc.integer({ min: -2, max: 300 }),
  ),
  // No undefined in lists, as in JSON: Jest takes a list that ends with undefined for equal to the shorter one.
  list: fc
    .array(tie('value'), { maxLength: 3 })
    .map((list) => list.map((one) => (one === undefined ? null : one))),
  object: fc.dictionary(fc.constantFrom('a', 'b', '__proto__', 'x-y', '1'), tie('value'), { maxKeys: 3 }),
  value: fc.oneof({ depthSize: 'small', withCrossShrink: true }, tie('leaf'), tie('list'), tie('object')),
}))['value'] as fc.Arbitrary<unknown>;

/** Unrelated or almost equal values: only the latter show that two checks differ. */
const pair = fc.oneof(
  fc.tuple(value, value),
  value.map((one) => [one, structuredClone(one)] as const),
  fc.tuple(value, fc.constantFrom('a', 'b'), value).map(([one, key, other]) => {
    const same = typeof one === 'object' && one !== null && !Array.isArray(one) ? { ...one } : { a: one };
    return [one, { ...same, [key]: other }] as const;
  }),
);

const both = (check: (expect: Expect) => void): [boolean, boolean] => [
  passes(() => check(plainExpect)),
  passes(() => check(expect)),
];

const runs = { numRuns: 300 };

describe('agrees with Jest, negated too', () => {
  test.each(['toBe', 'toEqual', 'toContain'] as const)('%s', (matcher) => {
    const seen = new Set<boolean>();
    fc.assert(
      fc.property(pair, ([one, other]) => {
        const [ours, jests] = both((check) => check(one)[matcher](other));
        expect(ours).toBe(jests);
        seen.add(ours);
        const [oursNot, jestsNot] = both((check) => check(one).not[matcher](other));
        expect(oursNot).toBe(jestsNot);
      }),
      runs,
    );
    expect(seen.size).toBe(2);
  });

  test('toContain of lists', () => {
    fc.assert(
      fc.property(fc.array(value, { maxLength: 4 }), value, fc.nat(3), (list, other, index) => {
        for (const member of [other, list[index]]) {
          const [ours, jests] = both((check) => check(list).toContain(member));
          expect(ours).toBe(jests);
        }
      }),
      runs,
    );
  });

  test('toMatch, also of values that are not text', () => {
    fc.assert(
      fc.property(value, fc.constantFrom(/a/, /^$/, /./, /\d/), (one, pattern) => {
        const [ours, jests] = both((check) => check(one).toMatch(pattern));
        expect(ours).toBe(jests);
        const [oursNot, jestsNot] = both((check) => check(one).not.toMatch(pattern));
        expect(oursNot).toBe(jestsNot);
      }),
      runs,
    );
  });

  test.each(['toBeGreaterThanOrEqual', 'toBeLessThanOrEqual'] as const)('%s', (matcher) => {
    fc.assert(
      fc.property(value, fc.integer({ min: -2, max: 300 }), (one, bound) => {
        const [ours, jests] = both((check) => check(one)[matcher](bound));
        expect(ours).toBe(jests);
        const [oursNot, jestsNot] = both((check) => check(one).not[matcher](bound));
        expect(oursNot).toBe(jestsNot);
      }),
      runs,
    );
  });
});

test('on values without undefined, equal means deepStrictEqual', () => {
  const json = fc.jsonValue({ maxDepth: 3 });
  fc.assert(
    fc.property(json, json, (one, other) => {
      expect(differencesOf(one, other).length === 0).toBe(isDeepStrictEqual(one, other));
      expect(differencesOf(one, structuredClone(one))).toEqual([]);
    }),
    runs,
  );
});

function differencesThrown(check: () => void): string[] {
  try {
    check();
  } catch (error) {
    if (error instanceof Mismatch) return error.differences.map(differenceText);
    throw error;
  }
  throw new Error('it held');
}

test('each difference is reported with its path', () => {
  const expected = { namespaces: { store: { channel: '1' }, list: [1, { a: 1 }, 3], gone: null }, 'x-y': 1 };
  const actual = { namespaces: { store: { channel: '2' }, list: [1, { a: 2 }], more: '' }, 'x-y': undefined };
  expect(differencesThrown(() => plainExpect(actual).toEqual(expected))).toEqual([
    '$.namespaces.store.channel: expected "1", got "2"',
    '$.namespaces.list[1].a: expected 1, got 2',
    '$.namespaces.list[2]: expected 3, got nothing',
    '$.namespaces.gone: expected null, got nothing',
    '$.namespaces.more: expected nothing, got ""',
    '$["x-y"]: expected 1, got nothing',
  ]);
});

test.each<[string, (check: Expect) => void]>([
  ['$: expected 201, got 200', (check) => check(200).toBe(201)],
  ['$: expected not 200, got 200', (check) => check(200).not.toBe(200)],
  ['$: expected not {"a":1}, got {"a":1}', (check) => check({ a: 1 }).not.toEqual({ a: 1 })],
  ['$: expected text that matches /^a/, got "x"', (check) => check('x').toMatch(/^a/)],
  ['$: expected text that matches /^a/, got nothing', (check) => check(undefined).not.toMatch(/^a/)],
  ['$: expected something that contains "b", got ["a"]', (check) => check(['a']).toContain('b')],
  ['$: expected something that contains "b", got nothing', (check) => check(undefined).toContain('b')],
  ['$: expected 0, got -0', (check) => check(-0).toEqual(0)],
  ['$: expected a number of at least 2, got 1', (check) => check(1).toBeGreaterThanOrEqual(2)],
  ['$: expected a number of at most 2, got "3"', (check) => check('3').toBeLessThanOrEqual(2)],
])('a failure reads %s', (message, check) => {
  expect(differencesThrown(() => check(plainExpect))).toEqual([message]);
});
