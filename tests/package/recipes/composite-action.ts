// The steps of a composite action as GitHub's runner runs them, as far as ours goes: bash, and its files for what a step hands on.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

interface Step {
  readonly id: string;
  readonly shell: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly run: string;
}

export interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

export interface Ran {
  readonly exitCode: number | null;
  readonly printed: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** What later steps of the job find in their environment, and in front of their PATH. */
  readonly env: Readonly<Record<string, string>>;
  readonly path: readonly string[];
}

/**
 * @param workspace where the job has its files; the runner's own go beside it
 * @param checkout where the runner has checked out the action
 */
export function runAction(
  action: Action,
  inputs: Readonly<Record<string, string>>,
  workspace: string,
  checkout: string,
): Ran {
  const temp = join(workspace, '../runner-temp');
  mkdirSync(temp, { recursive: true });
  const files = { GITHUB_OUTPUT: '', GITHUB_ENV: '', GITHUB_PATH: '' };
  for (const name of Object.keys(files) as (keyof typeof files)[]) files[name] = join(temp, name);
  for (const name of ['GITHUB_ENV', 'GITHUB_PATH'] as const) writeFileSync(files[name], '');
  const values = new Map<string, string>();
  for (const [name, { default: value }] of Object.entries(action.inputs))
    values.set(`inputs.${name}`, inputs[name] ?? value);
  const filled = (text: string) =>
    text.replace(/\$\{\{ ([\w.-]+) \}\}/g, (_, name: string) => {
      const value = values.get(name);
      if (value === undefined) throw new Error(`nothing is called ${name}`);
      return value;
    });

  let printed = '';
  for (const { id, shell, env, run } of action.runs.steps) {
    if (shell !== 'bash') throw new Error(`not understood: ${shell}`);
    writeFileSync(files.GITHUB_OUTPUT, '');
    const script = join(temp, `${id}.sh`);
    writeFileSync(script, filled(run));
    const own = Object.fromEntries(Object.entries(env ?? {}).map(([name, value]) => [name, filled(value)]));
    const { status, stdout, stderr } = spawnSync(
      'bash',
      ['--noprofile', '--norc', '-eo', 'pipefail', script],
      {
        cwd: workspace,
        encoding: 'utf8',
        timeout: 240_000,
        env: { ...process.env, RUNNER_TEMP: temp, GITHUB_ACTION_PATH: checkout, ...files, ...own },
      },
    );
    printed += stdout + stderr;
    for (const [name, value] of pairsIn(files.GITHUB_OUTPUT))
      values.set(`steps.${id}.outputs.${name}`, value);
    if (status !== 0) return { exitCode: status, printed, outputs: {}, env: {}, path: [] };
  }
  const outputs = Object.entries(action.outputs).map(([name, { value }]) => [name, filled(value)]);
  return {
    exitCode: 0,
    printed,
    outputs: Object.fromEntries(outputs),
    env: Object.fromEntries(pairsIn(files.GITHUB_ENV)),
    path: linesIn(files.GITHUB_PATH),
  };
}

const linesIn = (file: string) => readFileSync(file, 'utf8').split('\n').slice(0, -1);

function pairsIn(file: string): [string, string][] {
  return linesIn(file).map((line) => {
    const at = line.indexOf('=');
    if (at < 1) throw new Error(`${file} does not take ${line}`);
    return [line.slice(0, at), line.slice(at + 1)];
  });
}
