import { randomBytes } from 'node:crypto';
import { notingApp } from '../apps';
import type { Context, Runs } from '../behaviour';
import { garbage } from '../forge';
import { randomName } from '../random';
import { valuesIn } from '../visitor';

/** How a `Cookie` header is read. */
export const cookiesRead: Runs = {
  'cookies.read.malformed-foreign-ones-are-dropped': async ({ visitor, expect }) => {
    await visitor.post();
    const session = `vtex_session=${visitor.cookie('vtex_session')}`;
    const malformed = [
      'name only',
      'caf\u00e9=1',
      'a=\u00e9',
      'b=%E0%A4%A',
      '=c',
      ';',
      'd={"x":"y"}',
      'e=j:{',
    ];
    for (const bad of [...malformed, malformed.join('; ')]) {
      for (const cookie of [`${bad}; ${session}`, `${session}; ${bad}`]) {
        const answer = await visitor.get('account.accountName', { headers: { cookie } });
        expect((answer.json() as { id?: string }).id).toBe(visitor.claims().id);
      }
    }
  },
  'cookies.read.first-that-verifies-wins': async ({ visitor, newVisitor, expect }) => {
    const second = newVisitor();
    await visitor.post();
    await second.post();
    const tokens = [garbage, visitor.cookie('vtex_session'), second.cookie('vtex_session')];
    const cookie = tokens.map((token) => `vtex_session=${token}`).join('; ');
    const answer = await visitor.get('account.accountName', { headers: { cookie } });
    expect((answer.json() as { id?: string }).id).toBe(visitor.claims().id);
    const key = randomName('color');
    await newVisitor().patch({ headers: { cookie }, public: { [key]: 'blue' } });
    expect(await visitor.values(`public.${key}`)).toEqual({ [`public.${key}`]: 'blue' });
  },
  'cookies.read.undeclared-ones-are-not-recorded': async ({ visitor, expect }) => {
    const name = randomName('foreign');
    visitor.hold(name, 'x');
    await visitor.post();
    expect(Object.keys(await visitor.values('*'))).not.toContain(`cookie.${name}`);
    expect((await visitor.get('*')).text).not.toContain(name);
  },
  'cookies.read.the-carts-id': async ({ visitor, expect }) => {
    const cart = randomBytes(16).toString('hex');
    visitor.hold('checkout.vtex.com', `__ofid=${cart}`);
    await visitor.post();
    expect(await visitor.values('checkout.orderFormId')).toEqual({ 'checkout.orderFormId': cart });
  },
  'cookies.read.well-formed-ones-are-recorded': async (context) => {
    const { expect } = context;
    await context.visitor.post();
    const all = 'a!#$%&\'*+-.^_`|~9=1; a1=a=b; a2= x y\t;a3=%E0%A4%a1;  a4 ="q"; a1=second; a5={[~]}; a6=';
    expect(await recorded(all, context)).toEqual({
      "a!#$%&'*+-.^_`|~9": '1',
      a1: 'a=b',
      a2: 'x y',
      a3: '%E0%A4%a1',
      a4: '"q"',
      a5: '{[~]}',
      a6: '',
    });
  },
  'cookies.read.malformed-ones-are-not-recorded': async (context) => {
    await context.visitor.post();
    for (const bad of [
      'a1',
      'a 1=x',
      'a1 (x)=x',
      'a"1=x',
      'a\u00e91=x',
      'a1=\u00e9',
      'a1=x\u00e9',
      'a1=\u00e9x',
      'a1=%',
      'a1=%4',
      'a1=%4x',
      'a1=%x4',
      'a1=%41%4',
      'a1=x%zz',
    ]) {
      context.expect([bad, await recorded(`${bad}; ab=c`, context)]).toEqual([bad, { ab: 'c' }]);
    }
  },
};

/** What an emulator records of a `Cookie` header, where an app declares all names in `a`. */
async function recorded(cookie: string, { emulate }: Context): Promise<unknown> {
  const { newVisitor } = emulate({ apps: [notingApp('all', { input: { cookie: ['a.*'] } })] });
  const values = valuesIn(await newVisitor().post({ query: 'items=*', headers: { cookie } }));
  const cookies = Object.entries(values).filter(([item]) => item.startsWith('cookie.'));
  return Object.fromEntries(cookies.map(([item, value]) => [item.slice('cookie.'.length), value]));
}
