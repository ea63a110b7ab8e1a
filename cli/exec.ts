import { httpUrl, reachable } from './address';
import { usageFailure } from './failure';
import { signalCode, startCommand } from './launched-command';
import { relaySignals } from './relay-signals';
import type { Resolved } from './resolve-settings';
import { serving } from './serving';
import { environmentNameOf } from './settings';
import type { Address, World } from './world';

/**
 * Runs a command while an emulator listens for it.
 *
 * @param words what is given besides options, before and after `--`
 * @returns the exit code of the command, 128 and its number if a signal ended it
 */
export async function exec(
  words: readonly string[],
  argv: readonly string[],
  settled: () => Resolved,
  world: World,
): Promise<number> {
  const command = commandIn(words, argv);
  const resolved = settingsOf(settled());
  const relay = relaySignals(world); // first, so that no signal finds us without a handler
  // The standard output is the command's alone.
  const quiet = { ...world, stdout: world.stderr };
  try {
    return await serving(resolved, quiet, async ({ account, controlToken }, address) => {
      if (relay.told() !== undefined) return signalCode(relay.told());
      const env = { ...world.env, ...variablesOf(account.name, address), ...tokenVariable(controlToken) };
      const launched = startCommand(command, env, world);
      relay.to(launched);
      const exitCode = await launched.ended;
      if (relay.told() !== undefined) await launched.othersEnded();
      return exitCode;
    });
  } finally {
    relay.dispose();
  }
}

const example = 'for example vtex-session-mock exec -- npm test';

/** Everything after the first `--`; what stands before it would be taken apart for our own options. */
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

/** Several may run at once, and what they print is the command's: other defaults than those of `start`. */
function settingsOf(resolved: Resolved): Resolved {
  const { settings, sources } = resolved;
  return {
    ...resolved,
    settings: {
      ...settings,
      port: sources.port.from === 'default' ? 0 : settings.port,
      log: sources.log.from === 'default' ? 'silent' : settings.log,
    },
  };
}

/** Where the emulator asks for it: what the command starts of ours finds it under this name. */
function tokenVariable(token: string | undefined): Record<string, string> {
  return token === undefined ? {} : { [environmentNameOf('controlToken')]: token };
}

function variablesOf(account: string, { host, port }: Address): Record<string, string> {
  const reached = reachable(host);
  return {
    SESSION_MANAGER_URL: httpUrl(reached, port),
    SESSION_MANAGER_HOST: reached,
    SESSION_MANAGER_PORT: String(port),
    SESSION_MANAGER_ACCOUNT: account,
  };
}
