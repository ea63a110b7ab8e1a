// How long a suite waits between two tests: a reset, to nothing and to a snapshot, with many sessions stored. Most of
// the time is spent on creating them again for the next reset.
import { createRequire } from 'node:module';
import { spread } from './statistics.mjs';

const require = createRequire(import.meta.url);
const { packagePath } = require('./package-under-test.cjs');

export async function measureReset({ keptSessions, resetRuns }) {
  const { createSessionManager } = require(packagePath);
  const manager = createSessionManager({ explain: false });
  for (let number = 0; number < keptSessions; number++) {
    const { status } = await manager.fetch('http://x/api/sessions?country=BRA', { method: 'POST' });
    if (status !== 201) throw new Error(`POST /api/sessions answers ${status}`);
  }
  const snapshot = await manager.snapshot();
  const ways = {
    'reset.nothing': () => manager.reset(),
    'reset.snapshot': () => manager.reset({ to: 'snapshot' }),
  };
  const measured = {};
  for (const [id, reset] of Object.entries(ways)) {
    const times = [];
    for (let run = -1; run < resetRuns; run++) {
      await manager.restore(snapshot);
      const startedAt = performance.now();
      const { dropped } = await reset();
      if (run >= 0) times.push(performance.now() - startedAt);
      if (dropped.sessions !== keptSessions) throw new Error(`${dropped.sessions} were dropped`);
    }
    measured[id] = spread(times);
  }
  await manager.close();
  return measured;
}
