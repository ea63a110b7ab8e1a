// `verify` from the tarball, in a folder without the repository and without Jest.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { root } from './emulator-process';
import { runCli } from './run-cli';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'verify-packed-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What npm would install, out of this repository's own node_modules: the package's dependencies and theirs. */
function installDependencies(of: string, into: string): void {
  const { dependencies = {} } = JSON.parse(readFileSync(join(of, 'package.json'), 'utf8'));
  const require = createRequire(join(root, 'package.json'));
  for (const name of Object.keys(dependencies)) {
    const to = join(into, name);
    if (existsSync(to)) continue;
    const from = require.resolve
      .paths(name)
      ?.map((path) => join(path, name))
      .find((path) => existsSync(path));
    if (from === undefined) throw new Error(`${name} is not installed`);
    cpSync(from, to, { recursive: true });
    installDependencies(to, into);
  }
}

test('an emulator out of the package is verified by the package', async () => {
  execFileSync('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], {
    cwd: root,
    stdio: 'pipe',
  });
  const tarball = execFileSync('ls', [folder], { encoding: 'utf8' }).trim();
  const modules = join(folder, 'node_modules');
  const installed = join(modules, 'vtex-session-mock');
  mkdirSync(installed, { recursive: true });
  execFileSync('tar', ['-xzf', join(folder, tarball), '-C', installed, '--strip-components=1']);
  installDependencies(installed, modules);
  for (const name of ['jest', 'supertest', 'ajv', 'tough-cookie']) {
    expect(existsSync(join(modules, name))).toBe(false);
  }

  const command = join(installed, 'dist/cli/main.cjs');
  const emulator = spawn(process.execPath, [command, '--port', '0', '--log', 'silent'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const lines = createInterface({ input: emulator.stdout });
    const [line] = (await once(lines, 'line')) as [string];
    const url = / listening on (\S+)$/.exec(line)?.[1] as string;
    const { exitCode, stdout, stderr } = await runCli(
      [
        'verify',
        '--url',
        url,
        '--html',
        'report.html',
        '--assumptions-out',
        'session-manager.assumptions.json',
      ],
      {
        cwd: folder,
        command,
      },
    );
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^\d{3} passed, 0 failed, \d+ not tried$/m);
    expect(stderr).toContain(join(folder, 'session-manager.assumptions.json'));
    expect(existsSync(join(folder, 'report.html'))).toBe(true);
    const { $schema } = JSON.parse(readFileSync(join(folder, 'session-manager.assumptions.json'), 'utf8'));
    expect(JSON.parse(readFileSync(join(folder, $schema), 'utf8'))).toMatchObject({ type: 'object' });
  } finally {
    emulator.kill('SIGTERM');
    await once(emulator, 'exit');
  }
});

test.each([
  [['config', '--json'], 0, '0'],
  [['verify', '--url', 'http://127.0.0.1:1'], 4, '1'], // so that the count is known to count
])('%j ends with %d and loads the suite %s times', (args, exitCode, loaded) => {
  const script = `
    process.argv = [process.argv[0], 'x', ...${JSON.stringify(args)}];
    require(${JSON.stringify(join(root, 'dist/cli/main.cjs'))});
    process.on('exit', () => {
      const loaded = Object.keys(require.cache).filter((file) => file.includes('dist/contracts'));
      process.stderr.write('loaded ' + loaded.length);
    });`;
  const { stderr, status } = spawnSync(process.execPath, ['-e', script], { cwd: root, encoding: 'utf8' });
  expect(status).toBe(exitCode);
  expect(stderr).toMatch(new RegExp(`loaded ${loaded}$`));
});

test('the third-party licences list the bundled packages and no others', () => {
  const licences = readFileSync(join(root, 'dist/THIRD-PARTY-LICENCES.txt'), 'utf8');
  for (const name of ['ajv', 'tough-cookie']) expect(licences).toMatch(new RegExp(`^== ${name} `, 'm'));
  for (const name of ['jest', 'supertest', 'nock'])
    expect(licences).not.toMatch(new RegExp(`^== ${name} `, 'm'));
});
