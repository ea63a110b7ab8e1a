import { logIn, openPersona, type PersonaOptions } from '../operations/persona';
import type { ServedAccount } from '../operations/served-account';
import type { Service } from '../operations/service';
import { type Assumption, type Assumptions, assumptionTable } from '../rules/assumptions';
import { isHttps } from '../wire/cookies';
import type { ControlRequest, ControlRoute } from './route';

/** An open question about the real service, and how this emulator answers it. */
export interface ServedAssumption extends Assumption {
  readonly setting: string;
  readonly value: unknown;
}

export interface ServedWorld {
  readonly served: ServedAccount;
  readonly service: Service;
}

/** What is served: the account's data with its personas, and the value of each assumption. */
export function servedRoutes(world: ServedWorld): readonly ControlRoute[] {
  const account = () => world.served.current.account;
  const ofPersona = { method: 'POST', status: 201, query: ['domain', 'contract'] } as const;
  return [
    { method: 'GET', path: '/_mock/account', answer: account },
    { method: 'GET', path: '/_mock/assumptions', answer: () => ({ assumptions: assumptionsOf(world) }) },
    {
      method: 'GET',
      path: '/_mock/personas',
      answer: () => account().personas.map(({ id, description }) => ({ id, description })),
    },
    {
      ...ofPersona,
      path: '/_mock/personas/:id/sessions',
      answer: (request) => openPersona(personaIn(request), account(), world.service, optionsIn(request)),
    },
    {
      ...ofPersona,
      path: '/_mock/personas/:id/logins',
      answer: (request) => logIn(personaIn(request), account(), world.service, optionsIn(request)),
    },
  ];
}

function assumptionsOf({ service }: ServedWorld): readonly ServedAssumption[] {
  const { assumptions } = service.world;
  const settings = Object.entries(assumptionTable) as [keyof Assumptions, Assumption][];
  return settings.map(([setting, row]) => ({ setting, ...row, value: assumptions[setting] }));
}

const personaIn = ({ params }: ControlRequest) => params['id'] as string;

function optionsIn({ query, req }: ControlRequest): PersonaOptions {
  const [domain, contract] = [query.get('domain'), query.get('contract')];
  return { https: isHttps(req), ...(domain !== null && { domain }), ...(contract !== null && { contract }) };
}
