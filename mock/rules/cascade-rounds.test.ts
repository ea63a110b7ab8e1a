import type { SessionApp } from './app';
import { Refusal } from './refusal';
import type { Namespaces } from './session';
import { appWith, callsOf, namespacesOf, plainOf, run, textAt } from './testing/plain';

/** `target = value of source` between keys of one namespace. */
function copier(
  name: string,
  source: string,
  target: string,
  transformed = (text: string) => text,
): SessionApp {
  return appWith({
    name,
    input: { chain: [source] },
    output: { chain: [target] },
    transform: (input) => namespacesOf({ chain: { [target]: transformed(textAt(input, 'chain', source)) } }),
  });
}

function deferred() {
  let resolve: (answer: Namespaces) => void = () => undefined;
  let reject: (reason: unknown) => void = () => undefined;
  const promise = new Promise<Namespaces>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject };
}

/** Lets everything that is ready run. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('R-231, R-233: rounds', () => {
  const chain = [copier('third', 'c', 'd'), copier('second', 'b', 'c'), copier('first', 'a', 'b')];

  test('each app is called in the round after the one that changed its input', async () => {
    const result = await run(chain, { writes: { chain: { a: '1' } } });
    expect(callsOf(result)).toEqual([
      [['first', { chain: { a: '1' } }]],
      [['second', { chain: { b: '1' } }]],
      [['third', { chain: { c: '1' } }]],
    ]);
    expect(plainOf(result.namespaces)).toEqual({ chain: { a: '1', b: '1', c: '1', d: '1' } });
  });

  test('R-231: the cascade ends where an output comes out as it was', async () => {
    const before = { chain: { a: '1', b: '1', c: 'x', d: 'x' } };
    const constant = [copier('first', 'a', 'b', () => '1'), ...chain.slice(0, 2)];
    const result = await run(constant, { before, writes: { chain: { a: '2' } } });
    expect(callsOf(result)).toEqual([[['first', { chain: { a: '2' } }]]]);
  });

  test('R-233: an app may be called in two rounds of one request', async () => {
    const both = appWith({ name: 'both', input: { chain: ['a', 'b'] } });
    const result = await run([both, copier('first', 'a', 'b')], { writes: { chain: { a: '1' } } });
    expect(callsOf(result)).toEqual([
      [
        ['both', { chain: { a: '1' } }],
        ['first', { chain: { a: '1' } }],
      ],
      [['both', { chain: { a: '1', b: '1' } }]],
    ]);
  });

  test('R-233: apps of a round run at once, and none sees what another of it gives', async () => {
    const [one, other] = [deferred(), deferred()];
    const seen: string[] = [];
    const waiting = (name: string, { promise }: ReturnType<typeof deferred>) =>
      appWith({
        name,
        input: { public: ['go'], out: ['one', 'other'] },
        output: { out: [name] },
        transform: (input) => {
          seen.push(`${name}: one ${textAt(input, 'out', 'one')}, other ${textAt(input, 'out', 'other')}`);
          return promise;
        },
      });
    const done = run([waiting('one', one), waiting('other', other)], { writes: { public: { go: '1' } } });
    await settled();
    const first = ['one: one -, other -', 'other: one -, other -'];
    expect(seen).toEqual(first);
    one.resolve(namespacesOf({ out: { one: '1' } }));
    await settled();
    expect(seen).toEqual(first); // the round ends with its slowest app
    other.resolve(namespacesOf({ out: { other: '2' } }));
    const { namespaces } = await done;
    expect(seen.slice(2)).toEqual(['one: one 1, other 2', 'other: one 1, other 2']);
    expect(plainOf(namespaces)['out']).toEqual({ one: '1', other: '2' });
  });

  test.each([
    [['one', 'other'], 'other'],
    [['other', 'one'], 'one'],
  ])(
    'of two apps that write one key, declared as %j, the last wins, however fast the other is',
    async (order, winner) => {
      const pending = { one: deferred(), other: deferred() };
      const apps = order.map((name) =>
        appWith({
          name,
          input: { public: ['go'] },
          output: { out: ['key'] },
          transform: () => pending[name as 'one' | 'other'].promise,
        }),
      );
      const done = run(apps, { writes: { public: { go: '1' } } });
      pending.other.resolve(namespacesOf({ out: { key: 'other' } }));
      await settled();
      pending.one.resolve(namespacesOf({ out: { key: 'one' } }));
      expect(plainOf((await done).namespaces)['out']).toEqual({ key: winner });
    },
  );

  test('R-244: an app may read its own output, and is called until it repeats itself', async () => {
    const upToThree = copier('upToThree', 'n', 'n', (n) => String(Math.min(3, Number(n) + 1)));
    const result = await run([upToThree], { writes: { chain: { n: '1' } } });
    expect(callsOf(result)).toEqual(['1', '2', '3'].map((n) => [['upToThree', { chain: { n } }]]));
    expect(plainOf(result.namespaces)).toEqual({ chain: { n: '3' } });
  });
});

describe('R-232: a cascade that does not settle', () => {
  const counting = copier('counting', 'n', 'n', (n) => `${Number(n) + 1}`);
  const message = (rounds: number, who: string, what: string) =>
    `The session apps did not settle within ${rounds} rounds: ${who} kept being called because ${what} kept changing`;
  const refused = (text: string) => new Refusal({ status: 508, type: 'LoopDetected', message: text });

  test.each<[string, SessionApp[], number, string, string]>([
    ['by default, after ten rounds', [counting], 10, 'counting', 'chain.n'],
    ['or as many as are assumed', [counting], 3, 'counting', 'chain.n'],
    [
      'two apps in turn: the one that would be next',
      [copier('ping', 'a', 'b'), copier('pong', 'b', 'a', (text) => `${text}+`)],
      4,
      'ping',
      'chain.a',
    ],
    [
      'a key of two apps, and two apps of a name, told once',
      [counting, copier('twin', 'n', 'n', (n) => `${n}1`), copier('twin', 'm', 'm', (m) => `${m}+`)],
      2,
      'counting, twin',
      'chain.n, chain.m',
    ],
    [
      'several apps and keys',
      [
        counting,
        copier('other', 'm', 'm', (m) => `${m}+`),
        appWith({ name: 'idle', input: { chain: ['n', 'm'] } }),
      ],
      2,
      'counting, other, idle',
      'chain.n, chain.m',
    ],
  ])('%s', async (_, apps, cascadeRounds, who, what) => {
    const start = { writes: { chain: { n: '0', m: '0', a: '0' } } };
    const expected = refused(message(cascadeRounds, who, what));
    const failure = await run(apps, start, { cascadeRounds }).catch((reason: unknown) => reason);
    expect(failure).toEqual(expected);
    expect(failure).toMatchObject({ name: 'Refusal', status: 508, type: 'LoopDetected', code: undefined });
  });

  test('by default the tenth round is the last', async () => {
    let calls = 0;
    const loop = copier('loop', 'n', 'n', () => String(++calls));
    await expect(run([loop], { writes: { chain: { n: '0' } } })).rejects.toThrow(
      message(10, 'loop', 'chain.n'),
    );
    expect(calls).toBe(10);
  });

  test.each([
    [3, true],
    [2, false],
  ])('a chain of three apps within %i rounds settles: %j', async (cascadeRounds, settles) => {
    const chain = [copier('1', 'a', 'b'), copier('2', 'b', 'c'), copier('3', 'c', 'd')];
    const done = run(chain, { writes: { chain: { a: '1' } } }, { cascadeRounds }).then(() => true);
    await expect(done.catch((error: Error) => error.message)).resolves.toBe(
      settles || message(2, '3', 'chain.c'),
    );
  });

  test('R-235: the create call is no such round', async () => {
    const creator = appWith({
      runOnCreate: true,
      output: { chain: ['a'] },
      transform: () => namespacesOf({ chain: { a: '1' } }),
    });
    const result = await run([creator, copier('1', 'a', 'b')], { creating: true }, { cascadeRounds: 1 });
    expect(plainOf(result.namespaces)).toEqual({ chain: { a: '1', b: '1' } });
  });
});
