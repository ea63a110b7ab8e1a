import type { CatalogueEntry } from './entry';

/** Where the operations answer, and with which methods. */
export const routingPaths: readonly CatalogueEntry[] = [
  {
    id: 'routing.paths.behind-a-root-path',
    sentence: 'A root path may stand in front of every operation: /io/api/sessions.',
    operation: 'POST /api/sessions',
    grade: 'observed',
    evidence: ['R-012'],
    marker: 'both',
  },
  {
    id: 'routing.paths.slash-at-the-end',
    sentence: 'A slash at the end of a path is tolerated.',
    operation: 'GET /api/sessions',
    grade: 'observed',
    evidence: ['R-014'],
    marker: 'both',
  },
  {
    id: 'routing.paths.account-in-the-query',
    sentence: 'The account may be named by an in the query string of every operation.',
    operation: 'GET /api/sessions',
    grade: 'observed',
    evidence: ['R-013'],
    marker: 'both',
  },
  {
    id: 'routing.paths.other-methods-of-sessions',
    sentence: 'PUT and DELETE on a session get 405 with Allow, and leave the session alone.',
    operation: 'GET /api/sessions',
    grade: 'assumed',
    evidence: ['R-009', 'R-010'],
    noSetting: 'no client is known that looks at the answer',
    marker: 'both',
  },
  {
    id: 'routing.paths.other-methods-elsewhere',
    sentence: 'Elsewhere too a method that is not served gets 405, and Allow names the ones that are.',
    operation: 'GET /api/segments',
    grade: 'assumed',
    evidence: ['R-009'],
    noSetting: 'no client is known that sends any',
    marker: 'both',
  },
  {
    id: 'routing.paths.no-cors-headers',
    sentence: 'Answers carry no CORS headers, for calls are of the same origin or between servers.',
    operation: 'POST /api/sessions',
    grade: 'inferred',
    evidence: ['R-221'],
    marker: 'both',
  },
  {
    id: 'routing.paths.any-host',
    sentence: 'Every host is answered: the stable one, those of myvtex, and the store’s own.',
    operation: 'GET /api/sessions',
    grade: 'documented',
    evidence: ['R-011'],
    marker: { emulatorOnly: 'elsewhere the host says which account is meant, and the suite calls no other' },
  },
];
