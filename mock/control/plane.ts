import { randomUUID } from 'node:crypto';
import type { SessionRepository } from '../repository/session-repository';
import type { CookieProfile } from '../wire/cookies';
import { type ControlAccess, guardControl } from './access';
import { type BrowserControl, browserRoutes, browserViews } from './browser';
import { type ClockControl, clockRoutes } from './clock';
import { type ExplainControl, explanationRoutes, explanations } from './explanation';
import { type FaultControl, faultRoutes } from './faults/store';
import { type HealthControl, healthReport, healthRoutes } from './health';
import { onlyQuery } from './input';
import { type JournalControl, journalRoutes } from './journal/routes';
import { type LoginControl, loginReturns, loginRoutes } from './login-page';
import { type MetricsControl, metricsRoutes } from './metrics';
import { type PersonaControl, personaRoutes, personasOf } from './personas';
import { type ResetControl, type ResetWorld, resetRoutes, resetting } from './reset';
import type { ControlRoute } from './route';
import { type SeedControl, type SeedWorld, seeding, seedRoutes } from './seed-sessions';
import { type ServedControl, servedRoutes, servedViews } from './served';
import { type SessionControl, sessionRoutes, sessionViews } from './sessions';
import { type TokenControl, tokenReports, tokenRoutes } from './tokens';

/** What a test may do to the emulator, over HTTP under `/_mock` and in code alike. */
export interface ControlPlane
  extends HealthControl,
    PersonaControl,
    SessionControl,
    ExplainControl,
    ResetControl,
    SeedControl,
    ClockControl,
    FaultControl,
    JournalControl,
    MetricsControl,
    ServedControl,
    TokenControl,
    BrowserControl,
    LoginControl {
  readonly access: ControlAccess;
  readonly repository: SessionRepository;
}

export interface ControlPlaneOptions
  extends SeedWorld,
    ResetWorld,
    ClockControl,
    FaultControl,
    JournalControl,
    MetricsControl {
  readonly access: ControlAccess;
  /** Origins of pages that may call. */
  readonly cors: readonly string[];
  /** The clock that was given, which is never moved: for the uptime. */
  readonly givenClock: () => number;
  readonly cookieProfile: CookieProfile;
}

export function controlPlane(options: ControlPlaneOptions): ControlPlane {
  const { access, clock, faults, journal, events, served, service, givenClock, cookieProfile } = options;
  const { repository, world } = service;
  const secrets = () => access.secrets;
  return {
    ...{ access, clock, faults, journal, events, repository },
    ...healthReport({
      instance: randomUUID(),
      account: world.account.name,
      cookieProfile,
      clock: givenClock,
      repository,
    }),
    metrics: options.metrics,
    ...personasOf(served, service),
    ...sessionViews(service, secrets),
    ...explanations(repository, service.writeLog, secrets),
    ...resetting(options),
    ...seeding(options),
    ...servedViews(served, world.assumptions),
    ...tokenReports(service),
    ...browserViews(served, service),
    ...loginReturns(options.cors, access.hosts),
  };
}

type Feature = (control: ControlPlane) => readonly ControlRoute[];

/** Every feature declares its own routes. */
const features: readonly Feature[] = [
  personaRoutes,
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
      const { repository } = control;
      if (repository.shared === undefined) return route.answer(request);
      await repository.begin(); // with what other processes have changed
      const answer = await route.answer(request);
      await repository.shared.settled();
      return answer;
    },
  };
}
