// The built package. BENCH_DIST names a copy of `dist`, so that a rebuild does not disturb a run;
// a copy outside this folder needs a `node_modules` in reach, for Express.
const { existsSync } = require('node:fs');
const { join, resolve } = require('node:path');

const dist = resolve(process.env.BENCH_DIST ?? join(__dirname, '..', 'dist'));
exports.packagePath = join(dist, 'mock', 'index.cjs');
exports.commandPath = join(dist, 'cli', 'main.cjs');

if (!existsSync(exports.packagePath)) {
  throw new Error(`${exports.packagePath} does not exist: run \`npm run build\` first`);
}
