import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The run itself takes far longer than all tests together; what it found last is committed, and held here. */
test('the last mutation run has a score of 85 at least, and a reason for every survivor', () => {
  const script = join(__dirname, 'report.mjs');
  const { status, stderr } = spawnSync(process.execPath, [script, '--check'], { encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(status).toBe(0);
});

const root = join(__dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

test.each(['mock/rules', 'mock/apps', 'mock/http'])(
  'every file of %s is measured, left out for a reason, or named as not measured yet',
  (room) => {
    const sources = readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
      .map((name) => `${room}/${name.replaceAll('\\', '/')}`)
      .filter((path) => /(?<!\.test)\.ts$/.test(path) && !path.includes('/testing/'));
    const { files } = JSON.parse(read('contracts/mutation/result.json')) as { files: { path: string }[] };
    const leftOut = JSON.parse(read('contracts/mutation/left-out.json')) as Record<string, string>;
    const [, notYet = ''] = /^Not measured yet, .*?: (.*)\.$/m.exec(read('docs/mutation.md')) ?? [];
    const spoken = [...files.map(({ path }) => path), ...Object.keys(leftOut), ...notYet.split(', ')];
    expect(sources.length).toBeGreaterThan(10);
    expect(sources.filter((path) => !spoken.includes(path))).toEqual([]);
    for (const path of Object.keys(leftOut)) expect(leftOut[path]).toMatch(/\w+ \w+ .*\.$/);
  },
);
