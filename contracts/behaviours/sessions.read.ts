import type { Runs } from '../behaviour';
import { randomName } from '../random';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

type Session = {
  readonly id: string;
  readonly namespaces: Record<string, Record<string, Record<string, unknown>>>;
};

export const sessionsRead: Runs = {
  'sessions.read.answers-id-and-namespaces': async ({ visitor, expect }) => {
    const key = randomName('color');
    await visitor.post({ public: { [key]: 'blue' } });
    const answer = await visitor.get(`public.${key}`);
    expect(answer.status).toBe(200);
    expect(answer.json()).toEqual({
      id: visitor.claims().id,
      namespaces: { public: { [key]: { value: 'blue' } } },
    });
  },
  'sessions.read.id-is-the-tokens': async ({ visitor, expect }) => {
    await visitor.post();
    const { id } = (await visitor.get('*')).json() as Session;
    expect(id).toMatch(uuid);
    expect(id).toBe(visitor.claims().id);
  },
  'sessions.read.has-no-version-active-debug': async ({ visitor, expect }) => {
    await visitor.post();
    expect(Object.keys((await visitor.get('*')).json() as Session).sort()).toEqual(['id', 'namespaces']);
  },
  'sessions.read.says-the-account': async ({ target, visitor, expect }) => {
    await visitor.post();
    const values = await visitor.values('account.accountName,account.id');
    expect(values['account.id']).toMatch(uuid);
    expect(values['account.accountName']).toMatch(/^[a-z0-9]/);
    if (target.account !== undefined) expect(values['account.accountName']).toBe(target.account);
  },
  'sessions.read.only-the-account-id-is-kept-alive': async ({ visitor, expect }) => {
    await visitor.post({ public: { [randomName('color')]: 'blue' } });
    const { namespaces } = (await visitor.get('*')).json() as Session;
    const { value, ...besides } = namespaces['account']?.['id'] ?? {};
    expect(besides).toEqual({ keepAlive: true });
    for (const [name, entries] of Object.entries(namespaces)) {
      for (const [key, entry] of Object.entries(entries)) {
        if (name !== 'account' || key !== 'id') expect(Object.keys(entry)).toEqual(['value']);
      }
    }
    expect(value).toMatch(uuid);
  },
  'sessions.read.needs-only-the-session-cookie': async ({ visitor, expect }) => {
    await visitor.post();
    const cookie = `vtex_session=${visitor.cookie('vtex_session')}`;
    const answer = await visitor.get('account.accountName', { headers: { cookie } });
    expect((answer.json() as Session).id).toBe(visitor.claims().id);
  },
  'sessions.read.sets-no-cookie': async ({ visitor, expect }) => {
    await visitor.post();
    const token = visitor.cookie('vtex_session');
    expect((await visitor.get('*')).setCookie).toEqual([]);
    await visitor.patch({ body: {} });
    expect(visitor.cookie('vtex_session')).toBe(token);
  },
  'sessions.read.is-not-stored-by-caches': async ({ visitor, expect }) => {
    expect((await visitor.post()).headers['cache-control']).toMatch(/\b(no-store|private)\b/);
    expect((await visitor.patch()).headers['cache-control']).toMatch(/\b(no-store|private)\b/);
    expect((await visitor.get('*')).headers['cache-control']).toMatch(/\b(no-store|private)\b/);
  },
  'sessions.read.stores-no-query': async ({ visitor, expect }) => {
    await visitor.post();
    const key = randomName('color');
    expect(await visitor.values('*', { query: `${key}=blue` })).toEqual(await visitor.values('*'));
    expect(await visitor.values(`public.${key}`)).toEqual({});
  },
  'sessions.read.a-stranger-has-no-profile': async ({ visitor, expect }) => {
    await visitor.post({ public: { email: 'ann@example.com' } });
    const values = await visitor.values('profile.email,profile.id,profile.isAuthenticated');
    const { 'profile.isAuthenticated': isAuthenticated = 'false', ...others } = values;
    expect([isAuthenticated, others]).toEqual(['false', {}]);
  },
  'sessions.read.by-whoever-holds-the-token': async ({ visitor, newVisitor, expect }) => {
    const key = randomName('color');
    await visitor.post({ public: { [key]: 'blue' }, headers: { 'user-agent': 'a browser' } });
    const other = newVisitor();
    other.hold('vtex_session', visitor.cookie('vtex_session'));
    const headers = { 'user-agent': 'a service', 'x-forwarded-for': '192.0.2.7' };
    expect(await other.values(`public.${key}`, { headers })).toEqual({ [`public.${key}`]: 'blue' });
    expect(other.cookie('vtex_session')).toBe(visitor.cookie('vtex_session'));
  },
};
