import type { Runs } from '../behaviour';
import { decodeJwt } from '../decode';
import { garbage } from '../forge';
import { randomName } from '../random';
import { tokensIn } from '../visitor';

/** The session named by a token in the path instead of a cookie. */
export const sessionsByToken: Runs = {
  'sessions.by-token.reads-without-a-cookie': async ({ visitor, newVisitor, expect }) => {
    const key = randomName('color');
    await visitor.post({ public: { [key]: 'blue' } });
    const path = `/api/sessions/${visitor.cookie('vtex_session')}`;
    expect((await newVisitor().get(`public.${key}`, { path })).json()).toEqual({
      id: visitor.claims().id,
      namespaces: { public: { [key]: { value: 'blue' } } },
    });
  },
  'sessions.by-token.wins-over-the-cookie': async ({ visitor, newVisitor, expect }) => {
    const other = newVisitor();
    await visitor.post();
    await other.post();
    const path = `/api/sessions/${visitor.cookie('vtex_session')}`;
    const answer = await other.get('account.accountName', { path });
    expect((answer.json() as { id: string }).id).toBe(visitor.claims().id);
  },
  'sessions.by-token.invalid-token-takes-the-cookies': async ({ visitor, expect }) => {
    await visitor.post();
    const { id } = visitor.claims();
    const answer = await visitor.get('*', { path: '/api/sessions/invalidToken' });
    expect(typeof answer.json()).toBe('object');
    expect(visitor.cookieNames()).toEqual([]);
    await visitor.post();
    expect(visitor.claims().id).not.toBe(id);
  },
  'sessions.by-token.invalid-token-status': async ({ target, visitor, expect }) => {
    await visitor.post();
    const { status } = await visitor.get('*', { path: '/api/sessions/invalidToken' });
    expect(status).toBe(target.assumptions.statusOfUnverifiableToken);
  },
  'sessions.by-token.post-edits': async ({ visitor, newVisitor, expect }) => {
    const [kept, added, asked] = [randomName('kept'), randomName('added'), randomName('asked')];
    await visitor.post({ public: { [kept]: 'a' } });
    const path = `/api/sessions/${visitor.cookie('vtex_session')}`;
    await newVisitor().post({ path, query: `${asked}=c`, public: { [added]: 'b' } });
    expect(await visitor.values(`public.${kept},public.${added},public.${asked}`)).toEqual({
      [`public.${kept}`]: 'a',
      [`public.${added}`]: 'b',
      [`public.${asked}`]: 'c',
    });
  },
  'sessions.by-token.post-gives-the-cookies': async ({ visitor, newVisitor, expect }) => {
    const other = newVisitor();
    await visitor.post();
    await other.post();
    const path = `/api/sessions/${visitor.cookie('vtex_session')}`;
    const answer = await other.post({ path, public: { [randomName('color')]: 'blue' } });
    expect(other.claims().id).toBe(visitor.claims().id);
    expect(tokensIn(answer).sessionToken).toBe(other.cookie('vtex_session'));
  },
  'sessions.by-token.post-with-garbage-creates': async ({ visitor, expect }) => {
    await visitor.post();
    const { id } = visitor.claims();
    const answer = await visitor.post({ path: `/api/sessions/${garbage}` });
    expect(answer.status).toBe(201);
    const { claims } = decodeJwt(tokensIn(answer).sessionToken);
    expect(claims.id).not.toBe(id);
    expect(claims.version).toBe(2);
  },
  'sessions.by-token.an-id-is-no-token': async ({ visitor, newVisitor, expect }) => {
    const key = randomName('color');
    await visitor.post({ public: { [key]: 'blue' } });
    const answer = await newVisitor().get('*', { path: `/api/sessions/${visitor.claims().id}` });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.text).not.toContain(key);
  },
};
