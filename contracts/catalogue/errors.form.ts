import type { CatalogueEntry } from './entry';

const operation = 'GET /api/sessions';

/** What refusals look like. */
export const errorsForm: readonly CatalogueEntry[] = [
  {
    id: 'errors.form.are-json',
    sentence: 'Refusals are JSON, for clients parse them without looking at the status.',
    operation,
    grade: 'inferred',
    evidence: ['R-217', 'R-222'],
    marker: 'both',
    needs: ['anyRequest'],
  },
  {
    id: 'errors.form.have-type-and-message',
    sentence: 'Refusals have a type and a message, both text, and neither id nor namespaces.',
    operation,
    grade: 'inferred',
    evidence: ['R-210'],
    marker: 'both',
    needs: ['anyRequest'],
  },
  {
    id: 'errors.form.the-emulators-own-have-a-code',
    sentence: 'Refusals of the emulator’s own carry a code besides; those known of the real service do not.',
    operation,
    grade: 'assumed',
    evidence: [],
    marker: { emulatorOnly: 'the real service has no such codes' },
  },
  {
    id: 'errors.form.unserved-paths',
    sentence: 'A path that is not served gets 404 in JSON.',
    operation,
    grade: 'assumed',
    evidence: ['R-015'],
    noSetting: 'no client is known that still calls such a path',
    marker: { emulatorOnly: 'a live host serves a whole store beside the session operations' },
  },
];
