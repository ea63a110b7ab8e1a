// `npm run bench -- --quick`: what is repeatable on a busy machine, counts and processor time, compared with the committed figures.
// Less is better in each.
import { readFileSync, writeFileSync } from 'node:fs';
import { stopServers } from './children.mjs';
import { ours, startContenders } from './contenders.mjs';
import { tolerance } from './goals.mjs';
import { heapOfSession } from './memory.mjs';
import { packed } from './package.mjs';
import { firstAnswers, loadedByCommand } from './start.mjs';
import { measureRaces } from './throughput.mjs';

const committed = new URL('./baseline.json', import.meta.url);

async function counts() {
  const [{ required, answered }] = (await firstAnswers(1)).emulator;
  const command = await loadedByCommand();
  const { size, unpackedSize, installed } = await packed();
  return {
    'files that require loads': required.files,
    'bytes that require loads': required.bytes,
    'files loaded at the first answer': answered.files,
    'bytes loaded at the first answer': answered.bytes,
    'files that the command line loaded at its first answer': command.files,
    'bytes that the command line loaded at its first answer': command.bytes,
    'kB of the tarball': size / 1000,
    'MB of the tarball, unpacked': unpackedSize / 1e6,
    'installed packages': installed,
    'heap bytes of a session': await heapOfSession(10_000),
  };
}

/** The minimum of each series, which other work on the machine disturbed least. */
async function processorTimes() {
  const { emulator, express } = await firstAnswers(5);
  const servers = [...(await startContenders())].filter(
    ([name]) => name === ours || name.startsWith('node:http'),
  );
  const races = await measureRaces(new Map(servers), 15, { amount: 200 }, { amount: 10_000 }); // compiled by then
  stopServers();
  const least = (reports) => Math.min(...reports.map(({ cpu }) => cpu));
  return {
    'processor time of the first answer, × Express 5': least(emulator) / least(express),
    ...Object.fromEntries(
      races.map(({ operation: { id, floor }, of }) => [
        `processor time of ${id}, × ${floor}`,
        Math.min(...of(ours, 'cpu')) / Math.min(...of(floor, 'cpu')),
      ]),
    ),
  };
}

export async function writeCounted() {
  const all = { ...(await counts()), ...(await processorTimes()) };
  const rounded = Object.entries(all).map(([what, figure]) => [what, Number(figure.toPrecision(4))]);
  writeFileSync(committed, `${JSON.stringify(Object.fromEntries(rounded), undefined, 2)}\n`);
}

/** @returns whether nothing is worse than the committed figures by more than the tolerance */
export async function compareCounted() {
  const before = JSON.parse(readFileSync(committed, 'utf8'));
  const isWorse = ([what, figure]) => !(figure <= (1 + tolerance) * before[what]);
  const now = { ...(await counts()), ...(await processorTimes()) };
  // a regression repeats, a disturbance does not
  for (let again = 0; again < 4; again++) {
    if (!Object.entries(now).some((row) => isWorse(row) && row[0].startsWith('processor time'))) break;
    for (const [what, figure] of Object.entries(await processorTimes()))
      now[what] = Math.min(now[what], figure);
  }
  for (const [what, figure] of Object.entries(now)) {
    const shown = `${Number(figure.toPrecision(4))}, committed ${before[what]}: × ${(figure / before[what]).toFixed(2)}`;
    console.log(`${isWorse([what, figure]) ? 'WORSE  ' : 'ok     '}${what}: ${shown}`);
  }
  return !Object.entries(now).some(isWorse);
}
