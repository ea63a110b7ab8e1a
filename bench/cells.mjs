// What a cell costs: processor time and memory of one, idle or used, and what a request costs in one.
// Run by hand after a build: node --expose-gc bench/cells.mjs
import { createRequire } from 'node:module';
import { goalsOfMany } from './goals.mjs';
import { median, ratioOf } from './statistics.mjs';

const { createSessionManager } = createRequire(import.meta.url)('../dist/mock/index.cjs');
const amount = 200;
const manager = createSessionManager();

const cpu = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
const memory = async () => {
  await new Promise((resolve) => setTimeout(resolve, 50));
  global.gc();
  const { heapUsed, arrayBuffers, rss } = process.memoryUsage();
  return { heap: heapUsed + arrayBuffers, rss };
};
const kB = (bytes) => `${(bytes / 1000 / amount).toFixed(1)} kB`;

const uses = {
  idle: async () => undefined,
  'one session': (cell) => cell.fetch('http://x/api/sessions', { method: 'POST' }),
  'one session, and its control plane': async (cell) => {
    await cell.fetch('http://x/api/sessions', { method: 'POST' });
    await cell.fetch('http://x/_mock/health');
  },
};
for (const use of Object.values(uses)) await use(manager); // loads what is loaded late
for (const [title, use] of Object.entries(uses)) {
  for (let i = 0; i < 20; i++) await use(manager.cell(`warm-${i}`));
  await manager.fetch('http://x/_mock/cells', { method: 'DELETE' });
  const before = await memory();
  let making = 0;
  for (let i = 0; i < amount; i++) {
    const startedAt = cpu();
    const cell = manager.cell(`cell-${i}`);
    making += cpu() - startedAt;
    await use(cell);
  }
  const after = await memory();
  await manager.fetch('http://x/_mock/cells', { method: 'DELETE' });
  const ended = await memory();
  console.log(
    `${title}: ${(making / amount).toFixed(2)} ms of processor time to make, ${kB(after.heap - before.heap)} heap and` +
      ` buffers, ${kB(after.rss - before.rss)} resident; after the end ${kB(ended.heap - before.heap)}`,
  );
  const isMet =
    making / amount < goalsOfMany.cellMilliseconds &&
    (after.rss - before.rss) / amount < goalsOfMany.cellBytes;
  console.log(`  goal: under ${goalsOfMany.cellMilliseconds} ms and 300 kB: ${isMet ? 'met' : 'not met'}`);
}

/** Requests through the handler, alternating, so that other load affects all alike. */
const targets = { 'without cells': '', 'in a cell, by path': '/cells/one' };
const spent = Object.fromEntries([...Object.keys(targets), 'beside 200 cells'].map((title) => [title, []]));
const noise = [];
const round = async (title, prefix, into = spent[title]) => {
  const startedAt = cpu();
  for (let i = 0; i < 500; i++) {
    const answer = await manager.fetch(`http://x${prefix}/api/segments`);
    if (answer.status !== 200) throw new Error(`${answer.status}`);
  }
  into.push((cpu() - startedAt) / 500);
};
for (let i = 0; i < 15; i++) {
  await round('without cells', '');
  await round('without cells', '', noise);
  manager.cell('one');
  await round('in a cell, by path', '/cells/one');
  for (let more = 0; more < amount - 1; more++) manager.cell(`more-${more}`);
  await round('beside 200 cells', '');
  await manager.fetch('http://x/_mock/cells', { method: 'DELETE' });
}
for (const [title, values] of Object.entries(spent)) {
  console.log(
    `a request ${title}: ${(1000 * median(values)).toFixed(0)} µs (lowest ${(1000 * Math.min(...values)).toFixed(0)} µs)`,
  );
}
const ratio = ratioOf(spent['in a cell, by path'], spent['without cells']);
const without = ratioOf(noise, spent['without cells']);
const isWithinNoise = ratio.figure <= without.most;
console.log(
  `a request in a cell: × ${ratio.figure.toFixed(2)} of one without, which is × ${without.least.toFixed(2)} to` +
    ` ${without.most.toFixed(2)} of itself (goal: within noise): ${isWithinNoise ? 'met' : 'not met'}`,
);
await manager.close();
