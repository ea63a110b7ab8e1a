// Carries out the instructions of a Dockerfile, each stage in a folder that is its root, without an engine.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import { environment, type Instruction, type Stage } from '../../package/recipes/dockerfile';

const enter = join(__dirname, 'enter.sh');

/** A command in a root folder of its own; the last words are the command's. */
export const entering = (folder: string, user: string, where: string, command: readonly string[]) => [
  ...['--mount', '--pid', '--fork', 'sh', enter],
  ...[folder, user, where, ...command],
];

/** Whether this machine lets us: Linux, and root. */
export const canEnter = spawnSync('unshare', ['--mount', '--pid', '--net', '--fork', 'true']).status === 0;

/** @returns the root folder of the last stage */
export function build(stages: readonly Stage[], context: string, into: string): string {
  const roots = new Map<string, string>();
  let last = '';
  for (const [index, stage] of stages.entries()) {
    last = join(into, `stage-${index}`);
    mkdirSync(last);
    roots.set(stage.name, last);
    carryOut(stage, last, (from) => (from === undefined ? { context } : { root: roots.get(from) as string }));
  }
  return last;
}

type Source = { readonly context: string } | { readonly root: string };

function carryOut(stage: Stage, folder: string, source: (name: string | undefined) => Source): void {
  let where = '/';
  const steps: Record<string, (text: string) => void> = {
    WORKDIR(text) {
      where = text;
      mkdirSync(join(folder, where), { recursive: true });
    },
    COPY: (text) => copy(text, join(folder, where), source),
    RUN: (text) => run(text, folder, where, environment(stage)),
  };
  for (const { name, text } of stage.instructions as readonly Instruction[]) steps[name]?.(text);
}

function copy(text: string, where: string, source: (name: string | undefined) => Source): void {
  const [, from, rest = ''] = /^(?:--from=(\S+)\s+)?(.*)$/.exec(text) ?? [];
  const paths = rest.split(/\s+/);
  const to = join(where, paths.pop() as string);
  const origin = source(from);
  for (const path of paths) {
    if ('root' in origin) put(join(origin.root, path), to, paths.length);
    else if (path === '.') for (const name of sent(origin.context)) put(join(origin.context, name), to, 2);
    else if (sent(origin.context).includes(path)) put(join(origin.context, path), to, paths.length);
    else throw new Error(`${path} is not sent: .dockerignore`);
  }
}

/** As COPY does: several sources go into the folder; one folder's content becomes it. */
function put(path: string, to: string, sources: number): void {
  cpSync(path, sources === 1 ? to : join(to, basename(path)), { recursive: true, verbatimSymlinks: true });
}

/** The names that `.dockerignore` lets through: ours leaves out all but what it lists. */
function sent(context: string): readonly string[] {
  const lines = readFileSync(join(context, '.dockerignore'), 'utf8').split('\n');
  const [all, ...listed] = lines.filter((line) => line !== '' && !line.startsWith('#'));
  if (all !== '*' || listed.some((line) => !/^![\w.-]+$/.test(line))) throw new Error('.dockerignore');
  const names = new Set(listed.map((line) => line.slice(1)));
  return readdirSync(context).filter((name) => names.has(name));
}

function run(command: string, folder: string, where: string, env: Readonly<Record<string, string>>): void {
  const { status, stdout, stderr } = spawnSync(
    'unshare',
    entering(folder, '0:0', where, ['/bin/sh', '-c', command]),
    // What is in npm's cache need not come over the network again.
    {
      encoding: 'utf8',
      env: {
        PATH: process.env['PATH'],
        HOME: homedir(),
        HOME_OF_NPM: homedir(),
        npm_config_prefer_offline: 'true',
        ...env,
      },
    },
  );
  if (status !== 0) throw new Error(`RUN ${command} ended with ${status}:\n${stdout}${stderr}`);
}
