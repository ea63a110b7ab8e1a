import { claim } from '../harness/behaviour';
import type { Middleware } from '../targets/target';

const needs = ['variant'] as const;
const marker = { emulatorOnly: 'only the emulator can be mounted in another app' } as const;
const own = { grade: 'assumed', evidence: [], marker, needs } as const;

/** The session operations mounted in another app. */
export const emulatorMounted = [
  claim({
    id: 'emulator.mounted.passes-on-the-rest',
    sentence: 'The middleware answers the session operations and passes on every other request.',
    operation: 'GET /api/sessions',
    ...own,
    run: async ({ emulate, expect }) => {
      const mount =
        (middleware: Middleware) => (req: Parameters<Middleware>[0], res: Parameters<Middleware>[1]) =>
          middleware(req, res, (error) => res.writeHead(418).end(String(error)));
      const visitor = emulate({ mount }).newVisitor();
      expect((await visitor.post()).status).toBe(201);
      expect((await visitor.get('*')).status).toBe(200);
      expect((await visitor.send('PUT', { path: '/api/sessions' })).status).toBe(405);
      expect((await visitor.send('GET', { path: '/api/segments/%zz' })).status).toBe(400);
      for (const path of ['/cart', '/_mock/health', '/api/sessions/a/b']) {
        const { status, text } = await visitor.send('GET', { path });
        expect([status, text]).toEqual([418, 'undefined']);
      }
    },
  }),
  claim({
    id: 'emulator.mounted.parsed-bodies',
    sentence: 'A body that was already parsed is used, with the same validation.',
    operation: 'POST /api/sessions',
    ...own,
    run: async ({ emulate, expect }) => {
      let body: unknown;
      const mount =
        (middleware: Middleware) => (req: Parameters<Middleware>[0], res: Parameters<Middleware>[1]) => {
          req.body = body;
          middleware(req, res, () => res.end());
        };
      const visitor = emulate({ mount }).newVisitor();
      body = { public: { a: { value: [1] } } };
      await visitor.post({
        text: 'what was parsed is not read again',
        headers: { 'content-type': 'text/plain' },
      });
      body = undefined;
      expect(await visitor.values('public.a')).toEqual({ 'public.a': [1] });
      const codeOf = async () => ((await visitor.post()).json() as { code?: string }).code;
      body = [];
      expect(await codeOf()).toBe('BODY_NOT_OBJECT');
      body = { public: 1 };
      expect(await codeOf()).toBe('PUBLIC_NOT_OBJECT');
      let deep: unknown = 1;
      for (let level = 0; level < 201; level++) deep = [deep];
      body = deep;
      expect(await codeOf()).toBe('BODY_TOO_DEEP');
    },
  }),
  claim({
    id: 'emulator.mounted.cookies-set-before',
    sentence: 'Cookies that were set before stay, in lines of their own before the session’s.',
    operation: 'POST /api/sessions',
    ...own,
    run: async ({ emulate, expect }) => {
      let before: string | string[] = [];
      const mount =
        (middleware: Middleware) => (req: Parameters<Middleware>[0], res: Parameters<Middleware>[1]) => {
          if (before.length > 0) res.setHeader('Set-Cookie', before);
          middleware(req, res, () => res.end());
        };
      for (const [set, kept] of [
        [[], []],
        ['store=1', ['store=1']],
        [
          ['store=1', 'theme=dark'],
          ['store=1', 'theme=dark'],
        ],
      ] as [string | string[], string[]][]) {
        before = set;
        const visitor = emulate({ mount }).newVisitor();
        const { setCookie } = await visitor.post();
        expect(setCookie.slice(0, -2)).toEqual(kept);
        expect(setCookie.slice(-2).map((line) => line.split('=', 1)[0])).toEqual([
          'vtex_session',
          'vtex_segment',
        ]);
        before = set;
        expect((await visitor.get('*')).setCookie).toEqual(kept);
      }
    },
  }),
  claim({
    id: 'emulator.mounted.answered-already',
    sentence: 'A request that was already answered is not answered again.',
    operation: 'GET /api/sessions',
    ...own,
    run: async ({ emulate, expect }) => {
      const mount =
        (middleware: Middleware) => (req: Parameters<Middleware>[0], res: Parameters<Middleware>[1]) => {
          if (req.headers['x-answered'] !== undefined) {
            res.writeHead(200, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
            setTimeout(() => res.end('{"id":"00000000-0000-4000-8000-000000000001","namespaces":{}}'), 20);
          }
          middleware(req, res, () => res.end());
        };
      const visitor = emulate({ mount }).newVisitor();
      const answered = await visitor.get('*', { headers: { 'x-answered': '1' } });
      expect((answered.json() as { namespaces: unknown }).namespaces).toEqual({});
      expect((await visitor.get('*')).status).toBe(200);
    },
  }),
];
