import { claim } from '../harness/behaviour';
import { globex } from '../harness/suite-account';

const operation = 'POST /api/sessions';
const needs = ['variant'] as const;
const credit = {
  accounts: [{ id: 'credit-1', availableCredit: 500 }],
  deadlines: [{ days: 30 }],
  minimumInstallmentValue: 10,
};
const [ann, ...others] = globex.shoppers;
const installed = [
  'store-session',
  'authentication-session',
  'profile-session',
  'checkout-session',
  'credit-control-session',
];
const account = { ...globex, sessionApps: installed, shoppers: [{ ...ann, credit }, ...others] };
const items = 'creditControl.creditAccounts,creditControl.deadlines,creditControl.minimumInstallmentValue';
const none = {
  'creditControl.creditAccounts': { accounts: [] },
  'creditControl.deadlines': { deadlines: [] },
  'creditControl.minimumInstallmentValue': 0,
};

/** Customer credit, where its app is installed. */
export const creditControl = [
  claim({
    id: 'credit.control.anonymous',
    sentence: 'A visitor without credit has empty creditAccounts and deadlines and a minimum of 0.',
    operation,
    grade: 'observed',
    evidence: ['R-415'],
    needs,
    run: async ({ emulate, expect }) => {
      const emulated = emulate({ account });
      const [visitor, ben] = [emulated.newVisitor(), await emulated.loggedIn('ben')];
      for (const one of [visitor, ben]) {
        await one.post();
        expect(await one.values(items)).toEqual(none);
      }
    },
  }),
  claim({
    id: 'credit.control.shopper',
    sentence: 'A shopper with credit has their accounts until they log out.',
    operation,
    grade: 'assumed',
    evidence: ['R-415'],
    noSetting: 'the fixture has the form of the accounts',
    needs,
    run: async ({ emulate, expect }) => {
      const visitor = await emulate({ account }).loggedIn('ann');
      await visitor.post();
      expect(await visitor.values(items)).toEqual({
        'creditControl.creditAccounts': { accounts: credit.accounts },
        'creditControl.deadlines': { deadlines: credit.deadlines },
        'creditControl.minimumInstallmentValue': 10,
      });
      const cookie = `vtex_session=${visitor.cookie('vtex_session')}; VtexIdclientAutCookie_globex=`;
      await visitor.patch({ headers: { cookie } });
      expect(await visitor.values(items)).toEqual(none);
    },
  }),
  claim({
    id: 'credit.control.not-installed',
    sentence: 'Without the app, which is the default, there is no creditControl.',
    operation,
    grade: 'inferred',
    evidence: ['R-230', 'R-400'],
    needs,
    run: async ({ emulate, expect }) => {
      const visitor = emulate({ account: globex }).newVisitor();
      await visitor.post();
      expect(await visitor.values(items)).toEqual({});
    },
  }),
];
