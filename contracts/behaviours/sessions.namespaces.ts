import { claim } from '../harness/behaviour';
import { globex } from '../harness/suite-account';
import { randomName, type Visitor } from '../harness/visitor';
import type { Answer } from '../targets/target';

const operation = 'GET /api/sessions';

type Namespaces = Record<string, Record<string, unknown>>;

const namespacesIn = (answer: Answer) => (answer.json() as { namespaces: Namespaces }).namespaces;
const namespacesOf = async (visitor: Visitor, items: string) => namespacesIn(await visitor.get(items));

const written = 'checkout.regionId,impersonate.storeUserId,cookie.any,search.facets,shopper.scopes';

/** Which namespaces a session has, whether or not they hold anything. */
export const sessionsNamespaces = [
  claim({
    id: 'sessions.namespaces.public-is-always-there',
    sentence: 'Every session has public, if only as an empty object.',
    operation,
    grade: 'observed',
    evidence: ['R-400'],
    run: async ({ visitor, newVisitor, expect }) => {
      const created = await visitor.post({ query: 'items=public.postalCode,store.channel', body: {} });
      expect(namespacesIn(created)['public']).toEqual({});
      expect(Object.keys(namespacesIn(created)).sort()).toEqual(['public', 'store']);
      expect((await namespacesOf(visitor, '*'))['public']).toEqual({});
      expect(await namespacesOf(visitor, 'public.postalCode')).toEqual({ public: {} });
      expect(await namespacesOf(newVisitor(), 'public.postalCode')).toEqual({ public: {} });
      await visitor.post({ public: { [randomName('color')]: 'blue' } });
      expect(await namespacesOf(visitor, 'public.postalCode')).toEqual({ public: {} });
    },
  }),
  claim({
    id: 'sessions.namespaces.others-come-with-their-first-key',
    sentence:
      'checkout, impersonate, cookie, search and shopper are absent until a key of theirs is written.',
    operation,
    grade: 'observed',
    evidence: ['R-400'],
    needs: ['variant'],
    run: async ({ emulate, expect }) => {
      const visitor = emulate({ account: globex }).newVisitor();
      await visitor.post({ public: { country: 'BRA' } });
      expect(await namespacesOf(visitor, written)).toEqual({});
      expect(Object.keys(await namespacesOf(visitor, '*')).sort()).toEqual(
        ['account', 'authentication', 'profile', 'public', 'store'].sort(),
      );
      await visitor.patch({ public: { postalCode: '04000000' } });
      expect(await namespacesOf(visitor, 'checkout.orderFormId,search.facets')).toEqual({ checkout: {} });
    },
  }),
  claim({
    id: 'sessions.namespaces.anonymous-profile',
    sentence:
      'If the account says so, an anonymous visitor has an empty authentication and profile.isAuthenticated "false".',
    operation,
    grade: 'observed',
    evidence: ['R-401'],
    needs: ['variant'],
    run: async ({ emulate, expect }) => {
      const items = 'authentication.storeUserId,profile.isAuthenticated,profile.id';
      for (const [more, expected] of [
        [{}, { authentication: {}, profile: { isAuthenticated: { value: 'false' } } }],
        [
          { anonymousProfile: true },
          { authentication: {}, profile: { isAuthenticated: { value: 'false' } } },
        ],
        [{ anonymousProfile: false }, {}],
      ] as const) {
        const visitor = emulate({ account: { ...globex, ...more } }).newVisitor();
        await visitor.post();
        expect(await namespacesOf(visitor, items)).toEqual(expected);
      }
    },
  }),
];
