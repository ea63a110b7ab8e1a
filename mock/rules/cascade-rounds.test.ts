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
      'several apps and keys, each once',
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

describe('R-213 to R-215, R-248: a failing app', () => {
  const start = { writes: { public: { go: '1' } } };
  const failing = (name: string, transform: SessionApp['transform']) =>
    appWith({ name, input: { public: ['go'] }, runOnCreate: true, transform });
  const text = (name: string) => `App ${name} failed, resulting in an error building the session`;
  const cause = new Error('database gone');

  test.each<[string, SessionApp['transform']]>([
    [
      'that throws',
      () => {
        throw cause;
      },
    ],
    ['whose promise is rejected', () => Promise.reject(cause)],
  ])('%s fails the request, and says why only to whoever looks', async (_, transform) => {
    for (const how of [start, { creating: true }]) {
      const done = run(
        [appWith({ input: { public: ['go'] } }), failing('storefront-permissions', transform)],
        how,
      );
      const failure = await done.catch((reason: unknown) => reason);
      expect(failure).toBeInstanceOf(Refusal);
      expect(failure).toMatchObject({ status: 502, code: undefined, cause });
      expect(JSON.stringify(failure)).toBe(
        JSON.stringify({ type: 'BadGateway', message: text('storefront-permissions') }),
      );
    }
  });

  test('a refusal passes through as it is', async () => {
    const refusal = new Refusal({ status: 401, type: 'Unauthorized', message: 'log in' });
    await expect(run([failing('store', () => Promise.reject(refusal))], start)).rejects.toBe(refusal);
  });

  test('of two that fail, the one declared first is named, whichever failed first', async () => {
    const [first, second] = [deferred(), deferred()];
    const done = run([failing('first', () => first.promise), failing('second', () => second.promise)], start);
    const told = done.catch((reason: unknown) => reason);
    second.reject(new Error('fast'));
    await settled();
    const slow = new Error('slow');
    first.reject(slow);
    expect(await told).toMatchObject({ message: text('first'), cause: slow });
  });

  test('no later round is begun', async () => {
    let called = false;
    const next = appWith({
      input: { out: ['a'] },
      transform: () => {
        called = true;
        return new Map();
      },
    });
    const working = appWith({
      input: { public: ['go'] },
      output: { out: ['a'] },
      transform: () => namespacesOf({ out: { a: '1' } }),
    });
    await expect(run([working, failing('app', () => Promise.reject(cause)), next], start)).rejects.toThrow(
      text('app'),
    );
    expect(called).toBe(false);
  });
});
