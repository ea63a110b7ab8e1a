import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './emulator-process';
import { packedProject, plain } from './packed';

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

test('require loads one small file; the first answer loads one more, no other package, no fetch and no perf_hooks of Node', () => {
  const script = `
    const { createSessionManager } = require('vtex-session-mock');
    const loaded = () => Object.keys(require.cache).map((file) => file.slice(process.cwd().length + 1)).join(' ');
    console.log('required:', loaded());
    createSessionManager().listen().then(({ port }) => {
      const answered = ({ statusCode }) => {
        console.log(statusCode, loaded());
        console.log(process.moduleLoadList.filter((name) => /undici|NativeModule (?:https|http2|tls|perf_hooks)$/.test(name)).join());
        process.exit();
      };
      require('node:http').request({ port, method: 'POST', path: '/api/sessions' }, answered).end();
    });`;
  expect(run('-e', script)).toBe(
    'required: dist/mock/index.cjs\n201 dist/mock/index.cjs dist/chunks/emulator.cjs\n\n',
  );
});

test.each(['--port 0', 'start --port=0 --log json --strict'])(
  'with `%s` the command line loads three files',
  (line) => {
    const script = `
    const { write } = process.stdout;
    process.stdout.write = (text, ...more) => {
      if (!text.includes('listening on')) return true;
      const loaded = Object.keys(require.cache).map((file) => file.slice(process.cwd().length + 1)).join(' ');
      return write.call(process.stdout, loaded, () => process.exit());
    };
    process.argv.push('', ...${JSON.stringify(line.split(' '))});
    require('./dist/cli/main.cjs');`;
    expect(run('-e', script)).toBe('dist/cli/main.cjs dist/chunks/command.cjs dist/chunks/emulator.cjs');
  },
);

test('own accounts and strict requests are checked by what is loaded for them', () => {
  const script = `
    const { createSessionManager } = require('vtex-session-mock');
    try { createSessionManager({ account: { account: 'x' } }); } catch ({ constructor, problems }) { console.log(constructor.name, problems.length); }
    createSessionManager({ strict: true }).fetch('http://x/api/sessions', { method: 'POST' })
      .then((answer) => answer.json()).then(({ code }) => console.log(code));`;
  expect(run('-e', script)).toBe('AccountFixtureError 2\nOUTSIDE_PUBLISHED_DOCUMENT\n');
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

test('in Jest, V8 compiles the emulator once for all test files of a process', () => {
  const file = (jestGlobals: string) => `${jestGlobals}
    jest.mock('node:fs', () => ({ readFileSync: () => { throw new Error('mocked'); } }));
    const { AccountFixtureError, createSessionManager } = require('vtex-session-mock');
    const { manager } = require('vtex-session-mock/jest').useSessionManager();
    test('an answer, and an error of the class that the package exports', async () => {
      const { status } = await manager.fetch('http://x/api/sessions', { method: 'POST' });
      expect(status).toBe(201);
      const create = () => createSessionManager({ account: { account: 'x' } });
      expect(create).toThrow(AccountFixtureError);
      expect(create).toThrow(expect.objectContaining({ stack: expect.stringMatching(/chunks.emulator\\.cjs:\\d/) }));
    });`;
  const project = packedProject();
  const jestLog = (files: Record<string, string>, settings: object = {}) => {
    const folder = project.with({ jest: settings }, files);
    const log = join(folder, 'v8.log');
    const logged = ['--log-function-events', '--no-logfile-per-isolate', `--logfile=${log}`];
    const jest = join(project.folder, 'node_modules', 'jest', 'bin', 'jest.js');
    const options = { cwd: folder, env: plain, stdio: 'pipe' } as const;
    execFileSync(process.execPath, [...logged, jest, '--ci', '--runInBand'], options);
    const lines = readFileSync(log, 'utf8').split('\n');
    return {
      compiledByJest: lines.filter((line) => /^script-details,.*chunks.emulator\.cjs/.test(line)).length,
      keptByEval: lines.filter((line) => line.startsWith('compilation-cache,hit,eval')).length,
    };
  };
  try {
    const six = Object.fromEntries([1, 2, 3, 4, 5, 6].map((number) => [`${number}.test.js`, file('')]));
    const { compiledByJest, keptByEval } = jestLog(six);
    if (process.version.startsWith('v20.')) {
      expect(compiledByJest).toBe(0);
      expect(keptByEval).toBeGreaterThanOrEqual(3); // V8 keeps it from the second time on
    } else expect(compiledByJest).toBeLessThan(3);
    const imported = file("const { jest, test, expect } = require('@jest/globals');");
    const withoutGlobals = jestLog({ '1.test.js': imported }, { injectGlobals: false });
    expect(withoutGlobals).toEqual({ compiledByJest: 1, keptByEval: 0 });
  } finally {
    project.remove();
  }
});
