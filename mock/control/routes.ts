import type { PersonaOptions, PersonaSession } from '../operations/persona';
import type { ControlAccess } from './access';
import type { ClockState } from './clock';
import type { Explanation } from './explanation';
import { type Faulting, faultRoutes } from './faults/routes';
import { guardControl } from './guard';
import { type HealthSource, healthOf } from './health';
import { onlyQuery, refusedInput, shown } from './input';
import { type Journalling, journalRoutes } from './journal/routes';
import type { Dropped, ResetOptions, Restored } from './reset';
import type { ControlRoute } from './route';
import { type Seeding, seedRoutes } from './seed-routes';
import { sessionUnknown } from './session-unknown';
import { type KeptSession, type ListOptions, limitOf, type SessionList } from './sessions';
import type { Snapshot } from './snapshot';

/** What the control plane can do; the emulator gives it. */
export interface Control extends Faulting, Journalling, Seeding {
  readonly access: ControlAccess;
  readonly health: HealthSource;
  personas(): readonly { readonly id: string; readonly description: string }[];
  openPersona(id: string, options: PersonaOptions): Promise<PersonaSession>;
  /** Undefined when the session is not kept. */
  explain(sessionId: string): Promise<Explanation | undefined>;
  /** @throws Refusal CONTROL_INPUT_INVALID when there is no snapshot to go back to */
  reset(options: ResetOptions): Promise<Dropped | Restored>;
  snapshot(): Promise<Snapshot>;
  /** @throws Refusal CONTROL_INPUT_INVALID for what is no snapshot of this account */
  restore(snapshot: unknown): Promise<Restored>;
  clock(): ClockState;
  /** What `PUT /_mock/clock` does. @throws Refusal CONTROL_INPUT_INVALID */
  turnClock(body: unknown): ClockState;
  sessions(options: ListOptions): Promise<SessionList>;
  /** Undefined when it is not kept. */
  session(id: string): Promise<KeptSession | undefined>;
}

/** What is served under `/_mock`, besides the documents. Health is open; the rest is guarded. */
export function controlRoutes(control: Control): readonly ControlRoute[] {
  const guarded =
    (answer: ControlRoute['answer']): ControlRoute['answer'] =>
    (request) => {
      guardControl(request.req, control.access);
      return answer(request);
    };
  return [
    { method: 'GET', path: '/_mock/health', status: 200, answer: () => healthOf(control.health) },
    { method: 'GET', path: '/_mock/personas', status: 200, answer: guarded(() => control.personas()) },
    {
      method: 'POST',
      path: '/_mock/personas/:id/sessions',
      status: 201,
      answer: guarded(({ params, query }) => {
        const domain = query.get('domain');
        return control.openPersona(params['id'] ?? '', domain === null ? {} : { domain });
      }),
    },
    {
      method: 'GET',
      path: '/_mock/sessions/:id/explain',
      status: 200,
      answer: guarded(async ({ params }) => {
        const explanation = await control.explain(params['id'] ?? '');
        if (explanation !== undefined) return explanation;
        throw sessionUnknown(params['id'] ?? '');
      }),
    },
    {
      method: 'GET',
      path: '/_mock/sessions',
      status: 200,
      answer: guarded(({ query }) => {
        onlyQuery(query, ['limit']);
        const limit = query.get('limit');
        return control.sessions(
          limit === null ? {} : { limit: limitOf({ limit: numberIn(limit) }, '?limit') },
        );
      }),
    },
    {
      method: 'GET',
      path: '/_mock/sessions/:id',
      status: 200,
      answer: guarded(async ({ params, query }) => {
        onlyQuery(query, []);
        const session = await control.session(params['id'] ?? '');
        if (session !== undefined) return session;
        throw sessionUnknown(params['id'] ?? '');
      }),
    },
    {
      method: 'POST',
      path: '/_mock/reset',
      status: 200,
      answer: guarded(({ query }) => {
        onlyQuery(query, ['to']);
        const to = query.get('to');
        if (to === null) return control.reset({});
        if (to !== 'snapshot') throw refusedInput('?to', `must be snapshot, not ${shown(to)}`);
        return control.reset({ to });
      }),
    },
    { method: 'GET', path: '/_mock/snapshot', status: 200, answer: guarded(() => control.snapshot()) },
    {
      method: 'PUT',
      path: '/_mock/snapshot',
      status: 200,
      answer: guarded(async ({ snapshot }) => control.restore(await snapshot())),
    },
    { method: 'GET', path: '/_mock/clock', status: 200, answer: guarded(() => control.clock()) },
    {
      method: 'PUT',
      path: '/_mock/clock',
      status: 200,
      answer: guarded(async ({ body }) => control.turnClock(await body())),
    },
    ...[...faultRoutes(control), ...journalRoutes(control), ...seedRoutes(control)].map((route) => ({
      ...route,
      answer: guarded(route.answer),
    })),
  ];
}

function numberIn(text: string): number {
  return /^\d+$/.test(text) ? Number(text) : Number.NaN;
}
