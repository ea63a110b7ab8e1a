// Writes docs/behaviours.md and docs/assumed.md from the catalogue, the evidence ledger and the table of assumptions.
// `--check` only compares (a test runs it so); without it both are rewritten.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { assumedPage } from './docs/assumed-page.mjs';
import { behavioursPage } from './docs/behaviours-page.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The data is TypeScript of both sides, which nothing but this page brings together. */
async function dataOf() {
  const modules = [
    './contracts/behaviours/index',
    './contracts/harness/claim',
    './contracts/ledger/index',
    './contracts/ledger/sources',
    './contracts/closing/entries',
    './mock/rules/assumptions',
  ];
  const { outputFiles } = buildSync({
    stdin: { contents: modules.map((path) => `export * from '${path}';`).join('\n'), resolveDir: root },
    bundle: true,
    format: 'esm',
    platform: 'node',
    write: false,
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}

const data = await dataOf();
const pages = { 'docs/behaviours.md': behavioursPage(data), 'docs/assumed.md': assumedPage(data) };

for (const [path, text] of Object.entries(pages)) {
  if (!process.argv.includes('--check')) writeFileSync(root + path, text);
  else if (readFileSync(root + path, 'utf8') !== text) {
    console.error(`${path} differs from the catalogue; run \`npm run docs\``);
    process.exitCode = 1;
  }
}
