// Round trip: verify determines the assumptions of an unknown account, and an emulator with them passes.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assumptionTable } from '../../../mock/index';
import { type EmulatorProcess, startEmulator } from '../emulator-process';
import { type ForeignServer, foreignServer } from '../foreign-server';
import { runCli } from '../run-cli';

/** Every assumption at the last of its alternatives. */
const otherwise = Object.fromEntries(
  Object.entries(assumptionTable).map(([setting, { alternatives }]) => [setting, alternatives.at(-1)]),
);

/** Settings that need an account, an app or a login of the suite's own, so that an unknown server does not show them. */
const notSeen = [
  ...['statusOfForeignToken', 'unrepeatedCookie', 'cascadeRounds', 'unsetInputs', 'organizationPriceTables'],
  ...['identifiedVisitorProfile', 'placeGivenTwice', 'clearedRegion'],
];

jest.setTimeout(180_000); // several whole runs of the suite, one request after the other

let folder: string;
const emulators: EmulatorProcess[] = [];
const servers: ForeignServer[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'verify-loop-'));
});

afterAll(async () => {
  for (const one of servers) await one.close();
  for (const one of emulators) await one.stop();
  rmSync(folder, { recursive: true });
});

/** An emulator with these assumptions, behind a proxy that hides that it is one. */
async function unknownAccount(assumptions: string): Promise<string> {
  const emulator = await startEmulator('--assumptions', assumptions, '--cookie-profile', 'live');
  emulators.push(emulator);
  const hidden = await foreignServer(emulator.url);
  servers.push(hidden);
  return hidden.url;
}

interface Report {
  readonly counts: { readonly passed: number; readonly failed: number };
  readonly settings: { readonly each: readonly { setting: string; seen: boolean; did?: unknown }[] };
  readonly behaviours: readonly Record<string, unknown>[];
}

async function verified(url: string, name: string, ...args: string[]) {
  const files = ['--json', `${name}.json`, '--assumptions-out', `${name}.assumptions.json`];
  const fixture = ['--account-fixture', 'acme'];
  const ended = await runCli(['verify', '--url', url, ...fixture, ...files, ...args], { cwd: folder });
  return { ...ended, report: JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as Report };
}

const without = (report: Report) => report.behaviours.map(({ milliseconds: _, ...behaviour }) => behaviour);

test('an emulator with the determined assumptions passes like the account', async () => {
  const first = await verified(await unknownAccount(JSON.stringify(otherwise)), 'first');
  expect(first.report.behaviours.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
  expect(first.exitCode).toBe(0);
  const file = join(folder, 'first.assumptions.json');
  expect(first.stderr).toContain(`Assumptions that hold for the target: ${file}\n`);

  const { assumptions } = JSON.parse(readFileSync(file, 'utf8'));
  const seen = Object.fromEntries(Object.entries(otherwise).filter(([name]) => !notSeen.includes(name)));
  expect(assumptions).toEqual(seen);
  const unseen = first.report.settings.each.filter((setting) => !setting.seen);
  expect(unseen.map(({ setting }) => setting).sort()).toEqual([...notSeen].sort());

  const loaded = await unknownAccount(file);
  const second = await verified(loaded, 'second');
  expect(second.exitCode).toBe(0);
  expect(second.report.settings).toEqual(first.report.settings);
  expect(without(second.report)).toEqual(without(first.report));

  const held = await verified(loaded, 'held', '--assumptions', file);
  expect([held.exitCode, held.report.counts]).toEqual([0, first.report.counts]);
});

test('an account that differs from an assumptions file fails, setting by setting', async () => {
  const { exitCode, stdout, report } = await verified(
    await unknownAccount('{"bodyOrQuery": "query", "statusOfMissingItems": 422}'),
    'held-to-defaults',
    ...['--assumptions', '{}'],
  );
  expect(exitCode).toBe(1);
  const failed = report.behaviours.filter(({ outcome }) => outcome === 'failed');
  expect(failed.map(({ id }) => id)).toEqual(['sessions.query.or-body-counts', 'sessions.items.missing']);
  expect(failed[1]).toMatchObject({ differences: [{ path: '$', expected: '400', actual: '422' }] });
  expect(stdout).toContain('after GET /api/sessions?: 422');
});
