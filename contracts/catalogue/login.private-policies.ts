import type { CatalogueEntry } from './entry';

const operation = 'POST /api/sessions';
const needs = ['variant'] as const;
const assumption = { setting: 'forbiddenTradePolicy', default: 'refused' } as const;

/** Trade policies that serve certain shoppers only. */
export const loginPrivatePolicies: readonly CatalogueEntry[] = [
  {
    id: 'login.private-policies.serve-their-shoppers',
    sentence: 'A shopper whose policy it is gets it, and the segment says that it is private.',
    operation: 'PATCH /api/sessions',
    grade: 'documented',
    evidence: ['R-280', 'R-285'],
    marker: 'both',
    needs,
  },
  {
    id: 'login.private-policies.at-the-first-request',
    sentence: 'Who logs in and asks for his policy in one request gets it.',
    operation,
    grade: 'documented',
    evidence: ['R-249'],
    marker: 'both',
    needs,
  },
  {
    id: 'login.private-policies.forbidden-to-another-shopper',
    sentence: 'A shopper whose policy it is not gets 403, or, by the setting, no channel.',
    operation,
    grade: 'documented',
    evidence: ['R-210', 'R-211', 'R-212'],
    assumption,
    marker: 'both',
    needs,
  },
  {
    id: 'login.private-policies.forbidden-to-a-visitor',
    sentence:
      'A visitor who is not logged in and asks for a private policy, or for one there is not, gets 401.',
    operation,
    grade: 'documented',
    evidence: ['R-210', 'R-211', 'R-212'],
    assumption,
    marker: 'both',
    needs,
  },
  {
    id: 'login.private-policies.not-by-email',
    sentence: 'Naming the e-mail of a shopper opens no private policy.',
    operation,
    grade: 'inferred',
    evidence: ['R-211', 'R-262'],
    marker: 'both',
    needs,
  },
  {
    id: 'login.private-policies.messages',
    sentence: 'The refusals name the policy, and what is missing: a login, or the right.',
    operation,
    grade: 'assumed',
    evidence: ['R-210'],
    noSetting: 'texts are for people, and no client is known that reads them',
    marker: { emulatorOnly: 'the texts of the real service are not recorded' },
    needs,
  },
];
