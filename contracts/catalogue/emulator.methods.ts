import type { CatalogueEntry } from './entry';

const marker = { emulatorOnly: 'what the real service answers here is not known' } as const;

/** Methods besides those of the operations, and paths besides theirs. */
export const emulatorMethods: readonly CatalogueEntry[] = [
  {
    id: 'emulator.methods.not-served',
    sentence: 'A method that is not served gets 405; Allow and the message name those that are.',
    operation: 'GET /api/sessions',
    grade: 'assumed',
    evidence: [],
    marker,
  },
  {
    id: 'emulator.methods.head',
    sentence: 'HEAD answers as GET would, without the body.',
    operation: 'GET /api/sessions',
    grade: 'assumed',
    evidence: [],
    marker,
  },
  {
    id: 'emulator.methods.options',
    sentence: 'OPTIONS is answered with 204 and Allow, and makes no session.',
    operation: 'GET /api/segments',
    grade: 'assumed',
    evidence: [],
    marker,
  },
  {
    id: 'emulator.methods.of-control-routes',
    sentence: 'The control routes answer OPTIONS and other methods alike.',
    operation: 'GET /api/sessions',
    grade: 'assumed',
    evidence: [],
    marker,
  },
  {
    id: 'emulator.methods.unserved-paths',
    sentence: 'A path that is not served gets a 404 that names method and path, and what is served.',
    operation: 'GET /api/sessions',
    grade: 'assumed',
    evidence: [],
    marker,
  },
  {
    id: 'emulator.methods.bad-escapes',
    sentence: 'A bad percent-escape in a path gets 400, in the query string it is taken as it stands.',
    operation: 'GET /api/segments/{segmentToken}',
    grade: 'assumed',
    evidence: [],
    marker,
  },
  {
    id: 'emulator.methods.whole-urls',
    sentence: 'A request may name the whole URL, as proxies do, and more than one slash in front.',
    operation: 'GET /api/sessions',
    grade: 'assumed',
    evidence: [],
    marker,
    needs: ['raw'],
  },
  {
    id: 'emulator.methods.no-sessions-under-mock',
    sentence: 'Nothing under /_mock is taken for a root path of the store.',
    operation: 'GET /api/sessions',
    grade: 'assumed',
    evidence: [],
    marker,
  },
  {
    id: 'emulator.methods.which-path-it-is',
    sentence: 'The last /api/sessions of a path counts when nothing or one token stands behind it.',
    operation: 'GET /api/sessions',
    grade: 'assumed',
    evidence: [],
    marker,
  },
  {
    id: 'emulator.methods.answers-are-not-cached',
    sentence:
      'Sessions are answered with Cache-Control no-store, segments with no-cache, neither with an ETag.',
    operation: 'GET /api/segments',
    grade: 'assumed',
    evidence: [],
    marker,
  },
  {
    id: 'emulator.methods.length-and-type',
    sentence: 'Every answer tells its length in bytes and that it is JSON in UTF-8, and not what serves it.',
    operation: 'GET /api/segments',
    grade: 'assumed',
    evidence: [],
    marker,
  },
];
