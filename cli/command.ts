import { constants } from 'node:os';
import { exitCodes, Failure } from './failure';
import type { SignalTarget } from './signals';
import type { Spawned, SpawnOptions, World } from './world';

export interface LaunchedCommand extends SignalTarget {
  /** Its exit code. @throws Failure if it could not be started */
  readonly ended: Promise<number>;
  /** Waits for the processes that it started, and kills them after two seconds. */
  othersEnded(): Promise<void>;
}

const pollEvery = 50;
const polls = 40;

/**
 * Starts a command on our standard streams.
 *
 * It gets a process group of its own, so that a signal reaches the processes that it starts: a shell dies of SIGTERM
 * without passing it on. Not in a terminal, where only the foreground group may read and Ctrl-C reaches the whole group,
 * and not on Windows, which has no groups.
 */
export function startCommand(words: readonly string[], env: World['env'], world: World): LaunchedCommand {
  const windows = world.platform === 'win32';
  const ownGroup = !windows && !world.inTerminal;
  const [file = '', ...args] = words;
  const how = { stdio: 'inherit', env, detached: ownGroup } as const;
  const start = (): Spawned =>
    windows ? world.spawn(...inCmd(words, how)) : world.spawn(file, args, { ...how });
  let child: Spawned;
  try {
    child = start();
  } catch (error) {
    throw notStarted(file, error as NodeJS.ErrnoException);
  }
  const { pid } = child;
  const target = pid === undefined || !ownGroup ? pid : -pid;
  const unguard = target === undefined || windows ? undefined : world.guard(target);
  const ended = new Promise<number>((fulfil, reject) => {
    child.once('error', (error: NodeJS.ErrnoException) => reject(notStarted(file, error)));
    child.once('exit', (code, signal) => {
      unguard?.();
      fulfil(code ?? signalCode(signal ?? undefined));
    });
  });
  const end = () => {
    if (pid === undefined || target === undefined) return;
    if (windows)
      world
        .spawn(
          `${env['SystemRoot'] ?? 'C:\\Windows'}\\System32\\taskkill.exe`,
          ['/pid', String(pid), '/t', '/f'],
          { stdio: 'ignore' },
        )
        .once('error', () => undefined);
    else world.kill(target, 'SIGKILL');
  };
  return {
    ended,
    send(signal) {
      if (target === undefined) return;
      const sentByTerminal = signal === 'SIGINT' && (world.inTerminal || windows);
      if (sentByTerminal) return;
      if (windows)
        end(); // a signal would end cmd.exe but not the program that it runs
      else world.kill(target, signal);
    },
    end,
    async othersEnded() {
      if (!ownGroup || target === undefined) return;
      for (let poll = 0; poll < polls && world.isRunning(target); poll += 1) {
        await new Promise((resolve) => setTimeout(resolve, pollEvery));
      }
      if (world.isRunning(target)) end();
    },
  };
}

/** The exit code that shells give for a signal. */
export function signalCode(signal: NodeJS.Signals | undefined): number {
  return 128 + (signal === undefined ? 0 : (constants.signals[signal] ?? 0));
}

function notStarted(file: string, { code }: NodeJS.ErrnoException): Failure {
  if (code === 'ENOENT') {
    return new Failure(exitCodes.notFound, [
      `command '${file}' was not found. Give the path of a program, or the name of one on the PATH.`,
    ]);
  }
  return new Failure(exitCodes.notExecutable, [
    code === 'EACCES'
      ? `command '${file}' is not executable. Make it executable, or name its interpreter first.`
      : `command '${file}' could not be started (${code}).`,
  ]);
}

/** On Windows `npm` and similar commands are batch files, which only cmd.exe runs. Not tried on Windows. */
function inCmd(
  words: readonly string[],
  options: SpawnOptions,
): [file: string, args: readonly string[], options: SpawnOptions] {
  const file = options.env?.['ComSpec'] ?? 'cmd.exe';
  const line = `"${words.map(quoted).join(' ')}"`; // `/s` removes the outer quotes
  return [file, ['/d', '/s', '/c', line], { ...options, windowsVerbatimArguments: true }];
}

/**
 * Quoted for the C runtime (quotes are escaped, and backslashes before them doubled), and then for cmd.exe, which knows no
 * `\"`: a caret takes the meaning of each of its characters. The batch files of npm pass arguments to cmd.exe once more.
 */
function quoted(word: string, index: number, words: readonly string[]): string {
  const forRuntime = /^[\w./:\\=@-]+$/.test(word)
    ? word
    : `"${word.replace(/(\\*)("|$)/g, (_, slashes: string, quote: string) => slashes + slashes + (quote && '\\"'))}"`;
  const escapedForCmd = (text: string) => text.replace(/[()[\]%!^"`<>&|;, *?]/g, '^$&');
  const isBatchOfNpm = /node_modules[\\/]\.bin[\\/][^\\/]+$/i.test(words[0] as string);
  return index > 0 && isBatchOfNpm ? escapedForCmd(escapedForCmd(forRuntime)) : escapedForCmd(forRuntime);
}
