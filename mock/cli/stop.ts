import { whenNpmsShellIsGone } from './npm-parent';
import type { World } from './world';

export interface Stop {
  /** Fulfilled when the process has been told to end. */
  readonly told: Promise<void>;
  /** Stops listening for it. */
  dispose(): void;
}

const stopSignals = ['SIGINT', 'SIGTERM'] as const;

/** Waits for SIGINT, SIGTERM or the end of npm's shell. A second signal ends the process at once. */
export function awaitStop(world: World): Stop {
  const { signals, exit } = world;
  let stop = () => {};
  const told = new Promise<void>((fulfil) => {
    stop = fulfil;
  });
  let signalled = false;
  const onSignal = () => {
    // Nothing is lost, so 0 as well: Ctrl-C under npm signals twice, once from the terminal and once
    // from npm, where its shell has replaced itself by us.
    if (signalled) exit(0);
    signalled = true;
    stop();
  };
  for (const signal of stopSignals) signals.on(signal, onSignal);
  const endWatch = whenNpmsShellIsGone(world, stop);
  return {
    told,
    dispose() {
      endWatch();
      for (const signal of stopSignals) signals.off(signal, onSignal);
    },
  };
}
