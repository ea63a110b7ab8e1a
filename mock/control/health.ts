import { version } from '../version';

/** What `GET /_mock/health` answers: who is on this port, so that a stranger is not taken for the emulator. */
export interface Health {
  readonly product: 'vtex-session-mock';
  readonly version: string;
  /** A UUID of this manager; another one after a restart. */
  readonly instance: string;
  readonly account: string;
  /** Sessions kept at this moment. */
  readonly sessions: number;
  /** Seconds since the manager was made. */
  readonly uptime: number;
}

export interface HealthSource {
  readonly instance: string;
  readonly account: string;
  readonly startedAt: number;
  readonly clock: () => number;
  readonly countSessions: () => number | Promise<number>;
}

export async function healthOf({
  instance,
  account,
  startedAt,
  clock,
  countSessions,
}: HealthSource): Promise<Health> {
  const uptime = (clock() - startedAt) / 1000;
  return {
    product: 'vtex-session-mock',
    version,
    instance,
    account,
    sessions: await countSessions(),
    uptime,
  };
}
