import type { SpawnOptions as NodeSpawnOptions } from 'node:child_process';
import type {
  Account,
  DocumentsApi,
  OptionProblem,
  SessionManagerOptions,
  SnapshotChunks,
} from '../mock/index';

/** The contract suite of the package. */
export type Suite = typeof import('../contracts/verify/index');

export interface Address {
  readonly port: number;
  readonly host: string;
}

/** Where an emulator listens. */
export interface Listening extends Address {
  /** Of https, if that is on: its port, and the CA to trust unless the user gave a certificate. */
  readonly tls?: { readonly port: number; readonly caFile?: string };
}

/** The part of a session manager that the command line uses. */
export interface ListeningManager {
  readonly account: Pick<Account, 'name' | 'defaultTradePolicy' | 'tradePolicies'>;
  readonly documents: Pick<DocumentsApi, 'add' | 'preview'>;
  readonly remoteApps: readonly { readonly key: string; readonly url: string }[];
  /** The token of the control plane, once it listens. */
  readonly controlToken: string | undefined;
  cell(name: string): unknown;
  listen(where: Address & { readonly tlsPort?: number }): Promise<Listening>;
  close(): Promise<void>;
  snapshotText(): Promise<AsyncIterable<string>>;
  restore(snapshot: SnapshotChunks): Promise<unknown>;
}

type ErrorClass<E extends Error> = abstract new (...parameters: never[]) => E;

/** The public API of the emulator. */
export interface Emulator {
  readonly version: string;
  createSessionManager(options: SessionManagerOptions): ListeningManager;
  /** Thrown for an invalid account fixture. */
  readonly accountRefusal: ErrorClass<Error & { readonly lines: readonly string[] }>;
  /** Thrown for invalid options. */
  readonly optionRefusal: ErrorClass<Error & { readonly problems: readonly OptionProblem[] }>;
}

export interface Output {
  write(text: string): unknown;
  /** Writes own control characters, which `write` escapes. */
  writeRaw?(text: string): unknown;
  /** Width of the terminal; absent without a terminal. */
  readonly columns?: number | undefined;
}

export type SpawnOptions = Pick<NodeSpawnOptions, 'env' | 'detached' | 'stdio' | 'windowsVerbatimArguments'>;

export interface Spawned {
  readonly pid?: number | undefined;
  once(event: 'error', listener: (error: Error) => void): unknown;
  once(event: 'exit', listener: (code: number | null, signal: NodeJS.Signals | null) => void): unknown;
}

/** Everything that the command line uses of its machine. Tests provide their own. */
export interface World {
  readonly emulator: Emulator;
  /** Of the installed package, or the clone. */
  readonly packageFolder: string;
  /** The file that gives a worker of a test runner its cell. */
  readonly workerModule: string;
  /** Loaded by `verify` only, so that other commands start faster. */
  readonly loadSuite: () => Promise<Suite>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The base of relative paths. */
  readonly cwd: string;
  readonly platform: NodeJS.Platform;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Emits SIGINT, SIGTERM and SIGHUP. */
  readonly signals: Pick<NodeJS.EventEmitter, 'on' | 'off'>;
  /** Id of the parent process. */
  readonly parent: () => number;
  readonly isRunning: (pid: number) => boolean;
  /** Starts another program. It emits `exit` with code and signal, or `error` if it could not start. */
  readonly spawn: (file: string, args: readonly string[], options: SpawnOptions) => Spawned;
  /** A negative id is that of a process group. Does nothing if there is no such process. */
  readonly kill: (pid: number, signal: NodeJS.Signals) => void;
  /**
   * Kills a process, or with a negative id its group, when this process is gone without having called what is returned,
   * such as by SIGKILL. Not on Windows.
   */
  readonly guard: (pid: number) => () => void;
  /** Whether the standard input is a terminal, which sends its signals to all processes in it. */
  readonly inTerminal: boolean;
  /** Ends the process at once. */
  readonly exit: (code: number) => void;
  readonly fetch: typeof fetch;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
}
