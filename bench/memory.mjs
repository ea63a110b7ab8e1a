// What one session costs in memory: resident bytes of a server of its own, before and after many were
// created over HTTP, garbage collected both times. V8 leaves holes in its pages that differ by some hundred
// bytes a session from run to run, so each kind is measured more than once, the kinds side by side.
import { startServer } from './children.mjs';
import { load } from './load.mjs';

const warmUp = 2_000;

/** Milliseconds since the start of the process by which the last run should end. */
const deadline = 232_000;

/**
 * @param bodies what each POST of a kind carries, by the kind's title; undefined for nothing
 * @returns for each kind the resident and heap bytes that a session cost, run by run
 */
export async function measureMemory(bodies, { sessions, memoryRuns }) {
  const kinds = Object.keys(bodies).map((title) => ({ title, sessions, resident: [], heap: [] }));
  for (let run = 0, longest = 0; run < memoryRuns && performance.now() + longest < deadline; run++) {
    const startedAt = performance.now();
    const costs = await Promise.all(kinds.map(({ title }) => costOf(bodies[title], sessions)));
    for (const [index, { resident, heap }] of costs.entries()) {
      kinds[index].resident.push(resident);
      kinds[index].heap.push(heap);
    }
    longest = Math.max(longest, performance.now() - startedAt);
  }
  return kinds;
}

async function costOf(body, sessions) {
  const server = await startServer('emulator.mjs', { execArgv: ['--expose-gc'] });
  try {
    const request = {
      method: 'POST',
      path: '/api/sessions',
      ...(body !== undefined && { headers: { 'Content-Type': 'application/json' }, body }),
    };
    await load(server.url, () => ({ ...request }), { amount: warmUp });
    const keptBefore = await sessionsKept(server.url);
    const before = await server.usageAfterCollecting();
    await load(server.url, () => ({ ...request }), { amount: sessions });
    const after = await server.usageAfterCollecting();
    const kept = (await sessionsKept(server.url)) - keptBefore;
    if (kept !== sessions) throw new Error(`${sessions} sessions were created, but ${kept} are kept`);
    return {
      resident: (after.rss - before.rss) / sessions,
      heap: (after.heapUsed - before.heapUsed) / sessions,
    };
  } finally {
    server.stop();
  }
}

async function sessionsKept(url) {
  const response = await fetch(`${url}/_mock/health`, { signal: AbortSignal.timeout(10_000) });
  if (!response.ok) throw new Error(`GET /_mock/health answers ${response.status}`);
  return (await response.json()).sessions;
}
