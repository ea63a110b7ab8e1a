// Passes the page's requests on to VTEX, with the cookies in both directions.
const vtex = 'https://acme.vtexcommercestable.com.br/api/sessions';
const items = 'public.postalCode,store.channel,store.currencyCode,profile.email,checkout.regionId';

export async function GET(request) {
  return handedOn(await fetch(`${vtex}?items=${items}`, { headers: cookiesOf(request) }));
}

/** `{ "postalCode": "01310-100", "country": "BRA" }` */
export async function PATCH(request) {
  const given = Object.entries(await request.json());
  const body = JSON.stringify({ public: Object.fromEntries(given.map(([key, value]) => [key, { value }])) });
  const headers = { ...cookiesOf(request), 'content-type': 'application/json' };
  return handedOn(await fetch(`${vtex}?items=${items}`, { method: 'PATCH', headers, body }));
}

const cookiesOf = (request) => ({ cookie: request.headers.get('cookie') ?? '' });

async function handedOn(answer) {
  const headers = new Headers({ 'content-type': 'application/json', 'cache-control': 'no-store' });
  for (const cookie of answer.headers.getSetCookie()) headers.append('set-cookie', cookie);
  return new Response(await answer.text(), { status: answer.status, headers });
}
