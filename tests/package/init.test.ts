// `init` in a project: what it writes is served, and followed as it changes.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { root } from './emulator-process';
import { runCli } from './run-cli';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'init-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const text = (name: string) => readFileSync(join(folder, name), 'utf8');
const init = () => runCli(['init'], { cwd: folder });
const next = 'Next: npx vtex-session-mock, then log in at http://localhost:9910/_mock/login\n';

/** Started without options, but for the port. */
async function started() {
  const child = spawn(process.execPath, [join(root, 'dist/cli/main.cjs'), '--port', '0'], { cwd: folder });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const line = async (pattern: RegExp): Promise<string> => {
    for (;;) {
      const { value, done } = await lines.next();
      if (done) throw new Error(`it ended before ${pattern}`);
      const found = pattern.exec(value);
      if (found !== null) return found[1] as string;
    }
  };
  const stop = async () => {
    const exited = once(child, 'exit');
    child.kill();
    await exited;
  };
  return { url: await line(/listening on (\S+)/), line, stop };
}

test.each(['module', 'commonjs'])(
  'in a project of type %s start serves the files, and their changes',
  async (type) => {
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ type }));
    mkdirSync(join(folder, 'node_modules'));
    symlinkSync(root, join(folder, 'node_modules/vtex-session-mock'));
    expect(await init()).toEqual({
      exitCode: 0,
      stderr: '',
      stdout: `wrote vtex-account.jsonc: an account with trade policies, sellers, shoppers and personas
wrote vtex-session-mock.json: settings for each start in this folder
${next}`,
    });
    for (const name of ['vtex-account.jsonc', 'vtex-session-mock.json']) {
      const schema = /"\$schema": "(\S+)"/.exec(text(name))?.[1] ?? '';
      expect(schema).toMatch(/^\.\/node_modules\//);
      expect(JSON.parse(text(schema)).$schema).toContain('json-schema.org');
    }
    const { url, line, stop } = await started();
    const login = async () => (await fetch(`${url}/_mock/login`)).text();
    expect(await login()).toContain('value="shopper-in-region"');
    const file = join(folder, 'vtex-account.jsonc');
    writeFileSync(file, text('vtex-account.jsonc').replace('"shopper-in-region"', '"someone-else"'));
    await line(/^notice: (.*vtex-account\.jsonc) was re-read$/);
    expect(await login()).toContain('value="someone-else"');
    writeFileSync(file, '{');
    await line(
      /^notice: .*vtex-account\.jsonc is invalid, (its last valid content stays active): is not JSON/,
    );
    expect(await login()).toContain('value="someone-else"');
    await stop();
  },
);

test('files that exist stay, and it says how the config file names the account', async () => {
  writeFileSync(join(folder, 'vtex-session-mock.json'), '{"port": 9911}');
  expect(
    (await init()).stdout,
  ).toBe(`wrote vtex-account.jsonc: an account with trade policies, sellers, shoppers and personas
vtex-session-mock.json exists, and stays
To serve the account, write "account": "./vtex-account.jsonc" into vtex-session-mock.json.
${next}`);
  expect(text('vtex-session-mock.json')).toBe('{"port": 9911}');
  const before = text('vtex-account.jsonc');
  writeFileSync(join(folder, 'vtex-account.jsonc'), `${before}// edited`);
  expect((await init()).stdout).toContain('vtex-account.jsonc exists, and stays\n');
  expect(text('vtex-account.jsonc')).toBe(`${before}// edited`);
});
