import { execFileSync } from 'node:child_process';
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { type FileContent, type WatchedFile, watchFile } from './watched-file';

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

/** Watches, and waits until a change tells this. */
function watching() {
  const told: FileContent[] = [];
  let heard = () => {};
  watched = watchFile(file, (content) => {
    told.push(content);
    heard();
  });
  const { content } = watched;
  const until = async (expected: FileContent) => {
    while (JSON.stringify(told.at(-1)) !== JSON.stringify(expected)) {
      await new Promise<void>((resolve) => {
        heard = resolve;
      });
    }
  };
  return { content, told, until };
}

test('tells what the file holds now, and what it holds later', async () => {
  writeFileSync(file, 'one');
  const { content, until } = watching();
  expect(content).toEqual({ text: 'one' });
  writeFileSync(file, 'two');
  await until({ text: 'two' });
});

test('a file that is not there yet is found', async () => {
  const { content, until } = watching();
  expect(content).toEqual({ problem: 'does not exist' });
  writeFileSync(file, 'one');
  await until({ text: 'one' });
});

describe('by the clock', () => {
  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  /** Until the system has told of a change, and of all that came with it. */
  const heard = async () => {
    while (jest.getTimerCount() === 0) await setImmediate();
    for (let turn = 0; turn < 20; turn++) await setImmediate();
  };

  test('a file that is gone is told as gone when it is still so later', async () => {
    writeFileSync(file, 'one');
    const { told } = watching();
    rmSync(file);
    await heard();
    jest.advanceTimersByTime(50);
    expect(told).toEqual([]);
    jest.advanceTimersByTime(249);
    expect(told).toEqual([]);
    jest.advanceTimersByTime(1);
    expect(told).toEqual([{ problem: 'does not exist' }]);
  });

  test('and not when it is back by then', async () => {
    writeFileSync(file, 'one');
    const { told } = watching();
    rmSync(file);
    await heard();
    jest.advanceTimersByTime(50);
    writeFileSync(file, 'two');
    jest.advanceTimersByTime(250);
    expect(told).toEqual([{ text: 'two' }]);
  });

  test('what is written in steps is told once, when it is done', async () => {
    writeFileSync(file, 'one');
    const { told } = watching();
    writeFileSync(file, '{"a"');
    await heard();
    jest.advanceTimersByTime(49);
    writeFileSync(file, '{"a": 1}');
    await heard();
    expect(jest.getTimerCount()).toBe(1);
    jest.advanceTimersByTime(49);
    expect(told).toEqual([]);
    jest.advanceTimersByTime(1);
    expect(told).toEqual([{ text: '{"a": 1}' }]);
  });
});

test('a folder that another takes the place of is left for that', async () => {
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

test('a process ends although it watches', () => {
  writeFileSync(file, '{"a": {}}');
  const script = `
    require('esbuild-register/dist/node').register();
    const { watchFile } = require('./mock/util/watched-file.ts');
    for (const path of process.argv.slice(1)) watchFile(path, () => {});
    console.log('watching');`;
  const root = join(__dirname, '../..');
  const output = execFileSync(process.execPath, ['-e', script, file, join(folder, 'none/at/all')], {
    cwd: root,
    encoding: 'utf8',
    timeout: 30_000,
  });
  expect(output).toBe('watching\n');
});
