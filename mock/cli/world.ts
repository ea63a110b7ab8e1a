import type { Account, SessionManagerOptions } from '../index';

/** The contract suite, as the package ships it. */
export type Suite = typeof import('../../contracts/verify/index');

export interface Address {
  readonly port: number;
  readonly host: string;
}

/** The part of a session manager that the command line uses. */
export interface ListeningManager {
  readonly account: Pick<Account, 'name' | 'defaultTradePolicy' | 'tradePolicies'>;
  readonly remoteApps: readonly { readonly key: string; readonly url: string }[];
  listen(where: Address): Promise<Address>;
  close(): Promise<void>;
}

type ErrorClass = abstract new (...parameters: never[]) => Error;

/** The emulator, as its public door gives it. */
export interface Emulator {
  readonly version: string;
  createSessionManager(options: SessionManagerOptions): ListeningManager;
  /** What it throws when the account fixture does not hold, and when an option is wrong. */
  readonly accountRefusal: ErrorClass;
  readonly optionRefusal: ErrorClass;
}

export interface Output {
  write(text: string): unknown;
  /** Width of the terminal; absent when it is none. */
  readonly columns?: number | undefined;
}

/** All that the command line touches of the machine it runs on, so that tests bring their own. */
export interface World {
  readonly emulator: Emulator;
  /** Only `verify` needs it, and a start should not wait for it. */
  readonly loadSuite: () => Promise<Suite>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where relative paths start. */
  readonly cwd: string;
  readonly platform: NodeJS.Platform;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Emits SIGINT and SIGTERM. */
  readonly signals: Pick<NodeJS.EventEmitter, 'on' | 'off'>;
  /** Id of the process that started this one, or of who inherited it. */
  readonly parent: () => number;
  readonly isRunning: (pid: number) => boolean;
  /** Ends the process there and then. */
  readonly exit: (code: number) => void;
  readonly fetch: typeof fetch;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
}
