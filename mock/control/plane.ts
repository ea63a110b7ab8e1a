import { randomUUID } from 'node:crypto';
import { type ExplainControl, explanations } from './explanation/explanation';
import type { HealthWorld } from './health';
import type { LoginWorld } from './login-page';
import type { Metrics } from './metrics';
import { type ResetControl, type ResetWorld, resetting } from './reset';
import { type SeedControl, type SeedWorld, seeding } from './seed-sessions';
import { type SessionControl, sessionViews } from './sessions';

/** What the emulator gives its control plane. */
export interface ControlWorld
  extends SeedWorld,
    ResetWorld,
    LoginWorld,
    Omit<HealthWorld, 'instance' | 'startedAt'> {
  readonly metrics: Metrics;
}

/** What a test may do to the emulator, over HTTP under `/_mock` and in code alike. */
export interface ControlPlane
  extends ControlWorld,
    HealthWorld,
    SessionControl,
    ExplainControl,
    ResetControl,
    SeedControl {}

export function controlPlane(world: ControlWorld): ControlPlane {
  const { access, service, writeLog, givenClock } = world;
  const secrets = () => access.secrets;
  return {
    ...world,
    instance: randomUUID(),
    startedAt: givenClock(),
    ...sessionViews(service, writeLog, secrets),
    ...explanations(service.repository, writeLog, secrets),
    ...resetting(world),
    ...seeding(world),
  };
}
