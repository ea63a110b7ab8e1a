// Answers a second, in turns: short slices that alternate between all servers, so that other load affects all of them.
// The server's own processor time is read too: it is the cost of an answer even where the load generator
// is the bottleneck.
import { stopServers } from './children.mjs';
import { newVisitors, ours, startContenders } from './contenders.mjs';
import { load } from './load.mjs';
import { operations, versionIn } from './operations.mjs';
import { ratioOf } from './statistics.mjs';

/** In several processes of each server: of six of the same code in turns, one took 110 µs for a POST and another 172, all the time. */
export async function measureThroughput({ processes, rounds, seconds, warmUpSeconds }) {
  const all = [];
  let hasMountebank = false;
  for (let number = 0; number < processes; number++) {
    const contenders = await startContenders();
    hasMountebank = contenders.has('Mountebank');
    all.push(await measureRaces(contenders, rounds, { duration: seconds }, { duration: warmUpSeconds }));
    stopServers();
  }
  const races = operations.map((operation, index) => ({
    operation,
    of: (server, figure) => all.flatMap((one) => one[index].of(server, figure)),
  }));
  const figures = races.flatMap(({ operation: { id, floor, express }, of }) => [
    [`${id}.floor`, ratioOf(of(ours, 'rate'), of(floor, 'rate'))],
    [`${id}.cpu`, ratioOf(of(floor, 'cpu'), of(ours, 'cpu'))],
    [`${id}.express`, ratioOf(of(ours, 'rate'), of(express, 'rate'))],
  ]);
  const { of } = races[0];
  const [again, mountebank] = operations[0].others;
  return {
    ...Object.fromEntries(figures),
    'throughput.noise': ratioOf(of(again, 'rate'), of(operations[0].express, 'rate')),
    'POST.mountebank': hasMountebank
      ? ratioOf(of(ours, 'rate'), of(mountebank, 'rate'))
      : { leftOut: 'left out: `--mountebank` installs Mountebank in a temporary folder' },
  };
}

/**
 * @param amount of a slice: its seconds, or its requests
 * @returns for each operation `of(server, figure)`: the rate or processor time of its slices, in the order of the rounds
 */
export async function measureRaces(contenders, rounds, amount, warmUp) {
  const races = [];
  for (const operation of operations) {
    const runners = [];
    for (const name of [operation.floor, ours, operation.express, ...(operation.others ?? [])]) {
      if (!contenders.has(name)) continue;
      const visitors = await newVisitors(contenders.get(ours).url); // the floors take any cookie
      runners.push({ name, server: contenders.get(name), visitors, slices: [] });
    }
    races.push({ operation, runners });
  }
  await once(races, warmUp);
  for (const { runners } of races) for (const runner of runners) runner.slices.length = 0;
  for (let round = 0; round < rounds; round++) {
    await once(races, amount);
    for (const { runners } of races) runners.push(runners.shift()); // a different one comes first each round
  }
  requireEffectiveEdits(races);
  return races.map(({ operation, runners }) => {
    const slicesOf = Object.fromEntries(runners.map(({ name, slices }) => [name, slices]));
    return { operation, of: (name, figure) => slicesOf[name].map((slice) => slice[figure]) };
  });
}

async function once(races, amount) {
  for (const { operation, runners } of races) {
    for (const { server, visitors, slices } of runners) {
      const before = await server.usage();
      const { answered, duration: took } = await load(
        server.url,
        (connection) => operation.request(visitors[connection]),
        amount,
      );
      const cpu = (await server.usage()).cpu - before.cpu;
      slices.push({ rate: answered / took, cpu: cpu / answered });
    }
  }
}

/** A PATCH that changes nothing is not signed: the versions would be behind the number of answers. */
function requireEffectiveEdits(races) {
  const { runners } = races.find(({ operation }) => operation.name.startsWith('PATCH'));
  const { visitors } = runners.find(({ name }) => name === ours);
  for (const { cookie, answers } of visitors) {
    const versions = versionIn(cookie) - 2; // a fresh session is at version 2
    if (versions < answers) throw new Error(`${answers} edits were answered, but only ${versions} counted`);
  }
}
