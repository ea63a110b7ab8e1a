import { execFileSync } from 'node:child_process';
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { type FileContent, readText, type WatchedFile, watchFile } from './watched-file';

let folder: string;
let file: string;
let watched: WatchedFile | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'watched-'));
  file = join(folder, 'a.json');
});

afterEach(() => {
  watched?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Watches the file and waits for reports. */
function watching() {
  const reported: FileContent[] = [];
  let heard = () => {};
  watched = watchFile(file, (content) => {
    reported.push(content);
    heard();
  });
  watched.open();
  const content = reported.shift();
  const until = async (expected: FileContent) => {
    while (JSON.stringify(reported.at(-1)) !== JSON.stringify(expected)) {
      await new Promise<void>((resolve) => {
        heard = resolve;
      });
    }
  };
  return { content, reported, until };
}

test('reports the content now and after a change', async () => {
  writeFileSync(file, 'one');
  const { content, until } = watching();
  expect(content).toEqual({ text: 'one' });
  writeFileSync(file, 'two');
  await until({ text: 'two' });
});

test('a file that does not exist yet is found once it is written', async () => {
  const { content, until } = watching();
  expect(content).toEqual({ problem: 'does not exist' });
  writeFileSync(file, 'one');
  await until({ text: 'one' });
});

describe('with fake timers', () => {
  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  /** Waits until the system has reported a change and all events that belong to it. */
  const heard = async () => {
    while (jest.getTimerCount() === 0) await setImmediate();
    for (let turn = 0; turn < 20; turn++) await setImmediate();
  };

  test('the same content again is not reported', async () => {
    writeFileSync(file, 'one');
    const { reported } = watching();
    writeFileSync(file, 'one');
    await heard();
    jest.advanceTimersByTime(50);
    expect(reported).toEqual([]);
    watched?.close();
    watched?.open();
    expect(reported).toEqual([]);
  });

  test('a deleted file is reported only if it is still missing later', async () => {
    writeFileSync(file, 'one');
    const { reported } = watching();
    rmSync(file);
    await heard();
    jest.advanceTimersByTime(50);
    expect(reported).toEqual([]);
    jest.advanceTimersByTime(249);
    expect(reported).toEqual([]);
    jest.advanceTimersByTime(1);
    expect(reported).toEqual([{ problem: 'does not exist' }]);
  });

  test('a file that is replaced is not reported as missing', async () => {
    writeFileSync(file, 'one');
    const { reported } = watching();
    rmSync(file);
    await heard();
    jest.advanceTimersByTime(50);
    writeFileSync(file, 'two');
    jest.advanceTimersByTime(250);
    expect(reported).toEqual([{ text: 'two' }]);
  });

  test('a file written in steps is reported once, after the last step', async () => {
    writeFileSync(file, 'one');
    const { reported } = watching();
    writeFileSync(file, '{"a"');
    await heard();
    jest.advanceTimersByTime(49);
    writeFileSync(file, '{"a": 1}');
    await heard();
    expect(jest.getTimerCount()).toBe(1);
    jest.advanceTimersByTime(49);
    expect(reported).toEqual([]);
    jest.advanceTimersByTime(1);
    expect(reported).toEqual([{ text: '{"a": 1}' }]);
  });
});

test('a replaced folder is followed', async () => {
  writeFileSync(file, 'one');
  const { until } = watching();
  const other = mkdtempSync(join(tmpdir(), 'watched-'));
  writeFileSync(join(other, 'a.json'), 'two');
  renameSync(folder, `${folder}~`);
  renameSync(other, folder);
  await until({ text: 'two' });
  writeFileSync(file, 'three');
  await until({ text: 'three' });
  rmSync(`${folder}~`, { recursive: true });
});

test('watching does not keep the process alive', () => {
  writeFileSync(file, '{"a": {}}');
  const script = `
    require('esbuild-register/dist/node').register();
    const { watchFile } = require('./mock/util/watched-file.ts');
    for (const path of process.argv.slice(1)) watchFile(path, () => {}).open();
    console.log('watching');`;
  const root = join(__dirname, '../..');
  const output = execFileSync(process.execPath, ['-e', script, file, join(folder, 'none/at/all')], {
    cwd: root,
    encoding: 'utf8',
    timeout: 30_000,
  });
  expect(output).toBe('watching\n');
});

test('a byte order mark is not part of the text', () => {
  writeFileSync(file, '\uFEFF{}');
  expect(readText(file)).toEqual({ text: '{}' });
});
