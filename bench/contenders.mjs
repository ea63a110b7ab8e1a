// The servers, started and compared before anything is measured: a floor must answer as much as the emulator.
import { startServer } from './children.mjs';
import { connections } from './load.mjs';
import { startMountebank } from './mountebank.mjs';
import { cookiesOf, createBody, editBody, operations } from './operations.mjs';

export const ours = 'the emulator';

/** The servers by name. Mountebank only if it is installed. */
export async function startContenders() {
  const emulator = await startServer('emulator.mjs');
  const recorded = await answersOf(emulator.url);
  requireContent(recorded);
  const fixed = withTwoCookies(recorded);
  const env = { BENCH_ANSWERS: JSON.stringify(fixed) };
  const contenders = new Map([
    [ours, emulator],
    ['node:http', await startServer('node.mjs', { env })],
    ['Express 5', await startServer('express.mjs', { env })],
    ['node:http + signature', await startServer('node.mjs', { env: { ...env, BENCH_SIGNS: '1' } })],
    ['Express 5 + signature', await startServer('express.mjs', { env: { ...env, BENCH_SIGNS: '1' } })],
    ['Express 5 + signature, again', await startServer('express.mjs', { env: { ...env, BENCH_SIGNS: '1' } })],
  ]);
  for (const [name, { url }] of contenders)
    requireSameShape(name, await answersOf(url), name === ours ? recorded : fixed);
  const mountebank = await startMountebank(fixed['POST /api/sessions']);
  if (mountebank !== undefined) contenders.set('Mountebank', mountebank);
  return contenders;
}

/** The floors answer a fixed JSON and two cookies to everything, as a stub server would. */
function withTwoCookies(recorded) {
  const { setCookie } = recorded['POST /api/sessions'];
  const size = setCookie.reduce((sum, line) => sum + 'set-cookie'.length + line.length, 0);
  return Object.fromEntries(
    Object.entries(recorded).map(([operation, answer]) => {
      const has = answer.setCookie.length > 0;
      return [operation, has ? answer : { ...answer, setCookie, size: answer.size + size }];
    }),
  );
}

/** One session for each connection, as the browser that made it would hold it. */
export async function newVisitors(url) {
  const visitors = [];
  for (let number = 0; number < connections; number++) {
    const { setCookie } = await answerOf(url, 'POST', '/api/sessions', { body: createBody });
    visitors.push({ cookie: cookiesOf(setCookie), edits: 0, answers: 0 });
  }
  return visitors;
}

async function answersOf(url) {
  const created = await answerOf(url, 'POST', '/api/sessions', { body: createBody });
  const edited = await answerOf(url, 'PATCH', '/api/sessions', {
    body: editBody(0),
    cookie: cookiesOf(created.setCookie),
  });
  const [, , session, segment] = operations.map(({ request }) => request({}).path);
  const cookie = cookiesOf(edited.setCookie);
  return {
    'POST /api/sessions': created,
    'PATCH /api/sessions': edited,
    'GET /api/sessions': await answerOf(url, 'GET', session, { cookie }),
    'GET /api/segments': await answerOf(url, 'GET', segment, { cookie }),
  };
}

async function answerOf(url, method, path, { body, cookie }) {
  const response = await fetch(url + path, {
    method,
    headers: { ...(body && { 'Content-Type': 'application/json' }), ...(cookie && { Cookie: cookie }) },
    ...(body && { body }),
    signal: AbortSignal.timeout(10_000),
  });
  if (!response.ok) throw new Error(`${method} ${url}${path} answers ${response.status}`);
  const { status, headers } = response;
  return {
    status,
    cacheControl: headers.get('cache-control'),
    setCookie: headers.getSetCookie(),
    body: await response.json(),
    size: [...headers].reduce((sum, [key, value]) => sum + key.length + value.length, 0),
  };
}

/** What was written is read again: the sessions under load are real ones. */
function requireContent(recorded) {
  const { public: written, store } = recorded['GET /api/sessions'].body.namespaces;
  const { channel } = recorded['GET /api/segments'].body;
  if (written?.country?.value !== 'BRA' || !store?.currencyCode?.value || channel !== store.channel?.value)
    throw new Error('the emulator does not answer what was written');
}

function requireSameShape(name, answers, recorded) {
  for (const [operation, { status, size, body }] of Object.entries(recorded)) {
    const theirs = answers[operation];
    const isSame =
      theirs.status === status &&
      theirs.size === size &&
      JSON.stringify(theirs.body).length === JSON.stringify(body).length;
    if (!isSame) throw new Error(`${name} does not answer ${operation} as the emulator does`);
  }
}
