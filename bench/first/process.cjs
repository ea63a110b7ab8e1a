// A process of its own: how long from nothing loaded to the first answer, and how long the next ones take in turns.
//   process.cjs emulator|express    tells the milliseconds of the first alone
//   process.cjs COUNT               tells those of so many of each, one after the other, once both are warm
const { askInProcess } = require('./ask.cjs');
const { contenders } = require('./contenders.cjs');

const timed = async (name) => {
  const startedAt = performance.now();
  await askInProcess(contenders[name]());
  return performance.now() - startedAt;
};

async function warm(count) {
  const names = Object.keys(contenders);
  const times = Object.fromEntries(names.map((name) => [name, []]));
  for (let number = -50; number < count; number++) {
    for (const name of number % 2 === 0 ? names : names.toReversed()) {
      const time = await timed(name);
      if (number >= 0) times[name].push(time);
    }
  }
  return times;
}

const [asked] = process.argv.slice(2);
const told = asked in contenders ? timed(asked) : warm(Number(asked));
told.then((result) => process.stdout.write(JSON.stringify(result), () => process.exit()));
