import { claim } from '../harness/behaviour';
import { randomName } from '../harness/visitor';

const operation = 'GET /api/sessions';

type Session = {
  readonly id: string;
  readonly namespaces: Record<string, Record<string, Record<string, unknown>>>;
};

/** What `items` selects. */
export const sessionsItems = [
  claim({
    id: 'sessions.items.star-gives-everything',
    sentence: 'items=* gives every namespace: account, store and public.',
    operation,
    grade: 'documented',
    evidence: ['R-081', 'R-097'],
    run: async ({ visitor, expect }) => {
      const key = randomName('color');
      await visitor.post({ public: { [key]: 'blue' } });
      const { namespaces } = (await visitor.get('*')).json() as Session;
      expect(Object.keys(namespaces)).toContain('account');
      expect(Object.keys(namespaces)).toContain('store');
      expect(namespaces['public']?.[key]).toEqual({ value: 'blue' });
    },
  }),
  claim({
    id: 'sessions.items.give-what-they-name',
    sentence: 'items=ns1.key1,ns2.key2 returns these keys and no others.',
    operation,
    grade: 'documented',
    evidence: ['R-080', 'R-081'],
    run: async ({ visitor, expect }) => {
      const [one, two, other] = [randomName('one'), randomName('two'), randomName('other')];
      await visitor.post({ public: { [one]: '1', [two]: '2', [other]: '3' } });
      const items = `public.${one},account.accountName,public.${two}`;
      const expected = [`public.${one}`, `public.${two}`, 'account.accountName'].sort();
      expect(Object.keys(await visitor.values(items)).sort()).toEqual(expected);
      const encoded = encodeURIComponent(items); // as many clients send it
      expect(Object.keys(await visitor.values(encoded)).sort()).toEqual(expected);
    },
  }),
  claim({
    id: 'sessions.items.unknown-ones-are-left-out',
    sentence: 'Unknown keys and namespaces are left out.',
    operation,
    grade: 'observed',
    evidence: ['R-090', 'R-400'],
    run: async ({ visitor, expect }) => {
      const key = randomName('color');
      await visitor.post({ public: { [key]: 'blue' } });
      const items = `checkout.nothing,nowhere.nothing,public.nothing,public.${key}`;
      const { namespaces } = (await visitor.get(items)).json() as Session;
      expect(namespaces).toEqual({ public: { [key]: { value: 'blue' } } });
    },
  }),
  claim({
    id: 'sessions.items.id-comes-whatever-they-find',
    sentence: 'The id is there for any items.',
    operation,
    grade: 'observed',
    evidence: ['R-089'],
    run: async ({ visitor, expect }) => {
      await visitor.post();
      const answer = await visitor.get('nowhere.nothing');
      expect(answer.status).toBe(200);
      expect((answer.json() as Session).id).toBe(visitor.claims().id);
    },
  }),
  claim({
    id: 'sessions.items.nothing-found-is-empty',
    sentence: 'When nothing matches, namespaces is an empty object.',
    operation,
    grade: 'inferred',
    evidence: ['R-090'],
    run: async ({ visitor, expect }) => {
      await visitor.post();
      expect(((await visitor.get('nowhere.nothing')).json() as Session).namespaces).toEqual({});
    },
  }),
  claim({
    id: 'sessions.items.bare-namespace',
    sentence: 'The setting says what a namespace without a key, and namespace.*, give.',
    operation,
    grade: 'assumed',
    evidence: ['R-092'],
    assumption: { setting: 'bareNamespaceItem', default: 'nothing' },
    run: async ({ target, visitor, expect }) => {
      const key = randomName('color');
      await visitor.post({ public: { [key]: 'blue' } });
      const whole = target.assumptions.bareNamespaceItem === 'whole-namespace';
      const expected = whole ? { [`public.${key}`]: 'blue' } : {};
      expect(await visitor.values('public')).toEqual(expected);
      expect(await visitor.values('public.*')).toEqual(expected);
    },
  }),
  claim({
    id: 'sessions.items.case-counts',
    sentence: 'Namespaces and keys are case-sensitive.',
    operation,
    grade: 'inferred',
    evidence: ['R-093'],
    run: async ({ visitor, expect }) => {
      const key = randomName('color');
      await visitor.post({ public: { [key]: 'blue' } });
      const items = `Public.${key},public.${key.toUpperCase()},account.accountname,Account.accountName`;
      expect(await visitor.values(items)).toEqual({});
    },
  }),
  claim({
    id: 'sessions.items.missing',
    sentence: 'A GET without items has the status of the setting.',
    operation,
    grade: 'assumed',
    evidence: ['R-080', 'R-083'],
    assumption: { setting: 'statusOfMissingItems', default: 400 },
    run: async ({ target, visitor, expect }) => {
      await visitor.post();
      expect((await visitor.get(undefined)).status).toBe(target.assumptions.statusOfMissingItems);
    },
  }),
  claim({
    id: 'sessions.items.first-dot-ends-the-namespace',
    sentence: 'The key of an item is everything after the first dot, so it may contain dots.',
    operation,
    grade: 'inferred',
    evidence: ['R-071', 'R-409'],
    run: async ({ visitor, expect }) => {
      const key = randomName('color');
      await visitor.post({ public: { [`${key}.name`]: 'navy' } });
      expect(await visitor.values(`public.${key}.name`)).toEqual({ [`public.${key}.name`]: 'navy' });
      expect(await visitor.values(`public.${key},${key}.name`)).toEqual({});
    },
  }),
];
