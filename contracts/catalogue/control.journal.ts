import type { CatalogueEntry } from './entry';

const own = {
  grade: 'assumed',
  evidence: [],
  marker: { emulatorOnly: 'the real service tells nobody what it was asked' },
  needs: ['variant'],
} as const;

const list = { operation: 'GET /_mock/journal', ...own } as const;
const wait = { operation: 'GET /_mock/journal/await', ...own } as const;

/** GET and DELETE /_mock/journal, and waiting for an entry of it. */
export const controlJournal: readonly CatalogueEntry[] = [
  {
    id: 'control.journal.tells-what-came-in',
    sentence:
      'The journal tells of each request what came in, what was answered, by which operation and of which session, newest last.',
    ...list,
  },
  {
    id: 'control.journal.versions-before-and-after',
    sentence:
      'An entry has the version of its session before and after, and none before where it created it.',
    ...list,
  },
  {
    id: 'control.journal.no-credentials',
    sentence:
      'No token, no cookie’s value and no header that is not known to be harmless stands in the journal; their names do.',
    ...list,
  },
  {
    id: 'control.journal.not-of-the-control-plane',
    sentence: 'Requests to the control plane are not in the journal.',
    ...list,
  },
  {
    id: 'control.journal.unmatched-requests',
    sentence:
      'Requests that no route served are in the journal, under /api and elsewhere, and can be asked for.',
    ...list,
  },
  {
    id: 'control.journal.filtered-and-counted',
    sentence:
      'The journal is filtered by method, path, operation, status, session and number, and says how many match.',
    ...list,
  },
  {
    id: 'control.journal.refuses-what-is-no-filter',
    sentence: 'A filter that is none gets 400 with its name.',
    ...list,
  },
  {
    id: 'control.journal.keeps-the-newest',
    sentence: 'The journal keeps the newest 1000 entries, or as many as it was told to.',
    ...list,
  },
  {
    id: 'control.journal.tells-of-faults',
    sentence: 'Of a request that suffered a fault the journal tells which, and the status that it got.',
    ...list,
  },
  {
    id: 'control.journal.switched-off',
    sentence: 'A journal that is not kept is refused with 409, instead of being empty.',
    ...list,
  },
  {
    id: 'control.journal.is-cleared',
    sentence: 'The journal is cleared and says of how many entries; numbers go on.',
    operation: 'DELETE /_mock/journal',
    ...own,
  },
  {
    id: 'control.journal.reset-clears-it',
    sentence: 'A reset clears the journal.',
    operation: 'POST /_mock/reset',
    ...own,
  },
  {
    id: 'control.journal.is-waited-for',
    sentence:
      'Who waits for an entry gets the first that matches, be it there already or still to come, and with `since` a later one.',
    ...wait,
  },
  {
    id: 'control.journal.is-waited-for-in-vain',
    sentence: 'Who waits longer than the timeout gets 504, with what did come in.',
    ...wait,
  },
  {
    id: 'control.journal.not-for-pages-elsewhere',
    sentence: 'The journal is neither shown to a page of another origin nor cleared by it.',
    ...list,
  },
];
