import { exitCodes } from './failure';
import { whenNpmsShellIsGone } from './npm-parent';
import type { World } from './world';

export interface Stop {
  /** Fulfilled when the process has been told to end. */
  readonly told: Promise<void>;
  /** Stops listening for it. */
  dispose(): void;
}

const stopSignals = ['SIGINT', 'SIGTERM'] as const;

/**
 * Waits for SIGINT, SIGTERM or the end of npm's shell. A second signal ends the process at once.
 * @param writes whether something is written at the end: then it takes a third, and that is no good end
 */
export function awaitStop(world: World, writes = false): Stop {
  const { signals: source, exit } = world;
  let stop = () => {};
  const told = new Promise<void>((fulfil) => {
    stop = fulfil;
  });
  let count = 0;
  const onSignal = () => {
    count += 1;
    // Ctrl-C under npm signals twice, once from the terminal and once from npm, where its shell has replaced
    // itself by us. Where nothing is lost that is 0 as well.
    if (count > 2 && writes) exit(exitCodes.unexpected);
    if (count > 1 && !writes) exit(0);
    stop();
  };
  for (const signal of stopSignals) source.on(signal, onSignal);
  const endWatch = whenNpmsShellIsGone(world, stop);
  return {
    told,
    dispose() {
      endWatch();
      for (const signal of stopSignals) source.off(signal, onSignal);
    },
  };
}
