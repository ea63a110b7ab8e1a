import type { CatalogueEntry } from './entry';

const own = {
  grade: 'assumed',
  evidence: [],
  marker: { emulatorOnly: 'the real service gives nobody all its sessions, and takes none' },
  needs: ['variant'],
} as const;

const put = { operation: 'PUT /_mock/snapshot', ...own } as const;

/** GET and PUT /_mock/snapshot. */
export const controlSnapshot: readonly CatalogueEntry[] = [
  {
    id: 'control.snapshot.holds-what-is-kept',
    sentence: 'A snapshot has a version, the account and every session with its token, cookies included.',
    operation: 'GET /_mock/snapshot',
    ...own,
  },
  {
    id: 'control.snapshot.brings-sessions-back',
    sentence: 'Restored, the sessions are what they were, tokens and all, and those made since are gone.',
    ...put,
  },
  {
    id: 'control.snapshot.in-another-emulator',
    sentence: 'With the same signing key a snapshot works in another emulator: older tokens and logins too.',
    ...put,
  },
  {
    id: 'control.snapshot.of-large-sessions',
    sentence: 'A snapshot may be of over 1 MB, and is read as deep as values may be nested in a session.',
    ...put,
  },
  {
    id: 'control.snapshot.brings-the-clock-back',
    sentence: 'A snapshot brings the clock back to how far it was moved, or to where it stood still.',
    ...put,
  },
  {
    id: 'control.snapshot.reset-goes-back-to-it',
    sentence: 'A reset to the snapshot goes back to the one taken or restored last; without one it gets 400.',
    operation: 'POST /_mock/reset',
    ...own,
  },
  {
    id: 'control.snapshot.refuses-what-is-none',
    sentence: 'What is no snapshot of this account gets 400 with the JSON path, and changes nothing.',
    ...put,
  },
  {
    id: 'control.snapshot.not-for-pages-elsewhere',
    sentence: 'A snapshot is neither given to a page of another origin nor taken from it.',
    ...put,
  },
];
