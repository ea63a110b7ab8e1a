// Runs the contract suite: in process, against a server with `npm run contract -- --url http://127.0.0.1:9910`, or
// against a live account with `--account NAME --allow-host HOST` (docs/live-runs.md). Jest takes no options of ours,
// so they travel in the environment as CONTRACT_URL and so on; what else is given goes to Jest, whose exit code is
// the run's.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const ofLive = ['environment', 'workspace', 'allow-host', 'budget', 'record', 'dry-run'];
const options = {
  url: { type: 'string' },
  account: { type: 'string' },
  environment: { type: 'string' },
  workspace: { type: 'string' },
  'allow-host': { type: 'string', multiple: true },
  budget: { type: 'string' },
  record: { type: 'string' },
  'dry-run': { type: 'boolean' },
};

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const args = process.argv.slice(2);
const { values, tokens } = parseArgs({ args, options, strict: false, tokens: true });
const given = tokens.filter(({ kind, name }) => kind === 'option' && Object.hasOwn(options, name));

for (const { name } of given) {
  if (options[name].type !== 'string') continue;
  for (const value of [values[name]].flat()) {
    // The word behind it may be the next flag, which strict parsing would tell.
    if (value === true || value === '' || String(value).startsWith('-')) {
      usage(`--${name} needs a value${name === 'url' ? ' such as http://127.0.0.1:9910' : ''}`);
    }
  }
}
const account = values.account ?? process.env.CONTRACT_ACCOUNT;
if (values.url !== undefined && values.account !== undefined) usage('--url and --account name two targets');
if (!account) {
  for (const { name } of given)
    if (ofLive.includes(name)) usage(`--${name} is of a live account: --account NAME`);
}

const environment = {
  // The one that is typed wins over one that stands in the environment.
  CONTRACT_URL: values.account === undefined ? values.url : '',
  CONTRACT_ACCOUNT: values.url === undefined ? values.account : '',
  CONTRACT_ENVIRONMENT: values.environment,
  CONTRACT_WORKSPACE: values.workspace,
  CONTRACT_ALLOW_HOSTS: values['allow-host']?.join(','),
  CONTRACT_BUDGET: values.budget,
  CONTRACT_RECORD: values.record && resolve(values.record),
  CONTRACT_DRY_RUN: values['dry-run'] && '1',
};
const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined));
const env = { ...process.env, ...set };

const ours = given.flatMap(({ index, inlineValue, name }) =>
  inlineValue || options[name].type === 'boolean' ? [index] : [index, index + 1],
);
const others = args.filter((_, index) => !ours.includes(index));
const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
const { status } = spawnSync(
  process.execPath,
  [
    jest,
    '--config',
    'jest.config.ts',
    // Of a server only its behaviour is in question, not the suite's own order.
    ...(env.CONTRACT_URL || env.CONTRACT_ACCOUNT ? ['contracts/contract.test.ts'] : []),
    ...others,
    '--selectProjects', // last, for it takes every word behind it
    'contracts',
  ],
  { cwd: root, stdio: 'inherit', env },
);
process.exit(status ?? 1);

function usage(message) {
  console.error(message);
  process.exit(2);
}
