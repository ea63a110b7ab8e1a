import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import {
  AccountFixtureError,
  type RequestReport,
  SessionManagerError,
  type SessionManagerOptions,
} from '../../mock/index';
import { createSessionManager } from '../../mock/session-manager';
import { listenFailure } from '../../mock/util/listen-failure';
import { run } from '../run';
import type { Listening, SpawnOptions, World } from '../world';

export interface FakeWorld extends World {
  /** The output so far. */
  readonly printed: { stdout: string; stderr: string };
  readonly signals: EventEmitter;
  /** Calls of the fake emulator: `create`, `listen 127.0.0.1:9910`, `close`. */
  readonly calls: string[];
  /** The options that the emulator was created with. */
  readonly options: SessionManagerOptions[];
  readonly exits: number[];
  /** The started programs. The first is `child`, whose events the test emits. */
  readonly spawned: { file: string; args: readonly string[]; options: SpawnOptions }[];
  readonly child: EventEmitter & { readonly pid: number | undefined };
  /** Reports a request as the emulator would. */
  request(report: RequestReport): void;
  /** Reports an event between requests. */
  notice(message: string): void;
}

interface Changes
  extends Partial<Pick<World, 'env' | 'cwd' | 'platform' | 'fetch' | 'parent' | 'isRunning' | 'inTerminal'>> {
  /** Thrown when the manager is created. */
  readonly refusal?: Error;
  /** Error code with which listening fails. */
  readonly listenError?: string;
  /** The port of that error. */
  readonly failedPort?: number;
  /** Thrown when a snapshot is taken, and when one is restored. */
  readonly snapshotError?: Error;
  readonly restoreError?: Error;
  /** Called with each entry of `calls`, at the time of the call. */
  readonly onCall?: (call: string) => void;
  /** Error code with which starting a program fails, thrown or as an event. */
  readonly spawnThrows?: string;
  readonly spawnEmits?: string;
  /** The token that the emulator creates if it was given none. */
  readonly madeToken?: string;
  /** The address that is actually bound. */
  readonly bound?: Partial<Listening>;
}

/** A machine without settings and obstacles, which opens no port. */
export function fakeWorld({
  refusal,
  listenError,
  failedPort,
  snapshotError,
  restoreError,
  onCall,
  spawnThrows,
  spawnEmits,
  madeToken,
  bound,
  fetch = async () => {
    throw new Error('nothing answers');
  },
  ...changes
}: Changes = {}): FakeWorld {
  const printed = { stdout: '', stderr: '' };
  const calls: string[] = [];
  const called = (call: string) => {
    calls.push(call);
    onCall?.(call);
  };
  const options: SessionManagerOptions[] = [];
  const exits: number[] = [];
  const spawned: FakeWorld['spawned'] = [];
  const child = Object.assign(new EventEmitter(), { pid: spawnEmits === undefined ? 70 : undefined });
  return {
    printed,
    calls,
    options,
    exits,
    spawned,
    child,
    signals: new EventEmitter(),
    request: (report) => options.at(-1)?.onRequest?.(report),
    notice: (message) => options.at(-1)?.onNotice?.(message),
    emulator: {
      version: '1.2.3',
      accountRefusal: AccountFixtureError,
      optionRefusal: SessionManagerError,
      createSessionManager(given) {
        if (refusal !== undefined) throw refusal;
        called('create');
        options.push(given);
        return {
          account: { name: String(given.account), defaultTradePolicy: '1', tradePolicies: [] },
          remoteApps: (given.remoteApps ?? []).map(({ url }, index) => ({ key: `app-${index + 1}`, url })),
          documents: createSessionManager().documents,
          controlToken: given.controlToken ?? madeToken,
          cell: (name) => called(`cell ${name}`),
          async listen(where) {
            const tls = given.tls || given.tlsHost?.length ? ` tls ${where.tlsPort}` : '';
            called(`listen ${where.host}:${where.port}${tls}`);
            if (listenError !== undefined) {
              const port = failedPort ?? where.port;
              const error = Object.assign(new Error(listenError), { code: listenError, port });
              throw await listenFailure(error, { ...where, port }, { fetch });
            }
            return { host: where.host, port: where.port, ...bound };
          },
          async close() {
            called('close');
          },
          async snapshotText() {
            called('snapshot');
            if (snapshotError !== undefined) throw snapshotError;
            return (async function* () {
              yield '{"version":1,"account":"acme",';
              yield '"takenAt":"","clock":{"ahead":0},"sessions":[]}\n';
            })();
          },
          async restore(chunks) {
            const read: Buffer[] = [];
            for await (const chunk of chunks) read.push(Buffer.from(chunk));
            called(`restore ${Buffer.concat(read)}`);
            if (restoreError !== undefined) throw restoreError;
          },
        };
      },
    },
    packageFolder: join(__dirname, '../..'),
    workerModule: '/my tools/preload.cjs',
    loadSuite: () => Promise.reject(new Error('no suite here')),
    env: {},
    cwd: '/nowhere',
    platform: 'linux',
    stdout: { write: (text) => (printed.stdout += text) },
    stderr: { write: (text) => (printed.stderr += text) },
    parent: () => 1,
    isRunning: () => true,
    spawn(file, args, options) {
      if (spawnThrows !== undefined) throw Object.assign(new Error(spawnThrows), { code: spawnThrows });
      spawned.push({ file, args, options });
      if (spawned.length > 1) return Object.assign(new EventEmitter(), { pid: 71 });
      if (spawnEmits !== undefined)
        setImmediate(() => child.emit('error', Object.assign(new Error(), { code: spawnEmits })));
      return child;
    },
    kill: (pid, signal) => called(`kill ${pid} ${signal}`),
    guard(pid) {
      called(`guard ${pid}`);
      return () => called(`unguard ${pid}`);
    },
    inTerminal: false,
    exit: (code) => exits.push(code),
    fetch,
    clock: () => Date.UTC(2026, 0, 2, 3, 4, 5),
    ...changes,
  };
}

/** Runs a command line to its end. */
export async function ended(argv: string, world: FakeWorld) {
  const exitCode = await run(argv === '' ? [] : argv.split(' '), world);
  return { exitCode, ...world.printed };
}

/** Runs a server until its ready line; `exitCode` resolves after a signal. */
export async function started(argv: string, world: FakeWorld) {
  const exitCode = run(argv === '' ? [] : argv.split(' '), world);
  while (!world.printed.stdout.includes('listening on')) await new Promise(setImmediate);
  return { exitCode };
}

/** Runs `exec` until its command is started; `exitCode` resolves after that of the command. */
export async function launched(argv: string, world: FakeWorld) {
  const exitCode = run(argv.split(' '), world);
  while (world.spawned.length === 0) await new Promise(setImmediate);
  return { exitCode };
}
