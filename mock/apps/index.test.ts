import { defaultAssumptions } from '../rules/assumptions';
import { Refusal } from '../rules/refusal';
import type { JsonValue } from '../rules/session';
import { namespacesOf, type Plain } from '../rules/testing/plain';
import { tokenSigner } from '../rules/token-signer';
import { installedApps, type VtexAppName, vtexAppNames } from '.';
import { accountWith, brazil } from './testing/account';

const signer = tokenSigner();
const clock = () => Date.UTC(2026, 10, 23);
const tradePolicies = [brazil, { ...brazil, id: '3' }];

const appsOf = (sessionApps: readonly VtexAppName[]) => {
  const account = accountWith({ sessionApps, tradePolicies });
  return installedApps({ account, assumptions: defaultAssumptions, signer, clock });
};
const namesOf = (sessionApps: readonly VtexAppName[]) => appsOf(sessionApps).map(({ name }) => name);

test('R-230: the installed apps of the account run in the order of the table, not of the account', () => {
  expect(namesOf([...vtexAppNames].reverse())).toEqual(vtexAppNames);
  expect(namesOf(['rnb-session', 'store-session'])).toEqual(['store-session', 'rnb-session']);
  expect(namesOf([])).toEqual([]);
});

test('an app reads a key that several of its derivations name once', () => {
  const [store] = appsOf(['store-session']);
  expect(store?.input['public']).toEqual(['cultureInfo', 'sc', 'locale']);
});

test.each([null, 'x', {}, []].map((text) => [JSON.stringify(text), { toString: text }] as const))(
  'an input whose toString is %s makes no app throw anything but a refusal',
  async (_, value) => {
    for (const app of appsOf(vtexAppNames)) {
      const input = Object.entries(app.input).map(
        ([name, keys]) => [name, Object.fromEntries(keys.map((key) => [key, value as JsonValue]))] as const,
      );
      for (const read of [input, ...input.map((one) => [one])]) {
        const transformed = async () => app.transform(namespacesOf(Object.fromEntries(read)));
        await transformed().catch((error) => expect(error).toBeInstanceOf(Refusal));
      }
    }
  },
);

describe('sessions share one namespace object in memory, to save memory', () => {
  const here = { country: 'BRA', postalCode: '04561000' };

  test.each<[VtexAppName, string, Plain, Plain, Plain[]]>([
    [
      'store-session',
      'store',
      {},
      { public: { sc: '1', cultureInfo: 'pt-BR' } },
      [{ public: { cultureInfo: 'en-US' } }, { public: { sc: '3', cultureInfo: 'pt-BR' } }],
    ],
    [
      'checkout-session',
      'checkout',
      { public: here },
      { public: { ...here, regionId: '' } },
      [{ public: { regionId: 'v2.MINE' } }, {}],
    ],
  ])('%s', async (name, namespace, input, alike, others) => {
    const outputOf = async (given: Plain, [app] = appsOf([name])) =>
      (await app?.transform(namespacesOf(given)))?.get(namespace);
    const apps = appsOf([name]);
    const first = await outputOf(input, apps);
    expect(await outputOf(alike, apps)).toBe(first);
    for (const other of others) expect(await outputOf(other, apps)).not.toEqual(first);
    expect(await outputOf(input)).not.toBe(first); // two emulators share nothing
  });
});
