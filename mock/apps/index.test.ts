import { defaultAssumptions } from '../rules/assumptions';
import { Refusal } from '../rules/refusal';
import { entryAt, type JsonValue } from '../rules/session';
import { namespacesOf, type Plain } from '../rules/testing/plain';
import { tokenSigner } from '../rules/token-signer';
import { sessionRules } from '../rules/write-session';
import { installedApps, type VtexAppName, vtexAppNames } from '.';
import { type Audience, signAuthCookie } from './auth-cookie';
import { accountWith, brazil } from './testing/account';
import type { AppWorld } from './vtex-app';

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
  expect(store?.input['public']).toEqual(['cultureInfo', 'sc', 'locale', 'admin_cultureInfo']);
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

test('no app declares an output that it can never produce (R-402)', async () => {
  const shopper = {
    id: '5e000000-0000-4000-8000-00000000000a',
    email: 'ann@example.com',
    firstName: 'Ann',
    lastName: 'Example',
    phone: '+1 212 555 0100',
    document: '1',
    priceTables: ['gold'],
    addresses: [],
    credit: { accounts: [], deadlines: [], minimumInstallmentValue: 0 },
    buyerPortal: {
      customerId: 'c-1',
      unitId: 'u-1',
      unitName: 'Unit',
      organizationManager: true,
      availableContracts: ['c-1'],
      activeContractId: 'c-1',
      scopes: { 'vtex.catalog': { collectionIds: '138' } },
      defaults: {},
    },
  };
  const operator = {
    id: '0c000000-0000-4000-8000-00000000000a',
    email: 'olga@example.com',
    mayImpersonate: true,
  };
  const account = accountWith({
    sessionApps: vtexAppNames,
    sellers: [{ id: 's', areas: [{ country: 'BRA', postalCodes: [['04000000', '04999999']] }] }],
    shoppers: [shopper],
    operators: [operator],
    campaigns: [{ id: 'c', name: 'C', emails: [shopper.email] }],
    organizations: [{ id: 'o', name: 'O', contracts: [{ id: 'c-1', name: 'C' }] }],
  });
  const world: AppWorld = { account, assumptions: defaultAssumptions, signer, clock };
  const ids = () => '00000000-0000-4000-8000-000000000000';
  const login = (audience: Audience, { id: userId, email }: { id: string; email: string }) =>
    signAuthCookie({ userId, email, audience }, { account, signer, clock, ids });
  const apps = installedApps(world);
  const rules = sessionRules({ ...world, apps: () => apps, tokenForm: '2026', ids });
  const { namespaces } = await rules.draft(undefined, {
    query: [],
    cookies: [
      ['VtexIdclientAutCookie', login('admin', operator)],
      ['VtexIdclientAutCookie_acme', login('webstore', shopper)],
      ['checkout.vtex.com', `__ofid=${'0'.repeat(32)}`],
      ['vtex-impersonated-customer-email', shopper.email],
    ],
    body: {
      public: {
        admin_cultureInfo: { value: 'en-US' },
        country: { value: 'BRA' },
        postalCode: { value: '04561000' },
      },
    },
  });
  const never = apps.flatMap(({ name, output }) =>
    Object.entries(output).flatMap(([namespace, keys]) =>
      keys
        .filter((key) => (entryAt(namespaces, { namespace, key })?.value ?? null) === null)
        .map((key) => `${name}: ${namespace}.${key}`),
    ),
  );
  expect(never).toEqual([]);
});
