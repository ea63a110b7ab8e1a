import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { until } from '../until';

/** A Redis of the test's own, which writes each change to its file before it answers. */
export interface Redis {
  readonly port: number;
  /** A store in it that nothing else uses. @param timeout generous by default, for a busy machine */
  store(timeout?: number): string;
  /** It answers nothing until it is resumed. */
  pause(): void;
  resume(): void;
  /** Ends it at once. */
  kill(): Promise<void>;
  /** Starts it again with what is in its file. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** @param settings more of the options of redis-server */
export async function startRedis(settings: readonly string[] = []): Promise<Redis> {
  const folder = mkdtempSync(join(tmpdir(), 'redis-'));
  const port = await freePort();
  const where = ['--bind', '127.0.0.1', '--port', String(port), '--dir', folder];
  // Without fsync, which a busy disk delays for seconds: what is written outlives the process, if not the machine.
  const stored = ['--appendonly', 'yes', '--appendfsync', 'no', '--save', ''];
  const start = () => started([...where, ...stored, ...settings]);
  let server = await start();
  let stores = 0;
  const kill = async () => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const ended = once(server, 'exit');
    server.kill('SIGKILL');
    await ended;
  };
  return {
    port,
    store(timeout = 30_000) {
      return `redis://127.0.0.1:${port}/0?prefix=store-${++stores}:&timeout=${timeout}`;
    },
    pause: () => void server.kill('SIGSTOP'),
    resume: () => void server.kill('SIGCONT'),
    kill,
    async start() {
      server = await start();
    },
    async stop() {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Three servers that share the slots among them. */
export async function startCluster(): Promise<readonly Redis[]> {
  const cluster = ['--cluster-enabled', 'yes', '--cluster-node-timeout', '10000'];
  const servers: Redis[] = [];
  for (let i = 0; i < 3; i++)
    servers.push(await startRedis([...cluster, '--cluster-port', String(await freePort())]));
  const addresses = servers.map(({ port }) => `127.0.0.1:${port}`);
  execFileSync('redis-cli', ['--cluster', 'create', ...addresses, '--cluster-yes'], { stdio: 'ignore' });
  // redis-cli waits for the slots, not for the servers to serve them.
  const serves = (port: number) =>
    execFileSync('redis-cli', ['-p', String(port), 'cluster', 'info'], { encoding: 'utf8' });
  for (const { port } of servers)
    await until(`${port} serves all slots`, () => serves(port).includes('cluster_state:ok'));
  return servers;
}

async function started(options: readonly string[]): Promise<ChildProcess> {
  const server = spawn('redis-server', options, { stdio: ['ignore', 'pipe', 'inherit'] });
  const failed = new Promise<never>((_, reject) => {
    server.once('error', () =>
      reject(new Error("redis-server is missing: install Debian's package redis-server")),
    );
    server.once('exit', (code) => reject(new Error(`redis-server ended with ${code}`)));
  });
  failed.catch(() => undefined);
  const lines = createInterface({ input: server.stdout as NodeJS.ReadableStream });
  const ready = new Promise<void>((resolve) => {
    lines.on('line', (line) => /Ready to accept connections/.test(line) && resolve());
  });
  await Promise.race([ready, failed]);
  return server;
}

/** Below the ports that Linux gives to clients: one of theirs could have it when a server starts again. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 15_000 + Math.floor(Math.random() * 15_000);
    const probe = createServer().listen(port, '127.0.0.1');
    const isFree = await once(probe, 'listening').then(
      () => true,
      () => false,
    );
    if (!isFree) continue;
    probe.close();
    await once(probe, 'close');
    return port;
  }
}
