// Writes the README's tables of error codes and assumptions from the code, so that neither can go stale.
// `--check` only compares (a test runs it so); without it the README is rewritten. Needs a build.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const { assumptionTable, refusalCodes } = createRequire(import.meta.url)(`${root}dist/mock/index.cjs`);

const code = (value) => `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
const tables = {
  codes: [
    '| code | when, and what to do |',
    '| --- | --- |',
    ...Object.entries(refusalCodes).map(([name, when]) => `| ${code(name)} | ${when} |`),
  ],
  assumptions: [
    '| assumption | default | or | what it settles |',
    '| --- | --- | --- | --- |',
    ...Object.entries(assumptionTable).map(
      ([key, { type, default: value, alternatives, question }]) =>
        `| ${code(key)} | ${code(value)} | ${type === 'choice' ? alternatives.map(code).join(', ') : ''} | ${question} |`,
    ),
  ],
};

const path = `${root}README.md`;
const before = readFileSync(path, 'utf8');
let after = before;
for (const [name, lines] of Object.entries(tables)) {
  const between = new RegExp(`(<!-- ${name} -->\n)[^]*?(<!-- /${name} -->)`);
  after = after.replace(between, (_, open, close) => `${open}${lines.join('\n')}\n${close}`);
}
if (process.argv.includes('--check')) {
  if (after !== before) {
    console.error(
      'README.md: its tables differ from the code; run `npm run build && node scripts/readme-tables.mjs`',
    );
    process.exit(1);
  }
} else {
  writeFileSync(path, after);
}
