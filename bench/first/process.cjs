// A separate process: `process.cjs emulator|express` prints what its first answer costs, loading included.
const { askInProcess } = require('./ask.cjs');
const { contenders } = require('./contenders.cjs');
const { loaded } = require('./loaded.cjs');

const { load, handlerOf } = contenders[process.argv[2]];
const before = Object.keys(require.cache);

const startedAt = performance.now();
const cpuBefore = process.cpuUsage();
const library = load();
const requiring = performance.now() - startedAt;
const required = loaded(before);
const continuedAt = performance.now();
askInProcess(handlerOf(library)).then(() => {
  const first = requiring + performance.now() - continuedAt;
  const { user, system } = process.cpuUsage(cpuBefore);
  const report = { requiring, required, first, answered: loaded(before), cpu: user + system };
  process.stdout.write(JSON.stringify(report), () => process.exit());
});
