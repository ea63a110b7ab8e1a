// Writes what follows from tables of the code: the pages behaviours.md, assumptions.md and errors.md of docs/, the settings in
// command-line.md, the rules in session-app-lint.md, and the session apps in the schema of account files.
// `--check` compares and writes nothing; a test runs it so.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { assumptionsPage } from './docs/assumptions-page.mjs';
import { behavioursPage } from './docs/behaviours-page.mjs';
import { errorsPage } from './docs/errors-page.mjs';
import { withApps, withLintRules, withSettings } from './docs/tables.mjs';
import { jsonAsText } from './json-as-text.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The tables are TypeScript modules; only these pages need all of them. */
async function dataOf() {
  const modules = [
    './contracts/behaviours/index',
    './contracts/harness/claim',
    './contracts/ledger/index',
    './contracts/ledger/sources',
    './contracts/closing/entries',
    './mock/apps/index',
    './mock/rules/assumptions',
    './mock/rules/refusal',
    './cli/settings',
    './cli/lint/rules',
  ];
  const { outputFiles } = await build({
    stdin: { contents: modules.map((path) => `export * from '${path}';`).join('\n'), resolveDir: root },
    bundle: true,
    format: 'cjs',
    packages: 'external',
    platform: 'node',
    plugins: [jsonAsText],
    write: false,
  });
  const module = { exports: {} };
  const load = new Function('module', 'require', outputFiles[0].text);
  load(module, createRequire(import.meta.url));
  return module.exports;
}

const textOf = (path) => readFileSync(root + path, 'utf8');
const pageOf = (name) => textOf(`docs/${name}.md`);
const accountSchema = 'fixtures/accounts/account.schema.json';

const data = await dataOf();
const pages = {
  'docs/behaviours.md': behavioursPage(data),
  'docs/assumptions.md': assumptionsPage(data),
  'docs/errors.md': errorsPage(data),
  'docs/command-line.md': withSettings(pageOf('command-line'), data),
  'docs/session-app-lint.md': withLintRules(pageOf('session-app-lint'), data),
  [accountSchema]: withApps(textOf(accountSchema), data),
};

for (const [path, text] of Object.entries(pages)) {
  if (!process.argv.includes('--check')) writeFileSync(root + path, text);
  else if (textOf(path) !== text) {
    console.error(`${path} differs from the code: run \`npm run docs\``);
    process.exitCode = 1;
  }
}
