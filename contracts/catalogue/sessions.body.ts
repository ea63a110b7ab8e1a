import type { CatalogueEntry } from './entry';

const operation = 'POST /api/sessions';

/** What of a body is written, what is ignored, and what is refused. */
export const sessionsBody: readonly CatalogueEntry[] = [
  {
    id: 'sessions.body.writes-only-public',
    sentence: 'Of a body only public is written; other namespaces are ignored and not refused.',
    operation,
    grade: 'documented',
    evidence: ['R-030'],
    marker: 'both',
  },
  {
    id: 'sessions.body.accepts-an-entry-without-value',
    sentence:
      'A public entry without value does not make the request fail, and the entries beside it are kept.',
    operation,
    grade: 'observed',
    evidence: ['R-032'],
    marker: 'both',
  },
  {
    id: 'sessions.body.drops-an-entry-without-value',
    sentence: 'A public entry without value is not stored, and neither is one that is no object.',
    operation,
    grade: 'assumed',
    evidence: ['R-032'],
    noSetting: 'what else would be read back of it is not known',
    marker: 'both',
  },
  {
    id: 'sessions.body.must-be-json',
    sentence: 'A body that is not valid JSON is refused with 400.',
    operation,
    grade: 'assumed',
    evidence: ['R-029'],
    noSetting: 'no client is known that sends one',
    marker: 'both',
  },
  {
    id: 'sessions.body.must-be-an-object',
    sentence: 'A body that is an array, a string, a number or null is refused with 400.',
    operation,
    grade: 'assumed',
    evidence: ['R-029'],
    noSetting: 'no client is known that sends one',
    marker: 'both',
  },
  {
    id: 'sessions.body.public-must-be-an-object',
    sentence: 'A public that is no object is refused with 400.',
    operation,
    grade: 'assumed',
    evidence: ['R-029'],
    noSetting: 'no client is known that sends one',
    marker: 'both',
  },
  {
    id: 'sessions.body.refused-writes-nothing',
    sentence: 'A write whose body is refused leaves the session as it was, its query string included.',
    operation: 'PATCH /api/sessions',
    grade: 'assumed',
    evidence: ['R-029', 'R-234'],
    noSetting: 'it follows from saving once, at the end, which is documented',
    marker: 'both',
  },
  {
    id: 'sessions.body.of-another-content-type',
    sentence: 'A body of another content type than JSON is refused with 415.',
    operation,
    grade: 'assumed',
    evidence: ['R-038'],
    noSetting: 'all clients known send JSON and say so',
    marker: 'both',
  },
  {
    id: 'sessions.body.over-a-megabyte',
    sentence: 'A body over 1 MB is refused with 413, and one a little smaller is taken.',
    operation,
    grade: 'assumed',
    evidence: [],
    marker: { emulatorOnly: 'nobody knows the limit of the real service, and looking for it is no courtesy' },
  },
  {
    id: 'sessions.body.keys-that-begin-alike',
    sentence: 'Two keys of public that begin alike are both stored by one write.',
    operation,
    grade: 'assumed',
    evidence: ['R-059'],
    noSetting: 'losing one of them is a published defect, not another answer to an open question',
    marker: {
      emulatorOnly: 'the real service may lose one of them, which is published as its defect KI-885011',
    },
  },
];
