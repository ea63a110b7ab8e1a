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

test('added documents and the Model Context Protocol are loaded when they are first used', () => {
  const script = `const { createSessionManager } = require('vtex-session-mock');
    const late = () => Object.keys(require.cache)
      .flatMap((file) => /chunks.(documents|mcp)-/.exec(file)?.[1] ?? []).sort().join();
    (async () => {
      const manager = createSessionManager();
      await manager.fetch('http://x/api/sessions', { method: 'POST' });
      await manager.fetch('http://x/_mock/health');
      console.log('before:', late());
      await manager.documents.list();
      console.log('documents:', late());
      const body = JSON.stringify({ jsonrpc: '2.0', method: 'tools/list' });
      await manager.fetch('http://x/_mock/mcp', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
      console.log('mcp:', late());
    })()`;
  expect(run('-e', script)).toBe('before: \ndocuments: documents\nmcp: documents,mcp\n');
});
