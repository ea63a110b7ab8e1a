// Answers a second, in turns: short slices that go round all servers, so that whatever else the machine
// does meanwhile falls on all of them. The server's own processor time is read too: it says what an
// answer costs even where it is the load that is the slower side.
import { newVisitors, ours } from './contenders.mjs';
import { load } from './load.mjs';
import { operations, versionIn } from './operations.mjs';

/** @returns for each operation the slices of each server, in the order of the rounds */
export async function measureThroughput(contenders, { rounds, seconds, warmUpSeconds }) {
  const races = [];
  for (const operation of operations) {
    const runners = [];
    for (const name of [operation.floor, ours, operation.express]) {
      const visitors = await newVisitors(contenders.get(ours).url); // the floors take any cookie
      runners.push({ name, server: contenders.get(name), visitors, slices: [] });
    }
    races.push({ operation, runners });
  }
  await once(races, warmUpSeconds);
  for (const { runners } of races) for (const runner of runners) runner.slices.length = 0;
  for (let round = 0; round < rounds; round++) {
    await once(races, seconds);
    for (const { runners } of races) runners.push(runners.shift()); // a different one comes first each round
  }
  requireEffectiveEdits(races);
  return races.map(({ operation, runners }) => ({
    operation,
    slices: Object.fromEntries(runners.map(({ name, slices }) => [name, slices])),
  }));
}

async function once(races, duration) {
  for (const { operation, runners } of races) {
    for (const { server, visitors, slices } of runners) {
      const before = await server.usage();
      const { answered, duration: took } = await load(
        server.url,
        (connection) => operation.request(visitors[connection]),
        { duration },
      );
      const cpu = (await server.usage()).cpu - before.cpu;
      slices.push({ rate: answered / took, cpu: cpu / answered, busy: cpu / (took * 1e6) });
    }
  }
}

/** A PATCH that changes nothing is not signed: had there been some, the versions would lag behind the answers. */
function requireEffectiveEdits(races) {
  const { runners } = races.find(({ operation }) => operation.name.startsWith('PATCH'));
  const { visitors } = runners.find(({ name }) => name === ours);
  for (const { cookie, answers } of visitors) {
    const versions = versionIn(cookie) - 2; // a fresh session is at version 2
    if (versions < answers) throw new Error(`${answers} edits were answered, but only ${versions} counted`);
  }
}
