import { behaviours } from '../../behaviours';
import { reasonNotTried, runBehaviour } from '../../harness/run-behaviour';
import { inProcessTarget } from '../in-process';
import { answerOf, type LoginCookie, type Target, type TargetRequest } from '../target';
import { gate } from './gate';
import { asLive } from './index';
import { LiveRefusal } from './sending';

/** What the gate refuses is what `needs` says. That it refuses nothing else is seen by the dry run's test. */
const inProcess = inProcessTarget();
afterAll(() => inProcess.close());

const account = inProcess.account as string;
let loginCookie: LoginCookie;
beforeAll(async () => {
  loginCookie = (await inProcess.login?.()) as LoginCookie;
});

/** The emulator behind a gate, and what the gate refused. */
function gated(): { target: Target; refusals: string[] } {
  const refusals: string[] = [];
  const through = gate({ account, loginCookie }, inProcess.request);
  const target: Target = {
    ...inProcess,
    login: async () => loginCookie,
    request: (request) =>
      through(request).catch((error: unknown) => {
        if (error instanceof LiveRefusal) refusals.push(error.message);
        throw error;
      }),
  };
  return { target, refusals };
}

/** What can be known of a live account, and done with it. */
const live = asLive(
  { account, host: 'x', loginCookie: { name: 'x', value: 'x' } },
  inProcess.assumptions,
  () => Promise.reject(new Error('nothing is sent')),
);
const needing = behaviours.filter(({ needs }) => needs?.includes('anyRequest'));

describe('a behaviour that needs anyRequest is refused by the gate', () => {
  test.each(needing.map((behaviour) => [behaviour.id, behaviour] as const))('%s', async (_, behaviour) => {
    const { target, refusals } = gated();
    await expect(runBehaviour(behaviour, target, expect)).rejects.toThrow();
    expect(refusals).not.toEqual([]);
  });
});

test('a behaviour that needs parallel requests is not tried on a live account', () => {
  const parallel = behaviours.filter(({ needs }) => needs?.includes('parallel'));
  expect(parallel.map((behaviour) => reasonNotTried(behaviour, live))).toEqual(
    parallel.map(() => 'it needs parallel requests'),
  );
  expect(parallel.length).toBeGreaterThan(0);
});

describe('request by request', () => {
  const token = 'aaaa.bbbb.cccc';
  const segment = 'c2VnbWVudA';
  const loginCookie = { name: 'VtexIdclientAutCookie_acme', value: 'the-login' };
  const json = { 'content-type': 'application/json' };

  /** A gate before an account that gave out one token of each kind, and what came through it. */
  async function opened() {
    const sent: TargetRequest[] = [];
    const through = gate({ account: 'acme', loginCookie }, async (request) => {
      sent.push(request);
      return answerOf({
        status: 201,
        headers: {},
        setCookie: [`vtex_session=${token}; Path=/`],
        text: JSON.stringify({ sessionToken: token, segmentToken: segment }),
      });
    });
    await through({ method: 'POST', path: '/api/sessions' });
    return { through, sent: () => sent.length - 1 };
  }

  const post = (body: string, more: Partial<TargetRequest> = {}): TargetRequest => ({
    method: 'POST',
    path: '/api/sessions',
    headers: json,
    body,
    ...more,
  });
  const get = (path: string, headers: Record<string, string> = {}): TargetRequest => ({
    method: 'GET',
    path,
    headers,
  });
  const entry = (key: string, value: unknown = 'x') => JSON.stringify({ public: { [key]: { value } } });
  const cookie = (value: string) => get('/api/sessions?items=*', { cookie: value });

  test.each<[string, TargetRequest]>([
    ['a method beside the three', { method: 'PUT', path: '/api/sessions' }],
    ['a removal', { method: 'DELETE', path: '/api/sessions' }],
    ['a write to the segment', { method: 'POST', path: '/api/segments' }],
    ['a PATCH by token', { method: 'PATCH', path: `/api/sessions/${token}` }],
    ['another path', get('/api/checkout/pub/orderForm')],
    ['a path above', get('/api/sessions/../checkout')],
    ['a root path', get('/io/api/sessions?items=*')],
    ['a path to another host', get('//elsewhere.example/api/sessions')],
    ['user and host', get('@elsewhere.example/api/sessions')],
    ['a token it did not give out, in the path', get('/api/sessions/aaaa.bbbb.dddd?items=*')],
    ['one with more behind', get(`/api/sessions/${token}/x?items=*`)],
    ['a segment it did not give out', get('/api/segments/c2VnbWVudB')],
    ['a session token as a segment', get(`/api/segments/${token}`)],
    ['another account', get('/api/sessions?items=*&an=initech')],
    ['items that are none', get('/api/sessions?items=<script>')],
    ['an unknown query name', post('{}', { path: '/api/sessions?storeUserEmail=a' })],
    [
      'the customer of a telesale, by query',
      post('{}', { path: '/api/sessions?vtex-impersonated-customer-email=a' }),
    ],
    ['a long query value', post('{}', { path: `/api/sessions?utm_source=${'x'.repeat(201)}` })],
    ['a query that is not UTF-8', post('{}', { path: '/api/sessions?utm_source=%E9' })],
    ['a long query string', get(`/api/sessions?items=${'a,'.repeat(2100)}`)],
    ['a key of an app', get('/api/sessions?items=*', { 'x-vtex-api-appkey': 'a' })],
    ['a header of a gateway', get('/api/sessions?items=*', { 'x-forwarded-host': 'a' })],
    ['a real origin', get('/api/sessions?items=*', { origin: 'https://elsewhere.com' })],
    ['an altered token', cookie(`vtex_session=${token}x`)],
    ['a forged segment', cookie('vtex_segment=e30')],
    ['another login', cookie('VtexIdclientAutCookie_acme=another')],
    ['a login of the Admin', cookie('VtexIdclientAutCookie=the-login')],
    ['a login to another account', cookie('VtexIdclientAutCookie_initech=the-login')],
    ['a cookie of VTEX\u2019s', cookie('checkout.vtex.com=__ofid=0')],
    ['a cookie without a name', cookie('=x')],
    ['a cookie of bytes', cookie('caf\u00e9=1')],
    ['one bad cookie behind a good one', cookie(`vtex_session=${token}; janus_sid=1`)],
    ['a foreign namespace', post('{"profile":{"email":{"value":"x"}}}')],
    ['one beside public', post('{"public":{},"store":{}}')],
    ['a second public', post('{"public":{"storeUserEmail":{"value":"x"}},"public":{}}')],
    ['a list', post('[]')],
    ['no JSON', post('{')],
    ['bytes', post('\u0000')],
    ['public that is none', post('{"public":[]}')],
    ['an unknown key', post(entry('color'))],
    ['the customer of a telesale', post(entry('vtex-impersonated-customer-email'))],
    ['a shopper\u2019s e-mail', post(entry('storeUserEmail'))],
    ['a region by hand', post(entry('regionId'))],
    ['facets', post(entry('facets'))],
    ['the prototype', post('{"public":{"__proto__":{"value":"x"}}}')],
    ['an entry without a value', post('{"public":{"sc":{}}}')],
    ['an entry with more', post('{"public":{"sc":{"value":"1","keepAlive":true}}}')],
    ['a long body', post(entry('utm_source', 'x'.repeat(4096)))],
    [
      'many keys',
      post(
        JSON.stringify({
          public: Object.fromEntries(
            Array.from({ length: 33 }, (_, index) => [`key${String(index).padStart(10, '0')}`, { value: 1 }]),
          ),
        }),
      ),
    ],
    ['a body of another type', post('{}', { headers: { 'content-type': 'text/plain' } })],
    ['a read with a body', { ...get('/api/sessions?items=*', json), body: '{}' }],
  ])('refused, and not sent: %s', async (_, request) => {
    const { through, sent } = await opened();
    const error: Error = await through(request).then(
      () => new Error('it was sent'),
      (reason: Error) => reason,
    );
    expect(error).toBeInstanceOf(LiveRefusal);
    expect(error.message).not.toMatch(/aaaa|the-login|another$|e30/);
    expect(sent()).toBe(0);
  });

  test.each<[string, TargetRequest]>([
    ['a creation', post('{}')],
    ['a creation without a body', { method: 'POST', path: '/api/sessions' }],
    ['public keys', post(entry('postalCode', '04561000'))],
    ['a key the suite made', post(entry('color0123456789', { a: [1, null] }))],
    ['its query', post('{}', { path: '/api/sessions?sc=1&color0123456789=%C3%A3&an=acme&?utm_source=x' })],
    ['a PATCH', { method: 'PATCH', path: '/api/sessions/', headers: { cookie: `vtex_session=${token};` } }],
    ['a read by token', get(`/api/sessions/${token}?items=store.channel,public.color0123456789`)],
    ['a write by token', { method: 'POST', path: `/api/sessions/${token}` }],
    ['the word that clears', get('/api/sessions/invalidToken?items=*')],
    ['the word that clients sent', cookie('vtex_session=undefined')],
    ['a segment by token', get(`/api/segments/${segment}?cultureInfo=fr-FR`)],
    ['the supplied login', cookie('VtexIdclientAutCookie_acme=the-login')],
    ['a cookie the suite made', cookie('foreign0123456789=x')],
    ['a reserved origin', get('/api/segments', { origin: 'https://elsewhere.example' })],
  ])('sent as it is: %s', async (_, request) => {
    const { through, sent } = await opened();
    await through(request);
    expect(sent()).toBe(1);
  });

  test('without a login that was supplied none is sent', async () => {
    const through = gate({ account: 'acme', loginCookie: undefined }, inProcess.request);
    await expect(through(cookie('VtexIdclientAutCookie_acme=the-login'))).rejects.toThrow(LiveRefusal);
  });
});
