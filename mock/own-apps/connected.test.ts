import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import { type RemoteAppOptions, type SessionManager, SessionManagerError } from '../index';
import { managerWith } from '../server/testing/visitor';
import { answering, appServer, closeAppServers, type Input } from './testing/app-server';

let folder: string;
let file: string;
const managers: SessionManager[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'configuration-'));
  file = join(folder, 'vtex.session', 'configuration.json');
  mkdirSync(join(folder, 'vtex.session'));
});

afterEach(async () => {
  jest.restoreAllMocks();
  await Promise.all(managers.splice(0).map((manager) => manager.close()));
  await closeAppServers();
  rmSync(folder, { recursive: true });
});

/** An app that reads these keys of `public`. */
const reading = (...keys: string[]) => ({ input: { public: keys }, output: { echo: ['seen'] } });
const write = (configuration: object, path = file) => writeFileSync(path, JSON.stringify(configuration));

/** A manager with an app that writes its input to `echo.seen`, and the notices. */
async function watching(...more: (Partial<RemoteAppOptions> & Pick<RemoteAppOptions, 'configuration'>)[]) {
  const notices: string[] = [];
  let heard = () => {};
  const onNotice = (notice: string) => {
    if (notice.includes(file)) notices.push(notice.replaceAll(file, 'FILE')); // others are hints
    heard();
  };
  const seen = (input: Input) => ({ echo: { seen: { value: Object.keys(input['public'] ?? {}).join() } } });
  const { url } = await appServer(answering(seen));
  const remoteApps = [{ configuration: file }, ...more].map((app) => ({ url, ...app }));
  const manager = managerWith({ remoteApps, onNotice });
  managers.push(manager);
  return {
    manager,
    notices,
    keys: () => manager.remoteApps.map(({ key }) => key),
    /** The next notice, or one that was not read yet. */
    async notice(): Promise<string> {
      while (notices.length === 0) {
        await new Promise<void>((resolve) => {
          heard = resolve;
        });
      }
      return notices.shift() as string;
    },
    /** The keys that the app received; undefined if it was not called. */
    async sent() {
      const path = '/api/sessions?a=1&b=2&items=echo.seen';
      return (await request(manager.handler).post(path)).body.namespaces.echo?.seen.value;
    },
  };
}

describe('while it runs', () => {
  test('re-reads a file that is replaced, as editors do, each time', async () => {
    write({ watcher: reading('a') });
    const { notice, sent } = await watching();
    for (const key of ['b', 'a', 'b']) {
      write({ watcher: reading(key) }, `${file}.new`);
      renameSync(`${file}.new`, file);
      expect(await notice()).toBe('FILE was re-read: watcher');
      expect(await sent()).toBe(key);
    }
  });

  test('an invalid edit keeps the last valid content, until a valid one is re-read', async () => {
    write({ watcher: reading('a') });
    const { notice, sent, keys } = await watching();
    writeFileSync(file, '{"watcher": {"inptu": {}, "output": []}}');
    expect(await notice()).toBe(
      'FILE is invalid, its last valid content stays active: ' +
        'watcher.inptu is not known: an app has input and output only; ' +
        'watcher.output is a list: write namespaces with their keys, such as {"public": ["sc"]}',
    );
    expect(await sent()).toBe('a');
    writeFileSync(file, '{"watcher": {}, \n}');
    expect(await notice()).toMatch(
      /^FILE is invalid, its last valid content stays active: the configuration is not JSON at line 2, column \d+: .+: write it without/,
    );
    expect(keys()).toEqual(['watcher']);
    write({ watcher: reading('a') });
    expect(await notice()).toBe('FILE was re-read: watcher');
    expect(await sent()).toBe('a');
  });

  test('a deleted file keeps the last valid content, until it is back', async () => {
    write({ watcher: reading('a') });
    const { notice, sent } = await watching();
    rmSync(file);
    expect(await notice()).toBe('FILE is invalid, its last valid content stays active: does not exist');
    expect(await sent()).toBe('a');
    write({ watcher: reading('b') });
    expect(await notice()).toBe('FILE was re-read: watcher');
    expect(await sent()).toBe('b');
  });

  test('watches a folder again that was deleted and restored', async () => {
    write({ watcher: reading('a') });
    const { notice } = await watching();
    rmSync(join(folder, 'vtex.session'), { recursive: true });
    expect(await notice()).toContain('does not exist');
    mkdirSync(join(folder, 'vtex.session'));
    for (const key of ['b', 'a']) {
      write({ watcher: reading(key) });
      expect(await notice()).toBe('FILE was re-read: watcher');
    }
  });

  test.each<[string, object, string]>([
    [
      'the KEY of another configuration',
      { watcher: reading('a'), other: reading('a') },
      'other is in another configuration too: rename one of them',
    ],
    [
      'the name of an app that runs in the emulator',
      { 'store-session': reading('a') },
      'store-session is the name of an app in this process: rename one of them; ' +
        'runOnCreate names watcher, which is in no configuration: the KEYs are other, store-session',
    ],
    [
      'no KEY that runOnCreate names',
      { renamed: reading('a') },
      'runOnCreate names watcher, which is in no configuration: the KEYs are other, renamed',
    ],
  ])('refuses an edit that has %s', async (_, configuration, problem) => {
    write({ watcher: reading('a') });
    const { notice, keys } = await watching({
      configuration: { other: reading('z') },
      runOnCreate: ['watcher'],
    });
    write(configuration);
    expect(await notice()).toBe(`FILE is invalid, its last valid content stays active: ${problem}`);
    expect(keys()).toEqual(['watcher', 'other']);
  });

  test('a listener that throws does not stop the re-reading', async () => {
    write({ watcher: reading('a') });
    const { keys, notice } = await watching();
    const onNotice = () => {
      throw new Error('a defect in the listener');
    };
    const url = 'http://127.0.0.1:4001';
    const manager = managerWith({ remoteApps: [{ configuration: file, url }], onNotice });
    managers.push(manager);
    const warned = new Promise<unknown>((resolve) => {
      jest.spyOn(process, 'emitWarning').mockImplementationOnce(resolve);
    });
    write({ renamed: reading('a') });
    await notice();
    expect(await warned).toBe('onNotice failed: Error: a defect in the listener');
    expect([keys(), manager.remoteApps]).toEqual([['renamed'], [{ key: 'renamed', url }]]);
  });

  test('does not watch while closed, and catches up when listening again', async () => {
    write({ watcher: reading('a') });
    const { manager, notice, notices, keys } = await watching();
    const { notice: noticeOfOther } = await watching();
    await manager.close();
    write({ renamed: reading('a') });
    await noticeOfOther(); // another watcher saw the change
    expect([keys(), notices]).toEqual([['watcher'], []]);
    await manager.listen();
    expect(await notice()).toBe('FILE was re-read: renamed');
    write({ again: reading('a') });
    expect(await notice()).toBe('FILE was re-read: again');
    expect(notices).toEqual([]);
  });

  test('re-reads a symbolic link that is replaced', async () => {
    write({ watcher: reading('a') }, join(folder, 'one.json'));
    write({ watcher: reading('b') }, join(folder, 'two.json'));
    symlinkSync(join(folder, 'one.json'), file);
    const { notice, sent } = await watching();
    symlinkSync(join(folder, 'two.json'), `${file}.new`);
    renameSync(`${file}.new`, file);
    await notice();
    expect(await sent()).toBe('b');
  });
});

describe('at the start', () => {
  const url = 'http://127.0.0.1:4001';

  function expectRefusal(remoteApps: unknown, ...lines: string[]): void {
    expect(() => managerWith({ remoteApps: remoteApps as RemoteAppOptions[] })).toThrow(
      expect.objectContaining({ code: 'OPTION_INVALID', message: lines.join('\n') }),
    );
  }

  test('refuses missing and invalid files with all errors', () => {
    const missing = join(folder, 'none.json');
    writeFileSync(file, '{"a": {"inptu": {}}, "b": 1}');
    expectRefusal(
      [
        { configuration: file, url },
        { configuration: missing, url },
        { configuration: folder, url },
        { configuration: {}, url },
      ],
      `remoteApps[0].configuration ${file}: a.inptu is not known: an app has input and output only`,
      `remoteApps[0].configuration ${file}: b is a number: write an object with input and output`,
      `remoteApps[1].configuration ${missing}: does not exist`,
      `remoteApps[2].configuration ${folder}: cannot be read (EISDIR)`,
      'remoteApps[3].configuration the configuration names no app: write an object such as {"my-app": {"input": {"public": ["sc"]}, "output": {"my-app": ["tier"]}}}',
    );
  });

  test('does not watch a file that was refused', async () => {
    write({ watcher: reading('a') });
    const notices: string[] = [];
    const refused = [
      { configuration: file, url },
      { configuration: {}, url },
    ];
    expect(() => managerWith({ remoteApps: refused, onNotice: (text) => notices.push(text) })).toThrow(
      SessionManagerError,
    );
    const { notice } = await watching();
    write({ renamed: reading('a') });
    await notice(); // a later watcher saw the change
    expect(notices).toEqual([]);
  });

  test('refuses a runOnCreate KEY that no configuration has; accepts one of another configuration', () => {
    const one = { configuration: { one: reading('a') }, url, runOnCreate: ['two', 'three'] };
    const two = { configuration: { two: reading('a') }, url };
    expectRefusal(
      [one, two],
      'remoteApps.runOnCreate names three, which is in no configuration: the KEYs are one, two',
    );
  });

  test('lists remote apps in declared order, with their URLs', () => {
    write({ b: {}, a: {} });
    const manager = managerWith({
      remoteApps: [
        { configuration: file, url },
        { configuration: { c: {} }, url: 'https://x/y' },
      ],
    });
    managers.push(manager);
    expect(manager.remoteApps).toEqual([
      { key: 'b', url },
      { key: 'a', url },
      { key: 'c', url: 'https://x/y' },
    ]);
  });

  const urlHint = 'Give http or https, a host and perhaps a path, such as http://127.0.0.1:4001.';

  test.each<[unknown, ...string[]]>([
    ['x', 'remoteApps is not a list. Give a list of {configuration, url}.'],
    [[1], 'remoteApps[0] is not an object. Give {configuration, url}.'],
    [
      [{}],
      'remoteApps[0].configuration is missing. Give a path or an object.',
      `remoteApps[0].url is missing. ${urlHint}`,
    ],
    [[{ configuration: '', url }], 'remoteApps[0].configuration "" is invalid. Give a path or an object.'],
    [
      [{ configuration: {}, url: 'http://u@x' }],
      `remoteApps[0].url "http://<redacted>@x" is invalid. ${urlHint}`,
    ],
    ...['x', 'ftp://x', 'http://x?', 'http://x/?y', 'http://x#', '/x', 4001].map((bad): [unknown, string] => [
      [{ configuration: {}, url: bad }],
      `remoteApps[0].url ${JSON.stringify(bad)} is invalid. ${urlHint}`,
    ]),
    ...[0, -1, 1.5, '1', 2 ** 31, Number.NaN, null].map((timeout): [unknown, string] => [
      [{ configuration: {}, url, timeout }],
      `remoteApps[0].timeout ${typeof timeout === 'string' ? '"1"' : timeout} is invalid. Give milliseconds from 1 to 2147483647.`,
    ]),
    ...['x', [1], null, {}].map((runOnCreate): [unknown, string] => [
      [{ configuration: {}, url, runOnCreate }],
      `remoteApps[0].runOnCreate ${JSON.stringify(runOnCreate)} is invalid. Give true, false or a list of KEYs.`,
    ]),
    [
      [{ configuration: {}, url, key: 'a' }],
      'remoteApps[0].key is not known. Give configuration, url, timeout, runOnCreate only.',
    ],
  ])('refuses the option remoteApps: %j', (remoteApps, ...lines) => {
    expectRefusal(remoteApps, ...lines);
  });
});
