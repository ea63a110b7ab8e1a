import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './emulator-process';

test('docs/behaviours.md and docs/assumed.md are those of the catalogue', () => {
  execFileSync(process.execPath, [join(root, 'scripts/behaviour-docs.mjs'), '--check'], { stdio: 'pipe' });
});
