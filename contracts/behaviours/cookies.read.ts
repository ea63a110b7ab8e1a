import type { Behaviour } from '../behaviour';
import { garbage } from '../forge';
import { randomName } from '../random';

const operation = 'GET /api/sessions';

/** How a `Cookie` header is read. */
export const cookiesRead: readonly Behaviour[] = [
  {
    id: 'cookies.read.malformed-foreign-ones-are-dropped',
    sentence: 'Malformed cookies of others are dropped, and the session is found all the same.',
    operation,
    grade: 'assumed',
    evidence: ['R-119'],
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
  },
  {
    id: 'cookies.read.first-that-verifies-wins',
    sentence: 'Of several vtex_session cookies the first that verifies names the session.',
    operation,
    grade: 'assumed',
    evidence: ['R-120'],
    marker: 'both',
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
  },
  {
    id: 'cookies.read.undeclared-ones-are-not-recorded',
    sentence: 'Cookies that no session app declares as input are not recorded in the session.',
    operation: 'POST /api/sessions',
    grade: 'inferred',
    evidence: ['R-111'],
    marker: 'both',
    run: async ({ visitor, expect }) => {
      const name = randomName('foreign');
      visitor.hold(name, 'x');
      await visitor.post();
      expect(Object.keys(await visitor.values('*'))).not.toContain(`cookie.${name}`);
      expect((await visitor.get('*')).text).not.toContain(name);
    },
  },
];
