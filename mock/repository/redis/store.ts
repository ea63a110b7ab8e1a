import { generateKeyPairSync } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Entry, Namespace, Session } from '../../rules/session';
import type { Commit, SessionRepository, SharedData, SharedStore } from '../session-repository';
import type { RedisConnection } from './client';

export interface RedisOptions {
  /** `redis://USER:PASSWORD@HOST:PORT/DATABASE?prefix=PREFIX&timeout=MS`; `rediss:` over TLS. */
  readonly url: string;
  readonly account: string;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /** Beyond it, the least recently used session is evicted. */
  readonly maxSessions: number;
  /** The signing key of this process; undefined: that of the first process counts for all. */
  readonly signingKey: string | undefined;
  readonly onSigningKey: (pem: string) => void;
  /** Clock and account data of this process. */
  readonly world: () => SharedData;
  /** Takes over those that another process shared. */
  readonly onWorld: (world: Partial<SharedData>) => void;
  /** Called when the connection is lost, and when it is made again. */
  readonly onNotice: (message: string) => void;
}

interface StoreOptions extends RedisOptions {
  /** The start of every key but one. */
  readonly base: string;
  /** The key of the signing key, which all accounts share. */
  readonly keyName: string;
}

/** What the facade adds itself. */
type Stored = Omit<SessionRepository, 'shared' | 'endGeneration' | 'all'> &
  Pick<SharedStore, 'share' | 'settled'> & {
    all(): AsyncIterable<Session>;
    /** That of the first process to ask. */
    signingKey(): Promise<string>;
  };

const pageSize = 500;

/** Sessions in Redis, for several processes. */
export function redisStore(
  redis: RedisConnection,
  { base, keyName, clock, maxSessions, world, onWorld }: StoreOptions,
): Stored {
  let generation = 0;
  /** How often something was shared, and account data were, when this process took them over last. */
  let worlds = '0';
  let seeds = '0';
  const unshared = new Set<keyof SharedData>();
  let sharing: Promise<unknown> = Promise.resolve();

  const fieldsOf = (session: Session) => [
    session.id,
    session.token,
    session.expiresAt,
    Math.max(1, Math.ceil(session.expiresAt - clock())),
    textOf(session),
  ];
  const json = (part: keyof SharedData) => JSON.stringify(world()[part] ?? null);
  /** For scripts: what was not shared yet. Account data are refused if another process shared some meanwhile. */
  const toShare = () => {
    const part = (name: keyof SharedData) => (unshared.delete(name) ? json(name) : '');
    return [seeds, part('clock'), part('seeded')];
  };
  /** The same of all, whatever others have shared. */
  const toShareAnew = () => {
    unshared.clear();
    return ['', json('clock'), json('seeded')];
  };
  const share = () => {
    if (unshared.size === 0) return;
    sharing = Promise.all([sharing, redis.run('share', ...toShare())]);
    sharing.catch(() => undefined); // `settled` says so
  };
  const commitAll = async (commits: readonly Commit[], of: number) => {
    const replaced = commits.map(({ replaces }) => replaces ?? '');
    const fields = commits.flatMap(({ session }) => fieldsOf(session));
    const args = [...toShare(), of, clock(), maxSessions, commits.length, ...replaced, ...fields];
    const outcome = await redis.run<number>('commit', ...args);
    if (outcome < 0) generation = -outcome;
    return outcome === 1;
  };
  const found = async (id: string, counts: 0 | 1) => {
    const text = await redis.run<string | null>('get', id, clock(), counts);
    return text === null ? undefined : sessionOf(text);
  };
  async function* pages(way: 'up' | 'down', size: number): AsyncGenerator<Session[]> {
    let score = way === 'up' ? '-inf' : '+inf';
    for (;;) {
      const page = await redis.run<string[]>('page', score, way, size);
      const texts = page.filter((text, index) => index % 2 === 1 && text !== '');
      const now = clock();
      yield texts.map(sessionOf).filter(({ expiresAt }) => expiresAt > now);
      const last = page.at(-2);
      if (last === undefined || page.length < 2 * size) return;
      score = last;
    }
  }
  /** Removes what an ended generation has left, some at a time. If this process dies, Redis lets it expire. */
  const sweep = async (ended: string) => {
    while ((await redis.run<number>('sweep', ended)) > 0) await nextTurn();
  };
  const ended = ([count, before, now]: [number, string, string]) => {
    generation = Number(now);
    void sweep(before).catch(() => undefined);
    return count;
  };

  return {
    async begin() {
      share();
      const [current, version] = await redis.command<(string | null)[]>(
        'MGET',
        `${base}generation`,
        `${base}worlds`,
      );
      generation = Number(current ?? 1);
      if ((version ?? '0') !== worlds) {
        worlds = version ?? '0';
        const parts = ['clock', 'seeded', 'seeds'];
        const shared = await redis.command<(string | null)[]>('HMGET', `${base}shared`, ...parts);
        const [position, seeded] = shared.map((text) => JSON.parse(text ?? 'null') ?? undefined);
        seeds = shared[2] ?? '0';
        onWorld({ ...(position && { clock: position }), seeded });
      }
      return generation;
    },
    get generation() {
      return generation;
    },
    get: (id) => found(id, 1),
    peek: (id) => found(id, 0),
    commit: (session, replaces, of) => commitAll([{ session, replaces }], of),
    commitAll,
    count: () => redis.run('count', clock()),
    async list(limit) {
      const listed = new Map<string, Session>();
      for await (const page of pages('down', Math.min(limit, pageSize))) {
        for (const session of page) if (listed.size < limit) listed.set(session.id, session);
        if (listed.size >= limit) break;
      }
      return [...listed.values()];
    },
    async *all() {
      const seen = new Set<string>(); // a session that is used meanwhile comes again
      for await (const page of pages('up', pageSize)) {
        for (const session of page) if (seen.size < seen.add(session.id).size) yield session;
      }
    },
    clear: async () => ended(await redis.run('clear', ...toShareAnew())),
    async replaceAll(sessions) {
      const shared = toShareAnew();
      const next = Number(await redis.command('INCR', `${base}generations`)) + 1;
      const kept = [...sessions.values()].slice(-maxSessions);
      for (let start = 0; start < kept.length; start += 100) {
        await redis.run('fill', next, ...kept.slice(start, start + 100).flatMap(fieldsOf));
      }
      return ended(await redis.run('switch', ...shared, next));
    },
    share(part) {
      unshared.add(part);
      setImmediate(share); // unless it is written together with sessions before
    },
    async settled() {
      share();
      const waited = sharing;
      sharing = Promise.resolve();
      await waited;
    },
    async signingKey() {
      const { privateKey } = generateKeyPairSync('ec', {
        namedCurve: 'P-256',
        privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
        publicKeyEncoding: { type: 'spki', format: 'pem' },
      });
      await redis.command('SET', keyName, privateKey, 'NX');
      return redis.command('GET', keyName);
    },
  };
}

/** A session as text. Namespaces and keys are lists of pairs, because JSON objects do not keep their order. */
export function textOf({ id, version, token, expiresAt, namespaces }: Session): string {
  return JSON.stringify([
    id,
    version,
    token,
    expiresAt,
    Array.from(namespaces, ([name, keys]) => [name, [...keys]]),
  ]);
}

type WrittenSession = [string, number, string, number, [string, [string, Entry][]][]];

export function sessionOf(text: string): Session {
  const [id, version, token, expiresAt, namespaces] = JSON.parse(text) as WrittenSession;
  return {
    ...{ id, version, token, expiresAt },
    namespaces: new Map(namespaces.map(([name, keys]): [string, Namespace] => [name, new Map(keys)])),
  };
}
