import type { JsonValue, KeyRef } from './session';
import { appWith, callsOf, namespacesOf, type Plain, plainOf, run, textAt } from './testing/plain';

const store = appWith({
  name: 'store',
  runOnCreate: true,
  input: { public: ['sc'] },
  output: { store: ['channel'] },
  transform: (input) => namespacesOf({ store: { channel: textAt(input, 'public', 'sc') } }),
});
const region = appWith({
  name: 'region',
  input: { public: ['postalCode', 'country', 'address'], store: ['channel'] },
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

  const before = {
    public: { sc: '1', postalCode: '04561000', address: { geo: [-2, -3] } },
    store: { channel: '1' },
  };

  test.each<[string, Plain, string[][]]>([
    ['R-237: one whose input changed', { public: { postalCode: '10001' } }, [['region']]],
    ['R-237: one whose input was set first', { public: { country: 'BRA' } }, [['region']]],
    ['R-231: and whoever reads what it changed', { public: { sc: '2' } }, [['store'], ['region']]],
    ['R-233: two in one round', { public: { sc: '2', country: 'BRA' } }, [['store', 'region'], ['region']]],
    ['R-237: nobody for a key that nobody reads', { public: { color: 'blue' } }, []],
    ['R-237: nobody for the key in another namespace', { profile: { sc: '2', postalCode: 'x' } }, []],
    ['R-237: nobody for an equal value', { public: { sc: '1', postalCode: '04561000' } }, []],
    ['R-237: nobody for an equal object', { public: { address: { geo: [-2, -3] } } }, []],
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
      output: { own: ['a', 'b', 'list_.*'], public: ['sc'], fresh: ['a', 'b'], nulls: ['a'] },
      transform: () => namespacesOf(answer),
    });
  const before = { own: { a: '1', b: '2' } };
  const go = { public: { go: '1' } };

  test.each<[string, Plain, Plain, string[]]>([
    ['R-069: a key it leaves out stays', { own: { a: 'x' } }, { own: { a: 'x', b: '2' }, ...go }, []],
    ['R-252: so does everything, if it answers nothing', {}, { ...before, ...go }, []],
    ['R-252: or an empty namespace', { own: {}, fresh: {} }, { ...before, ...go }, []],
    ['R-069: "" clears', { own: { a: '' } }, { own: { a: '', b: '2' }, ...go }, []],
    [
      'R-067: null takes the place of what was',
      { own: { a: null } },
      { own: { a: null, b: '2' }, ...go },
      [],
    ],
    [
      'R-067: and leaves unset what was not',
      { own: { list_1: null, a: 'x' } },
      { own: { a: 'x', b: '2' }, ...go },
      [],
    ],
    [
      'R-067: in a namespace that was not there too',
      { fresh: { a: null, b: 'x' }, nulls: { a: null } },
      { ...before, fresh: { b: 'x' }, ...go },
      [],
    ],
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
  });

  test('R-243: of an answer the call tells what was declared', async () => {
    const answer = { own: { c: '1', a: 'x' }, profile: { email: 'e' } };
    const { rounds } = await run([answering(answer)], { before, writes: go });
    expect(plainOf(rounds[0]?.calls[0]?.output ?? new Map())).toEqual({ own: { a: 'x' } });
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
