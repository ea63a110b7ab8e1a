import { asked, clears, created, derives, plainlyCreated, sets } from '../asking';
import { type Decision, decision } from '../decision';

/** What the trade policy and the culture came from. */
export const store: readonly Decision[] = [
  decision((facts) => clears(facts, 'sc'), 'store.policy.clearing-sc-returns-to-the-default'),
  decision((facts) => sets(facts, 'sc'), 'store.policy.sc-selects'),
  decision((facts) => sets(facts, 'sc') && derives(facts, 'store.channel'), 'store.policy.the-rest-follows'),
  decision(
    ({ segment }) => /[^\x20-\x7e]/.test(String(segment?.segment['currencySymbol'] ?? '')),
    'store.policy.euro-sign-in-the-segment',
  ),
  decision((facts) => sets(facts, 'cultureInfo') && sets(facts, 'locale'), 'store.culture.which-comes-first'),
  decision(
    (facts) => created(facts) && facts.request.query.some(([name]) => name === 'supportedLocales'),
    'store.culture.locales-at-creation',
  ),
  decision(
    ({ items }) => items?.found.includes('store.countryCode') === true,
    'store.policy.country-has-three-letters',
  ),
  decision((facts) => sets(facts, 'cultureInfo'), 'store.culture.culture-info-overwrites'),
  decision((facts) => sets(facts, 'locale'), 'store.culture.locale-overwrites'),
  decision((facts) => clears(facts, 'cultureInfo'), 'store.culture.clearing-gives-the-policys-back'),
  decision(
    (facts) => created(facts) && asked(facts, 'sc').length === 0 && plainlyCreated(facts),
    'store.policy.default',
    'store.policy.every-session-has-a-store',
  ),
];
