import type { CatalogueEntry } from './entry';

const own = {
  operation: 'POST /_mock/seed',
  grade: 'assumed',
  evidence: [],
  marker: { emulatorOnly: 'the real service makes sessions for visitors only, and its account elsewhere' },
  needs: ['variant'],
} as const;

/** POST /_mock/seed. */
export const controlSeed: readonly CatalogueEntry[] = [
  {
    id: 'control.seed.makes-sessions',
    sentence:
      'A seeded session is made by the session apps as a visitor’s is; its cookies and tokens are answered.',
    ...own,
  },
  {
    id: 'control.seed.logs-personas-in',
    sentence:
      'A session seeded for a persona holds his login and what he has in public; the seed’s values win.',
    ...own,
  },
  {
    id: 'control.seed.twice-is-once',
    sentence:
      'A seed sent again changes nothing: same session, same token, same account, all told unchanged.',
    ...own,
  },
  {
    id: 'control.seed.edits-what-is-there',
    sentence: 'A seed whose session is there already edits it, and what the seed does not name stays.',
    ...own,
  },
  {
    id: 'control.seed.names-are-ids',
    sentence:
      'A session has the id that its seed gives, or one worked out from its name, the same everywhere.',
    ...own,
  },
  {
    id: 'control.seed.adds-account-data',
    sentence:
      'Shoppers, sellers, personas, campaigns and policies that are seeded serve the sessions of that very seed.',
    ...own,
  },
  {
    id: 'control.seed.changes-account-data',
    sentence: 'Account data whose id is there already is changed in what is given of it, and keeps the rest.',
    ...own,
  },
  {
    id: 'control.seed.reset-takes-it-back',
    sentence: 'A reset puts the account back to its fixture.',
    ...own,
  },
  {
    id: 'control.seed.snapshots-hold-it',
    sentence:
      'A snapshot holds the account data that was seeded, and brings it back, in another emulator too.',
    ...own,
  },
  {
    id: 'control.seed.refuses-what-it-does-not-take',
    sentence:
      'What a seed does not take gets 400 with the JSON path and the mend, and nothing of it is done.',
    ...own,
  },
  {
    id: 'control.seed.refused-by-an-app',
    sentence:
      'A session that the session apps refuse gets 400 with its place, and nothing of the seed is done.',
    ...own,
  },
  {
    id: 'control.seed.not-for-pages-elsewhere',
    sentence: 'A seed is refused to a page of another origin, and does nothing.',
    ...own,
  },
];
