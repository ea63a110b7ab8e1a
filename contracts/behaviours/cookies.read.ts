import { randomBytes } from 'node:crypto';
import type { Runs } from '../behaviour';
import { garbage } from '../forge';
import { randomName } from '../random';

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
};
