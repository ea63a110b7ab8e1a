import { vtex } from '../../../vtex.js';

// After it: see there.
const { POST } = await import('./route.js');

afterEach(() => vtex.manager.reset());
afterAll(() => vtex.restore());

const query = `mutation ($session: IStoreSession!, $search: String!) {
  validateSession(session: $session, search: $search) {
    channel city country currency { code symbol } person { email givenName } marketingData { utmSource }
  }
}`;

const atFirst = {
  locale: 'pt-BR',
  country: 'BRA',
  channel: '{"salesChannel":"1"}',
  currency: { code: 'BRL', symbol: 'R$' },
};

async function validated(session, { search = '', cookie } = {}) {
  const body = JSON.stringify({ query, variables: { session: { ...atFirst, ...session }, search } });
  const headers = cookie === undefined ? {} : { cookie };
  const url = 'http://www.acme.example/api/graphql';
  const answer = await POST(new Request(url, { method: 'POST', body, headers }));
  const { data, errors } = await answer.json();
  expect(errors).toBeUndefined();
  return { session: data.validateSession, cookies: answer.headers.getSetCookie() };
}

test('the browser is given the cookies of a session that the storefront made', async () => {
  const { cookies } = await validated({}, { search: '?utm_source=newsletter' });
  expect(cookies).toEqual([
    expect.stringMatching(/^vtex_session=.*; Secure/i),
    expect.stringMatching(/^vtex_segment=/),
  ]);
  const { namespaces } = await (
    await vtex.manager.fetch('http://x/api/sessions?items=public.utm_source', {
      headers: { cookie: cookies.map((line) => line.split(';')[0]).join('; ') },
    })
  ).json();
  expect(namespaces.public.utm_source).toEqual({ value: 'newsletter' });
});

test('a postal code gives the region of its sellers', async () => {
  const { session } = await validated({ postalCode: '01310-100' });
  expect(session.city).toBe('São Paulo');
  expect(JSON.parse(session.channel)).toMatchObject({
    salesChannel: '1',
    regionId: expect.stringMatching(/^v2\./),
  });
});

test('the address of the page asks for another trade policy, and its currency follows', async () => {
  const { session } = await validated({}, { search: '?sc=2' });
  expect(session).toMatchObject({ currency: { code: 'USD', symbol: '$' }, country: 'USA' });
});

test('a shopper who is signed in is the person of the session', async () => {
  const { cookie } = await vtex.manager.persona('shopper');
  const { session } = await validated({}, { cookie });
  expect(session.person).toEqual({ email: 'ann@example.com', givenName: expect.any(String) });
});
