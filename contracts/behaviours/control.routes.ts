import { randomUUID } from 'node:crypto';
import { type Context, claim } from '../harness/behaviour';
import { controlOperations, operations } from '../harness/claim';
import { randomName, type Visitor } from '../harness/visitor';
import type { Answer } from '../targets/target';

const own = {
  grade: 'assumed',
  evidence: [],
  marker: { emulatorOnly: 'the control plane is for tests, and no part of VTEX’s API' },
} as const;

type Json = Readonly<Record<string, unknown>>;

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

async function health({ visitor, expect }: Pick<Context, 'visitor' | 'expect'>): Promise<Json> {
  const answer = await visitor.send('GET', { path: '/_mock/health' });
  expect(answer.status).toBe(200);
  return answer.json() as Json;
}

async function personaIds(visitor: Visitor): Promise<readonly string[]> {
  const answer = await visitor.send('GET', { path: '/_mock/personas' });
  return (answer.json() as { id: string }[]).map(({ id }) => id);
}

/** The operations that an OpenAPI 3 document names, in order. */
function operationsIn(answer: Answer): readonly string[] {
  const { openapi, paths } = answer.json() as { openapi: string; paths: Record<string, Json> };
  if (!openapi.startsWith('3.')) throw new Error(`The document is of OpenAPI ${openapi}`);
  const served = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods)
      .filter((method) => method !== 'parameters')
      .map((method) => `${method.toUpperCase()} ${path}`),
  );
  return served.sort();
}

/** What is served under `/_mock`. */
export const controlRoutes = [
  claim({
    id: 'control.routes.health-says-who-answers',
    sentence: 'Health says product, version, instance, account, cookie profile, sessions and uptime.',
    operation: 'GET /_mock/health',
    ...own,
    run: async (context) => {
      const { expect, target } = context;
      const { product, version, instance, account, cookieProfile, sessions, uptime, store, ...others } =
        await health(context);
      expect(product).toBe('vtex-session-mock');
      expect(version).toMatch(/^\d+\.\d+\.\d+/);
      expect(instance).toMatch(uuid);
      expect(account).toBe(target.account);
      expect(cookieProfile).toMatch(/^(auto|live|dev)$/);
      expect(Number.isInteger(sessions)).toBe(true);
      expect(uptime).toBeGreaterThanOrEqual(0);
      expect(others).toEqual({});
      expect(store === undefined || (store as { connected: boolean }).connected).toBe(true); // where there is one
    },
  }),
  claim({
    id: 'control.routes.health-counts-sessions',
    sentence: 'Health counts created sessions; a GET without a token creates none.',
    operation: 'GET /_mock/health',
    ...own,
    run: async (context) => {
      const { visitor, newVisitor, target, expect } = context;
      const { sessions: before } = await health(context);
      await visitor.post();
      expect((await health(context))['sessions']).toBe((before as number) + 1);
      await newVisitor().get('*');
      const kept = target.assumptions.tokenlessGetSetsCookies ? 2 : 1;
      expect((await health(context))['sessions']).toBe((before as number) + kept);
    },
  }),
  claim({
    id: 'control.routes.document-is-what-is-served',
    sentence: 'The served document has every operation of this catalogue and no control route.',
    operation: 'GET /_mock/openapi.json',
    ...own,
    run: async ({ visitor, expect }) => {
      const answer = await visitor.send('GET', { path: '/_mock/openapi.json' });
      expect(answer.status).toBe(200);
      expect(operationsIn(answer)).toEqual([...operations].sort());
    },
  }),
  claim({
    id: 'control.routes.own-document',
    sentence: 'A second document has every control route and nothing else.',
    operation: 'GET /_mock/control/openapi.json',
    ...own,
    run: async ({ visitor, expect }) => {
      const answer = await visitor.send('GET', { path: '/_mock/control/openapi.json' });
      expect(answer.status).toBe(200);
      expect(operationsIn(answer)).toEqual([...controlOperations].sort());
    },
  }),
  claim({
    id: 'control.routes.personas-are-listed',
    sentence: 'The personas of the account are listed with id and description.',
    operation: 'GET /_mock/personas',
    ...own,
    run: async ({ visitor, expect }) => {
      const answer = await visitor.send('GET', { path: '/_mock/personas' });
      expect(answer.status).toBe(200);
      const personas = answer.json() as Json[];
      expect(personas.length).toBeGreaterThanOrEqual(1);
      for (const { id, description, ...others } of personas) {
        expect(id).toMatch(/^[a-z0-9-]+$/);
        expect(description).toMatch(/\w/);
        expect(others).toEqual({});
      }
    },
  }),
  claim({
    id: 'control.routes.persona-gets-a-session',
    sentence: 'Each request for a persona creates a session and returns its cookies in three forms.',
    operation: 'POST /_mock/personas/{id}/sessions',
    ...own,
    run: async ({ visitor, newVisitor, expect }) => {
      const tokens: unknown[] = [];
      for (const id of [...(await personaIds(visitor)), 'anonymous']) {
        const answer = await visitor.send('POST', {
          path: `/_mock/personas/${id}/sessions`,
          query: 'domain=store.example.com',
        });
        expect(answer.status).toBe(201);
        const { cookie, setCookie, storageState } = answer.json() as {
          cookie: string;
          setCookie: string[];
          storageState: { cookies: { name: string; value: string; domain: string }[] };
        };
        expect((await newVisitor().get('account.id', { headers: { cookie } })).status).toBe(200);
        expect(setCookie.map((line) => line.split('; ')[0]).join('; ')).toBe(cookie);
        const stored = storageState.cookies.map(({ name, value }) => `${name}=${value}`);
        expect(stored.join('; ')).toBe(cookie);
        for (const { domain } of storageState.cookies) expect(domain).toBe('store.example.com');
        tokens.push(storageState.cookies.find(({ name }) => name === 'vtex_session')?.value);
      }
      expect(new Set(tokens).size).toBe(tokens.length);
      expect(tokens).not.toContain(undefined);
    },
  }),
  claim({
    id: 'control.routes.persona-unknown',
    sentence: 'An unknown persona gets 404.',
    operation: 'POST /_mock/personas/{id}/sessions',
    ...own,
    run: async ({ visitor, expect }) => {
      const path = `/_mock/personas/${randomName('nobody')}/sessions`;
      const answer = await visitor.send('POST', { path });
      expect(answer.status).toBe(404);
      expect((answer.json() as Json)['code']).toBe('PERSONA_UNKNOWN');
    },
  }),
  claim({
    id: 'control.routes.explain-names-the-writers',
    sentence: 'An explanation names what wrote each key: the body, the query, the account, or an app.',
    operation: 'GET /_mock/sessions/{id}/explain',
    ...own,
    run: async ({ visitor, expect }) => {
      const [sent, asked] = [randomName('sent'), randomName('asked')];
      await visitor.post({ query: `${asked}=a`, public: { [sent]: 'b' } });
      const { id, version } = visitor.claims();
      const answer = await visitor.send('GET', { path: `/_mock/sessions/${id}/explain` });
      expect(answer.status).toBe(200);
      const { keys, ...explained } = answer.json() as {
        id: string;
        version: number;
        keys: Record<string, Json>;
      };
      expect([explained.id, explained.version]).toEqual([id, version]);
      expect(keys[`public.${sent}`]).toEqual({ value: 'b', by: 'body', version });
      expect(keys[`public.${asked}`]).toEqual({ value: 'a', by: 'query', version });
      expect(keys['account.accountName']?.['by']).toBe('account');
      expect([keys['store.channel']?.['by'], keys['store.channel']?.['app']]).toEqual([
        'app',
        'store-session',
      ]);
    },
  }),
  claim({
    id: 'control.routes.explain-unknown',
    sentence: 'Explaining an unknown session gets 404.',
    operation: 'GET /_mock/sessions/{id}/explain',
    ...own,
    run: async ({ visitor, expect }) => {
      const answer = await visitor.send('GET', { path: `/_mock/sessions/${randomUUID()}/explain` });
      expect(answer.status).toBe(404);
      expect((answer.json() as Json)['code']).toBe('SESSION_UNKNOWN');
    },
  }),
  claim({
    id: 'control.routes.refused-to-other-origins',
    sentence: 'A page of another origin can read health, but no route that shows or creates sessions.',
    operation: 'GET /_mock/personas',
    ...own,
    run: async ({ visitor, expect }) => {
      await visitor.post();
      const headers = { origin: 'https://elsewhere.example' };
      for (const [method, path] of [
        ['GET', '/_mock/personas'],
        ['POST', '/_mock/personas/anonymous/sessions'],
        ['GET', `/_mock/sessions/${visitor.claims().id}/explain`],
      ] as const) {
        const answer = await visitor.send(method, { path, headers });
        expect(answer.status).toBe(403);
        expect((answer.json() as Json)['code']).toBe('CONTROL_FORBIDDEN');
      }
      expect((await visitor.send('GET', { path: '/_mock/health', headers })).status).toBe(200);
    },
  }),
];
