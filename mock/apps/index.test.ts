import { type Account, shippedApps } from '../accounts/account';
import { defaultAssumptions } from '../rules/assumptions';
import { Refusal } from '../rules/refusal';
import { installedApps } from '.';
import { acme, clock, everything, signer, visitorOf } from './testing/visitor';
import { namespacesFrom } from './values';

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

  test.each([null, 'x', {}, []].map((text) => [JSON.stringify(text), { toString: text }] as const))(
    'no input whose toString is %s makes an app throw anything but a refusal',
    async (_, value) => {
      const apps = installedApps({ account: everything, assumptions: defaultAssumptions, signer, clock });
      for (const app of apps) {
        const input = Object.entries(app.input).map(
          ([name, keys]) => [name, Object.fromEntries(keys.map((key) => [key, value]))] as const,
        );
        for (const read of [input, ...input.map((one) => [one])]) {
          const transformed = async () => app.transform(namespacesFrom(Object.fromEntries(read)));
          await transformed().catch((error) => expect(error).toBeInstanceOf(Refusal));
        }
      }
    },
  );

  test('R-236, R-337: called at creation: store-session, and impersonate-session where installed', async () => {
    const [standard, all] = await Promise.all([visitorOf(acme)(), visitorOf(everything)()]);
    expect(standard.rounds[0]).toEqual(['store']);
    expect(all.rounds[0]).toEqual(['store', 'impersonate']);
  });
});
