// The emulator with three apps besides VTEX's: one that fails, and two that give one key different values. Visits
// repeat. `npm run demo`, after `npm run build`; the screenshots of the docs show it.
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

const { createSessionManager } = createRequire(import.meta.url)(
  fileURLToPath(new URL('../dist/mock/index.cjs', import.meta.url)),
);

const entries = (values) =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, { value }]));
const read = (input, namespace, key) => input[namespace]?.[key]?.value;

const apps = [
  {
    name: 'loyalty',
    input: { profile: ['email'] },
    output: { loyalty: ['tier', 'points'] },
    transform: (input) => ({
      loyalty: entries(
        read(input, 'profile', 'email') ? { tier: 'gold', points: 1840 } : { tier: '', points: '' },
      ),
    }),
  },
  {
    name: 'delivery-promise',
    input: { checkout: ['regionId'] },
    output: { delivery: ['days', 'warehouse'] },
    transform: () => ({ delivery: entries({ days: 2, warehouse: 'north' }) }),
  },
  {
    name: 'price-by-tier',
    input: { loyalty: ['tier'], delivery: ['warehouse'] },
    output: { pricing: ['list'] },
    transform: (input) => ({
      pricing: entries({ list: `tier-${read(input, 'loyalty', 'tier') || 'none'}` }),
    }),
  },
  {
    name: 'price-by-warehouse',
    input: { delivery: ['warehouse'], loyalty: ['tier'] },
    output: { pricing: ['list'] },
    transform: (input) => ({
      pricing: entries({ list: `warehouse-${read(input, 'delivery', 'warehouse') ?? 'any'}` }),
    }),
  },
  {
    name: 'tax-service',
    input: { public: ['taxId'] },
    output: { tax: ['rate'] },
    transform: (input) => {
      if (read(input, 'public', 'taxId') === 'unknown') throw new Error('the tax service answers 503');
      return { tax: entries({ rate: '0.12' }) };
    },
  },
];

export function demoManager(options = {}) {
  return createSessionManager({ account: 'b2c-brazil', apps, ...options });
}

const personas = ['shopper', undefined, 'two-campaigns', undefined, 'shopper-in-region'];

/**
 * One visit to a store: browse, enter a postal code, perhaps log in, filter, and call an app that fails.
 * @param between called before each request
 */
export async function visit(manager, number = 0, between = () => undefined) {
  const request = async (method, path, body, cookie) => {
    await between();
    const response = await manager.fetch(`http://127.0.0.1${path}`, {
      method,
      headers: { 'Content-Type': 'application/json', ...(cookie && { Cookie: cookie }) },
      ...(body && { body: JSON.stringify({ public: entries(body) }) }),
    });
    return cookiesIn(response.headers.getSetCookie());
  };
  const persona = personas[number % personas.length];
  const session = await request('POST', '/api/sessions?utm_source=newsletter&utm_campaign=spring');
  await request('PATCH', '/api/sessions', { country: 'BRA', postalCode: '01310-100' }, session);
  await request('GET', '/api/sessions?items=checkout.regionId,store.currencyCode', undefined, session);
  const login = persona && cookiesIn(manager.logIn(persona).setCookie);
  const cookies = login ? `${session}; ${login}` : session;
  await request('PATCH', '/api/sessions', { postalCode: '20040-002' }, cookies);
  await request('PATCH', '/api/sessions', { facets: 'brand=acme;size=42;colour=green' }, cookies);
  if (number % 2 === 0) await request('PATCH', '/api/sessions', { taxId: 'unknown' }, cookies);
  await request('GET', '/api/segments', undefined, cookies);
}

function cookiesIn(setCookie) {
  return setCookie.map((line) => line.split(';', 1)[0]).join('; ');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const manager = demoManager();
  const { url } = await manager.listen({ port: Number(process.env.PORT ?? 9910) });
  console.log(`The console of the demo: ${url}/_mock/ (Ctrl+C ends it)`);
  let visits = 0;
  await visit(manager, visits++);
  setInterval(() => visit(manager, visits++), 8000);
}
