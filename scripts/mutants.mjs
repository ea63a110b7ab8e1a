// Does the suite bite? Puts each named drift (contracts/drift/) into the emulator, one at a time, and runs every
// behaviour against it, without Jest. Writes the kill matrix to docs/mutants.md and fails when a mutant survives,
// is not noticed by the behaviours it names, or is noticed by more than half of all behaviours.
// `npm run mutants -- NAME…` tries some and writes nothing. `--check` compares docs/mutants.md instead of writing it.
// `--quick` tries each drift with the behaviours it names alone, and writes nothing: enough to see that none survives.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { matrixOf } from './mutants-table.mjs';
import { mutated } from './mutated.mjs';
import { yamlAsData } from './yaml-as-data.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const page = join(root, 'docs/mutants.md');
const longestRun = 120_000;

const args = process.argv.slice(2);
const quick = args.includes('--quick');
const names = args.filter((arg) => !arg.startsWith('--'));
const folder = mkdtempSync(join(tmpdir(), 'mutants-'));
async function main() {
  const { mutants } = await loaded('contracts/drift/mutants.ts');
  const unknown = names.filter((name) => mutants.every((mutant) => mutant.name !== name));
  if (unknown.length > 0) {
    console.error(`No such mutant: ${unknown.join(', ')}`);
    return 2;
  }
  const chosen = names.length === 0 ? mutants : mutants.filter(({ name }) => names.includes(name));

  const named = quick ? [...new Set(chosen.flatMap(({ breaks }) => breaks))] : undefined;
  const healthy = await verdictOn(undefined, named);
  if (Object.keys(healthy.failed).length > 0) {
    console.error('Without any mutant these fail already:', healthy.failed);
    return 1;
  }
  const startedAt = performance.now();
  const runs = await sideBySide(chosen, async (mutant) => {
    const run = {
      mutant,
      killers: Object.keys((await verdictOn(mutant, quick ? mutant.breaks : undefined)).failed),
    };
    console.log(`${String(run.killers.length).padStart(4)}  ${mutant.name}`);
    return run;
  });
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  console.log(`${runs.length} mutants, ${healthy.tried.length} behaviours, ${seconds} s`);

  const complaints = runs.flatMap((run) => complaintsOf(run, healthy.tried));
  for (const complaint of complaints) console.error(complaint);
  if (names.length === 0 && !quick) complaints.push(...written(matrixOf(runs, healthy.tried)));
  return complaints.length === 0 ? 0 : 1;
}

function complaintsOf({ mutant, killers }, behaviours) {
  const { name, breaks } = mutant;
  if (killers.length === 0) return [`${name} survives: no behaviour notices it`];
  const blind = breaks.filter((id) => !killers.includes(id)).map((id) => `${name} is not noticed by ${id}`);
  if (quick || killers.length * 2 <= behaviours.length) return blind;
  return [...blind, `${name} is noticed by ${killers.length} of ${behaviours.length}: make it finer`];
}

function written(text) {
  if (!args.includes('--check')) {
    writeFileSync(page, text);
    return [];
  }
  if (readFileSync(page, 'utf8') === text) return [];
  console.error('docs/mutants.md is not what this run found: run `npm run mutants`');
  return ['stale'];
}

/** What the suite, or the behaviours of these ids, say of the emulator with one mutant or none, in a process of its own. */
async function verdictOn(mutant, ids) {
  const file = join(folder, `${mutant?.name ?? 'healthy'}.cjs`);
  const entry = `
    ${rememberValidators}
    import { expect } from 'expect';
    import { tryAll } from './contracts/drift/try-all';
    import { inProcessTarget } from './contracts/targets/in-process';
    tryAll(inProcessTarget(), expect, ${JSON.stringify(ids)}).then((verdict) => process.send(verdict, () => process.exit(0)));
  `;
  await bundled({ stdin: { contents: entry, resolveDir: root, loader: 'ts' } }, file, mutant);
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
      else failed(new Error(`${mutant?.name ?? 'The suite'} came to no verdict:\n${stderr}`));
    });
  });
}

/**
 * Each emulator of a run (a behaviour may want one of its own) compiles the OpenAPI document's schemas anew, which
 * takes longer than all the rest; they are the same each time.
 */
const rememberValidators = `
  import { Ajv } from 'ajv';
  const { compile } = Ajv.prototype;
  const compiled = new Map();
  Ajv.prototype.compile = function (schema, meta) {
    const text = JSON.stringify(schema);
    const validate = compiled.get(text) ?? compile.call(this, schema, meta);
    compiled.set(text, validate);
    return validate;
  };
`;

async function loaded(path) {
  const file = join(folder, 'data.cjs');
  await bundled({ entryPoints: [path] }, file);
  return createRequire(import.meta.url)(file);
}

function bundled(input, outfile, mutant) {
  return build({
    ...input,
    absWorkingDir: root,
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    packages: 'external',
    plugins: [yamlAsData, ...(mutant === undefined ? [] : [mutated(mutant, root)])],
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
