import { type Context, claim } from '../harness/behaviour';

const operation = 'PATCH /api/sessions';
const needs = ['login'] as const;

/** A visitor who had a session before they logged in. */
async function loggedIn({ target, visitor }: Context): Promise<void> {
  const cookie = await target.login?.();
  if (cookie === undefined) throw new Error('No login cookie was supplied');
  await visitor.post();
  visitor.hold(cookie.name, cookie.value);
}

/** The session of a shopper whose login cookie was supplied. */
export const loginSupplied = [
  claim({
    id: 'login.supplied.is-seen-by-the-next-write',
    sentence: 'The next write with the store’s login cookie gives profile.isAuthenticated "true".',
    operation,
    grade: 'observed',
    evidence: ['R-251', 'R-262', 'R-332'],
    needs,
    run: async (context) => {
      const { visitor, expect } = context;
      await loggedIn(context);
      const items = 'profile.isAuthenticated';
      expect((await visitor.values(items))[items]).not.toBe('true');
      await visitor.patch({ body: {} });
      expect(await visitor.values(items)).toEqual({ [items]: 'true' });
    },
  }),
  claim({
    id: 'login.supplied.ids-are-one',
    sentence: 'authentication.storeUserId equals profile.id of the logged-in shopper.',
    operation,
    grade: 'observed',
    evidence: ['R-261', 'R-338'],
    needs,
    run: async (context) => {
      const { visitor, expect } = context;
      await loggedIn(context);
      await visitor.patch({ body: {} });
      const values = await visitor.values('authentication.storeUserId,profile.id');
      expect(values['profile.id']).toMatch(/./);
      expect(values['authentication.storeUserId']).toBe(values['profile.id']);
    },
  }),
];
