import type { IncomingMessage } from 'node:http';
import { Refusal } from '../rules/refusal';
import type { Explanation } from './explanation';
import { guardControl } from './guard';
import { type HealthSource, healthOf } from './health';
import { onlyQuery } from './input';
import type { PersonaOptions, PersonaSession } from './persona';
import type { Dropped } from './reset';

export interface ControlRoute {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** As Express writes it. */
  readonly path: string;
  readonly status: number;
  /** Undefined answers 404. */
  readonly answer: (request: ControlRequest) => unknown | Promise<unknown>;
}

export interface ControlRequest {
  readonly req: IncomingMessage;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
}

/** What the control plane can do; the emulator gives it. */
export interface Control {
  readonly health: HealthSource;
  readonly document: unknown;
  personas(): readonly { readonly id: string; readonly description: string }[];
  openPersona(id: string, options: PersonaOptions): Promise<PersonaSession>;
  /** Undefined when the session is not kept. */
  explain(sessionId: string): Promise<Explanation | undefined>;
  reset(): Promise<Dropped>;
}

/** Everything under `/_mock`. Health and the document are harmless; the rest is guarded. */
export function controlRoutes(control: Control): readonly ControlRoute[] {
  const guarded =
    (answer: ControlRoute['answer']): ControlRoute['answer'] =>
    (request) => {
      guardControl(request.req);
      return answer(request);
    };
  return [
    { method: 'GET', path: '/_mock/health', status: 200, answer: () => healthOf(control.health) },
    { method: 'GET', path: '/_mock/openapi.json', status: 200, answer: () => control.document },
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
        throw new Refusal({
          status: 404,
          type: 'NotFound',
          code: 'SESSION_UNKNOWN',
          message: `No session ${params['id']} is kept: give the id claim of a session token`,
        });
      }),
    },
    {
      method: 'POST',
      path: '/_mock/reset',
      status: 200,
      answer: guarded(({ query }) => {
        onlyQuery(query, []);
        return control.reset();
      }),
    },
  ];
}
