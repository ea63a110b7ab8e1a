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

export interface HealthControl {
  health(): Promise<Health>;
  /** Whether sessions can be read now. Health says only that the process answers. */
  readiness(): Promise<WithStatus>;
}

export interface HealthSource {
  readonly instance: string;
  readonly account: string;
  readonly cookieProfile: CookieProfile;
  readonly clock: () => number;
  readonly repository: SessionRepository;
}

export function healthReport({ clock, repository, ...said }: HealthSource): HealthControl {
  const startedAt = clock();
  return {
    async health() {
      const uptime = (clock() - startedAt) / 1000;
      const sessions = await countOf(repository);
      const store = repository.shared?.status;
      const counted = { product: 'vtex-session-mock' as const, version, ...said, sessions, uptime };
      return store === undefined ? counted : { ...counted, store };
    },
    readiness: () => readinessOf(repository),
  };
}

/** A store that does not answer is no reason for the health report not to. */
async function countOf(repository: SessionRepository): Promise<number | null> {
  if (repository.shared === undefined) return repository.count();
  return Promise.resolve(repository.count()).catch(() => null);
}

export function healthRoutes(control: HealthControl): readonly ControlRoute[] {
  return [
    { method: 'GET', path: '/_mock/health', isOpen: true, answer: () => control.health() },
    { method: 'GET', path: '/_mock/ready', isOpen: true, answer: () => control.readiness() },
  ];
}

/** Tries to read a session. */
export async function readinessOf(repository: Pick<SessionRepository, 'peek'>): Promise<WithStatus> {
  try {
    await repository.peek('no-session');
    return new WithStatus(200, { ready: true });
  } catch (error) {
    return new WithStatus(503, { ready: false, reason: asRefusal(error).message });
  }
}
