import type { CatalogueEntry } from './entry';

const own = {
  grade: 'assumed',
  evidence: [],
  marker: { emulatorOnly: 'the real service fails when it will, and not when it is asked to' },
  needs: ['variant'],
} as const;

const post = { operation: 'POST /_mock/faults', ...own } as const;
const clear = { operation: 'DELETE /_mock/faults', ...own } as const;
const byte = { needs: ['variant', 'raw'] } as const;

/** /_mock/faults and the header x-mock-fault. */
export const controlFaults: readonly CatalogueEntry[] = [
  {
    id: 'control.faults.status-in-place-of-the-answer',
    sentence:
      'A fault of a status answers the next request with it and the code FAULT_INJECTED, and saves nothing.',
    ...post,
  },
  {
    id: 'control.faults.which-and-how-many',
    sentence:
      'A fault is for the requests of its method, path and operation, so many of them or every one; each takes the first added that has uses left.',
    ...post,
  },
  {
    id: 'control.faults.are-listed',
    sentence: 'The faults are listed with their ids, what is left of them and how often they were used.',
    operation: 'GET /_mock/faults',
    ...own,
  },
  {
    id: 'control.faults.lost-requests',
    sentence: 'A dropped request is cut off before anything is done.',
    ...post,
    ...byte,
  },
  {
    id: 'control.faults.lost-answers',
    sentence: 'With a dropped answer the connection is cut when the write is done and saved.',
    ...post,
    ...byte,
  },
  {
    id: 'control.faults.truncated-bodies',
    sentence: 'A truncated answer announces its whole length and ends after half of its body.',
    ...post,
    ...byte,
  },
  {
    id: 'control.faults.malformed-bodies',
    sentence: 'A malformed answer has half of its body with the length of that half, which is no JSON.',
    ...post,
    ...byte,
  },
  {
    id: 'control.faults.lost-set-cookie',
    sentence:
      'An answer can come without its Set-Cookie lines, or without that of one cookie, true otherwise.',
    ...post,
  },
  {
    id: 'control.faults.delays',
    sentence: 'A delay comes before the true answer, or before whatever else the fault is.',
    ...post,
  },
  {
    id: 'control.faults.by-header',
    sentence:
      'The header x-mock-fault says what becomes of its own request alone, before any fault that was added; one that is not understood gets 400 with its name.',
    ...post,
  },
  {
    id: 'control.faults.words-of-the-header',
    sentence:
      'The header is a list of names, some with a value, each once; what else stands in it gets 400 with what may stand there.',
    ...post,
  },
  {
    id: 'control.faults.are-reported',
    sentence: 'The report of a request tells the fault that it suffered, in the words of the header.',
    ...post,
  },
  {
    id: 'control.faults.session-operations-only',
    sentence:
      'Faults are for the session operations: no control route, no OPTIONS and no method that is not served.',
    ...post,
  },
  {
    id: 'control.faults.refuses-what-is-none',
    sentence: 'What is no fault gets 400 with the JSON path, and is not kept.',
    ...post,
  },
  {
    id: 'control.faults.are-taken-away',
    sentence: 'All faults are taken away at once, and the answer says how many they were.',
    ...clear,
  },
  {
    id: 'control.faults.one-is-taken-away',
    sentence: 'A fault is taken away by its id; an id that there is not gets 404.',
    ...clear,
    operation: 'DELETE /_mock/faults/{id}',
  },
  {
    id: 'control.faults.reset-takes-them-away',
    sentence: 'A reset takes all faults away.',
    operation: 'POST /_mock/reset',
    ...own,
  },
  {
    id: 'control.faults.not-for-pages-elsewhere',
    sentence: 'Faults are neither shown to a page of another origin nor changed by it.',
    ...post,
  },
];
