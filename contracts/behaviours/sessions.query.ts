import { claim } from '../harness/behaviour';
import { randomName } from '../harness/visitor';

const operation = 'POST /api/sessions';

/** What a write's query string does to the public namespace. */
export const sessionsQuery = [
  claim({
    id: 'sessions.query.goes-to-public',
    sentence: 'Every pair of the query string of a POST becomes a key of public.',
    operation,
    grade: 'documented',
    evidence: ['R-036', 'R-050', 'R-051'],
    run: async ({ visitor, expect }) => {
      const key = randomName('color');
      await visitor.post({ query: `utm_source=mail&${key}=blue&gclid=x`, body: {} });
      expect(await visitor.values(`public.utm_source,public.${key},public.gclid`)).toEqual({
        'public.utm_source': 'mail',
        [`public.${key}`]: 'blue',
        'public.gclid': 'x',
      });
    },
  }),
  claim({
    id: 'sessions.query.goes-to-public-on-patch',
    sentence: 'Every pair of the query string of a PATCH becomes a key of public too.',
    operation: 'PATCH /api/sessions',
    grade: 'documented',
    evidence: ['R-048', 'R-050'],
    run: async ({ visitor, expect }) => {
      const [kept, key] = [randomName('kept'), randomName('color')];
      await visitor.post({ query: `${kept}=a` });
      await visitor.patch({ query: `${key}=blue` });
      expect(await visitor.values(`public.${kept},public.${key}`)).toEqual({
        [`public.${kept}`]: 'a',
        [`public.${key}`]: 'blue',
      });
    },
  }),
  claim({
    id: 'sessions.query.values-are-strings',
    sentence: 'Values from the query string are strings.',
    operation,
    grade: 'observed',
    evidence: ['R-052'],
    run: async ({ visitor, expect }) => {
      const [number, flag, none] = [randomName('number'), randomName('flag'), randomName('none')];
      await visitor.post({ query: `${number}=5&${flag}=true&${none}=null` });
      expect(await visitor.values(`public.${number},public.${flag},public.${none}`)).toEqual({
        [`public.${number}`]: '5',
        [`public.${flag}`]: 'true',
        [`public.${none}`]: 'null',
      });
    },
  }),
  claim({
    id: 'sessions.query.is-percent-decoded',
    sentence: 'Names and values of the query string are percent-decoded as UTF-8.',
    operation,
    grade: 'assumed',
    evidence: ['R-051'],
    noSetting: 'query strings are read so everywhere',
    run: async ({ visitor, expect }) => {
      const key = randomName('city');
      await visitor.post({ query: `${key}%2Dname=S%C3%A3o%20Paulo%2C%20a%26b` });
      expect(await visitor.values(`public.${key}-name`)).toEqual({
        [`public.${key}-name`]: 'São Paulo, a&b',
      });
    },
  }),
  claim({
    id: 'sessions.query.without-a-value-is-empty',
    sentence: 'A name without a value, with or without =, writes the empty string.',
    operation,
    grade: 'assumed',
    evidence: ['R-056'],
    noSetting: 'query strings are read so everywhere',
    run: async ({ visitor, expect }) => {
      const [empty, bare] = [randomName('empty'), randomName('bare')];
      await visitor.post({ public: { [empty]: 'x', [bare]: 'x' } });
      await visitor.patch({ query: `${empty}=&${bare}` });
      expect(await visitor.values(`public.${empty},public.${bare}`)).toEqual({
        [`public.${empty}`]: '',
        [`public.${bare}`]: '',
      });
    },
  }),
  claim({
    id: 'sessions.query.one-of-a-repeated-name-counts',
    sentence: 'The setting says which value of a repeated query name counts.',
    operation,
    grade: 'assumed',
    evidence: ['R-056'],
    assumption: { setting: 'repeatedQueryKey', default: 'last' },
    run: async ({ target, visitor, expect }) => {
      const key = randomName('color');
      await visitor.post({ query: `${key}=first&${randomName('other')}=y&${key}=last` });
      expect(await visitor.values(`public.${key}`)).toEqual({
        [`public.${key}`]: target.assumptions.repeatedQueryKey,
      });
    },
  }),
  claim({
    id: 'sessions.query.or-body-counts',
    sentence: 'If query string and body name the same key, the setting says which one counts.',
    operation,
    grade: 'assumed',
    evidence: ['R-057'],
    assumption: { setting: 'bodyOrQuery', default: 'body' },
    run: async ({ target, visitor, expect }) => {
      const [both, onlyQuery] = [randomName('both'), randomName('query')];
      await visitor.post({ query: `${both}=query&${onlyQuery}=query`, public: { [both]: 'body' } });
      expect(await visitor.values(`public.${both},public.${onlyQuery}`)).toEqual({
        [`public.${both}`]: target.assumptions.bodyOrQuery,
        [`public.${onlyQuery}`]: 'query',
      });
    },
  }),
  claim({
    id: 'sessions.query.items-selects-the-answer',
    sentence: 'items in the query string selects the answer and is not stored.',
    operation,
    grade: 'inferred',
    evidence: ['R-053'],
    run: async ({ visitor, expect }) => {
      const key = randomName('color');
      await visitor.post({ query: `items=store.channel&${key}=blue` });
      expect(await visitor.values(`public.items,public.${key}`)).toEqual({ [`public.${key}`]: 'blue' });
    },
  }),
  claim({
    id: 'sessions.query.reserved-names-are-not-stored',
    sentence: 'Exactly the names in the setting are accepted in the query string and not stored.',
    operation,
    grade: 'assumed',
    evidence: ['R-053', 'R-054', 'R-055'],
    assumption: {
      setting: 'reservedQueryNames',
      default: ['items', 'an', 'workspace', 'session_path', '__bindingId', 'supportedLocales'],
    },
    run: async ({ target, visitor, expect }) => {
      const open = ['an', 'workspace', 'session_path', '__bindingId', 'supportedLocales']; // those clients send
      const value = target.account ?? 'x'; // `an` names the account
      const key = randomName('color');
      const query = [...open, key].map((name) => `${name}=${value}`).join('&');
      expect((await visitor.post({ query })).status).toBe(201);
      const { reservedQueryNames: reserved } = target.assumptions;
      const stored = [...open.filter((name) => !reserved.includes(name)), key].map(
        (name) => `public.${name}`,
      );
      const values = await visitor.values([...open, key].map((name) => `public.${name}`).join(','));
      expect(Object.keys(values).sort()).toEqual(stored.sort());
    },
  }),
  claim({
    id: 'sessions.query.a-second-question-mark-is-tolerated',
    sentence: 'A query string that begins with a second question mark is read.',
    operation: 'PATCH /api/sessions',
    grade: 'observed',
    evidence: ['R-048'],
    run: async ({ visitor, expect }) => {
      await visitor.post();
      expect((await visitor.patch({ query: '?utm_source=mail&utm_medium=email' })).status).toBe(200);
      expect(await visitor.values('public.utm_medium')).toEqual({ 'public.utm_medium': 'email' });
    },
  }),
  claim({
    id: 'sessions.query.a-second-question-mark-is-no-part-of-the-name',
    sentence: 'A question mark before a name, anywhere in the query string, is not part of it.',
    operation: 'PATCH /api/sessions',
    grade: 'assumed',
    evidence: ['R-048'],
    noSetting: 'the one client that sends it ignores the name',
    run: async ({ visitor, expect }) => {
      await visitor.post();
      await visitor.patch({ query: '?utm_source=mail' });
      await visitor.patch({ query: 'gclid=x&?utm_medium=email' }); // location.search behind other pairs
      expect(await visitor.values('public.utm_source,public.utm_medium')).toEqual({
        'public.utm_source': 'mail',
        'public.utm_medium': 'email',
      });
      expect(Object.keys(await visitor.values('*')).filter((item) => item.includes('?'))).toEqual([]);
    },
  }),
];
