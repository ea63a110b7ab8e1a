import { createHash } from 'node:crypto';
import { Refusal } from '../../rules/refusal';
import { type Commands, connectedCommands } from './commands';
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

/** How often a timeout begins, at most. */
const mostPeriods = 5;

const hashes = Object.fromEntries(
  Object.entries(scripts).map(([name, text]) => [name, createHash('sha1').update(text).digest('hex')]),
) as Record<ScriptName, string>;

/**
 * @param base the start of every key
 * @param timeout how long an answer may take, in milliseconds
 * @param onNotice called when the connection is lost, and when it is made again
 * @throws Refusal STORE_UNAVAILABLE if there is no connection in time; it goes on trying unless it is closed
 */
export async function connectRedis(
  url: string,
  base: string,
  timeout: number,
  onNotice: (message: string) => void,
): Promise<RedisConnection> {
  let lost: string | undefined;
  const inTime = async <T>(work: Promise<unknown>, isConnecting = false): Promise<T> => {
    let stop = () => {};
    const late = new Promise<never>((_, reject) => {
      const connectsStill = () => isConnecting && lost === undefined;
      stop = afterSilence(timeout, connectsStill, (silence) =>
        reject(new Error(`no answer for ${silence} ms`)),
      );
    });
    try {
      return (await Promise.race([work, late])) as T;
    } catch (error) {
      throw unavailable(lost ?? (error as Error).message, error);
    } finally {
      stop();
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
      connectedCommands(url, timeout, watch, (opened) => (begun = opened)),
      true,
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

/**
 * Gives up after `timeout` milliseconds. They begin anew, a few times, where this process was too busy to read an
 * answer in them, and where `mayGoOn` says so.
 * @returns what ends the wait
 */
function afterSilence(
  timeout: number,
  mayGoOn: () => boolean,
  giveUp: (silence: number) => void,
): () => void {
  let isOver = false;
  let timer: NodeJS.Timeout;
  const wait = (period: number) => {
    const due = performance.now() + timeout;
    timer = setTimeout(() => {
      const wasBusy = performance.now() - due > timeout / 10;
      setImmediate(() => {
        if (isOver) return; // the answer had been received, and is read by now
        if (period < mostPeriods && (wasBusy || mayGoOn())) wait(period + 1);
        else giveUp(period * timeout);
      });
    }, timeout);
  };
  wait(1);
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
}

export function unavailable(reason: string, cause?: unknown): Refusal {
  return new Refusal(
    'STORE_UNAVAILABLE',
    `The store of the sessions does not answer (${reason}): nothing is known to be stored, send the request again`,
    { cause },
  );
}
