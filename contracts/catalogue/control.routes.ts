import type { CatalogueEntry } from './entry';

const own = {
  grade: 'assumed',
  evidence: [],
  marker: { emulatorOnly: 'the control plane is for tests, and no part of VTEX’s API' },
} as const;

/** What is served under `/_mock`. */
export const controlRoutes: readonly CatalogueEntry[] = [
  {
    id: 'control.routes.health-says-who-answers',
    sentence: 'Health says product, version, instance, account, sessions and uptime.',
    operation: 'GET /_mock/health',
    ...own,
  },
  {
    id: 'control.routes.health-counts-sessions',
    sentence: 'Health counts a session from when it was created, and a GET without a token makes none.',
    operation: 'GET /_mock/health',
    ...own,
  },
  {
    id: 'control.routes.document-is-what-is-served',
    sentence: 'The served document names every operation of this catalogue, and no control route.',
    operation: 'GET /_mock/openapi.json',
    ...own,
  },
  {
    id: 'control.routes.own-document',
    sentence: 'A document of its own names every control route, and nothing else.',
    operation: 'GET /_mock/control/openapi.json',
    ...own,
  },
  {
    id: 'control.routes.personas-are-listed',
    sentence: 'The personas of the account are listed, each with an id and what he is.',
    operation: 'GET /_mock/personas',
    ...own,
  },
  {
    id: 'control.routes.persona-gets-a-session',
    sentence:
      'A persona is given a session of his own in three forms of the same cookies, each time a new one.',
    operation: 'POST /_mock/personas/{id}/sessions',
    ...own,
  },
  {
    id: 'control.routes.persona-unknown',
    sentence: 'A persona that the account has not gets 404.',
    operation: 'POST /_mock/personas/{id}/sessions',
    ...own,
  },
  {
    id: 'control.routes.explain-says-who-wrote-what',
    sentence: 'An explanation says of each key who wrote it: the body, the query, the account, or which app.',
    operation: 'GET /_mock/sessions/{id}/explain',
    ...own,
  },
  {
    id: 'control.routes.explain-unknown',
    sentence: 'The explanation of a session that is not kept gets 404.',
    operation: 'GET /_mock/sessions/{id}/explain',
    ...own,
  },
  {
    id: 'control.routes.not-for-pages-elsewhere',
    sentence: 'What shows or makes sessions is refused to a page of another origin; health is not.',
    operation: 'GET /_mock/personas',
    ...own,
  },
];
