// A separate process: `process.cjs emulator|express` prints what its first answer costs, loading included.
const { statSync } = require('node:fs');
const { askInProcess } = require('./ask.cjs');
const { contenders } = require('./contenders.cjs');

const { load, handlerOf } = contenders[process.argv[2]];
const before = new Set(Object.keys(require.cache));
const loaded = () => {
  const files = Object.keys(require.cache).filter((file) => !before.has(file));
  return { files: files.length, bytes: files.reduce((sum, file) => sum + statSync(file).size, 0) };
};

const startedAt = performance.now();
const cpuBefore = process.cpuUsage();
const library = load();
const requiring = performance.now() - startedAt;
const required = loaded();
const continuedAt = performance.now();
askInProcess(handlerOf(library)).then(() => {
  const first = requiring + performance.now() - continuedAt;
  const { user, system } = process.cpuUsage(cpuBefore);
  const report = { requiring, required, first, answered: loaded(), cpu: user + system };
  process.stdout.write(JSON.stringify(report), () => process.exit());
});
