import type { CatalogueEntry } from './entry';

const operation = 'POST /api/sessions';
const needs = ['fixture'] as const;

/** Which trade policy a visitor shops in, and what follows from it. */
export const storePolicy: readonly CatalogueEntry[] = [
  {
    id: 'store.policy.every-session-has-a-store',
    sentence: 'A new session has store.channel, countryCode, cultureInfo, currencyCode and currencySymbol.',
    operation,
    grade: 'documented',
    evidence: ['R-236', 'R-260'],
    marker: 'both',
  },
  {
    id: 'store.policy.default',
    sentence: 'A visitor who asks for none gets the default trade policy of the account.',
    operation,
    grade: 'documented',
    evidence: ['R-171', 'R-260'],
    marker: 'both',
    needs,
  },
  {
    id: 'store.policy.sc-selects',
    sentence: 'sc in the query string or in public selects a trade policy that is open to the visitor.',
    operation,
    grade: 'documented',
    evidence: ['R-051', 'R-280'],
    marker: 'both',
    needs,
  },
  {
    id: 'store.policy.the-rest-follows',
    sentence:
      'When sc changes, currency, country and culture follow the policy, in the session and in the segment.',
    operation,
    grade: 'inferred',
    evidence: ['R-200', 'R-282'],
    marker: 'both',
    needs,
  },
  {
    id: 'store.policy.euro-sign-in-the-segment',
    sentence: 'A currency symbol beyond ASCII reaches the segment whole, in the answer and in the token.',
    operation: 'GET /api/segments',
    grade: 'inferred',
    evidence: ['R-196', 'R-200'],
    marker: 'both',
    needs,
  },
  {
    id: 'store.policy.clearing-sc-returns-to-the-default',
    sentence: 'Clearing public.sc gives the default trade policy back.',
    operation: 'PATCH /api/sessions',
    grade: 'inferred',
    evidence: ['R-066', 'R-280'],
    marker: 'both',
    needs,
  },
  {
    id: 'store.policy.forbidden-to-a-visitor',
    sentence:
      'A policy not open to a visitor who is not logged in gives 401, or, by the setting, no channel.',
    operation,
    grade: 'documented',
    evidence: ['R-210', 'R-211', 'R-212'],
    assumption: { setting: 'forbiddenTradePolicy', default: 'refused' },
    marker: 'both',
    needs,
  },
  {
    id: 'store.policy.forbidden-saves-nothing',
    sentence: 'A write refused for its trade policy saves nothing of what came with it and sets no cookie.',
    operation: 'PATCH /api/sessions',
    grade: 'inferred',
    evidence: ['R-211', 'R-212', 'R-234', 'R-248'],
    assumption: { setting: 'forbiddenTradePolicy', default: 'refused' },
    marker: 'both',
    needs,
  },
  {
    id: 'store.policy.country-has-three-letters',
    sentence: 'store.countryCode is of three letters, as in ISO 3166.',
    operation,
    grade: 'documented',
    evidence: ['R-288'],
    marker: 'both',
  },
];
