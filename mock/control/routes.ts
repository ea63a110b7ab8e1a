import { guardControl } from './access';
import { browserRoutes } from './browser';
import { clockRoutes } from './clock';
import { explanationRoutes } from './explanation/explanation';
import { faultRoutes } from './faults/store';
import { healthRoutes } from './health';
import { onlyQuery } from './input';
import { journalRoutes } from './journal/routes';
import { loginRoutes } from './login-page';
import { metricsRoutes } from './metrics';
import type { ControlPlane } from './plane';
import { resetRoutes } from './reset';
import type { ControlRoute } from './route';
import { seedRoutes } from './seed-sessions';
import { servedRoutes } from './served';
import { sessionRoutes } from './sessions';
import { tokenRoutes } from './tokens';

// Apart from plane.ts, so that what only requests to the control plane need is loaded with the first of them.

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
