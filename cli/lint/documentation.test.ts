import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LintRule, lintRules } from './rules';

test('docs/session-app-lint.md has the same table of rules', () => {
  const text = readFileSync(join(__dirname, '../../docs/session-app-lint.md'), 'utf8');
  const rows = text
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.replace(/ {2,}/g, ' ')); // the formatter aligns the columns
  expect(rows).toEqual(
    Object.entries<LintRule>(lintRules).map(
      ([id, { severity, finds, because }]) => `| \`${id}\` | ${severity} | ${finds} | ${because} |`,
    ),
  );
});
