/**
 * The keys of `public` that a live account may be sent: those any storefront sends and those the suite
 * made itself. Not among them: `vtex-impersonated-customer-email` and `storeUserEmail`, which name a person, and
 * `regionId`, `facets`, `priceTables`, which would set what the account's own apps are there to derive.
 */
const known: readonly string[] = [
  'sc',
  'country',
  'postalCode',
  'geoCoordinates',
  'cultureInfo',
  'locale',
  'utm_source',
  'utm_medium',
  'utm_campaign',
  'utmi_campaign',
  'utmi_cp',
  'utmi_p',
  'utmi_pc',
  'gclid',
];

/** What `randomName` makes: a short word, ten hexadecimal digits, and perhaps a short word behind. */
const made = /^[A-Za-z][\w-]{0,24}[0-9a-f]{10}(?:[-.][a-z0-9]{1,8})?$/;

export function isSuiteMade(name: string): boolean {
  return made.test(name);
}

export function mayBeWritten(key: string): boolean {
  return known.includes(key) || isSuiteMade(key);
}
