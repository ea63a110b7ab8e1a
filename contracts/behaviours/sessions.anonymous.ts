import { claim } from '../harness/behaviour';

const operation = 'GET /api/sessions';

/** Reads without a session. */
export const sessionsAnonymous = [
  claim({
    id: 'sessions.anonymous.answers-200',
    sentence: 'A GET without a cookie answers 200: clients test so whether an account exists.',
    operation,
    grade: 'observed',
    evidence: ['R-084', 'R-363'],
    run: async ({ visitor, expect }) => {
      expect((await visitor.get('account.accountName')).status).toBe(200);
    },
  }),
  claim({
    id: 'sessions.anonymous.shows-account-and-store',
    sentence: 'A GET without a cookie shows account and store as a new visitor gets them.',
    operation,
    grade: 'assumed',
    evidence: ['R-084'],
    noSetting: 'no other content of such an answer is known',
    run: async ({ visitor, newVisitor, expect }) => {
      const shown = await visitor.values('*');
      const fresh = newVisitor();
      await fresh.post();
      expect(shown).toEqual(await fresh.values('*'));
      expect(Object.keys(shown)).toContain('account.accountName');
    },
  }),
  claim({
    id: 'sessions.anonymous.cookies',
    sentence: 'The setting says whether a GET without a cookie sets both cookies.',
    operation,
    grade: 'assumed',
    evidence: ['R-085'],
    assumption: { setting: 'tokenlessGetSetsCookies', default: false },
    run: async ({ target, visitor, expect }) => {
      const { setCookie } = await visitor.get('*');
      expect(setCookie.length).toBe(target.assumptions.tokenlessGetSetsCookies ? 2 : 0);
    },
  }),
  claim({
    id: 'sessions.anonymous.is-new-each-time',
    sentence: 'Two GETs without a cookie have different ids.',
    operation,
    grade: 'assumed',
    evidence: ['R-084', 'R-089'],
    noSetting: 'clients check only for success',
    run: async ({ visitor, newVisitor, expect }) => {
      const [one, two] = await Promise.all([visitor.get('*'), newVisitor().get('*')]);
      const ids = [one, two].map((answer) => (answer.json() as { id: string }).id);
      expect(new Set(ids).size).toBe(2);
    },
  }),
];
