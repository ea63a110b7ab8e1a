import type { LaunchedCommand } from './launched-command';
import { whenNpmsShellIsGone } from './npm-parent';
import type { World } from './world';

export interface Relay {
  /** The first signal that came, if one did. */
  told(): NodeJS.Signals | undefined;
  /** From now on signals are for this command. */
  to(command: Pick<LaunchedCommand, 'send' | 'end'>): void;
  /** Stops listening. */
  dispose(): void;
}

const relayed = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** After the second signal. Ctrl-C under npm signals twice, so the second is not yet impatience. */
const patience = 5000;

/** Passes on the first two signals; the third, or 5 seconds after the second, ends the command for good. */
export function relaySignals(world: World): Relay {
  const { signals } = world;
  let command: Pick<LaunchedCommand, 'send' | 'end'> | undefined;
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
  const endWatch = whenNpmsShellIsGone(world, () => onSignal('SIGTERM'));
  return {
    told: () => first,
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
