import { exitCodes } from './failure';
import type { World } from './world';

/** How the process is asked to stop: by signals, and under npm by the end of npm's shell. */

export interface Stop {
  /** Resolves when the process is asked to stop. */
  readonly requested: Promise<void>;
  /** Stops listening for signals. */
  dispose(): void;
}

/** Windows has no SIGTERM from outside: it is Ctrl-C, Ctrl-Break, or a console window that is closed. */
const stopSignals = (platform: NodeJS.Platform): readonly NodeJS.Signals[] =>
  platform === 'win32' ? ['SIGINT', 'SIGTERM', 'SIGBREAK', 'SIGHUP'] : ['SIGINT', 'SIGTERM'];

/**
 * Waits for SIGINT, SIGTERM or the end of npm's shell. A second signal exits at once.
 * @param writes whether a file is written on exit: then it takes a third signal, and the exit code is 1
 */
export function awaitStop(world: World, writes = false): Stop {
  const { signals: source, exit, platform } = world;
  const stopping = stopSignals(platform);
  let stop = () => {};
  const requested = new Promise<void>((fulfil) => {
    stop = fulfil;
  });
  let count = 0;
  const onSignal = () => {
    count += 1;
    // Ctrl-C under npm signals twice, once from the terminal and once from npm, if npm's shell has replaced
    // itself by this process. If nothing is lost, the exit code is 0 then too.
    if (count > 2 && writes) exit(exitCodes.unexpected);
    if (count > 1 && !writes) exit(0);
    stop();
  };
  for (const signal of stopping) source.on(signal, onSignal);
  const endWatch = watchNpmShell(world, stop);
  return {
    requested,
    dispose() {
      endWatch();
      for (const signal of stopping) source.off(signal, onSignal);
    },
  };
}

/** A command that receives signals. */
export interface SignalTarget {
  /** Passes a signal on. */
  send(signal: NodeJS.Signals): void;
  /** Kills it. */
  end(): void;
}

export interface Relay {
  /** The first signal received, if any. */
  received(): NodeJS.Signals | undefined;
  /** Passes signals to this command from now on. */
  to(command: SignalTarget): void;
  /** Stops listening for signals. */
  dispose(): void;
}

const relayed = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Milliseconds after the second signal. Ctrl-C under npm signals twice, so the second is not yet impatience. */
const patience = 5000;

/** Passes on the first two signals. The third, or 5 seconds after the second, kills the command. */
export function relaySignals(world: World): Relay {
  const { signals } = world;
  let command: SignalTarget | undefined;
  let first: NodeJS.Signals | undefined;
  let count = 0;
  let timer: NodeJS.Timeout | undefined;
  const onSignal = (signal: NodeJS.Signals) => {
    first ??= signal;
    if (command === undefined) return; // it will not be started
    count += 1;
    if (count <= 2) command.send(signal);
    else command.end();
    if (count === 2) timer = setTimeout(command.end, patience);
  };
  const handlers = relayed.map((signal) => [signal, () => onSignal(signal)] as const);
  for (const [signal, handler] of handlers) signals.on(signal, handler);
  const endWatch = watchNpmShell(world, () => onSignal('SIGTERM'));
  return {
    received: () => first,
    to(launched) {
      command = launched;
    },
    dispose() {
      clearTimeout(timer);
      endWatch();
      for (const [signal, handler] of handlers) signals.off(signal, handler);
    },
  };
}

/**
 * Calls `gone` when npm's shell has ended. `npm start` and `npx` run a command in a shell. npm passes SIGTERM to that
 * shell. A shell that did not replace itself by the command (dash, cmd.exe) then dies without passing it on, and the
 * server would keep its port. So under npm the parent process is polled.
 * Observed with npm 10.9 and 11.19 on dash 0.5.12; tests/package/cli.test.ts reproduces it.
 *
 * @returns a function that ends the watch
 */
export function watchNpmShell(
  world: Pick<World, 'env' | 'parent' | 'isRunning'>,
  gone: () => void,
  every = 50,
): () => void {
  if (!isNpmForegroundCommand(world.env)) return () => {};
  const first = world.parent();
  const timer = setInterval(() => {
    // POSIX gives an orphan another parent; Windows keeps the id of the parent that ended.
    if (world.parent() === first && world.isRunning(first)) return;
    clearInterval(timer);
    gone();
  }, every);
  timer.unref();
  return () => clearInterval(timer);
}

/**
 * False for a process that merely runs below some npm script, such as a server that a test runner starts, and for a
 * command that a script sends to the background with `&`, so that it stays.
 */
function isNpmForegroundCommand({ npm_lifecycle_script: script }: World['env']): boolean {
  return (
    script !== undefined &&
    /vtex-session-mock|cli[/\\]main\.cjs/.test(script) &&
    !/(?<![&>])&(?![&>])/.test(script)
  );
}
