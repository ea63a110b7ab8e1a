import { constants } from 'node:os';
import { exitCodes, Failure } from './failure';
import { inCmd } from './windows-line';
import type { Spawned, World } from './world';

export interface LaunchedCommand {
  /** Its exit code. @throws Failure when it could not be started */
  readonly ended: Promise<number>;
  /** Passes a signal on, unless the terminal has done so. */
  send(signal: NodeJS.Signals): void;
  /** Ends it and what it has started, whatever they think of it. */
  end(): void;
  /** Waits for what it has started, and ends that after two seconds. */
  othersEnded(): Promise<void>;
}

const pollEvery = 50;
const polls = 40;

/**
 * Starts a command on our own standard streams.
 *
 * It is put into a process group of its own, so that a signal reaches what it has started too: a shell dies of SIGTERM
 * and tells nobody. Not in a terminal, where only the foreground group may read, and where Ctrl-C goes to everybody in it;
 * nor on Windows, which has no groups.
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
  const ended = new Promise<number>((fulfil, reject) => {
    child.once('error', (error: NodeJS.ErrnoException) => reject(notStarted(file, error)));
    child.once('exit', (code, signal) => fulfil(code ?? signalCode(signal ?? undefined)));
  });
  const { pid } = child;
  const target = pid === undefined || !ownGroup ? pid : -pid;
  const end = () => {
    if (pid === undefined || target === undefined) return;
    if (windows)
      world.spawn('taskkill', ['/pid', String(pid), '/t', '/f'], { stdio: 'ignore' }).once('error', nothing);
    else world.kill(target, 'SIGKILL');
  };
  return {
    ended,
    send(signal) {
      if (target === undefined) return;
      const alreadySent = signal === 'SIGINT' && (world.inTerminal || windows);
      if (alreadySent) return;
      if (windows)
        end(); // a signal would end cmd.exe and leave what it runs
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

/** As shells tell it. */
export function signalCode(signal: NodeJS.Signals | undefined): number {
  return 128 + (signal === undefined ? 0 : (constants.signals[signal] ?? 0));
}

function notStarted(file: string, { code }: NodeJS.ErrnoException): Failure {
  if (code === 'ENOENT') {
    return new Failure(exitCodes.notFound, [
      `command '${file}' was not found. Give the name of a program on the PATH, or the path of one.`,
    ]);
  }
  return new Failure(exitCodes.notExecutable, [
    code === 'EACCES'
      ? `command '${file}' may not be executed. Make it executable, or name the program that reads it.`
      : `command '${file}' could not be started (${code}).`,
  ]);
}

function nothing(): void {}
