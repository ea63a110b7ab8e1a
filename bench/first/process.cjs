// A separate process: the time from start to the first answer, and the times of later answers.
//   process.cjs emulator|express    prints the milliseconds of the first answer
//   process.cjs COUNT               prints those of COUNT warm answers of each, in turns
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
const reported = asked in contenders ? timed(asked) : warm(Number(asked));
reported.then((result) => process.stdout.write(JSON.stringify(result), () => process.exit()));
