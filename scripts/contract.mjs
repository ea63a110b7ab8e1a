// Runs the contract suite: in process, or against a server with `npm run contract -- --url http://127.0.0.1:9910`
// (or CONTRACT_URL). Jest takes no options of ours, so the URL travels in the environment; what else is given goes
// to Jest, whose exit code is the run's.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const args = process.argv.slice(2);
const { values, tokens } = parseArgs({
  args,
  options: { url: { type: 'string' } },
  strict: false,
  tokens: true,
});
if (values.url === true || values.url === '') {
  console.error('--url needs a URL such as http://127.0.0.1:9910');
  process.exit(2);
}

const ours = tokens
  .filter(({ kind, name }) => kind === 'option' && name === 'url')
  .flatMap(({ index, inlineValue }) => (inlineValue ? [index] : [index, index + 1]));
const others = args.filter((_, index) => !ours.includes(index));
const url = values.url ?? process.env.CONTRACT_URL;
const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
const { status } = spawnSync(
  process.execPath,
  [
    jest,
    '--config',
    'jest.config.ts',
    // Of a server only its behaviour is in question, not the suite's own order.
    ...(url ? ['contracts/contract.test.ts'] : []),
    ...others,
    '--selectProjects', // last, for it takes every word behind it
    'contracts',
  ],
  { cwd: root, stdio: 'inherit', env: { ...process.env, ...(url && { CONTRACT_URL: url }) } },
);
process.exit(status ?? 1);
