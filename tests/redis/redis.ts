import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A Redis of the test's own, which writes each change to its file before it answers. */
export interface Redis {
  /** A store in it that nothing else uses, or the one of this name. */
  store(prefix?: string): string;
  /** It answers nothing until it is resumed. */
  pause(): void;
  resume(): void;
  /** Ends it at once and starts it again with what is in its file. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export async function startRedis(): Promise<Redis> {
  const folder = mkdtempSync(join(tmpdir(), 'redis-'));
  const port = await freePort();
  let server = await started(folder, port);
  let stores = 0;
  const end = async (signal: 'SIGKILL') => {
    const ended = once(server, 'exit');
    server.kill(signal);
    await ended;
  };
  return {
    store(prefix = `store-${++stores}:`) {
      return `redis://127.0.0.1:${port}/0?prefix=${prefix}`;
    },
    pause: () => void server.kill('SIGSTOP'),
    resume: () => void server.kill('SIGCONT'),
    async restart() {
      await end('SIGKILL');
      server = await started(folder, port);
    },
    async stop() {
      await end('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function started(folder: string, port: number): Promise<ChildProcess> {
  const where = ['--bind', '127.0.0.1', '--port', String(port), '--dir', folder];
  const server = spawn(
    'redis-server',
    [...where, '--appendonly', 'yes', '--appendfsync', 'always', '--save', ''],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
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

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
