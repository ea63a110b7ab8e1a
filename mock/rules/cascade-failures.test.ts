import type { SessionApp } from './app';
import { Refusal } from './refusal';
import type { Namespaces } from './session';
import { appWith, callsOf, namespacesOf, plainOf, run, textAt } from './testing/plain';

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

  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['a plain object', { out: { a: { value: '1' } } }],
    ['a namespace that is none', new Map([['out', { a: { value: '1' } }]])],
  ])('so does one that answers %s', async (_, answer) => {
    const done = run([failing('confused', () => answer as Namespaces)], start);
    await expect(done).rejects.toMatchObject({ status: 502, message: text('confused') });
  });

  test('of two that fail, the one declared first is named, whichever failed first', async () => {
    const slow = new Error('slow');
    const failingLater = () => new Promise<Namespaces>((_, reject) => setImmediate(() => reject(slow)));
    const done = run([failing('first', failingLater), failing('second', () => Promise.reject(cause))], start);
    await expect(done).rejects.toMatchObject({ message: text('first'), cause: slow });
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

describe('R-211, R-249: a refusal', () => {
  const refusal = new Refusal({ status: 401, type: 'Unauthorized', message: 'log in' });
  const other = new Refusal({ status: 403, type: 'Forbidden', message: 'not you' });
  const start = { writes: { public: { go: '1' } } };
  const refusing = (name: string, reason: Refusal, input: SessionApp['input'] = { public: ['go'] }) =>
    appWith({ name, input, output: { store: ['channel'] }, transform: () => Promise.reject(reason) });
  /** Refuses until it knows who is there. */
  const store = appWith({
    name: 'store',
    input: { public: ['go'], profile: ['email'] },
    output: { store: ['channel'] },
    transform: (input) => {
      if (textAt(input, 'profile', 'email') !== 'ann') throw refusal;
      return namespacesOf({ store: { channel: '4' } });
    },
  });
  const profile = (email: string) =>
    appWith({
      name: 'profile',
      input: { public: ['go'] },
      output: { profile: ['email'] },
      transform: () => namespacesOf({ profile: { email } }),
    });

  test('passes through as it is', async () => {
    await expect(run([refusing('store', refusal)], start)).rejects.toBe(refusal);
  });

  test('at the create call too', async () => {
    await expect(
      run([{ ...refusing('store', refusal), runOnCreate: true }], { creating: true }),
    ).rejects.toBe(refusal);
  });

  test('is taken back when the app is called again and answers', async () => {
    const { namespaces, rounds } = await run([store, profile('ann')], start);
    expect(plainOf(namespaces)).toMatchObject({ profile: { email: 'ann' }, store: { channel: '4' } });
    expect(rounds.map(({ calls }) => calls.map(({ app, failure }) => [app, failure]))).toEqual([
      [
        ['store', 'log in'],
        ['profile', undefined],
      ],
      [['store', undefined]],
    ]);
  });

  test('stays when the app is called again and refuses again', async () => {
    await expect(run([store, profile('eve')], start)).rejects.toBe(refusal);
  });

  test('stays when nobody calls the app again', async () => {
    await expect(run([refusing('store', refusal), profile('ann')], start)).rejects.toBe(refusal);
  });

  test('of two, the one declared first counts', async () => {
    await expect(run([refusing('one', refusal), refusing('two', other)], start)).rejects.toBe(refusal);
    await expect(run([refusing('two', other), refusing('one', refusal)], start)).rejects.toBe(other);
  });

  test('counts less than a failure, in whatever order', async () => {
    const failing = appWith({ name: 'app', input: { public: ['go'] }, transform: () => Promise.reject('x') });
    for (const apps of [
      [refusing('store', refusal), failing],
      [failing, refusing('store', refusal)],
    ]) {
      await expect(run(apps, start)).rejects.toMatchObject({ status: 502, cause: 'x' });
    }
  });

  test('writes nothing of its app, whatever else is written', async () => {
    const before = { store: { channel: '1' } };
    const done = run([refusing('store', refusal), profile('ann')], { ...start, before });
    const { rounds } = (await done.catch((reason: unknown) => reason)) as Refusal;
    expect(rounds.map(({ changed }) => changed)).toEqual([[{ namespace: 'profile', key: 'email' }]]);
  });
});

test('every refusal tells the rounds before it: of a refusal, a failure and a loop', async () => {
  const start = { writes: { public: { go: '1' } } };
  const working = appWith({
    name: 'working',
    input: { public: ['go'] },
    output: { out: ['a'] },
    transform: () => namespacesOf({ out: { a: '1' } }),
  });
  const next = (transform: SessionApp['transform']) =>
    appWith({ name: 'next', input: { out: ['a'] }, output: { out: ['a'] }, transform });
  const roundsOf = async (app: SessionApp) => {
    const reason: unknown = await run([working, app], start, { cascadeRounds: 2 }).catch((error) => error);
    return (reason as Refusal).rounds.map(({ calls }) => calls.map((call) => [call.app, call.failure]));
  };
  const refusal = () => new Refusal({ status: 401, type: 'Unauthorized', message: 'log in' });
  const loop = next((input) => namespacesOf({ out: { a: `${textAt(input, 'out', 'a')}+` } }));
  const first = [['working', undefined]];
  expect(await roundsOf(next(() => Promise.reject(refusal())))).toEqual([first, [['next', 'log in']]]);
  expect(await roundsOf(next(() => Promise.reject(new Error('gone'))))).toEqual([first, [['next', 'gone']]]);
  expect(await roundsOf(next(() => Promise.reject('text')))).toEqual([first, [['next', 'text']]]);
  expect(await roundsOf(loop)).toEqual([first, [['next', undefined]]]);
});

test('a refusal is not lost to another app of the same name', async () => {
  const refusal = new Refusal({ status: 401, type: 'Unauthorized', message: 'no' });
  const refuses = appWith({
    name: 'twin',
    input: { public: ['a'] },
    transform: () => Promise.reject(refusal),
  });
  const agrees = appWith({ name: 'twin', input: { public: ['a'] } });
  await expect(run([refuses, agrees], { writes: { public: { a: '1' } } })).rejects.toBe(refusal);
  await expect(run([agrees, refuses], { writes: { public: { a: '1' } } })).rejects.toBe(refusal);
});

test('a pattern among unset inputs is no key, and is not sent as one', async () => {
  const reader = appWith({ name: 'reader', input: { cookie: ['Auth_.*'], public: ['a', 'b'] } });
  const result = await run([reader], { writes: { public: { a: '1' } } }, { unsetInputs: 'null' });
  expect(callsOf(result)).toEqual([[['reader', { public: { a: '1', b: null } }]]]);
});
