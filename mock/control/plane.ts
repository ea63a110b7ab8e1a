import { randomUUID } from 'node:crypto';
import { guardControl } from './access';
import { browserRoutes } from './browser';
import { clockRoutes } from './clock';
import { type ExplainControl, explanationRoutes, explanations } from './explanation/explanation';
import { faultRoutes } from './faults/store';
import { type HealthWorld, healthRoutes } from './health';
import { onlyQuery } from './input';
import { journalRoutes } from './journal/routes';
import { type LoginWorld, loginRoutes } from './login-page';
import { type Metrics, metricsRoutes } from './metrics';
import { type ResetControl, type ResetWorld, resetRoutes, resetting } from './reset';
import type { ControlRoute } from './route';
import { type SeedControl, type SeedWorld, seeding, seedRoutes } from './seed-sessions';
import { servedRoutes } from './served';
import { type SessionControl, sessionRoutes, sessionViews } from './sessions';
import { tokenRoutes } from './tokens';

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

type Feature = (control: ControlPlane) => readonly ControlRoute[];

/** Every feature declares its own routes. */
const features: readonly Feature[] = [
  sessionRoutes,
  explanationRoutes,
  resetRoutes,
  seedRoutes,
  clockRoutes,
  servedRoutes,
  tokenRoutes,
  browserRoutes,
  loginRoutes,
];

/** Those of this process alone, which answer without the store too. */
const ownFeatures: readonly Feature[] = [healthRoutes, metricsRoutes, faultRoutes, journalRoutes];

/** @param others routes of other rooms, which are guarded like all. */
export function controlRoutes(
  control: ControlPlane,
  others: readonly ControlRoute[] = [],
): readonly ControlRoute[] {
  const routesOf = (given: readonly Feature[]) => given.flatMap((feature) => feature(control));
  const ofStore = [...routesOf(features), ...others].map((route) => withStore(route, control));
  return [...ofStore, ...routesOf(ownFeatures)].map((route) =>
    route.isOpen ? route : guarded(route, control),
  );
}

function guarded(route: ControlRoute, control: ControlPlane): ControlRoute {
  return {
    ...route,
    answer(request) {
      guardControl(request.req, control.access, route);
      onlyQuery(request.query, route.query ?? []);
      return route.answer(request);
    },
  };
}

function withStore(route: ControlRoute, control: ControlPlane): ControlRoute {
  if (route.isOpen) return route;
  return {
    ...route,
    async answer(request) {
      const { repository } = control.service;
      if (repository.shared === undefined) return route.answer(request);
      await repository.begin(); // with what other processes have changed
      const answer = await route.answer(request);
      await repository.shared.settled();
      return answer;
    },
  };
}
