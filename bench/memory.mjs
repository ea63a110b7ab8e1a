// Memory of sessions: resident bytes of a separate server, before and after many were created
// over HTTP, garbage collected both times.
import { startServer } from './children.mjs';
import { connections, load } from './load.mjs';
import { json } from './operations.mjs';
import { spread } from './statistics.mjs';

const warmUp = 2_000;
const bare = { method: 'POST', path: '/api/sessions' };

/** Creates sessions with a country and one of so many postal codes: sessions share what is equal. */
function withPlace(postalCodes) {
  let created = 0;
  return {
    ...{ ...bare, headers: json },
    setupRequest(request) {
      const postalCode = String(10_000_000 + (created++ % postalCodes));
      request.body = JSON.stringify({
        public: { country: { value: 'BRA' }, postalCode: { value: postalCode } },
      });
      return request;
    },
  };
}
const places = () => withPlace(5_000);

/** A server without sessions, warmed up, and its resident and heap bytes. */
async function startMeasured(request) {
  const server = await startServer('emulator.mjs', { execArgv: ['--expose-gc'] });
  await load(server.url, () => ({ ...request }), { amount: warmUp });
  // Test suites reset between tests: the first resets run code that is not compiled yet, whatever is stored.
  for (let times = 0; times < 20; times++) await ask(server, 'POST', '/_mock/reset');
  return { server, before: await server.usageAfterCollecting() };
}

async function ask(server, method, path) {
  const signal = AbortSignal.timeout(10_000);
  const startedAt = performance.now();
  const response = await fetch(server.url + path, { method, signal });
  const body = await response.text();
  if (!response.ok) throw new Error(`${method} ${path} answers ${response.status}`);
  return { took: performance.now() - startedAt, body: JSON.parse(body) };
}

async function create(server, request, amount) {
  // in a pipeline autocannon sends up to ten fewer
  const pipelining = amount > 1000 ? 10 : 1;
  await load(server.url, () => ({ ...request }), { amount, pipelining });
}

async function costOf(request, amount) {
  const { server, before } = await startMeasured(request);
  await create(server, request, amount);
  const after = await server.usageAfterCollecting();
  server.stop();
  return { rss: (after.rss - before.rss) / amount, heap: (after.heapUsed - before.heapUsed) / amount };
}

/** Bytes of the heap of a session with country and postal code. */
export const heapOfSession = async (amount) => (await costOf(places(), amount)).heap;

/** V8 leaves holes in its pages that differ by some hundred bytes a session from run to run: trust the first digits. */
export async function measureSessions({ sessions, memoryRuns }) {
  const kinds = {
    'session.bare': () => bare,
    'session.place': () => withPlace(1),
    'session.places': places,
    'session.ownPlace': () => withPlace(Number.POSITIVE_INFINITY),
  };
  const figures = Object.fromEntries(Object.keys(kinds).map((id) => [id, []]));
  for (let run = 0; run < memoryRuns; run++)
    for (const [id, request] of Object.entries(kinds))
      figures[id].push((await costOf(request(), sessions)).rss);
  return Object.fromEntries(Object.entries(figures).map(([id, costs]) => [id, spread(costs)]));
}

/** As many sessions as a server keeps, or as many as can be created in `fillSeconds`. */
export async function measureMillion({ most, fillSeconds }) {
  const request = places();
  const { server } = await startMeasured(request);
  const until = performance.now() + 1000 * fillSeconds;
  const step = Math.min(most, 50_000);
  let created = 0;
  while (created < most && performance.now() < until) {
    await create(server, request, Math.max(connections, Math.min(step, most - created)));
    created = (await ask(server, 'GET', '/_mock/health')).body.sessions;
  }
  const { rss } = await server.usageAfterCollecting();
  const measured = { 'million.memory': spread([rss / 1e9]) };
  const questions = [
    ['health', 9, 'GET', '/_mock/health'],
    ['list', 9, 'GET', '/_mock/sessions'],
    ['reset', 1, 'POST', '/_mock/reset'],
  ];
  for (const [name, count, ...question] of questions) {
    const [took, cpu] = [[], []];
    for (let number = 0; number < count; number++) {
      const before = (await server.usage()).cpu;
      took.push((await ask(server, ...question)).took);
      cpu.push(((await server.usage()).cpu - before) / 1000);
    }
    measured[`million.${name}`] = spread(took);
    measured[`million.${name}Cpu`] = spread(cpu);
  }
  if (created < 1_000_000) {
    const leftOut = `left out: no more than ${created.toLocaleString('en')} sessions within ${fillSeconds} s`;
    for (const row of Object.values(measured)) row.leftOut = leftOut;
  }
  return measured;
}
