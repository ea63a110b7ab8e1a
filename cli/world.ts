import type { SpawnOptions as NodeSpawnOptions } from 'node:child_process';
import type { Account, SessionManagerOptions, Snapshot } from '../mock/index';

/** The contract suite, as the package ships it. */
export type Suite = typeof import('../contracts/verify/index');

export interface Address {
  readonly port: number;
  readonly host: string;
}

/** The part of a session manager that the command line uses. */
export interface ListeningManager {
  readonly account: Pick<Account, 'name' | 'defaultTradePolicy' | 'tradePolicies'>;
  readonly remoteApps: readonly { readonly key: string; readonly url: string }[];
  /** What the control plane is asked with, once it listens. */
  readonly controlToken: string | undefined;
  listen(where: Address): Promise<Address>;
  close(): Promise<void>;
  snapshot(): Promise<Snapshot>;
  restore(snapshot: Snapshot): Promise<unknown>;
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

export type SpawnOptions = Pick<NodeSpawnOptions, 'env' | 'detached' | 'stdio' | 'windowsVerbatimArguments'>;

export interface Spawned {
  readonly pid?: number | undefined;
  once(event: 'error', listener: (error: Error) => void): unknown;
  once(event: 'exit', listener: (code: number | null, signal: NodeJS.Signals | null) => void): unknown;
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
  /** Emits SIGINT, SIGTERM and SIGHUP. */
  readonly signals: Pick<NodeJS.EventEmitter, 'on' | 'off'>;
  /** Id of the process that started this one, or of who inherited it. */
  readonly parent: () => number;
  readonly isRunning: (pid: number) => boolean;
  /** Starts another program. Its `exit` gives code and signal, its `error` says why it could not start. */
  readonly spawn: (file: string, args: readonly string[], options: SpawnOptions) => Spawned;
  /** A negative id is that of a process group. What cannot be reached is left as it is. */
  readonly kill: (pid: number, signal: NodeJS.Signals) => void;
  /** Whether the standard input is a terminal, which sends its signals to all that it runs. */
  readonly inTerminal: boolean;
  /** Ends the process there and then. */
  readonly exit: (code: number) => void;
  readonly fetch: typeof fetch;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
}
