const { IOClients } = require('@vtex/api');
const { Readable } = require('node:stream');
const { interceptSessionManager } = require('vtex-session-mock/nock');
const service = require('../index');

// VTEX IO's clients ask http://portal.vtexcommercestable.com.br/api/sessions?an=acme; here it is answered in process.
const vtex = interceptSessionManager({ account: 'acme' });
const { config } = service;

afterEach(() => vtex.manager.reset());
afterAll(() => vtex.restore());

/** What VTEX IO hands to a route of the service. */
function contextOf({ method, cookie = '', body = {} }) {
  const io = { account: 'acme', workspace: 'master', authToken: 'none', requestId: '1', operationId: '1' };
  const logger = { warn() {}, error() {}, info() {} };
  const tracer = { isTraceSampled: false };
  const headers = {};
  return {
    method,
    clients: new IOClients(config.clients.options, { ...io, logger, tracer }),
    get: (name) => (name === 'cookie' ? cookie : ''),
    set(name, value) {
      headers[name] = value;
    },
    headers,
    req: Object.assign(Readable.from([JSON.stringify(body)]), { headers: {} }),
  };
}

async function asked(route, request) {
  const ctx = contextOf(request);
  await config.routes[route](ctx, async () => {});
  return ctx;
}

test('a signed-in shopper is known', async () => {
  const { cookie } = await vtex.manager.persona('shopper');
  const { body, headers } = await asked('visitor', { method: 'GET', cookie });
  expect(body).toMatchObject({ tradePolicy: '1', currency: 'BRL', email: 'ann@example.com' });
  expect(headers).toEqual({ 'cache-control': 'no-store' });
});

test('a new postal code is in the session of the same token, and so is its region', async () => {
  const { cookie } = await vtex.manager.persona('anonymous');
  const before = await asked('visitor', { method: 'GET', cookie });
  expect(before.body).toMatchObject({ postalCode: null, region: null, email: null });

  const body = { country: 'BRA', postalCode: '01310-100' };
  const { status } = await asked('postalCode', { method: 'PUT', cookie, body });
  expect(status).toBe(204);

  const after = await asked('visitor', { method: 'GET', cookie });
  expect(after.body).toMatchObject({ postalCode: '01310-100', region: expect.stringMatching(/^v2\./) });
});

test('the visitor moves to another country, and to another region', async () => {
  const { cookie } = await vtex.manager.persona('anonymous');
  const regionAt = async (body) => {
    await asked('postalCode', { method: 'PUT', cookie, body });
    return (await asked('visitor', { method: 'GET', cookie })).body.region;
  };
  const saoPaulo = await regionAt({ country: 'BRA', postalCode: '01310-100' });
  const newYork = await regionAt({ country: 'USA', postalCode: '10001' });
  expect(newYork).toMatch(/^v2\./);
  expect(newYork).not.toBe(saoPaulo);
});

test('no visitor without a session', async () => {
  await expect(asked('visitor', { method: 'GET' })).rejects.toMatchObject({ status: 401 });
});

test('a token that is none is refused by Session Manager', async () => {
  const refused = asked('visitor', { method: 'GET', cookie: 'vtex_session=not-a-token' });
  await expect(refused).rejects.toMatchObject({ response: { status: 401 } });
});
