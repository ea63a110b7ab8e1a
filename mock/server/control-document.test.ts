import { Ajv, type ValidateFunction } from 'ajv';
import OpenAPISchemaValidator from 'openapi-schema-validator';
import request, { type Response } from 'supertest';
import type { CellControl } from '../cells/routes';
import { readinessOf } from '../control/health';
import type { ControlPlane } from '../control/plane';
import { sessionOperations } from '../operations/table';
import { appRoutes, controlPlaneDocument } from './control-app';
import { type Calls, sourceCalls } from './testing/source-calls';
import { managerWith, newVisitor } from './testing/visitor';

type Json = Record<string, unknown>;
interface Body {
  readonly content: Record<string, { schema: Json; examples: Record<string, { value: object }> }>;
}
type Operations = Record<string, Record<string, { operationId: string; responses: Record<string, Json> }>>;

const paths = controlPlaneDocument['paths'] as Operations;
const ajv = new Ajv({ strict: false, allErrors: true }).addSchema(controlPlaneDocument as Json, 'document');

const compiled = new Map<string, ValidateFunction>();

/** The errors of a value against a JSON schema of the document. */
function problems(schema: unknown, value: unknown): unknown {
  const text = JSON.stringify(schema).replaceAll('"#/', '"document#/');
  const validate = compiled.get(text) ?? ajv.compile(JSON.parse(text));
  compiled.set(text, validate);
  validate(value);
  return validate.errors;
}

function resolved(part: Json | undefined): Json | undefined {
  const name = /^#\/components\/responses\/(\w+)$/.exec(String(part?.['$ref']))?.[1];
  const { responses } = controlPlaneDocument['components'] as { responses: Record<string, Json> };
  return name === undefined ? part : responses[name];
}

const schemaOf = (response: Json | undefined) =>
  Object.values((response as { content: Record<string, { schema: Json }> }).content)[0]?.schema;

test('is valid OpenAPI 3.0', () => {
  const validator = new OpenAPISchemaValidator({ version: 3 });
  const document = controlPlaneDocument as unknown as Parameters<typeof validator.validate>[0];
  expect(validator.validate(document).errors).toEqual([]);
});

/** Of a control plane that is not called. */
const served = appRoutes(
  {} as ControlPlane,
  { load: () => Promise.reject(new Error('not called')), watch: () => () => undefined },
  { fixedTools: false, toolNames: 'dotted' },
  {} as CellControl,
);

test('describes exactly the routes that are served', () => {
  const described = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(described.sort()).toEqual(
    served.map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`).sort(),
  );
});

const routes = served.map(({ method, path, status = 200 }) => ({
  method: method.toLowerCase() as 'get' | 'post' | 'put' | 'delete',
  path: path.replaceAll(/:(\w+)/g, '{$1}'),
  status,
}));

const { handler: usual } = managerWith();

test.each(routes)(
  'documents the status of $method $path, and whether it is guarded',
  async ({ method, path, status }) => {
    const responses = Object.keys(paths[path]?.[method]?.responses ?? {});
    expect(responses[0]).toBe(String(status));
    const answer = await request(usual)[method](path).set('Origin', 'http://x.example.com');
    expect([path, answer.status === 403]).toEqual([path, responses.includes('403')]);
  },
);

test.each([
  ['clock', 'put', { later: 'P5D' }],
  ['seed', 'post', { sessions: [{ nam: 'ann' }] }],
] as const)('the examples of the %s are accepted', async (name, method, slip) => {
  const operations = paths[`/_mock/${name}`] as unknown as Record<'put' | 'post', { requestBody: Body }>;
  const { content } = operations[method].requestBody;
  const { schema, examples } = content['application/json'] as NonNullable<(typeof content)[string]>;
  expect(Object.keys(examples).length).toBeGreaterThan(1);
  for (const { value } of Object.values(examples)) {
    expect(problems(schema, value)).toBeNull();
    await request(managerWith().handler)[method](`/_mock/${name}`).send(value).expect(200);
  }
  expect(problems(schema, slip)).toHaveLength(1);
});

const seed = {
  account: { personas: [{ id: 'ann', description: 'Ann.' }] },
  sessions: [{ name: 'ann', persona: 'ann' }],
};
test('the schema of a fault accepts exactly what POST /_mock/faults accepts', async () => {
  const { content } = (paths['/_mock/faults'] as unknown as { post: { requestBody: Body } }).post.requestBody;
  const { schema, examples } = content['application/json'] as NonNullable<(typeof content)[string]>;
  expect(Object.keys(examples).length).toBeGreaterThan(5);
  for (const { value } of Object.values(examples)) {
    expect(problems(schema, value)).toBeNull();
    await request(managerWith().handler).post('/_mock/faults').send(value).expect(201);
  }
  for (const operation of sessionOperations) expect(problems(schema, { status: 503, operation })).toBeNull();
  for (const value of [
    { times: 2 },
    { status: 200 },
    { delay: 60_001 },
    { drop: true },
    { truncate: false },
    { status: 503, path: 'api' },
    { status: 503, operation: 'deleteSession' },
    { status: 503, more: 1 },
    { loseSetCookie: 'a;b' },
  ]) {
    expect(problems(schema, value)).not.toBeNull();
    await request(managerWith().handler).post('/_mock/faults').send(value).expect(400);
  }
});

/** `/_mock/journal` and `/_mock/events` of a manager that has answered several requests. */
function journalCalls(): Calls {
  const { handler, fetch } = managerWith();
  const off = managerWith({ journal: false });
  const journal = '/_mock/journal';
  const wait = `${journal}/await`;
  const events = '/_mock/events';
  const get = (path: string) => async () => request(handler).get(path);
  const filled = async () => {
    const { cookie } = await newVisitor({ handler }, { public: { a: { value: 1 } }, profile: {} });
    await request(handler).patch('/api/sessions?items=*&b=1').set('Cookie', cookie);
    await request(handler).post('/api/sessions').set('x-mock-fault', 'status=503');
    await request(handler).get('/nothing');
    return request(handler).get(journal);
  };
  /** In the form of a supertest response; `fetch` works in process. */
  const inProcess = async () => {
    const answer = await fetch(`http://x.example${events}`);
    return { status: answer.status, type: 'application/json', body: await answer.json() } as Response;
  };
  const busy = (path: string) => async () => {
    const { manager, ended } = await managerAtItsLimit(path);
    const answer = await request(manager.url).get(path);
    await manager.close();
    await ended;
    return answer;
  };
  return [
    [200, 'get', journal, filled],
    [400, 'get', journal, get(`${journal}?x=1`)],
    [409, 'get', journal, async () => request(off.handler).get(journal)],
    [200, 'get', wait, get(wait)],
    [400, 'get', wait, get(`${wait}?timeout=0`)],
    [409, 'get', wait, async () => request(off.handler).get(wait)],
    [503, 'get', wait, busy(wait)],
    [504, 'get', wait, get(`${wait}?method=PUT&timeout=1`)],
    [200, 'get', events, get(`${events}?since=0&limit=1`)],
    [400, 'get', events, get(`${events}?x=1`)],
    [409, 'get', events, async () => request(off.handler).get(events)],
    [501, 'get', events, inProcess],
    [503, 'get', events, busy(events)],
    [200, 'delete', journal, async () => request(handler).delete(journal)],
    [400, 'delete', journal, async () => request(handler).delete(`${journal}?x=1`)],
    [409, 'delete', journal, async () => request(off.handler).delete(journal)],
  ];
}

/** In the form of a supertest response, of a store that cannot be reached. */
async function unreadable(): Promise<Response> {
  const peek = () => Promise.reject(new Error('no connection'));
  const answer = await readinessOf({ peek });
  return { ...answer, type: 'application/json' } as unknown as Response;
}

/** `/_mock/cells` of a server with room for two. */
function cellCalls(): Calls {
  const { handler } = managerWith({ maxCells: 2, accounts: { b2b: 'b2b' } });
  const cells = '/_mock/cells';
  const post = (name: unknown) => async () => request(handler).post(cells).send({ name });
  const remove = (path: string) => async () => request(handler).delete(path);
  return [
    [201, 'post', cells, post('one')],
    [400, 'post', cells, post(1)],
    [409, 'post', cells, post('one')],
    [201, 'post', cells, post('two')],
    [429, 'post', cells, post('three')],
    [200, 'get', cells, async () => request(handler).get(cells)],
    [400, 'get', cells, async () => request(handler).get(`${cells}?x=1`)],
    [200, 'delete', `${cells}/{name}`, remove(`${cells}/one`)],
    [400, 'delete', `${cells}/{name}`, remove(`${cells}/two?x=1`)],
    [404, 'delete', `${cells}/{name}`, remove(`${cells}/one`)],
    [200, 'delete', cells, remove(cells)],
    [400, 'delete', cells, remove(`${cells}?x=1`)],
  ];
}

/** A manager that already serves as many requests for this path as it allows. */
async function managerAtItsLimit(path: string) {
  const manager = managerWith();
  const { url } = await manager.listen();
  let refuse = () => {};
  const refused = new Promise<void>((resolve) => {
    refuse = resolve;
  });
  const asking = Array.from({ length: 101 }, async () => {
    const answer = await fetch(url + path);
    if (answer.status === 503) refuse();
    await answer.text();
  });
  await refused;
  return { manager, ended: Promise.all(asking) };
}

describe('answers match their schemas', () => {
  const manager = managerWith();
  const { handler } = manager;
  const ask = (method: 'get' | 'post' | 'put' | 'delete', path: string, body?: object) => async () =>
    request(handler)[method](path).send(body);
  const ofSession = (more: string) => async () =>
    request(handler).get(`/_mock/sessions/${(await newVisitor(manager)).id}${more}`);
  const ofToken = async () =>
    request(handler)
      .post('/_mock/tokens')
      .send({ token: (await newVisitor(manager)).token });
  const calls: Calls = [
    [200, 'get', '/_mock/health', ask('get', '/_mock/health')],
    [200, 'get', '/_mock/ready', ask('get', '/_mock/ready')],
    [503, 'get', '/_mock/ready', () => unreadable()],
    [200, 'get', '/_mock/metrics', ask('get', '/_mock/metrics')],
    [400, 'get', '/_mock/metrics', ask('get', '/_mock/metrics?x=1')],
    [200, 'get', '/_mock/openapi.json', ask('get', '/_mock/openapi.json')],
    [200, 'get', '/_mock/control/openapi.json', ask('get', '/_mock/control/openapi.json')],
    [200, 'get', '/_mock/personas', ask('get', '/_mock/personas')],
    [
      403,
      'get',
      '/_mock/personas',
      async () => request(handler).get('/_mock/personas').set('Origin', 'http://x.example'),
    ],
    [201, 'post', '/_mock/personas/{id}/sessions', ask('post', '/_mock/personas/shopper/sessions')],
    [404, 'post', '/_mock/personas/{id}/sessions', ask('post', '/_mock/personas/x/sessions')],
    [201, 'post', '/_mock/personas/{id}/logins', ask('post', '/_mock/personas/shopper/logins')],
    [404, 'post', '/_mock/personas/{id}/logins', ask('post', '/_mock/personas/x/logins')],
    [400, 'post', '/_mock/personas/{id}/logins', ask('post', '/_mock/personas/shopper/logins?contract=x')],
    [200, 'get', '/_mock/sessions', ask('get', '/_mock/sessions')],
    [400, 'get', '/_mock/sessions', ask('get', '/_mock/sessions?limit=0')],
    [200, 'get', '/_mock/sessions/{id}', ofSession('')],
    [404, 'get', '/_mock/sessions/{id}', ask('get', '/_mock/sessions/x')],
    [400, 'get', '/_mock/sessions/{id}', ofSession('?all=1')],
    [200, 'get', '/_mock/sessions/{id}/explain', ofSession('/explain')],
    [404, 'get', '/_mock/sessions/{id}/explain', ask('get', '/_mock/sessions/x/explain')],
    [200, 'post', '/_mock/seed', ask('post', '/_mock/seed', seed)],
    [400, 'post', '/_mock/seed', ask('post', '/_mock/seed', {})],
    [200, 'get', '/_mock/snapshot', async () => request(handler).get('/_mock/snapshot')],
    [
      200,
      'put',
      '/_mock/snapshot',
      async () =>
        request(handler)
          .put('/_mock/snapshot')
          .send(await manager.snapshot()),
    ],
    [400, 'put', '/_mock/snapshot', async () => request(handler).put('/_mock/snapshot').send({})],
    [200, 'post', '/_mock/reset', async () => request(handler).post('/_mock/reset?to=snapshot')],
    [200, 'get', '/_mock/clock', async () => request(handler).get('/_mock/clock')],
    [200, 'put', '/_mock/clock', async () => request(handler).put('/_mock/clock').send({ advance: 'PT1S' })],
    [400, 'put', '/_mock/clock', async () => request(handler).put('/_mock/clock').send({})],
    [
      201,
      'post',
      '/_mock/faults',
      async () => request(handler).post('/_mock/faults').send({ delay: 1, path: '/nowhere' }),
    ],
    [400, 'post', '/_mock/faults', ask('post', '/_mock/faults', {})],
    [200, 'get', '/_mock/faults', async () => request(handler).get('/_mock/faults')],
    [400, 'get', '/_mock/faults', async () => request(handler).get('/_mock/faults?x=1')],
    [200, 'delete', '/_mock/faults/{id}', async () => request(handler).delete('/_mock/faults/fault-1')],
    [404, 'delete', '/_mock/faults/{id}', async () => request(handler).delete('/_mock/faults/x')],
    [400, 'delete', '/_mock/faults/{id}', async () => request(handler).delete('/_mock/faults/x?x=1')],
    [200, 'delete', '/_mock/faults', async () => request(handler).delete('/_mock/faults')],
    [400, 'delete', '/_mock/faults', async () => request(handler).delete('/_mock/faults?x=1')],
    [200, 'get', '/_mock/account', async () => request(handler).get('/_mock/account')],
    [400, 'get', '/_mock/account', async () => request(handler).get('/_mock/account?x=1')],
    [200, 'get', '/_mock/assumptions', async () => request(handler).get('/_mock/assumptions')],
    [400, 'get', '/_mock/assumptions', async () => request(handler).get('/_mock/assumptions?x=1')],
    [200, 'post', '/_mock/tokens', ofToken],
    [400, 'post', '/_mock/tokens', async () => request(handler).post('/_mock/tokens').send({})],
    [200, 'get', '/_mock/browser', async () => request(handler).get('/_mock/browser')],
    [400, 'get', '/_mock/browser', async () => request(handler).get('/_mock/browser?x=1')],
    [
      201,
      'post',
      '/_mock/browser',
      async () => request(handler).post('/_mock/browser').send({ persona: 'shopper' }),
    ],
    [400, 'post', '/_mock/browser', ask('post', '/_mock/browser', { persona: 1 })],
    [
      404,
      'post',
      '/_mock/browser',
      async () => request(handler).post('/_mock/browser').send({ persona: 'x' }),
    ],
    [200, 'delete', '/_mock/browser/login', ask('delete', '/_mock/browser/login')],
    [400, 'delete', '/_mock/browser/login', ask('delete', '/_mock/browser/login?x=1')],
    [200, 'get', '/_mock/login', async () => request(handler).get('/_mock/login')],
    [400, 'get', '/_mock/login', async () => request(handler).get('/_mock/login?return=x')],
    [303, 'post', '/_mock/login', async () => request(handler).post('/_mock/login').type('form').send('')],
    [400, 'post', '/_mock/login', async () => request(handler).post('/_mock/login?return=x')],
    [
      404,
      'post',
      '/_mock/login',
      async () => request(handler).post('/_mock/login').type('form').send('persona=x'),
    ],
    ...journalCalls(),
    ...sourceCalls(),
    ...cellCalls(),
    [200, 'post', '/_mock/reset', ask('post', '/_mock/reset')],
    [400, 'post', '/_mock/reset', ask('post', '/_mock/reset?x=1')],
    ...(
      [
        ['get', '/_mock/personas'],
        ['post', '/_mock/personas/{id}/sessions'],
        ['post', '/_mock/personas/{id}/logins'],
        ['get', '/_mock/sessions/{id}/explain'],
        ['get', '/_mock/snapshot'],
        ['get', '/_mock/clock'],
      ] as const
    ).map(([method, path]): Calls[number] => [
      400,
      method,
      path,
      async () => request(handler)[method](`${path}?x=1`),
    ]),
  ];

  test.each(calls)('%d %s %s', async (status, method, path, call) => {
    const answer = await call();
    const response = resolved(paths[path]?.[method]?.responses[answer.status]);
    expect([answer.status, response]).toEqual([status, expect.anything()]);
    const isJson = answer.type === 'application/json';
    if (response?.['content'] === undefined) expect(answer.text).toBe('');
    else expect(problems(schemaOf(response), isJson ? answer.body : answer.text)).toBeNull();
  });

  test('every documented status of every operation is tested', () => {
    const asked = calls.map(([status, method, path]) => `${status} ${method} ${path}`);
    const described = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).flatMap(([method, { responses }]) =>
        Object.keys(responses).map((status) => `${status} ${method} ${path}`),
      ),
    );
    const open = described.filter((name) => !name.startsWith('403') && !asked.includes(name));
    expect(open).toEqual([]);
  });
});
