import type { CatalogueEntry } from './entry';

const own = {
  grade: 'assumed',
  evidence: [],
  marker: { emulatorOnly: 'the real service tells nobody which sessions it keeps' },
  needs: ['variant'],
} as const;

const list = { operation: 'GET /_mock/sessions', ...own } as const;
const one = { operation: 'GET /_mock/sessions/{id}', ...own } as const;

/** GET /_mock/sessions, and one of them. */
export const controlSessions: readonly CatalogueEntry[] = [
  {
    id: 'control.sessions.newest-first',
    sentence:
      'The list has id, version and expiry of each session, the one used last first, and says how many there are.',
    ...list,
  },
  {
    id: 'control.sessions.at-most-the-limit',
    sentence: 'The list is of 100 sessions at most, or of as many as `limit` says.',
    ...list,
  },
  {
    id: 'control.sessions.limit-from-1-to-1000',
    sentence: 'A limit that is no whole number from 1 to 1000 gets 400 with the place.',
    ...list,
  },
  {
    id: 'control.sessions.shows-what-one-holds',
    sentence: 'A session is shown with its namespaces, the values of its cookies left out.',
    ...one,
  },
  {
    id: 'control.sessions.unknown',
    sentence: 'A session that is not kept is not shown, and gets 404.',
    ...one,
  },
  {
    id: 'control.sessions.not-for-pages-elsewhere',
    sentence: 'Neither the list nor a session is shown to a page of another origin.',
    ...list,
  },
];
