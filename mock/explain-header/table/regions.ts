import { askedOf, clears, derives, sets } from '../asking';
import { isLost, lastCall, textIn } from '../asking-apps';
import { type Decision, decision } from '../decision';
import type { Facts } from '../facts';

interface Place {
  readonly country: string | undefined;
  readonly postalCode: string | undefined;
  readonly point: string | undefined;
  readonly region: string | undefined;
}

const told = ['country', 'postalCode', 'geoCoordinates'];
const ofPlace = [...told, 'regionId', 'sc', 'storeUserEmail', 'addressId'];
const nobody = 'v2.1BB18CE648B5111D0933734ED83EC783';

/** What the region was derived from, where the request asked for any of it. */
function placeOf(facts: Facts): Place | undefined {
  const call = lastCall(facts, 'checkout-session');
  if (call === undefined || !askedOf(facts).some(({ key }) => ofPlace.includes(key))) return undefined;
  const read = (key: string) => textIn(call.input, `public.${key}`);
  return {
    country: read('country'),
    postalCode: read('postalCode'),
    point: read('geoCoordinates'),
    region: textIn(call.output, 'checkout.regionId'),
  };
}

const isGiven = (facts: Facts): boolean =>
  textIn(lastCall(facts, 'checkout-session')?.input, 'public.regionId') !== undefined;

const when = (test: (place: Place, facts: Facts) => boolean): Decision['when'] => {
  return (facts) => {
    const place = placeOf(facts);
    return place !== undefined && test(place, facts);
  };
};
/** A region that was found, not given. */
const whenFound = (test: (place: Place & { readonly region: string }, facts: Facts) => boolean) =>
  when((place, facts) => {
    const { region } = place;
    return region !== undefined && !isGiven(facts) && test({ ...place, region }, facts);
  });
const isCountry = (country: string | undefined): boolean => /^[A-Z]{3}$/.test(country ?? '');

/** Which region a visitor shops in. */
export const regions: readonly Decision[] = [
  decision((facts) => sets(facts, 'regionId'), 'regions.id.given-directly'),
  decision(
    whenFound(({ region }) => region === nobody),
    'regions.id.nobody-delivers',
  ),
  decision(
    when(({ country }) => country !== undefined && !isCountry(country)),
    'regions.id.alpha-3',
  ),
  decision(
    when(
      ({ country, postalCode, point, region }, facts) =>
        sets(facts, ...told) &&
        region === undefined &&
        (country === undefined || (isCountry(country) && postalCode === undefined && point === undefined)),
    ),
    'regions.id.country-alone-is-not-enough',
  ),
  decision(
    when(({ country, postalCode }) => country === 'BRA' && postalCode?.includes('-') === true),
    'regions.id.brazil-with-a-dash',
  ),
  decision(
    when(({ country, postalCode }) => country !== 'BRA' && /[- ]/.test(postalCode ?? '')),
    'regions.id.separators-count',
  ),
  decision((facts) => sets(facts, 'geoCoordinates'), 'regions.id.coordinates-readable'),
  decision(
    whenFound(({ point }) => point !== undefined),
    'regions.id.longitude-and-latitude',
    'regions.id.sides-of-an-area',
  ),
  decision(
    whenFound(({ country, postalCode }) => country === undefined || postalCode === undefined),
    'regions.id.of-a-stored-address',
  ),
  decision(
    whenFound((_, facts) => sets(facts, 'sc') || clears(facts, 'sc')),
    'regions.id.of-the-trade-policy',
  ),
  decision(
    whenFound(({ country, postalCode }) => country !== undefined && postalCode !== undefined),
    'regions.id.country-and-postal-code',
    'regions.id.both-ends-of-a-range',
  ),
  decision(
    whenFound(({ region }, facts) => derives(facts, 'checkout.regionId') && region.startsWith('v2.')),
    'regions.id.of-the-second-format',
  ),
  decision(
    whenFound(({ region }, facts) => derives(facts, 'checkout.regionId') && !region.startsWith('v2.')),
    'regions.id.of-the-first-format',
  ),
  decision(
    whenFound(
      ({ region }, facts) => derives(facts, 'checkout.regionId') && region !== nobody && region !== 'U1cj',
    ),
    'regions.id.sellers-ascend',
  ),
  decision((facts) => isLost(facts, 'checkout.regionId'), 'regions.id.cleared'),
  decision((facts) => sets(facts, 'country', 'postalCode'), 'regions.id.readable-back'),
];
