import { createSessionManager } from 'vtex-session-mock';
import { vtex } from '../../../vtex.js';
import { GET, PATCH } from './route.js';

afterEach(() => vtex.manager.reset());
afterAll(() => vtex.restore());

const url = 'http://www.acme.example/api/session';
const cookiesIn = (answer) =>
  answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');

test('a new postal code is in the session that the cookies name', async () => {
  const body = JSON.stringify({ postalCode: '01310-100', country: 'BRA' });
  const changed = await PATCH(new Request(url, { method: 'PATCH', body }));
  expect(changed.status).toBe(200);
  const read = await GET(new Request(url, { headers: { cookie: cookiesIn(changed) } }));
  const { namespaces } = await read.json();
  expect(namespaces.public.postalCode).toEqual({ value: '01310-100' });
  expect(namespaces.checkout.regionId.value).toMatch(/^v2\./);
});

test('another trade policy brings its currency, over two calls', async () => {
  const ask = (given, cookie) =>
    PATCH(new Request(url, { method: 'PATCH', body: JSON.stringify(given), headers: { cookie } }));
  const first = await ask({ sc: '2' }, '');
  const second = await ask({ sc: '3' }, cookiesIn(first));
  const [one, two] = [await first.json(), await second.json()];
  expect(two.id).toBe(one.id);
  expect([one, two].map(({ namespaces }) => namespaces.store.currencyCode.value)).toEqual(['USD', 'EUR']);
});

test('a signed-in shopper is known by their cookies', async () => {
  const { cookie } = await vtex.manager.persona('shopper');
  const read = await GET(new Request(url, { headers: { cookie } }));
  expect((await read.json()).namespaces.profile.email.value).toBe('ann@example.com');
});

test('a session that this store did not sign is refused, and the browser is asked to delete it', async () => {
  const { cookie } = await createSessionManager({ account: 'acme' }).persona('anonymous');
  const read = await GET(new Request(url, { headers: { cookie } }));
  expect([read.status, cookiesIn(read)]).toEqual([401, 'vtex_session=; vtex_segment=']);
});
