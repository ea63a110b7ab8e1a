import { execFileSync } from 'node:child_process';
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

test('a file that is gone for a moment is not told as gone', async () => {
  writeFileSync(file, 'one');
  const { told, until } = watching();
  renameSync(file, `${file}~`);
  writeFileSync(file, 'two');
  await until({ text: 'two' });
  expect(told.filter((content) => 'problem' in content)).toEqual([]);
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

test('what is written in steps is told once', async () => {
  writeFileSync(file, 'one');
  const { told, until } = watching();
  for (const text of ['', '{', '{"a"', '{"a": 1}']) writeFileSync(file, text);
  await until({ text: '{"a": 1}' });
  expect(told).toEqual([{ text: '{"a": 1}' }]);
});

test('a process ends although it watches', () => {
  writeFileSync(file, '{"a": {}}');
  const script = `
    require('esbuild-register/dist/node').register();
    const { watchFile } = require('./mock/watched-file.ts');
    for (const path of process.argv.slice(1)) watchFile(path, () => {});
    console.log('watching');`;
  const root = join(__dirname, '..');
  const output = execFileSync(process.execPath, ['-e', script, file, join(folder, 'none/at/all')], {
    cwd: root,
    encoding: 'utf8',
    timeout: 30_000,
  });
  expect(output).toBe('watching\n');
});
