// The build copies this file beside `emulator.cjs`; in Jest the other chunks require it in place of that one. Jest compiles
// a module anew for each test file. On Node.js 20, V8 keeps only what `eval` compiled, for all test files of the process;
// later versions keep what Jest compiles too. Figures: docs/decisions/0013-loading.md.
const path = require.resolve('./emulator.cjs');
// biome-ignore lint/security/noGlobalEval: what it compiles is a file of this package
const globalEval = eval; // its scope is the global one, that of the test environment

function compiled() {
  if (!process.version.startsWith('v20.')) return undefined;
  try {
    const text = jest.requireActual('node:fs').readFileSync(path, 'utf8'); // a suite may mock `node:fs`
    return globalEval(`(function (exports, require, module, __filename) {${text}\n})\n//# sourceURL=${path}`);
  } catch {
    return undefined; // `eval` is forbidden, or `jest` is not Jest's
  }
}

const emulator = compiled();
if (emulator === undefined) module.exports = require('./emulator.cjs');
else emulator(exports, require, module, path);
