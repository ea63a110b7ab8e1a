import { version } from '../version';
import type { CookieProfile } from '../wire/cookies';
import type { ControlRoute } from './route';

/** What `GET /_mock/health` answers: identifies the emulator, so that no other server is mistaken for it. */
export interface Health {
  readonly product: 'vtex-session-mock';
  readonly version: string;
  /** A UUID of this manager; a restart makes another one. */
  readonly instance: string;
  readonly account: string;
  /** How cookies are marked. */
  readonly cookieProfile: CookieProfile;
  /** How many sessions are stored now. */
  readonly sessions: number;
  /** Seconds since the manager was made. */
  readonly uptime: number;
}

export interface HealthControl {
  health(): Promise<Health>;
}

export interface HealthSource {
  readonly instance: string;
  readonly account: string;
  readonly cookieProfile: CookieProfile;
  readonly clock: () => number;
  readonly countSessions: () => number | Promise<number>;
}

export function healthReport({ clock, countSessions, ...said }: HealthSource): HealthControl {
  const startedAt = clock();
  return {
    async health() {
      const uptime = (clock() - startedAt) / 1000;
      const sessions = await countSessions();
      return { product: 'vtex-session-mock', version, ...said, sessions, uptime };
    },
  };
}

export function healthRoutes(control: HealthControl): readonly ControlRoute[] {
  return [{ method: 'GET', path: '/_mock/health', isOpen: true, answer: () => control.health() }];
}
