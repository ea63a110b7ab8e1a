import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** The run itself takes far longer than all tests together; what it found last is committed, and held here. */
test('the last mutation run has a score of 85 at least, and a reason for every survivor', () => {
  const script = join(__dirname, 'report.mjs');
  const { status, stderr } = spawnSync(process.execPath, [script, '--check'], { encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(status).toBe(0);
});
