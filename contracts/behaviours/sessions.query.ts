import type { Runs } from '../behaviour';
import { randomName } from '../random';

/** What a write's query string does to the public namespace. */
export const sessionsQuery: Runs = {
  'sessions.query.goes-to-public': async ({ visitor, expect }) => {
    const key = randomName('color');
    await visitor.post({ query: `utm_source=mail&${key}=blue&gclid=x`, body: {} });
    expect(await visitor.values(`public.utm_source,public.${key},public.gclid`)).toEqual({
      'public.utm_source': 'mail',
      [`public.${key}`]: 'blue',
      'public.gclid': 'x',
    });
  },
  'sessions.query.goes-to-public-on-patch': async ({ visitor, expect }) => {
    const [kept, key] = [randomName('kept'), randomName('color')];
    await visitor.post({ query: `${kept}=a` });
    await visitor.patch({ query: `${key}=blue` });
    expect(await visitor.values(`public.${kept},public.${key}`)).toEqual({
      [`public.${kept}`]: 'a',
      [`public.${key}`]: 'blue',
    });
  },
  'sessions.query.values-are-strings': async ({ visitor, expect }) => {
    const [number, flag, none] = [randomName('number'), randomName('flag'), randomName('none')];
    await visitor.post({ query: `${number}=5&${flag}=true&${none}=null` });
    expect(await visitor.values(`public.${number},public.${flag},public.${none}`)).toEqual({
      [`public.${number}`]: '5',
      [`public.${flag}`]: 'true',
      [`public.${none}`]: 'null',
    });
  },
  'sessions.query.is-percent-decoded': async ({ visitor, expect }) => {
    const key = randomName('city');
    await visitor.post({ query: `${key}%2Dname=S%C3%A3o%20Paulo%2C%20a%26b` });
    expect(await visitor.values(`public.${key}-name`)).toEqual({
      [`public.${key}-name`]: 'São Paulo, a&b',
    });
  },
  'sessions.query.without-a-value-is-empty': async ({ visitor, expect }) => {
    const [empty, bare] = [randomName('empty'), randomName('bare')];
    await visitor.post({ public: { [empty]: 'x', [bare]: 'x' } });
    await visitor.patch({ query: `${empty}=&${bare}` });
    expect(await visitor.values(`public.${empty},public.${bare}`)).toEqual({
      [`public.${empty}`]: '',
      [`public.${bare}`]: '',
    });
  },
  'sessions.query.one-of-a-repeated-name-counts': async ({ target, visitor, expect }) => {
    const key = randomName('color');
    await visitor.post({ query: `${key}=first&${randomName('other')}=y&${key}=last` });
    expect(await visitor.values(`public.${key}`)).toEqual({
      [`public.${key}`]: target.assumptions.repeatedQueryKey,
    });
  },
  'sessions.query.or-body-counts': async ({ target, visitor, expect }) => {
    const [both, onlyQuery] = [randomName('both'), randomName('query')];
    await visitor.post({ query: `${both}=query&${onlyQuery}=query`, public: { [both]: 'body' } });
    expect(await visitor.values(`public.${both},public.${onlyQuery}`)).toEqual({
      [`public.${both}`]: target.assumptions.bodyOrQuery,
      [`public.${onlyQuery}`]: 'query',
    });
  },
  'sessions.query.items-selects-the-answer': async ({ visitor, expect }) => {
    const key = randomName('color');
    await visitor.post({ query: `items=store.channel&${key}=blue` });
    expect(await visitor.values(`public.items,public.${key}`)).toEqual({ [`public.${key}`]: 'blue' });
  },
  'sessions.query.reserved-names-are-not-stored': async ({ target, visitor, expect }) => {
    const open = ['an', 'workspace', 'session_path', '__bindingId', 'supportedLocales']; // those clients send
    const value = target.account ?? 'x'; // `an` names the account
    const key = randomName('color');
    const query = [...open, key].map((name) => `${name}=${value}`).join('&');
    expect((await visitor.post({ query })).status).toBe(201);
    const { reservedQueryNames: reserved } = target.assumptions;
    const stored = [...open.filter((name) => !reserved.includes(name)), key].map((name) => `public.${name}`);
    const values = await visitor.values([...open, key].map((name) => `public.${name}`).join(','));
    expect(Object.keys(values).sort()).toEqual(stored.sort());
  },
  'sessions.query.a-second-question-mark-is-tolerated': async ({ visitor, expect }) => {
    await visitor.post();
    expect((await visitor.patch({ query: '?utm_source=mail&utm_medium=email' })).status).toBe(200);
    expect(await visitor.values('public.utm_medium')).toEqual({ 'public.utm_medium': 'email' });
  },
  'sessions.query.a-second-question-mark-is-no-part-of-the-name': async ({ visitor, expect }) => {
    await visitor.post();
    await visitor.patch({ query: '?utm_source=mail' });
    await visitor.patch({ query: 'gclid=x&?utm_medium=email' }); // location.search behind other pairs
    expect(await visitor.values('public.utm_source,public.utm_medium')).toEqual({
      'public.utm_source': 'mail',
      'public.utm_medium': 'email',
    });
    expect(Object.keys(await visitor.values('*')).filter((item) => item.includes('?'))).toEqual([]);
  },
};
