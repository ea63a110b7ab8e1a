import { claim } from '../harness/behaviour';
import { randomName } from '../harness/visitor';

const operation = 'GET /api/sessions';
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

type Session = {
  readonly id: string;
  readonly namespaces: Record<string, Record<string, Record<string, unknown>>>;
};

export const sessionsRead = [
  claim({
    id: 'sessions.read.answers-id-and-namespaces',
    sentence: 'A GET answers 200 with id and namespaces, each key an object with value.',
    operation,
    grade: 'documented',
    evidence: ['R-002', 'R-087'],
    run: async ({ visitor, expect }) => {
      const key = randomName('color');
      await visitor.post({ public: { [key]: 'blue' } });
      const answer = await visitor.get(`public.${key}`);
      expect(answer.status).toBe(200);
      expect(answer.json()).toEqual({
        id: visitor.claims().id,
        namespaces: { public: { [key]: { value: 'blue' } } },
      });
    },
  }),
  claim({
    id: 'sessions.read.id-is-the-tokens',
    sentence: 'The id of a session is a UUID, the same as in its token.',
    operation,
    grade: 'observed',
    evidence: ['R-088', 'R-164'],
    run: async ({ visitor, expect }) => {
      await visitor.post();
      const { id } = (await visitor.get('*')).json() as Session;
      expect(id).toMatch(uuid);
      expect(id).toBe(visitor.claims().id);
    },
  }),
  claim({
    id: 'sessions.read.has-no-version-active-debug',
    sentence: 'A session has no version, active or debug, which a guide of 2022 shows.',
    operation,
    grade: 'observed',
    evidence: ['R-096'],
    run: async ({ visitor, expect }) => {
      await visitor.post();
      expect(Object.keys((await visitor.get('*')).json() as Session).sort()).toEqual(['id', 'namespaces']);
    },
  }),
  claim({
    id: 'sessions.read.says-the-account',
    sentence: 'account.accountName is the name of the account, account.id its UUID.',
    operation,
    grade: 'documented',
    evidence: ['R-098'],
    run: async ({ target, visitor, expect }) => {
      await visitor.post();
      const values = await visitor.values('account.accountName,account.id');
      expect(values['account.id']).toMatch(uuid);
      expect(values['account.accountName']).toMatch(/^[a-z0-9]/);
      if (target.account !== undefined) expect(values['account.accountName']).toBe(target.account);
    },
  }),
  claim({
    id: 'sessions.read.only-the-account-id-is-kept-alive',
    sentence: 'account.id has keepAlive: true; no other key has a member besides value.',
    operation,
    grade: 'documented',
    evidence: ['R-095'],
    run: async ({ visitor, expect }) => {
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
  }),
  claim({
    id: 'sessions.read.needs-only-the-session-cookie',
    sentence: 'vtex_session alone is enough to read.',
    operation,
    grade: 'documented',
    evidence: ['R-099'],
    run: async ({ visitor, expect }) => {
      await visitor.post();
      const cookie = `vtex_session=${visitor.cookie('vtex_session')}`;
      const answer = await visitor.get('account.accountName', { headers: { cookie } });
      expect((answer.json() as Session).id).toBe(visitor.claims().id);
    },
  }),
  claim({
    id: 'sessions.read.keeps-the-token',
    sentence: 'A GET with a session does not change the token.',
    operation,
    grade: 'observed',
    evidence: ['R-094'],
    run: async ({ visitor, expect }) => {
      await visitor.post();
      const token = visitor.cookie('vtex_session');
      await visitor.get('*');
      expect(visitor.cookie('vtex_session')).toBe(token);
      await visitor.patch({ body: {} });
      expect(visitor.cookie('vtex_session')).toBe(token);
    },
  }),
  claim({
    id: 'sessions.read.is-not-stored-by-caches',
    sentence: 'Answers about a session forbid caches to store them.',
    operation,
    grade: 'inferred',
    evidence: ['R-101'],
    run: async ({ visitor, expect }) => {
      expect((await visitor.post()).headers['cache-control']).toMatch(/\b(no-store|private)\b/);
      expect((await visitor.patch()).headers['cache-control']).toMatch(/\b(no-store|private)\b/);
      expect((await visitor.get('*')).headers['cache-control']).toMatch(/\b(no-store|private)\b/);
    },
  }),
  claim({
    id: 'sessions.read.stores-no-query',
    sentence: 'The query string of a GET is not written to public.',
    operation,
    grade: 'inferred',
    evidence: ['R-058'],
    run: async ({ visitor, expect }) => {
      await visitor.post();
      const key = randomName('color');
      expect(await visitor.values('*', { query: `${key}=blue` })).toEqual(await visitor.values('*'));
      expect(await visitor.values(`public.${key}`)).toEqual({});
    },
  }),
  claim({
    id: 'sessions.read.anonymous-has-no-profile',
    sentence: 'A visitor without a login has no profile.email and profile.id, and is not authenticated.',
    operation,
    grade: 'observed',
    evidence: ['R-091'],
    needs: ['anyRequest'],
    run: async ({ visitor, expect }) => {
      await visitor.post({ public: { email: 'ann@example.com' } });
      const values = await visitor.values('profile.email,profile.id,profile.isAuthenticated');
      const { 'profile.isAuthenticated': isAuthenticated = 'false', ...others } = values;
      expect([isAuthenticated, others]).toEqual(['false', {}]);
    },
  }),
  claim({
    id: 'sessions.read.by-any-client-with-the-token',
    sentence: 'Any client that sends the token reads the session.',
    operation,
    grade: 'observed',
    evidence: ['R-165'],
    needs: ['anyRequest'],
    run: async ({ visitor, newVisitor, expect }) => {
      const key = randomName('color');
      await visitor.post({ public: { [key]: 'blue' }, headers: { 'user-agent': 'a browser' } });
      const other = newVisitor();
      other.hold('vtex_session', visitor.cookie('vtex_session'));
      const headers = { 'user-agent': 'a service', 'x-forwarded-for': '192.0.2.7' };
      expect(await other.values(`public.${key}`, { headers })).toEqual({ [`public.${key}`]: 'blue' });
      expect(other.cookie('vtex_session')).toBe(visitor.cookie('vtex_session'));
    },
  }),
  claim({
    id: 'sessions.read.cookies',
    sentence: 'The setting says whether a GET with a session sets both cookies.',
    operation,
    grade: 'assumed',
    evidence: ['R-094', 'R-413'],
    assumption: { setting: 'readSetsCookies', default: false },
    run: async ({ target, visitor, expect }) => {
      await visitor.post({ public: { [randomName('color')]: 'blue' } });
      const held = ['vtex_session', 'vtex_segment'] as const;
      const before = held.map((name) => `${name}=${visitor.cookie(name)}`);
      const { setCookie } = await visitor.get('*');
      expect(setCookie.map((line) => line.split(';')[0])).toEqual(
        target.assumptions.readSetsCookies ? before : [],
      );
    },
  }),
];
