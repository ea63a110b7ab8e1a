import type { CatalogueEntry } from './entry';

const operation = 'POST /api/sessions';
const needs = ['variant'] as const;
const assumption = { setting: 'bindingAtCreation', default: 'sets-defaults' } as const;

/** What `__bindingId` and `supportedLocales` do to a new session. */
export const bindingsCreation: readonly CatalogueEntry[] = [
  {
    id: 'bindings.creation.policy-and-culture',
    sentence:
      'A session created with __bindingId starts with the trade policy and the culture of that binding.',
    operation,
    grade: 'assumed',
    evidence: ['R-286'],
    assumption,
    marker: 'both',
    needs,
  },
  {
    id: 'bindings.creation.supported-locales',
    sentence: 'A session created with supportedLocales starts with the one of them nearest to its culture.',
    operation,
    grade: 'assumed',
    evidence: ['R-175', 'R-286'],
    assumption,
    marker: 'both',
    needs,
  },
  {
    id: 'bindings.creation.what-is-asked-for-wins',
    sentence:
      'sc and cultureInfo win over the binding, and a binding that the account lacks changes nothing.',
    operation,
    grade: 'assumed',
    evidence: ['R-286'],
    noSetting: 'what a caller asks for outright could not be asked for otherwise',
    marker: 'both',
    needs,
  },
  {
    id: 'bindings.creation.only-then',
    sentence: 'A later write with __bindingId leaves trade policy and culture alone.',
    operation: 'PATCH /api/sessions',
    grade: 'assumed',
    evidence: ['R-286', 'R-287'],
    noSetting: 'storefronts make a new session when the binding changes, so that nobody meets the other case',
    marker: 'both',
    needs,
  },
  {
    id: 'bindings.creation.is-not-shown',
    sentence: 'What a session was created with is remembered, and shown to nobody.',
    operation: 'GET /api/sessions',
    grade: 'assumed',
    evidence: ['R-055'],
    noSetting: 'no dump shows such keys, and no client is known that asks for them',
    marker: { emulatorOnly: 'where the real service keeps it is not known' },
    needs,
  },
];
