import { loadAccount } from '../accounts/load';
import { installedApps } from '../apps';
import type { SessionApp } from './app';
import type { Assumptions } from './assumptions';
import type { Session } from './session';
import {
  appWith,
  assuming,
  namespacesOf,
  plainOf,
  queryOf,
  sealed,
  textAt,
  type Values,
} from './testing/plain';
import { tokenSigner } from './token-signer';
import { type SessionRules, sessionRules, type WriteRequest } from './write-session';

const account = { name: 'acme', id: '0e000000-0000-4000-8000-00000000000a' };

const store = appWith({
  name: 'store',
  runOnCreate: true,
  input: { public: ['sc'] },
  output: { store: ['channel'] },
  transform: (input) => namespacesOf({ store: { channel: textAt(input, 'public', 'sc') } }),
});
const authentication = appWith({ name: 'authentication', input: { cookie: ['Auth_.*'] } });

/** Ids and signatures are counted, so that each shows when it was made. */
function rulesOf(
  apps: readonly SessionApp[] | (() => readonly SessionApp[]),
  assume: Partial<Assumptions> = {},
): SessionRules {
  let [ids, signatures] = [0, 0];
  return sessionRules({
    account,
    apps: typeof apps === 'function' ? apps : () => apps,
    assumptions: assuming(assume),
    signer: {
      keyId: () => 'key',
      sign: (_, claims) => `${claims['id']} v${claims['version']} ${claims['jti']} signature-${++signatures}`,
      verify: () => undefined,
    },
    tokenForm: '2026',
    clock: () => 1_789_568_000_000,
    ids: () => `id-${++ids}`,
  });
}

const request = (
  query = '',
  body?: WriteRequest['body'],
  cookies: WriteRequest['cookies'] = [],
): WriteRequest => sealed({ body, query: queryOf(query), cookies });

/** A session that throws at whoever changes it. */
async function created(rules: SessionRules, query = ''): Promise<Session> {
  const { id, version, namespaces, token, expiresAt } = rules.sign(
    await rules.draft(undefined, request(query)),
  );
  return { id, version, namespaces: sealed(namespaces), token, expiresAt };
}

describe('a new session', () => {
  test('R-095, R-097, R-098: begins with the account, then what the create call gives, then the caller’s', async () => {
    const rules = rulesOf([store, authentication]);
    const { namespaces } = await rules.draft(undefined, request('a=1', undefined, [['Auth_acme', 'x']]));
    expect(Array.from(namespaces, ([name, entries]) => [name, [...entries]])).toEqual([
      [
        'account',
        [
          ['id', { value: account.id, keepAlive: true }],
          ['accountName', { value: 'acme' }],
        ],
      ],
      ['store', [['channel', { value: '-' }]]],
      ['public', [['a', { value: '1' }]]],
      ['cookie', [['Auth_acme', { value: 'x' }]]],
    ]);
  });

  test.each(['', 'a=1'])('R-162: is at version 2 and counts as changed, asked with %j', async (query) => {
    const draft = await rulesOf([]).draft(undefined, request(query));
    expect(draft).toMatchObject({ id: 'id-1', version: 2, changed: true });
  });

  test('R-155, R-161, R-163: is signed for its id and version', async () => {
    const rules = rulesOf([store]);
    const draft = await rules.draft(undefined, request());
    expect(rules.sign(draft)).toEqual({
      id: 'id-1',
      version: 2,
      namespaces: draft.namespaces,
      token: 'id-1 v2 id-2 signature-1',
      expiresAt: 1_789_568_000_000 + 432_000_000,
    });
  });

  test('of two sessions each has its own id, and both hold the very same account and store', async () => {
    const rules = rulesOf(
      installedApps({
        account: { ...loadAccount('acme'), sessionApps: ['store-session'] },
        assumptions: assuming({}),
        signer: tokenSigner(),
        clock: () => 0,
      }),
    );
    const drafts = [
      await rules.draft(undefined, request()),
      await rules.draft(undefined, request('utm_source=x')),
    ];
    expect(drafts.map(({ id }) => id)).toEqual(['id-1', 'id-2']);
    for (const name of ['account', 'store']) {
      expect(drafts[0]?.namespaces.get(name)).toBeDefined();
      expect(drafts[0]?.namespaces.get(name)).toBe(drafts[1]?.namespaces.get(name));
    }
  });
});

describe('an edit', () => {
  test('R-045, R-049, R-088: merges, keeps the id and raises the version by one', async () => {
    const rules = rulesOf([store]);
    const before = await created(rules, 'a=1&b=2');
    const draft = await rules.draft(before, request('b=x&c=3'));
    expect(draft).toMatchObject({ id: before.id, version: 3, changed: true });
    expect(plainOf(draft.namespaces)['public']).toEqual({ a: '1', b: 'x', c: '3' });
    expect(rules.sign(draft).token).toBe('id-1 v3 id-3 signature-2');
  });

  test('R-162: one request is one version, however many keys and rounds it takes', async () => {
    const rules = rulesOf([store]);
    const before = await created(rules);
    const { version, namespaces, rounds } = await rules.draft(
      before,
      request('sc=2&a=1', { public: { b: { value: 1 } } }),
    );
    expect(version).toBe(3);
    expect(rounds).toHaveLength(1);
    expect(plainOf(namespaces)).toMatchObject({ public: { sc: '2', a: '1', b: 1 }, store: { channel: '2' } });
  });

  test.each<[string, WriteRequest]>([
    ['nothing', request()],
    ['{}', request('', {})],
    ['equal values', request('a=1')],
    ['only what is ignored', request('an=acme', { profile: { email: { value: 'x' } } })],
    ['a cookie that no app reads', request('', undefined, [['janus_sid', 'x']])],
  ])('R-168: writing %s changes nothing, and the version stays', async (_, nothing) => {
    const rules = rulesOf([store]);
    const before = await created(rules, 'a=1');
    const draft = await rules.draft(before, nothing);
    expect(draft).toMatchObject({ id: before.id, version: 2, changed: false });
    expect(draft.namespaces).toBe(before.namespaces);
  });

  test('R-235: makes no create call, and does not write the account again', async () => {
    const rules = rulesOf([store]);
    const before: Session = {
      ...(await created(rules)),
      namespaces: sealed(namespacesOf({ public: { a: '1' } })),
    };
    const draft = await rules.draft(before, request('a=2'));
    expect(draft.rounds).toEqual([]);
    expect(plainOf(draft.namespaces)).toEqual({ public: { a: '2' } });
  });

  test('what it was asked to write is told, with where it stood, and what it drops', async () => {
    const rules = rulesOf([authentication], { unrepeatedCookie: 'dropped' });
    const asking = request('a=1', { public: { b: { value: 2 } } }, [['Auth_acme', 'x']]);
    const first = await rules.draft(undefined, asking);
    expect(first.writes).toEqual([
      { namespace: 'public', key: 'a', entry: { value: '1' }, source: 'query' },
      { namespace: 'public', key: 'b', entry: { value: 2 }, source: 'body' },
      { namespace: 'cookie', key: 'Auth_acme', entry: { value: 'x' }, source: 'cookie' },
    ]);
    const next = await rules.draft(rules.sign(first), request());
    expect([next.writes, next.removals]).toEqual([[], [{ namespace: 'cookie', key: 'Auth_acme' }]]);
  });

  test('R-286: what a store sends at creation counts then, and never again', async () => {
    const rules = rulesOf([]);
    const before = await created(rules, '__bindingId=b&supportedLocales=pt-BR');
    expect(plainOf(before.namespaces)['$creation']).toEqual({ __bindingId: 'b', supportedLocales: 'pt-BR' });
    expect(await rules.draft(before, request('__bindingId=c'))).toMatchObject({ changed: false, writes: [] });
  });

  test('apps that changed since are the ones that are asked', async () => {
    const today = { apps: [store] };
    const rules = rulesOf(() => today.apps);
    const before = await created(rules);
    today.apps = [{ ...store, transform: () => namespacesOf({ store: { channel: 'new' } }) }];
    expect(plainOf((await rules.draft(before, request('sc=2'))).namespaces)['store']).toEqual({
      channel: 'new',
    });
    today.apps = [authentication];
    const draft = await rules.draft(before, request('sc=2', undefined, [['Auth_acme', 'x']]));
    expect(plainOf(draft.namespaces)).toMatchObject({ store: { channel: '-' }, cookie: { Auth_acme: 'x' } });
  });

  test('R-030: what was ignored is told, at creation and at an edit', async () => {
    const rules = rulesOf([]);
    const ignoring = request('an=acme', { profile: {} });
    const told = ['profile', '?an'];
    const first = await rules.draft(undefined, ignoring);
    expect(first.ignored.map(({ path }) => path)).toEqual(told);
    const edit = await rules.draft(rules.sign(first), ignoring);
    expect(edit.ignored.map(({ path }) => path)).toEqual(told);
  });

  test.each<[Assumptions['unrepeatedCookie'], Values | undefined, number]>([
    ['kept', { Auth_acme: 'x' }, 2],
    ['dropped', undefined, 3],
  ])(
    'R-118, X-4: a login cookie that it does not repeat is %s',
    async (unrepeatedCookie, cookie, version) => {
      const rules = rulesOf([authentication], { unrepeatedCookie });
      const before = rules.sign(await rules.draft(undefined, request('', undefined, [['Auth_acme', 'x']])));
      const draft = await rules.draft({ ...before, namespaces: sealed(before.namespaces) }, request());
      expect(plainOf(draft.namespaces)['cookie']).toEqual(cookie);
      expect(draft.version).toBe(version);
    },
  );

  test('nothing it was given is changed: what was stays, what is new is new', async () => {
    const rules = rulesOf([store, authentication]);
    const before = await created(rules, 'sc=1&a=1');
    const copy = structuredClone(plainOf(before.namespaces));
    const draft = await rules.draft(before, request('sc=2', undefined, [['Auth_acme', 'x']]));
    expect(plainOf(before.namespaces)).toEqual(copy);
    expect(draft.namespaces.get('account')).toBe(before.namespaces.get('account'));
  });
});
