// Checks that the contract suite notices drifts of the emulator. Applies each named drift (contracts/drift/), one at a
// time, and runs every behaviour against it, without Jest. Fails when a drift survives, when a behaviour that it
// names does not notice it, or when more than half of all behaviours notice it.
//   npm run mutants                 all; the kill matrix is written to .mutants/kill-matrix.json
//   npm run mutants -- NAME…        these drifts
//   npm run mutants -- --quick      each drift with the behaviours it names: enough to see that none survives
//   npm run mutants -- --check      only checks that each drift still matches one place of the source
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { compiledValidators } from './compiled-validators.mjs';
import { applied, driftPlugin, sourcesOf } from './drift.mjs';
import { jsonAsText } from './json-as-text.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const longestRun = 120_000;

const args = process.argv.slice(2);
const quick = args.includes('--quick');
const names = args.filter((arg) => !arg.startsWith('--'));
const folder = mkdtempSync(join(tmpdir(), 'mutants-'));
const sources = sourcesOf(root);

async function main() {
  const { drifts } = await loaded('contracts/drift/index.ts');
  const unknown = names.filter((name) => drifts.every((drift) => drift.name !== name));
  if (unknown.length > 0) {
    console.error(`No such drift: ${unknown.join(', ')}`);
    return 2;
  }
  const chosen = names.length === 0 ? drifts : drifts.filter(({ name }) => names.includes(name));
  const misplaced = chosen.flatMap(misplacement);
  for (const message of misplaced) console.error(message);
  if (misplaced.length > 0) return 1;
  if (args.includes('--check')) return 0;

  const named = quick ? [...new Set(chosen.flatMap(({ breaks }) => breaks))] : undefined;
  const healthy = await verdictOn(undefined, named);
  if (Object.keys(healthy.failed).length > 0) {
    console.error('These behaviours fail without any drift:', healthy.failed);
    return 1;
  }
  const startedAt = performance.now();
  const runs = await sideBySide(chosen, async (drift) => {
    const { failed } = await verdictOn(drift, quick ? drift.breaks : undefined);
    const run = { drift, killers: Object.keys(failed) };
    console.log(`${String(run.killers.length).padStart(4)}  ${drift.name}`);
    return run;
  });
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  console.log(`${runs.length} drifts, ${healthy.tried.length} behaviours, ${seconds} s`);

  const complaints = runs.flatMap((run) => complaintsOf(run, healthy.tried));
  for (const complaint of complaints) console.error(complaint);
  if (names.length === 0 && !quick) writeMatrix(runs, healthy.tried);
  return complaints.length === 0 ? 0 : 1;
}

function misplacement(drift) {
  try {
    applied(drift, sources);
    return [];
  } catch (error) {
    return [error.message];
  }
}

function complaintsOf({ drift, killers }, behaviours) {
  const { name, breaks } = drift;
  if (killers.length === 0) return [`${name} survives: no behaviour notices it`];
  const blind = breaks.filter((id) => !killers.includes(id)).map((id) => `${name} is not noticed by ${id}`);
  if (quick || killers.length * 2 <= behaviours.length) return blind;
  return [...blind, `${name} is noticed by ${killers.length} of ${behaviours.length}: make it smaller`];
}

function writeMatrix(runs, behaviours) {
  const noticedBy = Object.fromEntries(runs.map(({ drift, killers }) => [drift.name, killers]));
  mkdirSync(join(root, '.mutants'), { recursive: true });
  writeFileSync(
    join(root, '.mutants/kill-matrix.json'),
    `${JSON.stringify({ behaviours, noticedBy }, undefined, 2)}\n`,
  );
}

/** The suite's verdict on the emulator with one drift or none, from a separate process. */
async function verdictOn(drift, ids) {
  const file = join(folder, `${drift?.name ?? 'healthy'}.cjs`);
  const entry = `
    import { expect } from 'expect';
    import { tryAll } from './contracts/drift/try-all';
    import { inProcessTarget } from './contracts/targets/in-process';
    tryAll(inProcessTarget(), expect, ${JSON.stringify(ids)}).then((verdict) => process.send(verdict, () => process.exit(0)));
  `;
  await bundled({ stdin: { contents: entry, resolveDir: root, loader: 'ts' } }, file, drift);
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, ['--max-semi-space-size=64', file], {
      env: { ...process.env, NODE_PATH: join(root, 'node_modules') },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let verdict;
    let stderr = '';
    const timer = setTimeout(() => child.kill('SIGKILL'), longestRun);
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    child.on('message', (message) => {
      verdict = message;
    });
    child.on('error', failed);
    child.on('exit', () => {
      clearTimeout(timer);
      if (verdict !== undefined) done(verdict);
      else failed(new Error(`${drift?.name ?? 'The suite'} gave no verdict:\n${stderr}`));
    });
  });
}

async function loaded(path) {
  const file = join(folder, 'data.cjs');
  await bundled({ entryPoints: [path] }, file);
  return createRequire(import.meta.url)(file);
}

function bundled(input, outfile, drift) {
  return build({
    ...input,
    absWorkingDir: root,
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    packages: 'external',
    plugins: [jsonAsText, compiledValidators, ...(drift === undefined ? [] : [driftPlugin(drift, sources)])],
    logLevel: 'error',
  });
}

/** As many at once as there are processors; results in the order of the list. */
async function sideBySide(list, work) {
  const results = [];
  const waiting = list.map((one, index) => ({ one, index }));
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      results[next.index] = await work(next.one);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  return results;
}

try {
  process.exitCode = await main();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
