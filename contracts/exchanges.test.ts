import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import {
  type DocumentedExchange,
  documentedExchanges,
  exchangeFolder,
  isAppStep,
  type RecordedResponse,
  type RecordedStep,
} from './recordings/exchanges';
import { comparable, translation } from './recordings/replay';
import { type PreparedTarget, preparedTarget } from './targets/prepared';

/** Replays the documented exchanges against emulators with their set-up. */
const exchanges = documentedExchanges();

test('X1 to X15 exist and match the schema', () => {
  expect([...new Set(exchanges.map(({ id }) => id.split('-')[0]))]).toEqual(
    Array.from({ length: 15 }, (_, index) => `X${index + 1}`),
  );
  const schema = JSON.parse(readFileSync(join(exchangeFolder, 'exchange.schema.json'), 'utf8')) as object;
  const validate = new Ajv({ allErrors: true }).compile(schema);
  for (const exchange of exchanges) {
    expect([exchange.id, validate(exchange), validate.errors]).toEqual([exchange.id, true, null]);
    expect(exchange.evidence.length).toBeGreaterThan(0);
    expect(exchange.origin).toBe('documented');
  }
  expect(validate({ ...exchanges[0], status: 201 })).toBe(false);
});

/** A session app with a fixed answer that records its requests. */
async function appAnswering(status: number, body: unknown) {
  const asked: { method: string; path: string; contentType: string; body: unknown }[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    asked.push({
      method: request.method ?? '',
      path: request.url ?? '',
      contentType: request.headers['content-type'] ?? '',
      body: JSON.parse(Buffer.concat(chunks).toString('utf8')),
    });
    response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-cache, no-store' });
    response.end(JSON.stringify(body));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { asked, server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

const servers: Server[] = [];
const targets: PreparedTarget[] = [];
afterEach(async () => {
  for (const target of targets.splice(0)) await target.close();
  for (const server of servers.splice(0)) server.close();
});

async function prepared({ setUp, steps }: DocumentedExchange) {
  const { account, regionIdFormat, persona, app } = setUp;
  const call = steps.find(isAppStep)?.app;
  const remote = app && (await appAnswering(call?.response.status ?? 500, call?.response.body ?? {}));
  if (remote !== undefined) servers.push(remote.server);
  const fixture = JSON.parse(
    readFileSync(join(exchangeFolder, '../accounts', `${account}.json`), 'utf8'),
  ) as object;
  const target = await preparedTarget({
    account: regionIdFormat === undefined ? account : { ...fixture, regionIdFormat },
    persona,
    app: app && remote && { configuration: app, url: remote.url },
  });
  targets.push(target);
  return { target, remote };
}

function loginOf({ personaCookies }: PreparedTarget): { name: string; value: string } {
  const [, name = '', value = ''] =
    /(VtexIdclientAutCookie[^=]*)=([^;]+)/.exec(personaCookies.join('\n')) ?? [];
  return { name, value };
}

/** The answers of the file and of the emulator, step by step. */
async function replayed(exchange: DocumentedExchange): Promise<{ expected: unknown; actual: unknown }[]> {
  const { target } = await prepared(exchange);
  const words = translation();
  if (exchange.setUp.login !== undefined) words.stands(exchange.setUp.login, loginOf(target).value);
  const outcomes = [];
  for (const { request, response } of exchange.steps as readonly RecordedStep[]) {
    const answer = await target.request(words.requestOf(request));
    // Only what the file has is compared, for example no connection headers.
    const done: RecordedResponse = { ...answer, body: JSON.parse(words.backward(answer.text)) as unknown };
    outcomes.push({ expected: comparable(response), actual: comparable(done) });
    words.learn(response, answer);
  }
  return outcomes;
}

const ofTheApi = exchanges.filter(({ steps }) => !steps.some(isAppStep));

test.each(ofTheApi.map((exchange) => [exchange.id, exchange] as const))(
  'the emulator answers as in %s',
  async (_, exchange) => {
    const outcomes = await replayed(exchange);
    outcomes.forEach(({ expected, actual }, index) => {
      if (exchange.emulatorDiffers?.[index + 1] === undefined) expect(actual).toEqual(expected);
      else expect(actual).not.toEqual(expected); // otherwise emulatorDiffers is out of date
    });
  },
);

test('the emulator calls a session app as in X7 and writes its answer', async () => {
  const exchange = exchanges.find(({ id }) => id === 'X7') as DocumentedExchange;
  const call = exchange.steps.find(isAppStep)?.app as RecordedStep;
  const { target, remote } = await prepared(exchange);
  const { name, value } = loginOf(target);
  const answer = await target.request({
    method: 'POST',
    path: '/api/sessions?items=public.demo',
    headers: { cookie: `${name}=${value}; checkout.vtex.com=__ofid=0123456789abcdef0123456789abcdef` },
  });
  expect(remote?.asked.at(-1)).toEqual({
    method: call.request.method,
    path: call.request.path,
    contentType: call.request.headers?.['content-type'],
    body: call.request.body,
  });
  expect(answer.json()).toMatchObject({ namespaces: call.response.body });
});
