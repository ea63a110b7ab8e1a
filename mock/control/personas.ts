import type { PersonaOptions, PersonaSession } from '../operations/persona';
import { logIn, openPersona } from '../operations/persona';
import type { ServedAccount } from '../operations/served-account';
import type { Service } from '../operations/service';
import { isHttps } from '../wire/cookies';
import type { ControlRequest, ControlRoute } from './route';

export interface PersonaControl {
  personas(): readonly { readonly id: string; readonly description: string }[];
  /** @throws Refusal PERSONA_UNKNOWN */
  openPersona(id: string, options: PersonaOptions): Promise<PersonaSession>;
  /** Login cookies without a session. @throws Refusal PERSONA_UNKNOWN */
  logIn(id: string, options: PersonaOptions): PersonaSession;
}

export function personasOf(served: ServedAccount, service: Service): PersonaControl {
  return {
    personas: () => served.current.account.personas.map(({ id, description }) => ({ id, description })),
    openPersona: (id, options) => openPersona(id, served.current.account, service, options),
    logIn: (id, options) => logIn(id, served.current.account, service, options),
  };
}

export function personaRoutes(control: PersonaControl): readonly ControlRoute[] {
  return [
    { method: 'GET', path: '/_mock/personas', answer: () => control.personas() },
    {
      method: 'POST',
      path: '/_mock/personas/:id/sessions',
      status: 201,
      query: ['domain', 'contract'],
      answer: (request) => control.openPersona(request.params['id'] as string, optionsIn(request)),
    },
    {
      method: 'POST',
      path: '/_mock/personas/:id/logins',
      status: 201,
      query: ['domain', 'contract'],
      answer: (request) => control.logIn(request.params['id'] as string, optionsIn(request)),
    },
  ];
}

function optionsIn({ query, req }: ControlRequest): PersonaOptions {
  const [domain, contract] = [query.get('domain'), query.get('contract')];
  return { https: isHttps(req), ...(domain !== null && { domain }), ...(contract !== null && { contract }) };
}
