import type { CatalogueEntry } from './entry';

const own = {
  operation: 'POST /_mock/reset',
  grade: 'assumed',
  evidence: [],
  marker: { emulatorOnly: 'the real service keeps its visitors’ sessions' },
  needs: ['variant'],
} as const;

/** POST /_mock/reset, for the next test. */
export const controlReset: readonly CatalogueEntry[] = [
  {
    id: 'control.reset.forgets-every-session',
    sentence: 'A reset forgets every session and all that is told of it, and says how many it dropped.',
    ...own,
  },
  {
    id: 'control.reset.old-tokens-name-no-session',
    sentence:
      'After a reset an old token names no session: reading gets 401 and expires the cookies, writing creates a session.',
    ...own,
  },
  {
    id: 'control.reset.while-writes-are-under-way',
    sentence:
      'A write that was under way when all was forgotten, and one that waited for it, each make a session.',
    ...own,
  },
  {
    id: 'control.reset.takes-no-other-parameter',
    sentence:
      'A reset with a query parameter that it does not know gets 400 with the parameter’s name, and drops nothing.',
    ...own,
  },
  {
    id: 'control.reset.not-for-pages-elsewhere',
    sentence: 'A reset is refused to a page of another origin, and drops nothing.',
    ...own,
  },
];
