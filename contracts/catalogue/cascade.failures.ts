import type { CatalogueEntry } from './entry';

const operation = 'PATCH /api/sessions';
const needs = ['variant'] as const;
const cascadeRounds = { setting: 'cascadeRounds', default: 10 } as const;

/** Session apps that fail, and session apps that do not come to an end. */
export const cascadeFailures: readonly CatalogueEntry[] = [
  {
    id: 'cascade.failures.named-in-a-502',
    sentence: 'An app that fails makes the request a 502, and the message names the app.',
    operation,
    grade: 'observed',
    evidence: ['R-213', 'R-214', 'R-215'],
    marker: 'both',
    needs,
  },
  {
    id: 'cascade.failures.save-nothing',
    sentence: 'When an app fails nothing is saved of what the request wrote, and no cookie is set.',
    operation,
    grade: 'inferred',
    evidence: ['R-248'],
    marker: 'both',
    needs,
  },
  {
    id: 'cascade.failures.make-no-session',
    sentence: 'A creation whose app fails leaves no session behind, and a GET without a token fails alike.',
    operation: 'POST /api/sessions',
    grade: 'inferred',
    evidence: ['R-213', 'R-248'],
    marker: 'both',
    needs,
  },
  {
    id: 'cascade.failures.first-declared-is-named',
    sentence: 'Of several apps that fail in one round the first declared is named.',
    operation: 'POST /api/sessions',
    grade: 'assumed',
    evidence: ['R-213'],
    noSetting: 'one of them must be named, and no other order is known',
    marker: 'both',
    needs,
  },
  {
    id: 'cascade.failures.answers-without-the-shape',
    sentence: 'An answer that is no object of namespaces of keys with values is a failure.',
    operation,
    grade: 'assumed',
    evidence: ['R-241', 'R-248'],
    noSetting: 'there is nothing in such an answer that could be written',
    marker: 'both',
    needs,
  },
  {
    id: 'cascade.failures.no-answer-is-none',
    sentence: 'An app that answers nothing, null or an empty object has no outputs, and has not failed.',
    operation: 'POST /api/sessions',
    grade: 'assumed',
    evidence: ['R-252'],
    noSetting: 'there is nothing in such an answer that could be written',
    marker: { emulatorOnly: 'an app at VTEX answers over HTTP' },
    needs,
  },
  {
    id: 'cascade.failures.at-the-cap-of-rounds',
    sentence: 'Apps that settle in the last round allowed are answered as if they had settled at once.',
    operation: 'POST /api/sessions',
    grade: 'assumed',
    evidence: ['R-232'],
    assumption: cascadeRounds,
    marker: 'both',
    needs,
  },
  {
    id: 'cascade.failures.loop',
    sentence:
      'Apps that do not settle within the cap of rounds get 508; the message names them and their keys.',
    operation,
    grade: 'assumed',
    evidence: ['R-232'],
    assumption: cascadeRounds,
    marker: 'both',
    needs,
  },
  {
    id: 'cascade.failures.refused-when-all-has-settled',
    sentence: 'A refusal of an app counts only if it still refuses when it was called last.',
    operation,
    grade: 'documented',
    evidence: ['R-231', 'R-249'],
    marker: 'both',
    needs,
  },
];
