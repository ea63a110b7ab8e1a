import type { Runs } from '../behaviour';
import { randomName } from '../random';

type Session = {
  readonly id: string;
  readonly namespaces: Record<string, Record<string, Record<string, unknown>>>;
};

/** What `items` selects. */
export const sessionsItems: Runs = {
  'sessions.items.star-gives-everything': async ({ visitor, expect }) => {
    const key = randomName('color');
    await visitor.post({ public: { [key]: 'blue' } });
    const { namespaces } = (await visitor.get('*')).json() as Session;
    expect(Object.keys(namespaces)).toContain('account');
    expect(Object.keys(namespaces)).toContain('store');
    expect(namespaces['public']?.[key]).toEqual({ value: 'blue' });
  },
  'sessions.items.give-what-they-name': async ({ visitor, expect }) => {
    const [one, two, other] = [randomName('one'), randomName('two'), randomName('other')];
    await visitor.post({ public: { [one]: '1', [two]: '2', [other]: '3' } });
    const items = `public.${one},account.accountName,public.${two}`;
    const expected = [`public.${one}`, `public.${two}`, 'account.accountName'].sort();
    expect(Object.keys(await visitor.values(items)).sort()).toEqual(expected);
    const encoded = encodeURIComponent(items); // as many clients send it
    expect(Object.keys(await visitor.values(encoded)).sort()).toEqual(expected);
  },
  'sessions.items.unknown-ones-are-left-out': async ({ visitor, expect }) => {
    const key = randomName('color');
    await visitor.post({ public: { [key]: 'blue' } });
    const items = `checkout.nothing,nowhere.nothing,store.nothing,public.nothing,public.${key}`;
    const { namespaces } = (await visitor.get(items)).json() as Session;
    expect(namespaces).toEqual({ public: { [key]: { value: 'blue' } } });
  },
  'sessions.items.id-comes-whatever-they-find': async ({ visitor, expect }) => {
    await visitor.post();
    const answer = await visitor.get('nowhere.nothing');
    expect(answer.status).toBe(200);
    expect((answer.json() as Session).id).toBe(visitor.claims().id);
  },
  'sessions.items.nothing-found-is-empty': async ({ visitor, expect }) => {
    await visitor.post();
    expect(((await visitor.get('nowhere.nothing')).json() as Session).namespaces).toEqual({});
  },
  'sessions.items.bare-namespace': async ({ target, visitor, expect }) => {
    const key = randomName('color');
    await visitor.post({ public: { [key]: 'blue' } });
    const whole = target.assumptions.bareNamespaceItem === 'whole-namespace';
    const expected = whole ? { [`public.${key}`]: 'blue' } : {};
    expect(await visitor.values('public')).toEqual(expected);
    expect(await visitor.values('public.*')).toEqual(expected);
  },
  'sessions.items.case-counts': async ({ visitor, expect }) => {
    const key = randomName('color');
    await visitor.post({ public: { [key]: 'blue' } });
    const items = `Public.${key},public.${key.toUpperCase()},account.accountname,Account.accountName`;
    expect(await visitor.values(items)).toEqual({});
  },
  'sessions.items.missing': async ({ target, visitor, expect }) => {
    await visitor.post();
    expect((await visitor.get(undefined)).status).toBe(target.assumptions.statusOfMissingItems);
  },
  'sessions.items.first-dot-ends-the-namespace': async ({ visitor, expect }) => {
    const key = randomName('color');
    await visitor.post({ public: { [`${key}.name`]: 'navy' } });
    expect(await visitor.values(`public.${key}.name`)).toEqual({ [`public.${key}.name`]: 'navy' });
    expect(await visitor.values(`public.${key},${key}.name`)).toEqual({});
  },
};
