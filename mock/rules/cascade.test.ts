import type { JsonValue, KeyRef } from './session';
import {
  appWith,
  callsOf,
  namespacesOf,
  type Plain,
  plainOf,
  run,
  type Start,
  textAt,
} from './testing/plain';

const store = appWith({
  name: 'store',
  runOnCreate: true,
  input: { public: ['sc'] },
  output: { store: ['channel'] },
  transform: (input) => namespacesOf({ store: { channel: textAt(input, 'public', 'sc') } }),
});
const region = appWith({
  name: 'region',
  input: { public: ['postalCode', 'country'], store: ['channel'] },
  output: { checkout: ['regionId'] },
  transform: (input) =>
    namespacesOf({ checkout: { regionId: `region of ${textAt(input, 'public', 'postalCode')}` } }),
});

describe('who is called', () => {
  test('R-235, R-236: creating calls the apps with runOnCreate, with an empty input, whatever is set', async () => {
    const before = { public: { sc: '2' }, account: { id: '0e' } };
    const result = await run([region, store], { before, creating: true }, { unsetInputs: 'null' });
    expect(callsOf(result)[0]).toEqual([['store', {}]]);
  });

  test('R-235: and then the apps that read what it gave', async () => {
    const result = await run([region, store], { creating: true });
    expect(callsOf(result)).toEqual([[['store', {}]], [['region', { store: { channel: '-' } }]]]);
    expect(plainOf(result.namespaces)).toEqual({
      store: { channel: '-' },
      checkout: { regionId: 'region of -' },
    });
  });

  test('R-235: the create call stands before what the caller writes, which is seen in the next round', async () => {
    const result = await run([store], { creating: true, writes: { public: { sc: '2' } } });
    expect(callsOf(result)).toEqual([[['store', {}]], [['store', { public: { sc: '2' } }]]]);
    expect(plainOf(result.namespaces)).toEqual({ store: { channel: '2' }, public: { sc: '2' } });
  });

  test('R-097: so that store stands before public', async () => {
    const result = await run([store], {
      before: { account: { id: '0e' } },
      creating: true,
      writes: { public: { sc: '2' }, cookie: { c: 'x' } },
    });
    expect([...result.namespaces.keys()]).toEqual(['account', 'store', 'public', 'cookie']);
  });

  const before = { public: { sc: '1', postalCode: '04561000' }, store: { channel: '1' } };

  test.each<[string, Plain, string[][]]>([
    ['R-237: one whose input changed', { public: { postalCode: '10001' } }, [['region']]],
    ['R-237: one whose input was set first', { public: { country: 'BRA' } }, [['region']]],
    ['R-231: and whoever reads what it changed', { public: { sc: '2' } }, [['store'], ['region']]],
    ['R-233: two in one round', { public: { sc: '2', country: 'BRA' } }, [['store', 'region'], ['region']]],
    ['R-237: nobody for a key that nobody reads', { public: { color: 'blue' } }, []],
    ['R-237: nobody for the key in another namespace', { profile: { sc: '2', postalCode: 'x' } }, []],
    ['R-237: nobody for an equal value', { public: { sc: '1', postalCode: '04561000' } }, []],
    ['R-237: nobody for no write', {}, []],
  ])('editing: %s', async (_, writes, called) => {
    const result = await run([store, region], { before, writes });
    expect(callsOf(result).map((round) => round.map(([app]) => app))).toEqual(called);
  });

  test.each<[string, Plain, KeyRef[], string[][]]>([
    [
      'R-118: a removed input',
      { cookie: { auth: 'x' } },
      [{ namespace: 'cookie', key: 'auth' }],
      [['reader']],
    ],
    ['R-118: not one that was not there', {}, [{ namespace: 'cookie', key: 'auth' }], []],
  ])('editing: %s', async (_, before, removals, called) => {
    const reader = appWith({ name: 'reader', input: { cookie: ['auth'] } });
    const result = await run([reader], { before, removals });
    expect(callsOf(result).map((round) => round.map(([app]) => app))).toEqual(called);
    expect(result.changed).toBe(called.length > 0);
    expect(plainOf(result.namespaces)).toEqual({});
  });
});

describe('what an app is sent', () => {
  const reader = appWith({
    name: 'reader',
    input: { public: ['a', 'b', 'none'], cookie: ['Auth_.*', 'exact.name'], profile: ['email'], empty: [] },
  });
  const before = {
    public: { b: 'b', other: 'x' },
    cookie: { Auth_acme: '1', Auth_globex: '2', 'exact.name': '3', exactXname: '4', xAuth_: '5' },
    store: { a: 'x' },
  };

  test('R-237, R-238: all declared inputs that are set, changed or not, and nothing else', async () => {
    const result = await run([reader], { before, writes: { public: { a: 'a' } } });
    expect(callsOf(result)).toEqual([
      [
        [
          'reader',
          { public: { b: 'b', a: 'a' }, cookie: { Auth_acme: '1', Auth_globex: '2', 'exact.name': '3' } },
        ],
      ],
    ]);
  });

  test('R-237: those never set as null, by assumption', async () => {
    const plain = appWith({ name: 'plain', input: { public: ['a', 'none'], profile: ['email'] } });
    const result = await run([plain], { before, writes: { public: { a: '' } } }, { unsetInputs: 'null' });
    expect(callsOf(result)).toEqual([
      [['plain', { public: { a: '', none: null }, profile: { email: null } }]],
    ]);
  });

  test.each<[string, JsonValue]>([
    ['R-066: a cleared one', ''],
    ['R-067: null', null],
    ['R-062: false', false],
    ['R-063: an object', { a: [1] }],
  ])('%s is sent as it is', async (_, value) => {
    const result = await run([reader], { writes: { public: { a: value } } });
    expect(callsOf(result)).toEqual([[['reader', { public: { a: value } }]]]);
  });

  test('R-095: entries come whole', async () => {
    const id = { value: '0e', keepAlive: true as const };
    const app = appWith({ input: { account: ['id'], public: ['a'] } });
    const before = new Map([['account', new Map([['id', id]])]]);
    const { rounds } = await run([app], { before, writes: { public: { a: '1' } } });
    expect(rounds[0]?.calls[0]?.input.get('account')?.get('id')).toBe(id);
  });
});

describe('what an app’s answer writes', () => {
  const answering = (answer: Plain) =>
    appWith({
      name: 'app',
      input: { public: ['go'] },
      output: { own: ['a', 'b', 'list_.*'], public: ['sc'] },
      transform: () => namespacesOf(answer),
    });
  const before = { own: { a: '1', b: '2' } };
  const go = { public: { go: '1' } };

  test.each<[string, Plain, Plain, string[]]>([
    ['R-069: a key it leaves out stays', { own: { a: 'x' } }, { own: { a: 'x', b: '2' }, ...go }, []],
    ['R-252: so does everything, if it answers nothing', {}, { ...before, ...go }, []],
    ['R-252: or an empty namespace', { own: {}, fresh: {} }, { ...before, ...go }, []],
    ['R-069: "" clears', { own: { a: '' } }, { own: { a: '', b: '2' }, ...go }, []],
    ['R-067: null is written', { own: { a: null } }, { own: { a: null, b: '2' }, ...go }, []],
    ['R-245: into public too', { public: { sc: '3' } }, { ...before, public: { go: '1', sc: '3' } }, []],
    ['R-114: by pattern', { own: { list_1: 'x' } }, { own: { a: '1', b: '2', list_1: 'x' }, ...go }, []],
    [
      'R-243: undeclared keys are not written, and told',
      { own: { c: '1', a: 'x' }, public: { go: '2' }, profile: { email: 'e' } },
      { own: { a: 'x', b: '2' }, ...go },
      ['own.c', 'public.go', 'profile.email'],
    ],
    [
      'R-243: nor when there are no others',
      { profile: { email: 'e' } },
      { ...before, ...go },
      ['profile.email'],
    ],
  ])('%s', async (_, answer, after, undeclared) => {
    const result = await run([answering(answer)], { before, writes: go });
    expect(plainOf(result.namespaces)).toEqual(after);
    const [call] = result.rounds[0]?.calls ?? [];
    expect(call?.undeclared.map(({ namespace, key }) => `${namespace}.${key}`)).toEqual(undeclared);
    const told = plainOf(call?.output ?? new Map());
    for (const path of undeclared) {
      const [namespace = '', key = ''] = path.split('.');
      expect(told[namespace]?.[key]).toBeUndefined();
    }
  });

  test('R-231: the changed keys of a round are told', async () => {
    const result = await run([answering({ own: { a: '1', b: 'x' }, public: { sc: '3' } })], {
      before,
      writes: go,
    });
    expect(result.rounds.map(({ changed }) => changed)).toEqual([
      [
        { namespace: 'own', key: 'b' },
        { namespace: 'public', key: 'sc' },
      ],
    ]);
  });
});

describe('whether anything changed', () => {
  const undoing = appWith({
    name: 'undoing',
    input: { public: ['sc'] },
    output: { public: ['sc'] },
    transform: () => namespacesOf({ public: { sc: '1' } }),
  });
  const before = { public: { sc: '1', box: { a: [1, { b: null }] }, n: 1 }, cookie: { c: 'x' } };

  test.each<[string, Start]>([
    ['R-168: no write', {}],
    ['R-168: an equal value', { writes: { public: { sc: '1' } } }],
    ['R-168: an equal object', { writes: { public: { box: { a: [1, { b: null }] } } } }],
    ['R-168: an equal cookie', { writes: { cookie: { c: 'x' } } }],
    ['R-168: an app that undoes what the caller wrote', { writes: { public: { sc: '2' } } }],
    ['R-118: removing what is not there', { removals: [{ namespace: 'cookie', key: 'd' }] }],
  ])('not: %s', async (_, start) => {
    const namespaces = namespacesOf(before);
    const result = await run([undoing], { ...start, before: namespaces });
    expect(result.changed).toBe(false);
    expect(result.namespaces).toBe(namespaces);
  });

  test.each<[string, Start, Plain]>([
    ['another value', { writes: { public: { n: 2 } } }, { public: { ...before.public, n: 2 } }],
    [
      'R-061: a number is not its text',
      { writes: { public: { n: '1' } } },
      { public: { ...before.public, n: '1' } },
    ],
    [
      'R-067: null where nothing was',
      { writes: { public: { none: null } } },
      { public: { ...before.public, none: null } },
    ],
    [
      'R-066: "" where nothing was',
      { writes: { public: { x: '' } } },
      { public: { ...before.public, x: '' } },
    ],
    [
      'an object that differs deep inside',
      { writes: { public: { box: { a: [1, { b: 0 }] } } } },
      { public: { ...before.public, box: { a: [1, { b: 0 }] } } },
    ],
    [
      'R-118: one removed, another written',
      { writes: { cookie: { d: 'y' } }, removals: [{ namespace: 'cookie', key: 'c' }] },
      { cookie: { d: 'y' } },
    ],
  ])('yes: %s', async (_, start, after) => {
    const result = await run([undoing], { ...start, before });
    expect(result.changed).toBe(true);
    expect(plainOf(result.namespaces)).toEqual({ ...before, ...after });
  });

  test('R-118: a namespace that lost its last key is gone', async () => {
    const result = await run([], { before, removals: [{ namespace: 'cookie', key: 'c' }] });
    expect([...result.namespaces.keys()]).toEqual(['public']);
  });
});

describe('what did not change is shared', () => {
  const answer = namespacesOf({ store: { channel: '1' } });
  const sharing = appWith({ runOnCreate: true, output: { store: ['channel'] }, transform: () => answer });

  test('two anonymous sessions hold the very same store', async () => {
    const [one, other] = [await run([sharing], { creating: true }), await run([sharing], { creating: true })];
    expect(one.namespaces.get('store')).toBe(answer.get('store'));
    expect(other.namespaces.get('store')).toBe(answer.get('store'));
  });

  test('an edit keeps the namespaces that it does not touch, and changes none in place', async () => {
    const before = namespacesOf({ store: { channel: '1' }, public: { a: '1' }, cookie: { c: 'x' } });
    const { namespaces } = await run([], { before, writes: { public: { a: '2' } } });
    expect(namespaces.get('store')).toBe(before.get('store'));
    expect(namespaces.get('cookie')).toBe(before.get('cookie'));
    expect(plainOf(before)).toEqual({ store: { channel: '1' }, public: { a: '1' }, cookie: { c: 'x' } });
    expect([...namespaces.keys()]).toEqual(['store', 'public', 'cookie']);
  });

  test('so does an app that repeats what is there', async () => {
    const before = namespacesOf({ store: { channel: '1' } });
    const repeating = appWith({
      input: { public: ['a'] },
      output: { store: ['channel'] },
      transform: () => namespacesOf({ store: { channel: '1' } }),
    });
    const { namespaces } = await run([repeating], { before, writes: { public: { a: '2' } } });
    expect(namespaces.get('store')).toBe(before.get('store'));
  });
});
