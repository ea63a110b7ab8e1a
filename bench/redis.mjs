// `npm run bench:redis`: sessions in Redis compared with sessions in memory, in one run. Needs redis-server.
//   --sessions N   how many sessions to fill Redis with (default 1,000,000)
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { createClient } from '@redis/client';
import autocannon from 'autocannon';
import { freePort, startProgram, stopServers } from './children.mjs';
import { goalsOfMany } from './goals.mjs';
import { median } from './statistics.mjs';

const { values } = parseArgs({ options: { sessions: { type: 'string', default: '1000000' } } });
const wanted = Number(values.sessions);
const emulator = async (...args) => {
  const all = ['dist/cli/main.cjs', '--port', '0', '--log', 'silent', ...args];
  return (await startProgram(process.execPath, all, /listening on (http:\S+)$/)).found;
};

async function cookieOf(url) {
  const answer = await fetch(`${url}/api/sessions?country=BRA&postalCode=01310100`, { method: 'POST' });
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0])
    .join('; ');
}

const met = (isMet) => (isMet ? 'met' : 'not met');

/** Two replicas, Redis and the load need a core each. */
const ofReplicas = (ratio) =>
  ratio < goalsOfMany.replicas && availableParallelism() < 4
    ? `not met: the machine has ${availableParallelism()} cores for two replicas, Redis and the load`
    : met(ratio >= goalsOfMany.replicas);

let edits = 0;
const kinds = {
  'GET session': { method: 'GET', path: () => '/api/sessions?items=*' },
  'PATCH session': { method: 'PATCH', path: () => `/api/sessions?color=${++edits}` },
};

/** Answers a second of all these servers together, and milliseconds at the 50th and 99th percentile of the first. */
async function load(urls, kind, { connections = 20, seconds = 2 } = {}) {
  const { method, path } = kinds[kind];
  const runs = await Promise.all(
    urls.map(async (url) => {
      const cookies = await Promise.all(Array.from({ length: connections }, () => cookieOf(url)));
      return autocannon({
        ...{ url, connections, duration: seconds },
        requests: [
          {
            method,
            setupRequest: (request, context) => {
              context.cookie ??= cookies.pop();
              return { ...request, path: path(), headers: { cookie: context.cookie } };
            },
          },
        ],
      });
    }),
  );
  for (const run of runs)
    if (run.non2xx + run.errors > 0) throw new Error(`${run.non2xx + run.errors} requests failed`);
  const { latency } = runs[0];
  return {
    rate: runs.reduce((sum, run) => sum + run.requests.average, 0),
    p50: latency.p50,
    p99: latency.p99,
  };
}

try {
  const port = await freePort();
  await startProgram(
    'redis-server',
    ['--port', String(port), '--bind', '127.0.0.1', '--save', ''],
    /Ready to accept/,
  );
  const store = `redis://127.0.0.1:${port}`;
  const memory = await emulator();
  const replicas = [await emulator('--store', store), await emulator('--store', store)];
  console.log(`${availableParallelism()} cores; medians of 5 rounds of 2 s, 20 connections to each server`);
  for (const kind of Object.keys(kinds)) {
    const rounds = [];
    for (let round = 0; round < 6; round++) {
      const [inMemory, one, two] = [
        await load([memory], kind),
        await load(replicas.slice(0, 1), kind),
        await load(replicas, kind),
      ];
      if (round > 0) rounds.push({ one: one.rate / inMemory.rate, two: two.rate / one.rate }); // the first is a warm-up
    }
    const isRead = kind.startsWith('GET');
    const goal = isRead ? goalsOfMany.redisReads : goalsOfMany.redisEdits;
    const [one, two] = ['one', 'two'].map((name) => median(rounds.map((round) => round[name])));
    console.log(
      `${kind}: one replica ${one.toFixed(2)} of memory (goal ${goal}: ${met(one >= goal)}), two replicas ${two.toFixed(2)} of one` +
        (isRead ? ` (goal ${goalsOfMany.replicas}: ${ofReplicas(two)})` : ''),
    );
  }

  const redis = await createClient({ url: store }).connect();
  const base = 'vtex-session-mock:{acme}:';
  const copy = `
local from = redis.call('HGETALL', KEYS[1] .. '1:s:' .. ARGV[1])
for i = tonumber(ARGV[2]), tonumber(ARGV[3]) do
  local id = 'copy-' .. i
  redis.call('HSET', KEYS[1] .. '1:s:' .. id, unpack(from))
  redis.call('ZADD', KEYS[1] .. '1:ends', ARGV[4], id)
  redis.call('ZADD', KEYS[1] .. '1:used', redis.call('INCR', KEYS[1] .. 'uses'), id)
end`;
  const [model] = await redis.zRange(`${base}1:used`, 0, 0);
  let least;
  for (let stored = 0; stored <= wanted; stored = stored === 0 ? 10_000 : stored * 10) {
    const before = stored < 100_000 ? 0 : stored / 10;
    for (let at = stored === 0 ? 1 : before; at < stored; at += 5000) {
      const ends = Date.now() + 432_000_000;
      await redis.eval(copy, {
        keys: [base],
        arguments: [model, `${at}`, `${Math.min(at + 4999, stored)}`, `${ends}`],
      });
    }
    const reads = await load(replicas.slice(0, 1), 'GET session', { connections: 1, seconds: 3 });
    const writes = await load(replicas.slice(0, 1), 'PATCH session', { connections: 1, seconds: 3 });
    const asked = performance.now();
    const { sessions } = await (await fetch(`${replicas[0]}/_mock/health`)).json();
    const health = performance.now() - asked;
    console.log(
      `${sessions} sessions, one connection: GET p50 ${reads.p50} p99 ${reads.p99} ms, PATCH p50 ${writes.p50} p99 ${writes.p99} ms, health ${health.toFixed(1)} ms`,
    );
    least ??= { reads: reads.p50, writes: writes.p50 };
    if (stored >= 1_000_000) {
      // autocannon counts whole milliseconds
      const isFlat = reads.p50 <= 1.2 * least.reads + 1 && writes.p50 <= 1.2 * least.writes + 1;
      console.log(`  goal: as fast as with no sessions (p50): ${met(isFlat)}`);
    }
  }
  const asked = performance.now();
  await fetch(`${replicas[0]}/_mock/reset`, { method: 'POST' });
  console.log(`reset ${(performance.now() - asked).toFixed(1)} ms`);
  redis.destroy();
} finally {
  stopServers();
}
