import type { Rule } from './rule';

/** The form of refusals. */
export const errorsRules: readonly Rule[] = [
  {
    rule: 'R-210',
    says: "A refusal's body is type and message, without id and namespaces.",
    source: 'types of five VTEX clients',
    date: null,
    confidence: 'observed',
  },
  {
    rule: 'R-211',
    says: 'A trade policy that is not open to the visitor gives 401 to anonymous visitors and 403 to logged-in ones.',
    source: 'guide: VTEX’s session apps',
    date: '2022-08-04',
    confidence: 'documented',
  },
  {
    rule: 'R-212',
    says: 'Another form of the same: 200, and a session without store.channel.',
    source: 'client: challenge-tp-condition',
    date: '2019-12-20',
    confidence: 'observed',
  },
  {
    rule: 'R-213',
    says: 'A failing app fails the session, with a message that names the app.',
    source: 'KI-945609',
    date: '2023-11-30',
    confidence: 'documented',
  },
  {
    rule: 'R-214',
    says: 'The status of that is 502.',
    source: 'client: storefront-permissions',
    date: '2026-08-22',
    confidence: 'observed',
  },
  {
    rule: 'R-215',
    says: 'The message names the app without vendor and version.',
    source: 'KI-945609',
    date: '2023-11-30',
    confidence: 'documented',
  },
  {
    rule: 'R-216',
    says: 'A malformed cookie is an error (R-119).',
    source: 'KI-779014',
    date: '2023-03-27',
    confidence: 'documented',
  },
  {
    rule: 'R-217',
    says: 'A client of every VTEX IO store accepts any JSON as an answer and retries anything else: so errors are JSON.',
    source: 'client: render-session',
    date: '2020-12',
    confidence: 'observed',
  },
  {
    rule: 'R-218',
    says: 'The edge or its firewall may answer 403 or 503 in HTML.',
    source: 'C:59661689722; C:70996118275',
    date: '2026-09-27',
    confidence: 'observed',
    outOfScope: 'speaks of the edge and its firewall, not of Session Manager',
  },
  {
    rule: 'R-219',
    says: 'An account that does not exist gives an error.',
    source: 'C:35056770216',
    date: null,
    confidence: 'observed',
    outOfScope:
      'speaks of the edge, which answers for the host of an unknown account before any Session Manager',
  },
  {
    rule: 'R-220',
    says: 'Login cookies of the Admin and of the store, of different users, can give 500.',
    source: 'KI-1221787',
    date: null,
    confidence: 'documented',
  },
  {
    rule: 'R-221',
    says: 'Calls are of the same origin or between servers; credentials are never sent across origins.',
    source: 'client: render-session',
    date: '2020-12',
    confidence: 'inferred',
  },
  {
    rule: 'R-222',
    says: 'Error bodies are JSON: clients parse them without looking at the status.',
    source: 'clients in general',
    date: null,
    confidence: 'inferred',
  },
];
