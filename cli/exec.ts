import { createHash } from 'node:crypto';
import { dirname, join, resolve } from 'node:path';
import { httpUrl, reachable } from '../mock/util/listen-failure';
import { readText } from '../mock/util/watched-file';
import { signalCode, startCommand } from './command';
import { usageFailure } from './failure';
import { replaceFile } from './files';
import type { Resolved } from './resolve-settings';
import { besideOthers, serving } from './serving';
import { environmentNameOf } from './settings';
import { relaySignals } from './signals';
import type { Address, Listening, World } from './world';

export interface ExecArguments {
  /** The arguments that are not options, before and after `--`. */
  readonly words: readonly string[];
  readonly argv: readonly string[];
  /** How many workers of a test runner have a cell; 0 for none. */
  readonly cells: number;
}

/**
 * Runs a command with its own emulator.
 *
 * @returns the exit code of the command, or 128 plus the number of the signal that ended it
 */
export async function exec(
  { words, argv, cells }: ExecArguments,
  settled: () => Resolved,
  world: World,
): Promise<number> {
  const command = commandIn(words, argv);
  const resolved = withRoomFor(cells, besideOthers(settled()));
  const relay = relaySignals(world); // first, so that no signal arrives without a handler
  // The standard output belongs to the command.
  const quiet = { ...world, stdout: world.stderr };
  try {
    return await serving(resolved, quiet, async ({ account, controlToken, cell }, address) => {
      if (relay.received() !== undefined) return signalCode(relay.received());
      const variables = variablesOf(account.name, address);
      for (let worker = 1; worker <= cells; worker++) cell(`worker-${worker}`);
      const forWorkers = cells > 0 ? workerVariables(variables['SESSION_MANAGER_URL'], world) : {};
      const env = {
        ...{ ...world.env, ...variables, ...tlsVariables(address, world) },
        ...{ ...tokenVariable(controlToken), ...forWorkers },
      };
      const launched = startCommand(command, env, world);
      relay.to(launched);
      const exitCode = await launched.ended;
      if (relay.received() !== undefined) await launched.othersEnded();
      return exitCode;
    });
  } finally {
    relay.dispose();
  }
}

const example = 'for example vtex-session-mock exec -- npm test';

/** Everything after the first `--`. Words before it would be parsed for our own options. */
function commandIn(words: readonly string[], argv: readonly string[]): readonly string[] {
  const dashes = argv.indexOf('--');
  const command = dashes === -1 ? [] : argv.slice(dashes + 1);
  const [stray] = words.slice(0, words.length - command.length);
  if (stray !== undefined) {
    throw usageFailure(`exec takes the command after --, not before ('${stray}'). Write ${example}`);
  }
  if (command.length === 0 || command[0] === '') {
    throw usageFailure(`exec needs a command to run after --. Write ${example}`);
  }
  return command;
}

/** The cells of workers are kept as long as the command runs. */
function withRoomFor(cells: number, resolved: Resolved): Resolved {
  if (cells === 0) return resolved;
  const { settings } = resolved;
  const maxCells = settings.maxCells + cells;
  return { ...resolved, settings: { ...settings, maxCells, cellIdle: Number.MAX_SAFE_INTEGER } };
}

/** Read by the module that every node process of the command then loads. */
function workerVariables(url: string, { env, workerModule }: World): Record<string, string> {
  const load = `--require ${JSON.stringify(workerModule)}`;
  return {
    SESSION_MANAGER_CELLS: `${url}/cells/worker-`,
    NODE_OPTIONS: [env['NODE_OPTIONS'], load].filter(Boolean).join(' '),
  };
}

/** Our own commands find the token under this name. */
function tokenVariable(token: string | undefined): Record<string, string> {
  return token === undefined ? {} : { [environmentNameOf('controlToken')]: token };
}

function variablesOf(account: string, { host, port }: Address) {
  const reached = reachable(host);
  return {
    SESSION_MANAGER_URL: httpUrl(reached, port),
    SESSION_MANAGER_HOST: reached,
    SESSION_MANAGER_PORT: String(port),
    SESSION_MANAGER_ACCOUNT: account,
  };
}

function tlsVariables({ host, tls }: Listening, world: World): Record<string, string> {
  if (tls === undefined) return {};
  const { port, caFile } = tls;
  const known = {
    SESSION_MANAGER_TLS_URL: httpUrl(reachable(host), port, 'https'),
    SESSION_MANAGER_TLS_PORT: String(port),
  };
  if (caFile === undefined) return known;
  return {
    NODE_EXTRA_CA_CERTS: trustedFile(caFile, world),
    SESSION_MANAGER_TLS_CA: caFile,
    ...known,
  };
}

/** Node trusts one file of CAs besides its own: ours, or beside it one with the CAs of the user and ours. */
function trustedFile(caFile: string, { env, cwd, stderr }: World): string {
  const name = env['NODE_EXTRA_CA_CERTS'];
  if (!name) return caFile;
  const { text, problem } = readText(resolve(cwd, name));
  if (problem !== undefined) {
    stderr.write(
      `warning: NODE_EXTRA_CA_CERTS: ${name} ${problem}. The command trusts the CA of the emulator only.\n`,
    );
    return caFile;
  }
  const both = `${text.trimEnd()}\n${readText(caFile).text}`;
  const hash = createHash('sha256').update(both).digest('hex').slice(0, 16);
  const file = join(dirname(caFile), `with-${hash}.pem`);
  replaceFile(file, both);
  return file;
}
