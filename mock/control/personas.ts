import type { PersonaOptions, PersonaSession } from '../operations/persona';
import { openPersona } from '../operations/persona';
import type { ServedAccount } from '../operations/served-account';
import type { Service } from '../operations/service';
import type { ControlRoute } from './route';

export interface PersonaControl {
  personas(): readonly { readonly id: string; readonly description: string }[];
  /** @throws Refusal PERSONA_UNKNOWN */
  openPersona(id: string, options: PersonaOptions): Promise<PersonaSession>;
}

export function personasOf(served: ServedAccount, service: Service): PersonaControl {
  return {
    personas: () => served.current.account.personas.map(({ id, description }) => ({ id, description })),
    openPersona: (id, options) => openPersona(id, served.current.account, service, options),
  };
}

export function personaRoutes(control: PersonaControl): readonly ControlRoute[] {
  return [
    { method: 'GET', path: '/_mock/personas', answer: () => control.personas() },
    {
      method: 'POST',
      path: '/_mock/personas/:id/sessions',
      status: 201,
      query: ['domain'],
      answer({ params, query }) {
        const domain = query.get('domain');
        return control.openPersona(params['id'] as string, domain === null ? {} : { domain });
      },
    },
  ];
}
