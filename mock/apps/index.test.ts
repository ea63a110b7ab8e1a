import { type Account, shippedApps } from '../accounts/account';
import { defaultAssumptions } from '../rules/assumptions';
import { installedApps } from '.';
import { acme, clock, everything, signer, visitorOf } from './testing/visitor';

describe('the apps that are installed', () => {
  test('R-230: those of the account, in the order of the list, however the account names them', () => {
    const world = { assumptions: defaultAssumptions, signer, clock };
    const namesOf = (account: Account) => installedApps({ account, ...world }).map(({ name }) => name);
    expect(namesOf({ ...acme, sessionApps: [...shippedApps].reverse() })).toEqual(shippedApps);
    expect(namesOf({ ...acme, sessionApps: ['rnb-session', 'store-session'] })).toEqual([
      'store-session',
      'rnb-session',
    ]);
    expect(namesOf({ ...acme, sessionApps: [] })).toEqual([]);
  });

  test('R-236, R-337: called at creation: store-session, and impersonate-session where installed', async () => {
    const [standard, all] = await Promise.all([visitorOf(acme)(), visitorOf(everything)()]);
    expect(standard.rounds[0]).toEqual(['store']);
    expect(all.rounds[0]).toEqual(['store', 'impersonate']);
  });
});
