// Writes the claims of the contract suite as data: fixtures/behaviours.json, which the package ships. Part of the build.
import { writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { jsonAsText } from './json-as-text.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const { outputFiles } = await build({
  absWorkingDir: root,
  entryPoints: ['contracts/harness/published.ts'],
  bundle: true,
  platform: 'node',
  format: 'esm',
  write: false,
  plugins: [jsonAsText],
});
const code = Buffer.from(outputFiles[0].contents).toString('base64');
const { publishedBehaviours, publishedText } = await import(`data:text/javascript;base64,${code}`);

writeFileSync(`${root}/fixtures/behaviours.json`, publishedText(publishedBehaviours));
