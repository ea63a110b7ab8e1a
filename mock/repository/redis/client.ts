import { createHash } from 'node:crypto';
import { Refusal } from '../../rules/refusal';
import { type Commands, connectedCommands, longestCommand } from './commands';
import { type ScriptName, scripts } from './scripts';

/** A connection to Redis that refuses by name what it cannot do in time. */
export interface RedisConnection {
  readonly connected: boolean;
  /** @throws Refusal STORE_UNAVAILABLE */
  run<T>(name: ScriptName, ...args: readonly (string | number)[]): Promise<T>;
  /** @throws Refusal STORE_UNAVAILABLE */
  command<T>(...words: readonly string[]): Promise<T>;
  /** Lets the process end meanwhile. */
  unref(): void;
  close(): void;
}

/** To connect takes several steps, each of which may be slow on a busy machine. */
const connectPeriods = 5;

const hashes = Object.fromEntries(
  Object.entries(scripts).map(([name, text]) => [name, createHash('sha1').update(text).digest('hex')]),
) as Record<ScriptName, string>;

/**
 * @param base the start of every key
 * @param onNotice called when the connection is lost, and when it is made again
 * @throws Refusal STORE_UNAVAILABLE if there is no connection in time; it goes on trying unless it is closed
 */
export async function connectRedis(
  url: string,
  base: string,
  onNotice: (message: string) => void,
): Promise<RedisConnection> {
  let lost: string | undefined;
  /** @param periods how many to wait while nothing fails; one of them once something has */
  const inTime = async <T>(work: Promise<unknown>, periods = 1): Promise<T> => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      const expire = (period: number) => {
        if (period < periods && lost === undefined) return wait(period + 1);
        reject(new Error(`no answer for ${period * longestCommand} ms`));
      };
      // Immediates come after what was received while this process was busy.
      const wait = (period: number) => {
        timer = setTimeout(() => setImmediate(expire, period), longestCommand);
      };
      wait(1);
    });
    try {
      return (await Promise.race([work, late])) as T;
    } catch (error) {
      throw unavailable(lost ?? (error as Error).message, error);
    } finally {
      clearTimeout(timer);
    }
  };

  const watch = {
    failed(error: Error & { code?: string }) {
      const problem = error.code ?? error.message;
      if (lost === undefined) onNotice(`lost the store of the sessions: ${problem}`); // once, not for each attempt
      lost = problem;
    },
    ready() {
      if (lost !== undefined) onNotice('connected to the store of the sessions again');
      lost = undefined;
    },
  };
  let begun: { destroy(): void } | undefined;
  let client: Commands;
  try {
    client = await inTime(
      connectedCommands(url, watch, (opened) => (begun = opened)),
      connectPeriods,
    );
  } catch (error) {
    begun?.destroy();
    throw error;
  }
  return {
    get connected() {
      return client.isReady;
    },
    command: (...words) => inTime(client.send(words)),
    run(name, ...args) {
      const options = { keys: [base], arguments: args.map(String) };
      const loading = (error: Error) => {
        if (!error.message.startsWith('NOSCRIPT')) throw error;
        return client.eval(scripts[name], options);
      };
      return inTime(client.evalSha(hashes[name], options).catch(loading));
    },
    unref: () => client.unref(),
    close: () => client.destroy(),
  };
}

export function unavailable(reason: string, cause?: unknown): Refusal {
  const refusal = new Refusal({
    status: 503,
    type: 'ServiceUnavailable',
    code: 'STORE_UNAVAILABLE',
    message: `The store of the sessions does not answer (${reason}): nothing is known to be stored, send the request again`,
  });
  refusal.cause = cause;
  return refusal;
}
