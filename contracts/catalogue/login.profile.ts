import type { CatalogueEntry } from './entry';

const operation = 'POST /api/sessions';
const needs = ['variant'] as const;

/** Whose profile a session shows besides that of who logged in. */
export const loginProfile: readonly CatalogueEntry[] = [
  {
    id: 'login.profile.email-gives-price-tables-only',
    sentence: 'public.storeUserEmail loads the price tables and nothing else; isAuthenticated is "false".',
    operation,
    grade: 'documented',
    evidence: ['R-262', 'R-320'],
    marker: 'both',
    needs,
  },
  {
    id: 'login.profile.email-in-any-case',
    sentence:
      'Capitals in public.storeUserEmail do not count, and an e-mail nobody has gives no price table.',
    operation,
    grade: 'assumed',
    evidence: ['R-262'],
    noSetting: 'e-mails are alike to people in any case, and no client is known that relies on it',
    marker: 'both',
    needs,
  },
  {
    id: 'login.profile.email-cleared',
    sentence: 'Who clears public.storeUserEmail loses the price tables.',
    operation: 'PATCH /api/sessions',
    grade: 'inferred',
    evidence: ['R-066', 'R-262'],
    marker: 'both',
    needs,
  },
  {
    id: 'login.profile.login-wins-over-the-email',
    sentence: 'Somebody logged in keeps his own profile, whatever public.storeUserEmail says.',
    operation,
    grade: 'assumed',
    evidence: ['R-262'],
    noSetting: 'otherwise an e-mail that nobody vouched for would take over a profile',
    marker: 'both',
    needs,
  },
  {
    id: 'login.profile.of-storefront-permissions',
    sentence: 'storefront-permissions.storeUserId names whose profile it is, before who logged in.',
    operation,
    grade: 'documented',
    evidence: ['R-262', 'R-268'],
    marker: 'both',
    needs,
  },
  {
    id: 'login.profile.acting-for-somebody-unknown',
    sentence: 'Whom the account does not know cannot be acted for: no profile, isAuthenticated "false".',
    operation,
    grade: 'assumed',
    evidence: ['R-336'],
    noSetting: 'there is no profile that could be given instead',
    marker: 'both',
    needs,
  },
];
