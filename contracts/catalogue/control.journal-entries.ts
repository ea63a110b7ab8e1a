import type { CatalogueEntry } from './entry';

const own = {
  operation: 'GET /_mock/journal',
  grade: 'assumed',
  evidence: [],
  marker: { emulatorOnly: 'the real service tells nobody what it was asked' },
  needs: ['variant'],
} as const;

const byte = { needs: ['variant', 'raw'] } as const;

/** What an entry of /_mock/journal shows, and what it leaves out. */
export const controlJournalEntries: readonly CatalogueEntry[] = [
  {
    id: 'control.journal-entries.request-headers',
    sentence:
      'Of request headers the values of those known to be harmless are shown, lines of one name joined; of the others the names are.',
    ...own,
    ...byte,
  },
  {
    id: 'control.journal-entries.cookies',
    sentence:
      'Of cookies sent the names are shown, of cookies set all but the value; a line that takes a cookie away stands as it is.',
    ...own,
    ...byte,
  },
  {
    id: 'control.journal-entries.what-stands-elsewhere',
    sentence:
      'What stands for somebody in a header, from 16 characters on, is left out wherever else it stands, escaped or in parts too.',
    ...own,
  },
  {
    id: 'control.journal-entries.request-bodies',
    sentence:
      'A body is shown where it is an object, of `public` the entries and of all else the names; one over 16,384 bytes or that is no JSON is left out, and the entry says why.',
    ...own,
    ...byte,
  },
  {
    id: 'control.journal-entries.answers',
    sentence:
      'An answer is shown with its own headers and without tokens; one over 32,768 characters is left out, and the entry says so.',
    ...own,
  },
  {
    id: 'control.journal-entries.session-apps',
    sentence: 'Conflicts and failures of session apps are told, and what was ignored, the first 100 of it.',
    ...own,
  },
  {
    id: 'control.journal-entries.sessions',
    sentence:
      'A request that was refused is of the session that its token names, in the path before the cookie; one whose token names none is of none.',
    ...own,
  },
];
