import { randomUUID } from 'node:crypto';
import { claim } from '../harness/behaviour';
import type { Visitor, VisitorRequest } from '../harness/visitor';

const own = {
  grade: 'assumed',
  evidence: [],
  marker: { emulatorOnly: 'the real service does not list its sessions' },
  needs: ['variant'],
} as const;

const listing = { operation: 'GET /_mock/sessions', ...own } as const;
const reading = { operation: 'GET /_mock/sessions/{id}', ...own } as const;

interface Listed {
  readonly count: number;
  readonly sessions: readonly { readonly id: string; readonly version: number; readonly expiresAt: string }[];
}

const get = (visitor: Visitor, id = '', request: VisitorRequest = {}) =>
  visitor.send('GET', { path: `/_mock/sessions${id}`, ...request });

async function list(visitor: Visitor, query = ''): Promise<Listed> {
  return (await get(visitor, '', { query })).json() as Listed;
}

/** GET /_mock/sessions, and one of them. */
export const controlSessions = [
  claim({
    id: 'control.sessions.newest-first',
    sentence: 'The list has count, and id, version and expiry of each session, the last used first.',
    ...listing,
    run: async ({ emulate, expect }) => {
      const { newVisitor } = emulate({});
      const [one, other] = [newVisitor(), newVisitor()];
      expect((await get(one)).json()).toEqual({ count: 0, sessions: [] });
      for (const visitor of [one, other]) await visitor.post();
      await one.patch({ public: { color: 'blue' } });
      const listed = [one, other].map((visitor) => {
        const { id, version, exp } = visitor.claims();
        return { id, version, expiresAt: new Date((exp as number) * 1000).toISOString() };
      });
      const answer = await get(newVisitor());
      const { count, sessions } = answer.json() as { count: number; sessions: Record<string, unknown>[] };
      expect([answer.status, count]).toEqual([200, 2]);
      expect(sessions.map(({ id, version, expiresAt }) => ({ id, version, expiresAt }))).toEqual(listed);
      expect(sessions.map(({ channel }) => channel)).toEqual(['1', '1']);
    },
  }),
  claim({
    id: 'control.sessions.at-most-the-limit',
    sentence: 'The list has at most 100 sessions, or limit.',
    ...listing,
    run: async ({ emulate, expect }) => {
      const { newVisitor } = emulate({});
      const visitors = Array.from({ length: 101 }, newVisitor);
      for (const visitor of visitors) await visitor.post();
      const usual = await list(newVisitor());
      expect([usual.count, usual.sessions.length]).toEqual([101, 100]);
      const all = await list(newVisitor(), 'limit=1000');
      expect(all.sessions.map(({ id }) => id)).toEqual(visitors.map((one) => one.claims().id).reverse());
      expect((await list(newVisitor(), 'limit=2')).sessions).toEqual(all.sessions.slice(0, 2));
    },
  }),
  claim({
    id: 'control.sessions.limit-is-a-whole-number',
    sentence: 'A limit that is not a whole number from 1 to 10000 gets 400.',
    ...listing,
    run: async ({ emulate, expect }) => {
      const visitor = emulate({}).newVisitor();
      for (const limit of ['0', '10001', '-1', '1.5', '1e2', 'all', '']) {
        const answer = await get(visitor, '', { query: `limit=${limit}` });
        expect([limit, answer.status]).toEqual([limit, 400]);
        expect(answer.json()).toEqual({
          type: 'BadRequest',
          code: 'CONTROL_INPUT_INVALID',
          message: '?limit must be a whole number from 1 to 10000',
        });
      }
      const message = '?offset is unknown: use limit';
      const other = await get(visitor, '', { query: 'offset=3' });
      expect([other.status, (other.json() as { message: string }).message]).toEqual([400, message]);
    },
  }),
  claim({
    id: 'control.sessions.shows-what-one-holds',
    sentence: 'A session is returned with its namespaces, cookie values redacted.',
    ...reading,
    run: async ({ emulate, expect }) => {
      const { loggedIn } = emulate({ account: 'acme' });
      const visitor = await loggedIn('shopper');
      await visitor.post({ public: { color: 'blue' } });
      const { id, version, exp } = visitor.claims();
      const answer = await get(visitor, `/${id}`);
      expect(answer.status).toBe(200);
      const shown = answer.json() as { namespaces: Record<string, Record<string, { value: unknown }>> };
      const whole = (await visitor.get('*')).json() as typeof shown;
      const cookie = Object.keys(whole.namespaces['cookie'] ?? {});
      expect(cookie).toEqual(['VtexIdclientAutCookie_acme']);
      const cookies = Object.fromEntries(cookie.map((name) => [name, { value: '<redacted>' }]));
      const expiresAt = new Date((exp as number) * 1000).toISOString();
      const { namespaces, ...others } = shown as typeof shown & Record<string, unknown>;
      expect(namespaces).toEqual({ ...whole.namespaces, cookie: cookies });
      expect([others['id'], others['version'], others['expiresAt']]).toEqual([id, version, expiresAt]);
    },
  }),
  claim({
    id: 'control.sessions.unknown',
    sentence: 'An unknown session gets 404.',
    ...reading,
    run: async ({ emulate, expect }) => {
      const answer = await get(emulate({}).newVisitor(), `/${randomUUID()}`);
      expect(answer.status).toBe(404);
      expect((answer.json() as { code: string }).code).toBe('SESSION_UNKNOWN');
    },
  }),
  claim({
    id: 'control.sessions.refused-to-other-origins',
    sentence: 'A page of another origin can read neither the list nor a session.',
    ...listing,
    run: async ({ emulate, expect }) => {
      const visitor = emulate({}).newVisitor();
      await visitor.post();
      const headers = { origin: 'https://elsewhere.example' };
      for (const id of ['', `/${visitor.claims().id}`]) {
        const answer = await get(visitor, id, { headers });
        expect([answer.status, (answer.json() as { code: string }).code]).toEqual([403, 'CONTROL_FORBIDDEN']);
      }
    },
  }),
];
