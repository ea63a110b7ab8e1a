import { valueText } from '../../rules/session';
import { asked, created, derives, onASession, sets } from '../asking';
import { after, before, callsIn, isLost, lastCall, rounds, textIn, valueAt } from '../asking-apps';
import { type Decision, decision } from '../decision';
import type { Facts } from '../facts';

const audience = ['profile.email', 'public.utm_source', 'public.utm_campaign', 'public.postalCode'];
const conditions = (facts: Facts): readonly string[] =>
  audience.filter((item) => textIn(lastCall(facts, 'rnb-session')?.input, item) !== undefined);
const derivesText = (facts: Facts, item: string): boolean =>
  derives(facts, item) && after(facts, item) !== undefined;

const hasHalfPairs = (facts: Facts): boolean =>
  asked(facts, 'facets').some(({ value }) =>
    valueText(value ?? '')
      .replace(/;$/, '')
      .split(';')
      .some((pair) => value !== '' && !/^[^=]+=[^=]+$/.test(pair)),
  );

const sent = ({ request }: Facts, ...names: readonly string[]): boolean =>
  request.query.some(([name, value]) => names.includes(name) && value !== '');

/** Campaigns, price tables and facets: what a visitor is shown, and for how much. */
export const offers: readonly Decision[] = [
  decision((facts) => isLost(facts, 'rnb.campaigns'), 'campaigns.rnb.none-is-null'),
  decision(
    (facts) => derivesText(facts, 'rnb.campaigns') && conditions(facts).length > 1,
    'campaigns.rnb.all-conditions-hold',
  ),
  decision((facts) => derivesText(facts, 'rnb.campaigns'), 'campaigns.rnb.are-ids-joined-by-commas'),
  decision((facts) => derives(facts, 'rnb.campaigns'), 'campaigns.rnb.are-re-evaluated'),
  decision(
    (facts) =>
      callsIn(rounds(facts)).some(
        ({ app, output }) => app !== 'profile-session' && textIn(output, 'profile.priceTables') !== undefined,
      ),
    'prices.tables.of-another-app',
  ),
  decision((facts) => derivesText(facts, 'profile.priceTables'), 'prices.tables.are-joined-by-commas'),
  decision(
    (facts) => derivesText(facts, 'profile.priceTables') && facts.segment !== undefined,
    'prices.tables.reach-the-segment',
  ),
  decision(hasHalfPairs, 'facets.search.half-pairs-are-dropped'),
  decision(
    (facts) => lastCall(facts, 'search-session') !== undefined && textOfLogin(facts) !== undefined,
    'facets.search.log-in',
  ),
  decision(
    (facts) => asked(facts, 'facets').length > 0 && derivesText(facts, 'search.facets'),
    'facets.search.come-from-public',
  ),
  decision(({ segment }) => segment?.segment['facets'] !== undefined, 'facets.search.reach-the-segment'),
  decision(
    (facts) =>
      valueAt(facts.write?.after, 'search.facets') === '' &&
      (asked(facts, 'facets').length > 0 || before(facts, 'search.facets') !== undefined),
    'facets.search.none-is-the-empty-string',
  ),
  decision((facts) => isLost(facts, 'search.facets'), 'facets.search.none-leaves-the-segment'),
];

/** What a session was created with. */
export const bindings: readonly Decision[] = [
  decision(
    (facts) =>
      created(facts) &&
      sent(facts, '__bindingId', 'supportedLocales') &&
      sets(facts, 'sc', 'cultureInfo', 'locale'),
    'bindings.creation.what-is-asked-for-wins',
  ),
  decision((facts) => created(facts) && sent(facts, '__bindingId'), 'bindings.creation.policy-and-culture'),
  decision(
    (facts) => created(facts) && sent(facts, 'supportedLocales'),
    'bindings.creation.supported-locales',
  ),
  decision(
    (facts) => onASession(facts) && sent(facts, '__bindingId', 'supportedLocales'),
    'bindings.creation.only-then',
  ),
  decision(
    ({ items }) => items?.text.split(',').some((item) => item.startsWith('$creation')) === true,
    'bindings.creation.is-not-shown',
  ),
];

function textOfLogin(facts: Facts): string | undefined {
  return textIn(lastCall(facts, 'search-session')?.input, 'profile.email');
}
