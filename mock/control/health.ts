import type { Service } from '../operations/service';
import type { SessionRepository, StoreStatus } from '../repository/session-repository';
import { version } from '../version';
import { asRefusal } from '../wire/answer';
import type { CookieProfile } from '../wire/cookies';
import { type ControlRoute, WithStatus } from './route';

/** What `GET /_mock/health` answers: identifies the emulator, so that no other server is mistaken for it. */
export interface Health {
  readonly product: 'vtex-session-mock';
  readonly version: string;
  /** A UUID of this manager; a restart makes another one. */
  readonly instance: string;
  readonly account: string;
  /** How cookies are marked. */
  readonly cookieProfile: CookieProfile;
  /** How many sessions are stored now; null if the store does not answer. */
  readonly sessions: number | null;
  /** Where the sessions are stored; absent if in memory. */
  readonly store?: StoreStatus;
  /** Seconds since the manager was made. */
  readonly uptime: number;
}

export interface HealthWorld {
  readonly instance: string;
  /** By `givenClock`. */
  readonly startedAt: number;
  /** The clock that was given, which is never moved. */
  readonly givenClock: () => number;
  readonly cookieProfile: CookieProfile;
  readonly service: Service;
}

export function healthRoutes(world: HealthWorld): readonly ControlRoute[] {
  return [
    { method: 'GET', path: '/_mock/health', isOpen: true, answer: () => healthOf(world) },
    {
      method: 'GET',
      path: '/_mock/ready',
      isOpen: true,
      answer: () => readinessOf(world.service.repository),
    },
  ];
}

async function healthOf({
  instance,
  startedAt,
  givenClock,
  cookieProfile,
  service,
}: HealthWorld): Promise<Health> {
  const { repository, world } = service;
  const uptime = (givenClock() - startedAt) / 1000;
  const sessions = await countOf(repository);
  const store = repository.shared?.status;
  return {
    ...{ product: 'vtex-session-mock', version, instance, account: world.account.name },
    ...{ cookieProfile, sessions, uptime },
    ...(store !== undefined && { store }),
  };
}

/** A store that does not answer is no reason for the health report not to. */
async function countOf(repository: SessionRepository): Promise<number | null> {
  if (repository.shared === undefined) return repository.count();
  return Promise.resolve(repository.count()).catch(() => null);
}

/** Whether sessions can be read now: tries to. Health says only that the process answers. */
export async function readinessOf(repository: Pick<SessionRepository, 'peek'>): Promise<WithStatus> {
  try {
    await repository.peek('no-session');
    return new WithStatus(200, { ready: true });
  } catch (error) {
    return new WithStatus(503, { ready: false, reason: asRefusal(error).message });
  }
}
