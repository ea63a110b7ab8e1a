import { claim } from '../harness/behaviour';
import { decodeJwt } from '../harness/decode';
import { pairsOf } from '../harness/emulated';
import { globex, people } from '../harness/suite-account';
import type { Visitor } from '../harness/visitor';

const operation = 'GET /api/sessions';
const needs = ['variant'] as const;
const marker = { emulatorOnly: 'the real service opens no sessions for named visitors' } as const;
const own = { grade: 'assumed', evidence: [], marker, needs } as const;

/** Holds all the cookies of a `Cookie` header. */
function holdAll(visitor: Visitor, cookie: string): void {
  for (const [name, value] of pairsOf(cookie)) visitor.hold(name, value);
}

/** POST /_mock/personas/{id}/sessions: a ready-made visitor. */
export const personasOpen = [
  claim({
    id: 'personas.open.cookies-log-in',
    sentence: 'The cookies of a persona are their session: the login and the public values.',
    operation,
    ...own,
    run: async ({ emulate, expect }) => {
      const { openPersona, newVisitor } = emulate({ account: globex });
      const visitor = newVisitor();
      holdAll(visitor, (await openPersona('ben-and-olga')).cookie);
      expect([...visitor.cookieNames()].sort()).toEqual([
        'VtexIdclientAutCookie',
        'VtexIdclientAutCookie_globex',
        'vtex_segment',
        'vtex_session',
      ]);
      const items = 'public.color,public.size,public.nested,profile.email,authentication.adminUserEmail';
      expect(await visitor.values(items)).toEqual({
        'public.color': 'blue',
        'public.size': 42,
        'public.nested': { deep: [true, null] },
        'profile.email': people.ben.email,
        'authentication.adminUserEmail': people.olga.email,
      });
      expect(visitor.claims().version).toBe(2);
      const token = visitor.cookie('vtex_session');
      await visitor.patch();
      expect(visitor.cookie('vtex_session')).toBe(token); // the cookies are recorded already
      const nobody = newVisitor();
      holdAll(nobody, (await openPersona('nobody')).cookie);
      expect([...nobody.cookieNames()].sort()).toEqual(['vtex_segment', 'vtex_session']);
      await nobody.get('*');
    },
  }),
  claim({
    id: 'personas.open.three-forms',
    sentence: 'cookie, setCookie and storageState are equivalent, marked as the emulator marks its cookies.',
    operation,
    ...own,
    run: async ({ emulate, expect }) => {
      for (const [cookieProfile, attributes, secure, sameSite] of [
        ['live', 'Path=/; Secure; HttpOnly; SameSite=None', true, 'None'],
        ['dev', 'Path=/; HttpOnly; SameSite=Lax', false, 'Lax'],
      ] as const) {
        const { openPersona, newVisitor } = emulate({ account: globex, cookieProfile });
        for (const [query, domain] of [
          [undefined, '127.0.0.1'],
          ['domain=store.example', 'store.example'],
        ] as const) {
          const { cookie, setCookie, storageState } = await openPersona('ann', query);
          const now = Date.now() / 1000;
          const pairs = pairsOf(cookie);
          const names = ['vtex_session', 'vtex_segment', 'VtexIdclientAutCookie_globex'];
          expect(pairs.map(([name]) => name)).toEqual(names);
          const lives = [432_000, 432_000, 86_400];
          expect(setCookie).toEqual(
            pairs.map(([name, value], index) => `${name}=${value}; ${attributes}; Max-Age=${lives[index]}`),
          );
          expect(storageState.origins).toEqual([]);
          for (const [index, stored] of storageState.cookies.entries()) {
            const { expires, ...rest } = stored as { expires: number };
            const [name, value] = pairs[index] ?? [];
            expect(rest).toEqual({ name, value, domain, path: '/', httpOnly: true, secure, sameSite });
            expect(expires).toBeGreaterThanOrEqual(now + (lives[index] ?? 0) - 60);
            expect(expires).toBeLessThanOrEqual(now + (lives[index] ?? 0) + 60);
          }
        }
        await newVisitor().get('*');
      }
    },
  }),
  claim({
    id: 'personas.open.login-token',
    sentence:
      'The login cookie of a persona is a JWT of their identity at this account, in store or Admin, valid for a day.',
    operation,
    ...own,
    run: async ({ emulate, expect }) => {
      for (const tokenForm of ['2026', '2019'] as const) {
        const { openPersona, newVisitor } = emulate({ account: globex, tokenForm });
        await newVisitor().get('*');
        for (const [persona, who, audience] of [
          ['ann', people.ann, 'webstore'],
          ['olga', people.olga, 'admin'],
        ] as const) {
          const [, , [, token = ''] = []] = pairsOf((await openPersona(persona)).cookie);
          const { header, claims } = decodeJwt(token);
          expect([header['alg'], header['typ']]).toEqual(['ES256', tokenForm === '2019' ? 'jwt' : 'JWT']);
          expect(header['kid']).toMatch(tokenForm === '2019' ? /^[0-9A-F]{40}$/ : /^[0-9a-f-]{36}$/);
          expect(Math.abs(claims.iat - Date.now() / 1000)).toBeLessThanOrEqual(60);
          expect(Number.isInteger(claims.iat)).toBe(true);
          expect(Object.entries(claims)).toEqual([
            ['sub', who.email],
            ['account', 'globex'],
            ['audience', audience],
            ['exp', claims.iat + 86_400],
            ['type', 'user'],
            ['userId', who.id],
            ['iat', claims.iat],
            ['iss', 'token-emitter'],
            ['jti', claims.jti],
          ]);
          expect(claims.jti).toMatch(/^[0-9a-f-]{36}$/);
        }
      }
    },
  }),
  claim({
    id: 'personas.open.each-time-another-session',
    sentence: 'Each opening of a persona creates a session.',
    operation,
    ...own,
    run: async ({ emulate, expect }) => {
      const { openPersona, newVisitor } = emulate({ account: globex });
      const [one, other] = [newVisitor(), newVisitor()];
      holdAll(one, (await openPersona('ann')).cookie);
      holdAll(other, (await openPersona('ann')).cookie);
      expect(one.claims().id).not.toBe(other.claims().id);
      await one.patch({ public: { a: '1' } });
      expect(await other.values('public.a')).toEqual({});
    },
  }),
  claim({
    id: 'personas.open.unknown',
    sentence: 'An unknown persona gets 404 with the closest id, or the list of ids.',
    operation,
    ...own,
    run: async ({ emulate, expect }) => {
      const { newVisitor } = emulate({ account: globex });
      const visitor = newVisitor();
      await visitor.get('*');
      for (const [id, hint] of [
        ['olgaa', 'did you mean olga?'],
        ['somebody-else', 'its personas are nobody, ann, ben, rita, sven, tom, olga, otto, ben-and-olga'],
      ] as const) {
        const answer = await visitor.send('POST', { path: `/_mock/personas/${id}/sessions` });
        expect([answer.status, answer.json()]).toEqual([
          404,
          {
            type: 'NotFound',
            message: `The account globex has no persona ${id}: ${hint}`,
            code: 'PERSONA_UNKNOWN',
          },
        ]);
      }
      const alone = emulate({ account: { ...globex, personas: [] } }).newVisitor();
      const { message } = (await alone.send('POST', { path: '/_mock/personas/x/sessions' })).json() as {
        message: string;
      };
      expect(message).toBe('The account globex has no persona x: its personas are none');
    },
  }),
  claim({
    id: 'personas.open.refused',
    sentence: 'A session app’s refusal is returned to the persona; a page of another origin is refused.',
    operation,
    ...own,
    run: async ({ emulate, expect }) => {
      const personas = [{ id: 'forbidden', description: 'Asks for a policy of others', public: { sc: '3' } }];
      const visitor = emulate({ account: { ...globex, personas } }).newVisitor();
      await visitor.get('*');
      const path = '/_mock/personas/forbidden/sessions';
      const refused = await visitor.send('POST', { path });
      expect([refused.status, refused.json()]).toEqual([
        401,
        { type: 'Unauthorized', message: 'Trade policy 3 asks for a login' },
      ]);
      const foreign = await visitor.send('POST', { path, headers: { origin: 'http://elsewhere.example' } });
      expect([foreign.status, (foreign.json() as { code: string }).code]).toEqual([403, 'CONTROL_FORBIDDEN']);
    },
  }),
  claim({
    id: 'personas.open.of-shipped-accounts',
    sentence: 'The personas of the shipped accounts match their descriptions.',
    operation,
    ...own,
    run: async ({ emulate, expect }) => {
      for (const [account, persona, values] of [
        ['acme', 'anonymous', { 'store.channel': '1' }],
        ['acme', 'shopper', { 'profile.email': 'ann@example.com', 'profile.priceTables': 'wholesale' }],
        ['acme', 'shopper-in-region', { 'checkout.regionId': 'v2.CF406AF68CBA237B6347FD624E0D2883' }],
        ['b2c-brazil', 'shopper', { 'profile.priceTables': 'clube' }],
        [
          'b2c-brazil',
          'two-campaigns',
          { 'rnb.campaigns': 'ca000000-0000-4000-8000-000000000c01,ca000000-0000-4000-8000-000000000c02' },
        ],
        ['multi-currency', 'shopper', { 'store.currencyCode': 'USD', 'profile.priceTables': 'export' }],
        ['multi-currency', 'shopper-in-region', { 'store.currencySymbol': '£' }],
        ['b2b', 'shopper', { 'profile.priceTables': 'retail-plus', 'impersonate.canImpersonate': 'false' }],
        [
          'b2b',
          'b2b-representative',
          {
            'public.facets': 'productClusterIds=138;productClusterIds=139;productClusterIds=not:140',
            'shopper.defaults': { shippingAddress: 'addr-1', paymentMethod: 'pm-1' },
          },
        ],
        ['b2b', 'b2b-representative-empty-profile', { 'profile.isAuthenticated': 'true' }],
        [
          'b2b',
          'call-center-impersonating',
          { 'impersonate.storeUserEmail': 'cleo@example.com', 'profile.email': 'cleo@example.com' },
        ],
      ] as const) {
        const { openPersona, newVisitor } = emulate({ account });
        const visitor = newVisitor();
        holdAll(visitor, (await openPersona(persona)).cookie);
        expect(await visitor.values(Object.keys(values).join(','))).toEqual(values);
      }
    },
  }),
];
