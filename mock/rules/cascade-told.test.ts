import type { SessionApp } from './app';
import { appWith, namespacesOf, type Plain, plainOf, run, type Values } from './testing/plain';

/** An app that gives these values of `out`, when `public.go` changes. */
function giving(name: string, values: Values): SessionApp {
  return appWith({
    name,
    input: { public: ['go'] },
    output: { out: ['a', 'b'] },
    transform: () => namespacesOf({ out: values }),
  });
}
const go = { writes: { public: { go: '1' } } };
/** Merges the answers backwards. */
const backwards = { order: <T>(apps: readonly T[]) => apps.toReversed() };

test('R-235: a round says whether it is the create call', async () => {
  const app = { ...giving('app', { a: '1' }), runOnCreate: true };
  const { rounds } = await run([app], { ...go, creating: true });
  expect(rounds.map(({ call }) => call)).toEqual(['create', 'transform']);
});

test('a call says how long it took, by the timer it is given', async () => {
  let now = 100;
  const slow = (name: string, milliseconds: number, fails: boolean) =>
    appWith({
      name,
      input: { public: ['go'] },
      transform: () => {
        now += milliseconds;
        if (fails) throw new Error('x');
        return new Map();
      },
    });
  const timer = () => now;
  const { rounds } = await run([slow('app', 7, false)], go, {}, { timer });
  expect(rounds[0]?.calls[0]?.milliseconds).toBe(7);
  const failure = await run([slow('app', 9, true)], go, {}, { timer }).catch((reason) => reason);
  expect(failure.rounds[0].calls[0].milliseconds).toBe(9);
});

test('without a timer a call takes no time', async () => {
  const { rounds } = await run([giving('app', {})], go);
  expect(rounds[0]?.calls[0]?.milliseconds).toBe(0);
});

test('R-231: changed are the keys that differ after the round, each once', async () => {
  const before: Plain = { out: { a: '2', b: '1' } };
  const { rounds } = await run([giving('one', { a: '1', b: '2' }), giving('two', { a: '2', b: '3' })], {
    ...go,
    before,
  });
  expect(rounds.map(({ changed }) => changed)).toEqual([[{ namespace: 'out', key: 'b' }]]);
});

test('R-237: so two apps that write one key call nobody over it, once it stands', async () => {
  const reading = (app: SessionApp) => ({ ...app, input: { public: ['go'], out: ['a'] } });
  const apps = [giving('one', { a: '1' }), giving('two', { a: '2' })].map(reading);
  const { namespaces, rounds } = await run(apps, go);
  expect(plainOf(namespaces)['out']).toEqual({ a: '2' });
  expect(rounds).toHaveLength(2);
});

describe('conflicts: apps that gave one key different values in one round', () => {
  const one = giving('one', { a: '1', b: 'same' });
  const two = giving('two', { a: '2', b: 'same' });
  const three = giving('three', { a: '1' });
  const conflict = (values: Values, winner: string, declaredWinner: string) => ({
    namespace: 'out',
    key: 'a',
    values: Object.entries(values).map(([app, value]) => ({ app, value })),
    winner,
    declaredWinner,
  });

  test.each<[string, SessionApp[], object[], string]>([
    ['none where they agree', [one, three], [], '1'],
    ['none of one app', [one], [], '1'],
    ['the last declared wins', [one, two], [conflict({ one: '1', two: '2' }, 'two', 'two')], '2'],
    [
      'all who gave the key are told',
      [two, one, three],
      [conflict({ two: '2', one: '1', three: '1' }, 'three', 'three')],
      '1',
    ],
    [
      'objects are compared by what they hold',
      [giving('x', { b: { c: [1] } }), giving('y', { b: { c: [1] }, a: '1' })],
      [],
      '1',
    ],
  ])('%s', async (_, apps, conflicts, value) => {
    const { namespaces, rounds } = await run(apps, go);
    expect(rounds.map((round) => round.conflicts)).toEqual([conflicts]);
    expect(plainOf(namespaces)['out']?.['a']).toBe(value);
  });

  test('in another order of merging another wins, and both are named', async () => {
    const { namespaces, rounds } = await run([one, two], go, {}, backwards);
    expect(rounds[0]?.conflicts).toEqual([conflict({ one: '1', two: '2' }, 'one', 'two')]);
    expect(plainOf(namespaces)['out']).toEqual({ a: '1', b: 'same' });
  });

  test('the order of merging is not the order of calling', async () => {
    const { rounds } = await run([one, two, three], go, {}, backwards);
    expect(rounds[0]?.calls.map(({ app }) => app)).toEqual(['one', 'two', 'three']);
  });

  test('undeclared values make none', async () => {
    const undeclared = { ...giving('other', { a: '3' }), output: {} };
    const { rounds } = await run([one, undeclared], go);
    expect(rounds[0]?.conflicts).toEqual([]);
  });
});
