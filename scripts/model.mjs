// Runs the model-based test without Jest, by default with 20,000 sequences:
// `npm run test:model -- --sequences 500`, `-- --url http://127.0.0.1:9910`. A failure prints the flags that repeat it:
// `-- --seed N --path P --replay-path R`.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { jsonAsText } from './json-as-text.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const folder = mkdtempSync(join(tmpdir(), 'model-'));
try {
  await build({
    absWorkingDir: root,
    entryPoints: ['contracts/model/main.ts'],
    outfile: join(folder, 'main.cjs'),
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    packages: 'external',
    plugins: [jsonAsText],
    logLevel: 'warning',
  });
  const { status } = spawnSync(process.execPath, [join(folder, 'main.cjs'), ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...process.env, NODE_PATH: join(root, 'node_modules') }, // what is not bundled is found there
  });
  process.exitCode = status ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
