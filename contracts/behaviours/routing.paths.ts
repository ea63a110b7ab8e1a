import { claim } from '../harness/behaviour';
import { randomName } from '../harness/visitor';
import type { Method } from '../targets/target';

/** Where the operations answer, and with which methods. */
export const routingPaths = [
  claim({
    id: 'routing.paths.behind-a-root-path',
    sentence: 'A root path may precede every operation: /ar/b2b/api/sessions.',
    operation: 'POST /api/sessions',
    grade: 'observed',
    evidence: ['R-012'],
    needs: ['anyRequest'],
    run: async ({ visitor, expect }) => {
      const key = randomName('color');
      const created = await visitor.post({ path: '/ar/b2b/api/sessions', public: { [key]: 'blue' } });
      expect(created.status).toBe(201);
      expect((await visitor.patch({ path: '/ar/b2b/api/sessions' })).status).toBe(200);
      const values = await visitor.values(`public.${key}`, { path: '/ar/b2b/api/sessions' });
      expect(values).toEqual({ [`public.${key}`]: 'blue' });
      expect((await visitor.segment({ path: '/ar/b2b/api/segments' })).status).toBe(200);
      const gone = await visitor.get('*', { path: '/ar/b2b/api/sessions/invalidToken' });
      expect(gone.status).toBeGreaterThanOrEqual(400);
      expect(visitor.cookieNames()).toEqual([]);
    },
  }),
  claim({
    id: 'routing.paths.slash-at-the-end',
    sentence: 'A trailing slash is accepted.',
    operation: 'GET /api/sessions',
    grade: 'observed',
    evidence: ['R-014'],
    run: async ({ visitor, expect }) => {
      expect((await visitor.post({ path: '/api/sessions/' })).status).toBe(201);
      const answer = await visitor.get('*', { path: '/api/sessions/' });
      expect((answer.json() as { id: string }).id).toBe(visitor.claims().id);
      expect((await visitor.segment({ path: '/api/segments/' })).status).toBe(200);
    },
  }),
  claim({
    id: 'routing.paths.account-in-the-query',
    sentence: 'The query of every operation may name the account by an.',
    operation: 'GET /api/sessions',
    grade: 'observed',
    evidence: ['R-013'],
    run: async ({ target, visitor, newVisitor, expect }) => {
      // Another asks for it, since a read may give a session already.
      const name =
        target.account ?? (await newVisitor().values('account.accountName'))['account.accountName'];
      const query = `an=${name}`;
      expect((await visitor.post({ query })).status).toBe(201);
      expect((await visitor.get('account.accountName', { query })).status).toBe(200);
      expect((await visitor.patch({ query })).status).toBe(200);
      expect((await visitor.segment({ query })).status).toBe(200);
    },
  }),
  claim({
    id: 'routing.paths.other-methods-of-sessions',
    sentence: 'PUT and DELETE on a session get 405 with Allow and change nothing.',
    operation: 'GET /api/sessions',
    grade: 'assumed',
    evidence: ['R-009', 'R-010'],
    noSetting: 'no known client reads the answer',
    needs: ['anyRequest'],
    run: async ({ visitor, expect }) => {
      await visitor.post({ public: { [randomName('color')]: 'blue' } });
      const before = await visitor.values('*');
      for (const method of ['PUT', 'DELETE'] as const) {
        const { status, headers } = await visitor.send(method, { path: '/api/sessions', query: 'a=b' });
        expect(status).toBe(405);
        for (const allowed of ['GET', 'POST', 'PATCH']) expect(headers['allow']).toContain(allowed);
      }
      expect(await visitor.values('*')).toEqual(before);
    },
  }),
  claim({
    id: 'routing.paths.other-methods-elsewhere',
    sentence: 'At every path an unsupported method gets 405, with the supported ones in Allow.',
    operation: 'GET /api/segments',
    grade: 'assumed',
    evidence: ['R-009'],
    noSetting: 'no known client sends any',
    needs: ['anyRequest'],
    run: async ({ visitor, expect }) => {
      await visitor.segment();
      const refused: [path: string, methods: Method[], served: string[]][] = [
        ['/api/segments', ['POST', 'PATCH', 'PUT', 'DELETE'], ['GET']],
        [`/api/segments/${visitor.cookie('vtex_segment')}`, ['POST', 'DELETE'], ['GET']],
        ['/api/sessions/invalidToken', ['PATCH', 'PUT', 'DELETE'], ['GET', 'POST']],
      ];
      for (const [path, methods, served] of refused) {
        for (const method of methods) {
          const { status, headers } = await visitor.send(method, { path });
          expect(status).toBe(405);
          const allowed = (headers['allow'] ?? '').split(/, */);
          expect(['GET', 'POST', 'PATCH'].filter((name) => allowed.includes(name))).toEqual(served);
        }
      }
    },
  }),
  claim({
    id: 'routing.paths.no-cors-headers',
    sentence: 'Answers have no CORS headers: calls are same-origin or between servers.',
    operation: 'POST /api/sessions',
    grade: 'inferred',
    evidence: ['R-221'],
    run: async ({ visitor, expect }) => {
      const { headers } = await visitor.post({ headers: { origin: 'https://elsewhere.example' } });
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
    },
  }),
  claim({
    id: 'routing.paths.any-host',
    sentence: 'Every host is answered: the stable one, those of myvtex, and the store’s own.',
    operation: 'GET /api/sessions',
    grade: 'documented',
    evidence: ['R-011'],
    marker: { emulatorOnly: 'on a live host the host name selects the account' },
    run: async ({ visitor, expect }) => {
      await visitor.post();
      for (const host of [
        'acme.vtexcommercestable.com.br',
        'acme.myvtex.com',
        'dev--acme.myvtex.com',
        'www.example.com',
      ]) {
        const answer = await visitor.get('account.accountName', { headers: { host } });
        expect((answer.json() as { id?: string }).id).toBe(visitor.claims().id);
      }
    },
  }),
];
