// Each measured part has its own process, so that none pays for another's garbage or compiled code.
// Nothing outlives the run: children are killed by their own handle when this process ends in any way
// that it can notice, and the servers end by themselves when the channel to it closes.
import { execFile, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const patience = 20_000;
const running = new Set();

/** With NODE_EXTRA_CA_CERTS, Node.js 20 decodes all root certificates at each start, which takes longer than all the rest. */
const { NODE_EXTRA_CA_CERTS: _, ...environment } = process.env;

export function stopServers() {
  for (const child of running) child.kill('SIGKILL');
  running.clear();
}

process.once('exit', stopServers);
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
]) {
  process.once(signal, () => process.exit(code));
}

function kept(child) {
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

function stop(child) {
  running.delete(child);
  child.kill('SIGKILL');
}

/** A port of the loopback address that nothing listens on. */
export async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  return port;
}

/** The output of a program. @throws Error when it fails or takes over `timeout` milliseconds */
export function outputOf(command, args, { timeout = 60_000, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const all = { timeout, killSignal: 'SIGKILL', maxBuffer: 64 * 1024 * 1024, ...options };
    kept(execFile(command, args, all, (error, stdout) => (error === null ? resolve(stdout) : reject(error))));
  });
}

/**
 * Starts a program that prints a line when it is ready.
 * @returns what the first group of `ready` matched in it, and the process
 * @throws Error when it prints no such line within 20 seconds, or exits
 */
export async function startProgram(command, args, ready, options = {}) {
  const child = kept(
    spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'], env: environment, ...options }),
  );
  const timer = setTimeout(() => stop(child), patience);
  try {
    const lines = createInterface({ input: child.stdout });
    lines.on('error', () => undefined);
    child.once('error', () => lines.close());
    for await (const line of lines) {
      const found = ready.exec(line);
      if (found === null) continue;
      child.stdout.resume();
      return { found: found[1] ?? '', child, stop: () => stop(child) };
    }
  } finally {
    clearTimeout(timer);
  }
  stop(child);
  throw new Error(`${command} ${args[0]} did not start`);
}

/**
 * Starts bench/servers/`file`, which reports its port.
 * @throws Error when it does not within 20 seconds, or exits
 */
export async function startServer(file, { env = {}, execArgv = [] } = {}) {
  const path = fileURLToPath(new URL(`./servers/${file}`, import.meta.url));
  const child = kept(fork(path, [], { env: { ...process.env, ...env }, execArgv }));
  const { port } = await reported(child, file);
  return {
    url: `http://127.0.0.1:${port}`,
    /** Processor time in microseconds, and resident and heap bytes, as the server itself sees them. */
    usage: () => ask(child, file, 'usage'),
    /** The same after garbage collection; needs `--expose-gc`. */
    usageAfterCollecting: () => ask(child, file, 'collect'),
    stop: () => stop(child),
  };
}

async function ask(child, file, question) {
  const answer = reported(child, file);
  child.send(question);
  return answer;
}

async function reported(child, file) {
  const ended = new AbortController();
  const signal = AbortSignal.any([ended.signal, AbortSignal.timeout(patience)]);
  const onExit = (code, by) => ended.abort(new Error(`it ended (${code ?? by})`));
  child.once('exit', onExit);
  try {
    const [message] = await once(child, 'message', { signal });
    return message;
  } catch (error) {
    throw new Error(`bench/servers/${file} did not answer`, { cause: error.cause ?? error });
  } finally {
    child.off('exit', onExit);
  }
}
