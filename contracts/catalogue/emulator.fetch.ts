import type { CatalogueEntry } from './entry';

const own = {
  grade: 'assumed',
  evidence: [],
  marker: { emulatorOnly: 'only the emulator can be asked in the process of whoever asks' },
  needs: ['variant'],
} as const;

/** `manager.fetch`: the emulator asked without a port. */
export const emulatorFetch: readonly CatalogueEntry[] = [
  {
    id: 'emulator.fetch.answers-as-over-http',
    sentence: '`manager.fetch` answers with the status, the headers and the body that HTTP would bring.',
    operation: 'GET /api/sessions',
    ...own,
  },
  {
    id: 'emulator.fetch.one-emulator',
    sentence: 'A session made over HTTP is read and edited by `manager.fetch`, and the other way round.',
    operation: 'GET /api/sessions',
    ...own,
  },
  {
    id: 'emulator.fetch.whatever-fetch-takes',
    sentence:
      '`manager.fetch` takes a text, a URL or a Request, with or without a second argument, of any host; and what has the shape of a Request.',
    operation: 'POST /api/sessions',
    ...own,
  },
  {
    id: 'emulator.fetch.lines-of-one-name',
    sentence:
      'Lines of one header are joined as HTTP joins them, cookies by a semicolon; lines of `Set-Cookie` stay a list.',
    operation: 'POST /api/sessions',
    ...own,
  },
  {
    id: 'emulator.fetch.without-a-body',
    sentence: 'An answer that may have no body has none, not even an empty one.',
    operation: 'GET /api/sessions',
    ...own,
  },
  {
    id: 'emulator.fetch.other-length',
    sentence:
      'A body of another length than announced gets 400 and makes no session; of one in chunks no length is asked.',
    operation: 'POST /api/sessions',
    ...own,
  },
  {
    id: 'emulator.fetch.cut-connections',
    sentence:
      'Where a connection would be cut before the answer, `manager.fetch` fails as the global one does; where it is cut amid the body, reading the body does.',
    operation: 'POST /api/sessions',
    ...own,
  },
  {
    id: 'emulator.fetch.aborted',
    sentence:
      'A signal ends a request with the signal’s reason, before it or while it waits, and nothing is saved.',
    operation: 'POST /api/sessions',
    ...own,
  },
];
