import { execFile } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { promisify } from 'node:util';
import {
  type Assumptions,
  assumptionTable,
  createSessionManager,
  type InProcessApp,
  type SessionManager,
  type SessionManagerOptions,
} from '../../../mock/index';

/**
 * Sends the request that settles an assumption to emulators with each of its values. Different values must give
 * different output, and the same value the same output, or the request would settle nothing.
 */
const signingKey = generateKeyPairSync('ec', {
  namedCurve: 'P-256',
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
}).privateKey;

const twoRegions: SessionManagerOptions['account'] = {
  account: 'two-regions',
  id: '0e000000-0000-4000-8000-000000000001',
  tradePolicies: [
    { id: '1', currencyCode: 'BRL', currencySymbol: 'R$', countryCode: 'BRA', cultureInfo: 'pt-BR' },
  ],
  sellers: [
    { id: 'by-code', areas: [{ country: 'BRA', postalCodes: [['01000000', '01999999']] }] },
    {
      id: 'by-point',
      areas: [
        {
          country: 'BRA',
          polygon: [
            [10, 10],
            [20, 10],
            [20, 20],
          ],
        },
      ],
    },
  ],
  shoppers: [
    { id: '0f000000-0000-4000-8000-000000000001', email: 'ann@example.com', priceTables: ['silver'] },
  ],
  personas: [{ id: 'shopper', description: 'a shopper', shopper: 'ann@example.com' }],
};

const accounts: Partial<Record<keyof Assumptions, SessionManagerOptions['account']>> = {
  bindingAtCreation: 'multi-currency',
  organizationPriceTables: twoRegions,
  identifiedVisitorProfile: twoRegions,
  placeGivenTwice: twoRegions,
  clearedRegion: twoRegions,
};

type App = (log: unknown[]) => InProcessApp;

const probe: App = (log) => ({
  name: 'probe',
  input: { public: ['probe', 'never'] },
  output: {},
  transform: async (input) => {
    log.push(input);
    return undefined;
  },
});

const restless: App = (log) => ({
  name: 'restless',
  input: { public: ['probe', 'count'] },
  output: { public: ['count'] },
  transform: async () => ({ public: { count: { value: log.push('called') } } }),
});

const organization: App = () => ({
  name: 'storefront-permissions',
  input: { authentication: ['storeUserEmail'] },
  output: { 'storefront-permissions': ['priceTables'] },
  transform: async () => ({ 'storefront-permissions': { priceTables: { value: 'gold' } } }),
});

const appsOf: Partial<Record<keyof Assumptions, App>> = {
  unsetInputs: probe,
  cascadeRounds: restless,
  organizationPriceTables: organization,
};

/** What the shell command prints and what the app receives, without tokens, ids and dates. */
async function answerTo(setting: keyof Assumptions, value: unknown): Promise<string> {
  const log: unknown[] = [];
  const account = accounts[setting] ?? 'acme';
  const app = appsOf[setting]?.(log);
  const assumptions = { [setting]: value } as Partial<Assumptions>;
  const options: SessionManagerOptions = { account, assumptions, signingKey, ...(app && { apps: [app] }) };
  const [manager, other] = [
    createSessionManager(options),
    createSessionManager({ ...options, account: 'b2b' }),
  ];
  try {
    const { stdout } = await promisify(execFile)('bash', ['-c', assumptionTable[setting].settledBy.request], {
      env: { ...process.env, ...(await variablesOf(manager, other)) },
    }).catch((failed: { stdout: string }) => failed); // `grep -c` fails when it counts none
    return `${stdout}\n${JSON.stringify(log)}`
      .replaceAll(/[\w-]+\.[\w-]{50,}\.[\w-]{86}/g, '<token>')
      .replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<id>')
      .replaceAll(/^date:.*\r?\n/gim, '');
  } finally {
    await Promise.all([manager.close(), other.close()]);
  }
}

async function variablesOf(manager: SessionManager, other: SessionManager): Promise<Record<string, string>> {
  const [{ url }, { url: elsewhere }] = [await manager.listen(), await other.listen()];
  const created = await fetch(`${url}/api/sessions?utm_source=probe`, { method: 'POST' });
  const fresh = await fetch(`${url}/api/sessions`, { method: 'POST' });
  const { cookie } = await manager.persona('shopper');
  const [, binding] = manager.account.bindings; // the first is as the account itself
  return {
    ACCOUNT: manager.account.name,
    HOST: url,
    OTHER: elsewhere,
    WORKSPACE: url,
    SESSION: ((await fresh.json()) as { sessionToken: string }).sessionToken,
    SEGMENT: ((await created.json()) as { segmentToken: string }).segmentToken,
    LOGGED_IN: /vtex_session=([^;]+)/.exec(cookie)?.[1] ?? '',
    CLOSED_POLICY: '4',
    BINDING: binding?.id ?? '00000000-0000-4000-8000-000000000001',
    LOCALE: 'en-US',
    EMAIL: 'ann@example.com',
    COUNTRY: 'BRA',
    POSTAL_CODE: '01310100',
    POINT: '15,12',
    ROOT_PATH: '/pt',
  };
}

const settings = Object.keys(assumptionTable) as (keyof Assumptions)[];

test.each(settings)('the request for %s distinguishes its values', async (setting) => {
  const { default: standard, alternatives } = assumptionTable[setting];
  const values = [standard, ...alternatives];
  const answers = [];
  for (const value of [...values, standard]) answers.push(await answerTo(setting, value));
  expect(answers.pop()).toBe(answers[0]);
  expect(new Set(answers).size).toBe(values.length);
});

test('the compared output is what curl printed', async () => {
  expect(await answerTo('statusOfPostThatEdits', 201)).toMatch(/^HTTP\/1.1 201 /);
  expect(await answerTo('unrepeatedCookie', 'kept')).toBe('1\n\n[]');
  expect(await answerTo('unrepeatedCookie', 'dropped')).toBe('0\n\n[]');
  expect(await answerTo('segmentNonAscii', 'escaped')).toContain('"utm_source":"\\u20ac"');
});
