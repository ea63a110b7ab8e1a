import type { CatalogueEntry } from './entry';

const own = {
  operation: 'GET /_mock/sessions',
  grade: 'assumed',
  evidence: [],
  marker: { emulatorOnly: 'the control plane is for tests, and no part of VTEX’s API' },
  needs: ['variant'],
} as const;

/** Who may ask what is under `/_mock`. */
export const controlGuard: readonly CatalogueEntry[] = [
  {
    id: 'control.guard.names-of-this-machine',
    sentence:
      'The control plane answers to 127.0.0.1, [::1], localhost and what ends in .localhost; asked by another host name it gives 403, whatever the Origin.',
    ...own,
  },
  {
    id: 'control.guard.token-for-other-names',
    sentence: 'Whoever presents the token is answered by any host name; another token gets 403.',
    ...own,
  },
  {
    id: 'control.guard.embedded-in-pages',
    sentence: 'What a browser fetches for a page of another origin without saying Origin is refused.',
    ...own,
  },
  {
    id: 'control.guard.open-routes',
    sentence:
      'Health and the documents are given by every host name, and the session operations are served by it.',
    ...own,
    operation: 'GET /_mock/health',
  },
];
