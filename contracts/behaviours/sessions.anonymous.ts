import type { Runs } from '../behaviour';

/** What a read answers to somebody without a session. */
export const sessionsAnonymous: Runs = {
  'sessions.anonymous.answers-200': async ({ visitor, expect }) => {
    expect((await visitor.get('account.accountName')).status).toBe(200);
  },
  'sessions.anonymous.shows-account-and-store': async ({ visitor, newVisitor, expect }) => {
    const shown = await visitor.values('*');
    const fresh = newVisitor();
    await fresh.post();
    expect(shown).toEqual(await fresh.values('*'));
    expect(Object.keys(shown)).toContain('account.accountName');
  },
  'sessions.anonymous.cookies': async ({ target, visitor, expect }) => {
    const { setCookie } = await visitor.get('*');
    expect(setCookie.length).toBe(target.assumptions.tokenlessGetSetsCookies ? 2 : 0);
  },
  'sessions.anonymous.is-new-each-time': async ({ visitor, newVisitor, expect }) => {
    const [one, two] = await Promise.all([visitor.get('*'), newVisitor().get('*')]);
    const ids = [one, two].map((answer) => (answer.json() as { id: string }).id);
    expect(new Set(ids).size).toBe(2);
  },
};
