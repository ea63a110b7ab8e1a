import { execFileSync } from 'node:child_process';
import { root } from './emulator-process';

const journey = `
const manager = createSessionManager();
const { url } = await manager.listen();
const { status } = await fetch(url + '/api/sessions', { method: 'POST' });
await manager.close();
console.log(status);`;

const run = (...args: string[]) => execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8' });

test('the package loads with require', () => {
  const script = `const { createSessionManager } = require('vtex-session-mock'); (async () => {${journey}})()`;
  expect(run('-e', script)).toBe('201\n');
});

test('the package loads with import, and is the same copy', () => {
  const script = `
    import { createSessionManager, defaultAssumptions } from 'vtex-session-mock';
    import { createRequire } from 'node:module';
    const required = createRequire(process.cwd() + '/x.js')('vtex-session-mock');
    if (required.defaultAssumptions !== defaultAssumptions) throw new Error('two copies');
    ${journey}`;
  expect(run('--input-type=module', '-e', script)).toBe('201\n');
});

test('starting and answering a session loads nothing from node_modules', () => {
  const script = `
    const { createSessionManager } = require('vtex-session-mock');
    (async () => {${journey}
      console.log(Object.keys(require.cache).filter((file) => file.includes('node_modules')).length);
    })()`;
  expect(run('-e', script)).toBe('201\n0\n');
});
