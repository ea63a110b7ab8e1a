import { randomBytes } from 'node:crypto';
import { notingApp } from '../harness/apps';
import { type Context, claim } from '../harness/behaviour';
import { garbage } from '../harness/forged-tokens';
import { randomName, valuesIn } from '../harness/visitor';

const operation = 'GET /api/sessions';

/** How a `Cookie` header is read. */
export const cookiesRead = [
  claim({
    id: 'cookies.read.malformed-foreign-ones-are-dropped',
    sentence: 'Malformed cookies are ignored, and the session is still found.',
    operation,
    grade: 'assumed',
    evidence: ['R-119', 'R-216'],
    noSetting: 'the alternative is a known issue of VTEX',
    marker: {
      emulatorOnly: 'the real service is known to fail here, which is published as its defect KI-779014',
    },
    run: async ({ visitor, expect }) => {
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
  }),
  claim({
    id: 'cookies.read.first-that-verifies-wins',
    sentence: 'Of several vtex_session cookies the first that verifies counts.',
    operation,
    grade: 'assumed',
    evidence: ['R-120'],
    noSetting: 'the API never sets two of a name, and no known client sends them',
    run: async ({ visitor, newVisitor, expect }) => {
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
  }),
  claim({
    id: 'cookies.read.undeclared-ones-are-not-recorded',
    sentence: 'Cookies that no session app declares as input are not recorded.',
    operation: 'POST /api/sessions',
    grade: 'inferred',
    evidence: ['R-111'],
    run: async ({ visitor, expect }) => {
      const name = randomName('foreign');
      visitor.hold(name, 'x');
      await visitor.post();
      expect(Object.keys(await visitor.values('*'))).not.toContain(`cookie.${name}`);
      expect((await visitor.get('*')).text).not.toContain(name);
    },
  }),
  claim({
    id: 'cookies.read.the-carts-id',
    sentence: 'The cookie checkout.vtex.com gives checkout.orderFormId: the id after __ofid.',
    operation: 'POST /api/sessions',
    grade: 'observed',
    evidence: ['R-117', 'R-264'],
    needs: ['anyRequest'],
    run: async ({ visitor, expect }) => {
      const cart = randomBytes(16).toString('hex');
      visitor.hold('checkout.vtex.com', `__ofid=${cart}`);
      await visitor.post();
      expect(await visitor.values('checkout.orderFormId')).toEqual({ 'checkout.orderFormId': cart });
    },
  }),
  claim({
    id: 'cookies.read.well-formed-ones-are-recorded',
    sentence:
      'A declared cookie is recorded as it came, without surrounding white space, the first of a name.',
    operation: 'POST /api/sessions',
    grade: 'assumed',
    evidence: ['R-112', 'R-113'],
    noSetting: 'no alternative is known',
    marker: { emulatorOnly: 'which cookies the apps of an account declare is unknown' },
    needs: ['variant'],
    run: async (context) => {
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
  }),
  claim({
    id: 'cookies.read.malformed-ones-are-not-recorded',
    sentence: 'A cookie without =, with a bad name, a non-ASCII byte or a bad escape is not recorded.',
    operation: 'POST /api/sessions',
    grade: 'assumed',
    evidence: ['R-119'],
    noSetting: 'the alternative is a known issue of VTEX',
    marker: {
      emulatorOnly: 'the real service is known to fail here, which is published as its defect KI-779014',
    },
    needs: ['variant'],
    run: async (context) => {
      await context.visitor.post();
      for (const bad of [
        'a1',
        'a 1=x',
        'a1 (x)=x',
        'a1[0]=x',
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
  }),
];

/** What an emulator records of a `Cookie` header, where an app declares all names in `a`. */
async function recorded(cookie: string, { emulate }: Context): Promise<unknown> {
  const { newVisitor } = emulate({ apps: [notingApp('all', { input: { cookie: ['a.*'] } })] });
  const values = valuesIn(await newVisitor().post({ query: 'items=*', headers: { cookie } }));
  const cookies = Object.entries(values).filter(([item]) => item.startsWith('cookie.'));
  return Object.fromEntries(cookies.map(([item, value]) => [item.slice('cookie.'.length), value]));
}
