// docs/control-plane.md: runs its lines in order and compares the responses.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmulatorProcess, root, startEmulator } from './emulator-process';

const doc = readFileSync(join(root, 'docs/control-plane.md'), 'utf8');
const lines = [...doc.matchAll(/^```sh\n(.*?)^```/gms)].flatMap(([, block = '']) => block.trim().split('\n'));

let emulator: EmulatorProcess;
let folder: string;

beforeAll(async () => {
  emulator = await startEmulator('--control-token', 'let-me-in');
  folder = mkdtempSync(join(tmpdir(), 'control-plane-docs-'));
});

afterAll(async () => {
  await emulator.stop();
  rmSync(folder, { recursive: true });
});

// In order: a line may depend on those before it.
test.each(lines)('%s', (line) => {
  const [, command = '', promised = ''] = /^(.*?)(?: # (.*))?$/.exec(line) ?? [];
  const script = command.replaceAll('http://127.0.0.1:9910', emulator.url).replace(/^curl /, 'curl -s ');
  const printed = execFileSync('bash', ['-ec', script], { cwd: folder, encoding: 'utf8' }).trim();
  expect(printed.slice(0, promised.length)).toBe(promised);
  if (/[\]}]$/.test(promised)) expect(printed).toBe(promised);
});

test('every control route has a line, and the sections are in alphabetical order', () => {
  expect(lines.length).toBeGreaterThan(15);
  const routes = readFileSync(join(root, 'fixtures/openapi/control-plane.yaml'), 'utf8').matchAll(
    /^ {2}(\/_mock\/(?!.*openapi)\S+):$/gm,
  );
  const asked = lines.join('\n');
  for (const [, route = ''] of routes) {
    expect(asked).toMatch(new RegExp(`${route.replaceAll(/\{\w+\}/g, '.+?')}(?=[ '?])`));
  }
  const sections = [...doc.matchAll(/^## (.*)$/gm)].map(([, title]) => title).slice(1);
  expect(sections).toEqual([...sections].sort());
});
