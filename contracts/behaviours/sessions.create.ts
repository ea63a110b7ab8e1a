import type { Runs } from '../behaviour';
import { randomName } from '../random';
import { valuesIn } from '../visitor';

export const sessionsCreate: Runs = {
  'sessions.create.answers-201-and-both-tokens': async ({ visitor, expect }) => {
    const answer = await visitor.post({ body: {} });
    expect(answer.status).toBe(201);
    expect(Object.keys(answer.json() as object).sort()).toEqual(['segmentToken', 'sessionToken']);
  },
  'sessions.create.accepts-no-body': async ({ visitor, expect }) => {
    expect((await visitor.post()).status).toBe(201);
    expect((await visitor.get('*')).status).toBe(200);
  },
  'sessions.create.accepts-an-empty-object': async ({ visitor, expect }) => {
    expect((await visitor.post({ body: {} })).status).toBe(201);
    expect((await visitor.get('*')).status).toBe(200);
  },
  'sessions.create.stores-public-entries': async ({ visitor, expect }) => {
    const color = randomName('color');
    const size = randomName('size');
    await visitor.post({ body: { public: { [color]: { value: 'blue' }, [size]: { value: 'M' } } } });
    expect(await visitor.values(`public.${color},public.${size}`)).toEqual({
      [`public.${color}`]: 'blue',
      [`public.${size}`]: 'M',
    });
  },
  'sessions.create.gives-each-visitor-a-session': async ({ visitor, newVisitor, expect }) => {
    const other = newVisitor();
    const key = randomName('color');
    await visitor.post({ public: { [key]: 'blue' } });
    await other.post({ public: { [key]: 'red' } });
    expect(other.claims().id).not.toBe(visitor.claims().id);
    expect(await visitor.values(`public.${key}`)).toEqual({ [`public.${key}`]: 'blue' });
    expect(await other.values(`public.${key}`)).toEqual({ [`public.${key}`]: 'red' });
  },
  'sessions.create.needs-no-credentials': async ({ visitor, expect }) => {
    const headers = { 'x-vtex-api-appkey': 'vtexappkey-nobody', 'x-vtex-api-apptoken': 'nothing' };
    expect((await visitor.post({ headers, body: {} })).status).toBe(201);
    expect((await visitor.get('*', { headers })).status).toBe(200);
  },
  'sessions.create.with-items-answers-the-session': async ({ visitor, expect }) => {
    const key = randomName('color');
    const items = `public.${key},store.channel`;
    const answer = await visitor.post({
      query: `items=${items}`,
      public: { [key]: 'blue', [randomName('other')]: 'x' },
    });
    const session = answer.json() as { id: string };
    expect(Object.keys(session).sort()).toEqual(['id', 'namespaces']);
    expect(session.id).toBe(visitor.claims().id);
    expect(Object.keys(valuesIn(answer)).sort()).toEqual([`public.${key}`, 'store.channel']);
    expect(valuesIn(answer)[`public.${key}`]).toBe('blue');
  },
  'sessions.create.with-items-status': async ({ target, visitor, expect }) => {
    const answer = await visitor.post({ query: 'items=store.channel', body: {} });
    expect(answer.status).toBe(target.assumptions.statusOfPostWithItems);
  },
  'sessions.create.with-items-sets-cookies': async ({ visitor, expect }) => {
    await visitor.post({ query: 'items=store.channel', body: {} });
    expect([...visitor.cookieNames()].sort()).toEqual(['vtex_segment', 'vtex_session']);
    expect(Object.keys(await visitor.values('account.accountName'))).toEqual(['account.accountName']);
  },
  'sessions.create.accepts-empty-items': async ({ visitor, expect }) => {
    const key = randomName('color');
    const { status } = await visitor.post({ query: 'items=', public: { [key]: 'blue' } });
    expect(status).toBeGreaterThanOrEqual(200);
    expect(status).toBeLessThanOrEqual(201);
    expect(await visitor.values(`public.${key}`)).toEqual({ [`public.${key}`]: 'blue' });
  },
  'sessions.create.empty-items-answer-no-namespaces': async ({ visitor, expect }) => {
    const answer = await visitor.post({ query: 'items=', body: {} });
    expect(answer.json()).toEqual({ id: visitor.claims().id, namespaces: {} });
  },
};
