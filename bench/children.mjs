// Each server has a process of its own, so that none pays for another's garbage or compiled code.
// Nothing outlives the run: children are killed by their own handle when this process ends in any way
// that it can notice, and they leave by themselves when the channel to it closes.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const patience = 20_000;
const running = new Set();

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

/**
 * Starts bench/servers/`file`, which reports its port.
 * @throws Error when it does not within 20 seconds, or ends
 */
export async function startServer(file, { env = {}, execArgv = [] } = {}) {
  const child = fork(fileURLToPath(new URL(`./servers/${file}`, import.meta.url)), [], {
    env: { ...process.env, ...env },
    execArgv,
  });
  running.add(child);
  const { port } = await reported(child, file);
  return {
    url: `http://127.0.0.1:${port}`,
    /** Processor time in microseconds, and resident and heap bytes, as the server itself sees them. */
    usage: () => ask(child, file, 'usage'),
    /** The same once all garbage is collected; needs `--expose-gc`. */
    usageAfterCollecting: () => ask(child, file, 'collect'),
    stop() {
      running.delete(child);
      child.kill('SIGKILL');
    },
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
