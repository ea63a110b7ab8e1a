import { SessionManagerError } from '../../errors';
import type { SessionRepository } from '../session-repository';
import type { RedisOptions } from './store';

/** Faults and the like act in the process that was asked, whatever is stored where. */
const ownToThisProcess = ['faults', 'journal', 'explain', 'cells', 'sources'];

/** Sessions in Redis. The client is loaded when the store is opened. */
export function redisRepository(options: RedisOptions): SessionRepository {
  const url = new URL(options.url);
  const prefix = url.searchParams.get('prefix') ?? 'vtex-session-mock:';
  const timeout = Number(url.searchParams.get('timeout') ?? 2000);
  const base = `${prefix}{${options.account}}:`;
  url.search = '';
  let isClosed = false;
  let isEnded = false; // for this process
  const connecting = async () => {
    const [{ connectRedis }, { redisStore }] = await Promise.all([import('./client'), import('./store')]);
    const redis = await connectRedis(url.href, base, timeout, options.onNotice);
    if (isClosed) redis.unref(); // a snapshot of what is left: it keeps no process alive
    const store = redisStore(redis, { ...options, base, keyName: `${prefix}signing-key` });
    try {
      if (options.signingKey === undefined) options.onSigningKey(await store.signingKey());
    } catch (error) {
      redis.close();
      throw error;
    }
    return { redis, store };
  };
  type Opened = Awaited<ReturnType<typeof connecting>>;
  let opened: Opened | undefined;
  let opening: Promise<Opened> | undefined;
  const open = async (): Promise<Opened['store']> => {
    if (opened !== undefined) return opened.store;
    opening ??= connecting();
    try {
      opened = await opening;
      return opened.store;
    } finally {
      opening = undefined; // the next request tries again
    }
  };
  const shown = new URL(url);
  shown.password = '';

  return {
    begin: async () => (await open()).begin(),
    get generation() {
      return opened?.store.generation ?? 0;
    },
    get: async (id) => (await open()).get(id),
    peek: async (id) => (await open()).peek(id),
    commit: async (...given) => !isEnded && (await open()).commit(...given),
    // In the same turn, with what was shared in it.
    commitAll: async (...given) => !isEnded && (opened?.store ?? (await open())).commitAll(...given),
    count: async () => (await open()).count(),
    list: async (limit) => (await open()).list(limit),
    all: () => ({
      async *[Symbol.asyncIterator]() {
        yield* (await open()).all();
      },
    }),
    clear: async () => (await open()).clear(),
    endGeneration() {
      isEnded = true;
    },
    replaceAll: async (sessions) => (await open()).replaceAll(sessions),
    shared: {
      get status() {
        return { url: shown.href, connected: opened?.redis.connected ?? false, ownToThisProcess };
      },
      async open() {
        try {
          await open();
        } catch (error) {
          const problem = `${shown.href} cannot be used: ${(error as Error).message}`;
          throw new SessionManagerError('STORE_UNREACHABLE', problem);
        }
      },
      share: (part) => opened?.store.share(part),
      settled: async () => opened?.store.settled(),
      async close() {
        isClosed = true;
        await opening?.catch(() => undefined);
        opened?.redis.close();
        opened = undefined;
      },
    },
  };
}
