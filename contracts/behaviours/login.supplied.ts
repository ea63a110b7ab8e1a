import type { Context, Runs } from '../behaviour';

/** A visitor who had a session before he logged in. */
async function loggedIn({ target, visitor }: Context): Promise<void> {
  const cookie = await target.login?.();
  if (cookie === undefined) throw new Error('Nobody is logged in');
  await visitor.post();
  visitor.hold(cookie.name, cookie.value);
}

/** What the session shows of somebody whose login cookie was supplied. */
export const loginSupplied: Runs = {
  'login.supplied.is-seen-by-the-next-write': async (context) => {
    const { visitor, expect } = context;
    await loggedIn(context);
    const items = 'profile.isAuthenticated';
    expect((await visitor.values(items))[items]).not.toBe('true');
    await visitor.patch({ body: {} });
    expect(await visitor.values(items)).toEqual({ [items]: 'true' });
  },
  'login.supplied.ids-are-one': async (context) => {
    const { visitor, expect } = context;
    await loggedIn(context);
    await visitor.patch({ body: {} });
    const values = await visitor.values('authentication.storeUserId,profile.id');
    expect(values['profile.id']).toMatch(/./);
    expect(values['authentication.storeUserId']).toBe(values['profile.id']);
  },
};
