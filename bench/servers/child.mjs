// What every measured server reports to its parent: its port and, on request, its resource usage.
import { setTimeout as pause } from 'node:timers/promises';

export function reportPort(port) {
  process.send({ port });
}

process.on('disconnect', () => process.exit());
process.on('message', async (question) => {
  if (question === 'collect') await collect();
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed } = process.memoryUsage();
  process.send({ cpu: user + system, rss, heapUsed });
});

/** More than once, with pauses: V8 gives pages back to the system behind the collection, not in it. */
async function collect() {
  for (let times = 0; times < 4; times++) {
    globalThis.gc();
    await pause(250);
  }
}
