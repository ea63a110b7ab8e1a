import type { CatalogueEntry } from './entry';

const operation = 'PATCH /api/sessions';

/** What overwrites the culture of the trade policy. */
export const storeCulture: readonly CatalogueEntry[] = [
  {
    id: 'store.culture.culture-info-overwrites',
    sentence: 'cultureInfo in public overwrites store.cultureInfo, and nothing else of store.',
    operation,
    grade: 'documented',
    evidence: ['R-281'],
    marker: 'both',
  },
  {
    id: 'store.culture.locale-overwrites',
    sentence: 'locale in public overwrites store.cultureInfo too.',
    operation,
    grade: 'documented',
    evidence: ['R-281'],
    marker: 'both',
  },
  {
    id: 'store.culture.which-comes-first',
    sentence: 'Of cultureInfo and locale in public the one counts that the setting says.',
    operation,
    grade: 'assumed',
    evidence: ['R-281'],
    assumption: { setting: 'cultureComesFrom', default: 'cultureInfo' },
    marker: 'both',
  },
  {
    id: 'store.culture.clearing-gives-the-policys-back',
    sentence: 'Clearing cultureInfo gives the culture of the trade policy back.',
    operation,
    grade: 'inferred',
    evidence: ['R-066', 'R-281'],
    marker: 'both',
  },
  {
    id: 'store.culture.locales-at-creation',
    sentence: 'supportedLocales at creation chooses the culture, or does nothing, as the setting says.',
    operation: 'POST /api/sessions',
    grade: 'assumed',
    evidence: ['R-286'],
    assumption: { setting: 'bindingAtCreation', default: 'sets-defaults' },
    marker: 'both',
  },
];
