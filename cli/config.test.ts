import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { assumptionTable } from '../mock/index';
import { fileKeyOf, settingNames } from './settings';
import { ended, fakeWorld } from './testing/fake-world';

let cwd: string;
let file: string;

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'cli-config-'));
  file = join(cwd, 'vtex-session-mock.json');
});

afterEach(() => rmSync(cwd, { recursive: true }));

const write = (settings: object) => writeFileSync(file, JSON.stringify(settings));

test('the table shows each value with its source', async () => {
  write({ log: 'json', assumptions: { cascadeRounds: 3 } });
  const env = { VTEX_SESSION_MOCK_STRICT: 'true' };
  const { exitCode, stdout, stderr } = await ended('config --print --port 9911', fakeWorld({ cwd, env }));
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  const rows = stdout.split('\n').map((line) => line.split(/ {2,}/));
  expect(rows.slice(0, settingNames.length).map(([name]) => name)).toEqual([
    'setting',
    ...settingNames.filter((name) => name !== 'assumptions'),
  ]);
  expect(rows).toEqual(
    expect.arrayContaining([
      ['setting', 'value', 'from'],
      ['port', '9911', 'flag'],
      ['tlsHost', 'none', 'default'],
      ['controlToken', 'a new one if required', 'default'],
      ['account', 'acme', 'default'],
      ['strict', 'true', 'environment variable VTEX_SESSION_MOCK_STRICT'],
      ['maxSessions', '1000000', 'default'],
      ['store', 'in memory', 'default'],
      ['log', 'json', `file ${file}`],
      ['config', file, 'default'],
    ]),
  );
  expect(rows).toContainEqual(['assumptions.cascadeRounds', '3', `file ${file}`]);
  expect(rows).toContainEqual(['assumptions.statusOfMissingItems', '400', 'default']);
});

test('columns are aligned', async () => {
  const { stdout } = await ended('config', fakeWorld());
  const lines = stdout.trimEnd().split('\n');
  const column = lines[0]?.indexOf('from') ?? -1;
  expect(lines.slice(1).map((line) => line.slice(column))).toEqual(lines.slice(1).map(() => 'default'));
});

test('config without a flag prints the table', async () => {
  const printed = await ended('config --print', fakeWorld());
  expect(await ended('config', fakeWorld())).toEqual(printed);
});

test('apps are printed as PATH=URL', async () => {
  const { stdout } = await ended('config --app /a.json=http://x --app /b.json=http://y', fakeWorld());
  expect(stdout).toMatch(/^app +\/a\.json=http:\/\/x,\/b\.json=http:\/\/y +flag$/m);
});

test('--json gives value and source of every setting and assumption', async () => {
  write({ account: './mine.json' });
  const env = { VTEX_SESSION_MOCK_PORT: '0' };
  const { stdout } = await ended('config --json --cors http://a --cors http://b', fakeWorld({ cwd, env }));
  const { assumptions, ...settings } = JSON.parse(stdout);
  expect([...Object.keys(settings), 'assumptions'].sort()).toEqual([...settingNames].sort());
  expect(Object.keys(assumptions)).toEqual(Object.keys(assumptionTable));
  expect(settings).toMatchObject({
    port: { value: 0, from: 'environment', name: 'VTEX_SESSION_MOCK_PORT' },
    account: { value: [join(cwd, 'mine.json')], from: 'file', path: file },
    cors: { value: ['http://a', 'http://b'], from: 'flag' },
    signingKey: { value: null, from: 'default' },
    config: { value: file, from: 'default' },
  });
  expect(assumptions.bodyOrQuery).toEqual({ value: 'body', from: 'default' });
});

describe('--schema prints the JSON Schema of the config file', () => {
  const printed = async () => JSON.parse((await ended('config --schema', fakeWorld())).stdout);

  test('with every setting, its description and its default', async () => {
    const { properties } = await printed();
    const keys = settingNames.filter((name) => name !== 'config').map(fileKeyOf);
    expect(Object.keys(properties)).toEqual(['$schema', ...keys]);
    expect(properties.port).toEqual({
      description: 'port to listen on; 0 takes a free one',
      default: 9910,
      type: 'integer',
      minimum: 0,
      maximum: 65_535,
    });
    expect(JSON.stringify(properties.controlToken)).not.toContain('default');
  });

  test.each<[object, boolean]>([
    [{ $schema: 'a.json', port: 1, strict: true, cors: ['http://a'], journal: false, log: 'json' }, true],
    [{ apps: [{ configuration: 'a.json', url: 'http://a', runOnCreate: ['a'] }] }, true],
    [{ assumptions: 'a.json' }, true],
    [{ assumptions: { bodyOrQuery: 'query' } }, true],
    [{ prot: 1 }, false],
    [{ port: '1' }, false],
    [{ journal: true }, false],
    [{ tokenForm: 2026 }, false],
    [{ apps: [{ configuration: 'a.json', url: 'ftp://a' }] }, false],
    [{ assumptions: { bodyOrQuery: 'both' } }, false],
  ])('it accepts %j: %j', async (file, valid) => {
    expect(new Ajv().validate(await printed(), file)).toBe(valid);
  });
});
