import type { Runs } from '../behaviour';
import { randomName } from '../random';
import type { Method } from '../targets/target';

/** Where the operations answer, and with which methods. */
export const routingPaths: Runs = {
  'routing.paths.behind-a-root-path': async ({ visitor, expect }) => {
    const key = randomName('color');
    const created = await visitor.post({ path: '/io/api/sessions', public: { [key]: 'blue' } });
    expect(created.status).toBe(201);
    expect((await visitor.patch({ path: '/ar/b2b/api/sessions' })).status).toBe(200);
    const values = await visitor.values(`public.${key}`, { path: '/ar/api/sessions' });
    expect(values).toEqual({ [`public.${key}`]: 'blue' });
    expect((await visitor.segment({ path: '/ar/api/segments' })).status).toBe(200);
    const gone = await visitor.get('*', { path: '/ar/api/sessions/invalidToken' });
    expect(gone.status).toBeGreaterThanOrEqual(400);
    expect(visitor.cookieNames()).toEqual([]);
  },
  'routing.paths.slash-at-the-end': async ({ visitor, expect }) => {
    expect((await visitor.post({ path: '/api/sessions/' })).status).toBe(201);
    const answer = await visitor.get('*', { path: '/api/sessions/' });
    expect((answer.json() as { id: string }).id).toBe(visitor.claims().id);
    expect((await visitor.segment({ path: '/api/segments/' })).status).toBe(200);
  },
  'routing.paths.account-in-the-query': async ({ target, visitor, newVisitor, expect }) => {
    // Another asks for it, since a read may give a session already.
    const name = target.account ?? (await newVisitor().values('account.accountName'))['account.accountName'];
    const query = `an=${name}`;
    expect((await visitor.post({ query })).status).toBe(201);
    expect((await visitor.get('account.accountName', { query })).status).toBe(200);
    expect((await visitor.patch({ query })).status).toBe(200);
    expect((await visitor.segment({ query })).status).toBe(200);
  },
  'routing.paths.other-methods-of-sessions': async ({ visitor, expect }) => {
    await visitor.post({ public: { [randomName('color')]: 'blue' } });
    const before = await visitor.values('*');
    for (const method of ['PUT', 'DELETE'] as const) {
      const { status, headers } = await visitor.send(method, { path: '/api/sessions', query: 'a=b' });
      expect(status).toBe(405);
      for (const allowed of ['GET', 'POST', 'PATCH']) expect(headers['allow']).toContain(allowed);
    }
    expect(await visitor.values('*')).toEqual(before);
  },
  'routing.paths.other-methods-elsewhere': async ({ visitor, expect }) => {
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
  'routing.paths.no-cors-headers': async ({ visitor, expect }) => {
    const { headers } = await visitor.post({ headers: { origin: 'https://elsewhere.example' } });
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
  },
  'routing.paths.any-host': async ({ visitor, expect }) => {
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
};
