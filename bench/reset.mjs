// How long a suite waits between two tests: a reset, to nothing and to a snapshot, with many sessions kept. The floor is
// what a stub server would do that keeps its sessions in a Map: clear it, or copy the one it set aside.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { packagePath } = require('./package-under-test.cjs');
const { createSessionManager } = require(packagePath);

/** @returns milliseconds of each run, by what is done, of ours and of the floor's */
export async function measureReset({ keptSessions, resetRuns }) {
  const manager = createSessionManager({ explain: false });
  for (let number = 0; number < keptSessions; number++) await created(manager);
  const snapshot = await manager.snapshot();
  if (snapshot.sessions.length !== keptSessions) throw new Error(`${snapshot.sessions.length} are kept`);

  const ways = {
    'to nothing': [() => manager.reset(), (map) => map.clear()],
    'to a snapshot': [() => manager.reset({ to: 'snapshot' }), (map) => new Map(map)],
  };
  const times = {};
  for (const [title, [ours, theirs]] of Object.entries(ways)) {
    times[title] = { ours: [], floor: [] };
    for (let run = -5; run < resetRuns; run++) {
      const map = new Map(snapshot.sessions.map((session) => [session.id, session]));
      await manager.restore(snapshot);
      for (const { id } of snapshot.sessions) await manager.session(id); // used since, each of them
      const { dropped } = await timed(ours, title, 'ours', times, run);
      if (dropped.sessions !== keptSessions) throw new Error(`${dropped.sessions} were dropped`);
      await timed(() => theirs(map), title, 'floor', times, run);
    }
  }
  return { keptSessions, times };
}

async function timed(work, title, whose, times, run) {
  const startedAt = performance.now();
  const result = await work();
  if (run >= 0) times[title][whose].push(performance.now() - startedAt);
  return result;
}

async function created(manager) {
  const { status } = await manager.fetch('http://127.0.0.1/api/sessions?country=BRA', { method: 'POST' });
  if (status !== 201) throw new Error(`POST /api/sessions answers ${status}`);
}
