import { loadAccount } from '../accounts/load';
import { installedApps } from '../apps';
import type { SessionApp } from './app';
import type { Assumptions } from './assumptions';
import type { Session } from './session';
import { appWith, assuming, namespacesOf, plainOf, queryOf, sealed, textAt } from './testing/plain';
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

/** Ids and signatures are numbered. */
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
      sign: (_, claims) => `${claims['id']} v${claims['version']} ${claims['jti']} signature-${++signatures}`,
      verify: () => undefined,
      forget() {},
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

/** A session that throws when it is changed. */
async function created(rules: SessionRules, query = ''): Promise<Session> {
  const { id, version, namespaces, token, expiresAt } = rules.sign(
    await rules.draft(undefined, request(query)),
  );
  return { id, version, namespaces: sealed(namespaces), token, expiresAt };
}

// The contract suite covers what a request can show (sessions.create, sessions.edit, login.cookie).

test('new sessions have their own ids and share the account and store namespaces', async () => {
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

test('R-168: a write that changes nothing returns the same namespaces', async () => {
  const rules = rulesOf([store]);
  const before = await created(rules, 'a=1');
  for (const nothing of [
    request(),
    request('', {}),
    request('a=1'),
    request('', { profile: { a: { value: 1 } } }),
  ]) {
    const draft = await rules.draft(before, nothing);
    expect(draft).toMatchObject({ id: before.id, version: 2, changed: false });
    expect(draft.namespaces).toBe(before.namespaces);
  }
});

test('the next draft uses apps that changed', async () => {
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

test('an edit changes no argument and shares the namespaces that it leaves alone with other sessions', async () => {
  const rules = rulesOf([store, authentication]);
  const before = await created(rules, 'sc=1&a=1');
  const copy = structuredClone(plainOf(before.namespaces));
  const draft = await rules.draft(before, request('sc=2', undefined, [['Auth_acme', 'x']]));
  expect(plainOf(before.namespaces)).toEqual(copy);
  const other = await rules.draft(undefined, request('sc=3'));
  expect(draft.namespaces.get('account')).toBe(other.namespaces.get('account'));
});
