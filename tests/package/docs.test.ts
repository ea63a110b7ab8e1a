import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './emulator-process';

test('the generated pages of docs/ follow from the tables in the code', () => {
  execFileSync(process.execPath, [join(root, 'scripts/behaviour-docs.mjs'), '--check'], { stdio: 'pipe' });
});
