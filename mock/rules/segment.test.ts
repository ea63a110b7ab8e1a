import { overriddenSegment, type Segment, segmentOf } from './segment';
import type { JsonValue } from './session';
import { namespacesOf, type Plain, queryOf, sealed } from './testing/plain';

const textOf = (namespaces: Plain) => JSON.stringify(segmentOf(sealed(namespacesOf(namespaces))));

const store = {
  channel: '1',
  countryCode: 'BRA',
  cultureInfo: 'pt-BR',
  currencyCode: 'BRL',
  currencySymbol: 'R$',
  channelPrivacy: 'public',
};

test('R-185, R-189: an anonymous session gives the twelve keys in order, null where nothing is', () => {
  expect(textOf({ store })).toBe(
    '{"campaigns":null,"channel":"1","priceTables":null,"regionId":null,"utm_campaign":null,"utm_source":null,"utmi_campaign":null,"currencyCode":"BRL","currencySymbol":"R$","countryCode":"BRA","cultureInfo":"pt-BR","channelPrivacy":"public"}',
  );
});

test('R-185, R-200 to R-206: a full session gives all fourteen, each from its source', () => {
  const full: Plain = {
    search: { facets: 'productClusterIds=138;' },
    rnb: { campaigns: 'c1,c2' },
    profile: { priceTables: 'gold,silver' },
    checkout: { regionId: 'v2.1BB18CE648B5111D0933734ED83EC783' },
    public: {
      utm_campaign: 'uc',
      utm_source: 'us',
      utmi_campaign: 'ui',
      utmi_cp: 'not this',
      utm_medium: 'R-207: never',
      regionId: 'R-203: never',
      facets: 'R-206: never',
      priceTables: 'R-201: never',
    },
    store: { ...store, admin_cultureInfo: 'en-US' },
  };
  expect(textOf(full)).toBe(
    '{"campaigns":"c1,c2","channel":"1","priceTables":"gold,silver","regionId":"v2.1BB18CE648B5111D0933734ED83EC783","utm_campaign":"uc","utm_source":"us","utmi_campaign":"ui","currencyCode":"BRL","currencySymbol":"R$","countryCode":"BRA","cultureInfo":"pt-BR","admin_cultureInfo":"en-US","channelPrivacy":"public","facets":"productClusterIds=138;"}',
  );
});

test('R-186 to R-189: a session without anything gives eleven nulls', () => {
  const keys = Object.entries(segmentOf(new Map()));
  expect(keys.map(([, value]) => value)).toEqual(Array(11).fill(null));
  expect(keys.at(-1)?.[0]).toBe('cultureInfo');
});

test.each<[string, Plain, string, JsonValue | undefined]>([
  ['R-190: cleared stays ""', { public: { utm_source: '' } }, 'utm_source', ''],
  ['R-190: in store too', { store: { channel: '' } }, 'channel', ''],
  ['R-067: null is null', { public: { utm_source: null } }, 'utm_source', null],
  ['R-188: empty facets are left out', { search: { facets: '' } }, 'facets', undefined],
  ['R-205: utmi_cp where there is no utmi_campaign', { public: { utmi_cp: 'cp' } }, 'utmi_campaign', 'cp'],
  ['R-205: or none but null', { public: { utmi_campaign: null, utmi_cp: 'cp' } }, 'utmi_campaign', 'cp'],
  ['R-205: but a cleared one is one', { public: { utmi_campaign: '', utmi_cp: 'cp' } }, 'utmi_campaign', ''],
  ['R-191: a number as text', { store: { channel: 1 } }, 'channel', '1'],
  ['R-191: zero too', { store: { channel: 0 } }, 'channel', '0'],
  ['R-191: a boolean as text', { public: { utm_source: false } }, 'utm_source', 'false'],
  ['R-191: an array as JSON', { profile: { priceTables: ['a', 1] } }, 'priceTables', '["a",1]'],
  ['R-191: an object as JSON', { search: { facets: { a: 1 } } }, 'facets', '{"a":1}'],
])('%s', (_, namespaces, key, value) => {
  expect(segmentOf(namespacesOf(namespaces))[key]).toBe(value);
});

describe('R-173: the query of GET /api/segments, for this answer only', () => {
  const segment: Segment = sealed({
    channel: '1',
    utm_campaign: null,
    utm_source: 'own',
    utmi_campaign: null,
    cultureInfo: 'pt-BR',
  });

  test.each<[string, string, Segment]>([
    ['no query', '', {}],
    ['R-174: utm_source', 'utm_source=x', { utm_source: 'x' }],
    ['R-174: utm_campaign', 'utm_campaign=x', { utm_campaign: 'x' }],
    ['R-174: utmi_campaign', 'utmi_campaign=x', { utmi_campaign: 'x' }],
    ['R-205: utmi_cp, under the segment’s name', 'utmi_cp=x', { utmi_campaign: 'x' }],
    ['R-174: cultureInfo', 'cultureInfo=en-US', { cultureInfo: 'en-US' }],
    ['an empty value', 'utm_source=', { utm_source: '' }],
    ['the last of a repeated name', 'utm_source=x&utm_source=y', { utm_source: 'y' }],
    ['R-174: no other key of the segment', 'channel=2&priceTables=x&regionId=x&facets=x&currencyCode=x', {}],
    ['R-174: no other name', 'sc=2&utm_medium=x&UTM_SOURCE=x&an=acme&__bindingId=x', {}],
    ['R-174: no name of Object.prototype', 'constructor=x&__proto__=x&toString=x', {}],
  ])('%s', (_, query, changes) => {
    expect(overriddenSegment(segment, queryOf(query))).toStrictEqual({ ...segment, ...changes });
  });

  test('R-185: the order of keys stays', () => {
    const overridden = overriddenSegment(segment, queryOf('cultureInfo=en-US&utm_campaign=x'));
    expect(Object.keys(overridden)).toEqual(Object.keys(segment));
  });

  test.each<[string, string, string]>([
    ['the culture is among them', 'supportedLocales=en-US,pt-BR', 'pt-BR'],
    ['one of the same language', 'supportedLocales=en-US,pt-PT,pt-AO', 'pt-PT'],
    [
      'a language is not another that begins alike',
      'cultureInfo=fi-FI&supportedLocales=en-US,fil-PH,fi',
      'fi',
    ],
    ['a bare language', 'supportedLocales=en,pt', 'pt'],
    ['none alike: the first', 'supportedLocales=en-US,es-ES', 'en-US'],
    ['the asked culture is among them', 'cultureInfo=es-ES&supportedLocales=en-US,es-ES', 'es-ES'],
    ['in the other order of names', 'supportedLocales=en-US,es-ES&cultureInfo=es-ES', 'es-ES'],
    ['the asked culture is not', 'cultureInfo=fr-FR&supportedLocales=en-US,pt-BR', 'en-US'],
    ['an empty list', 'supportedLocales=', 'pt-BR'],
    ['commas only', 'supportedLocales=,,', 'pt-BR'],
    ['empty members', 'supportedLocales=,en-US', 'en-US'],
    ['the last of two lists', 'supportedLocales=en-US&supportedLocales=es-ES', 'es-ES'],
  ])('R-175: supportedLocales, %s', (_, query, culture) => {
    expect(overriddenSegment(segment, queryOf(query))).toStrictEqual({ ...segment, cultureInfo: culture });
  });

  test('R-175: a segment without a culture takes the first', () => {
    const bare: Segment = { ...segment, cultureInfo: null };
    expect(overriddenSegment(bare, queryOf('supportedLocales=en-US,pt-BR'))['cultureInfo']).toBe('en-US');
  });
});

test('R-188: facets that an app answered null are absent, as emptied ones are', () => {
  const namespaces = namespacesOf({ search: { facets: null } });
  expect(segmentOf(namespaces)).not.toHaveProperty('facets');
});
