import type { Rule } from './rule';

/** The region and its id. */
export const regionsRules: readonly Rule[] = [
  {
    rule: 'R-300',
    says: 'checkout.regionId comes from country with postal code or point, in the trade policy; the country alone is not enough.',
    source: 'guide: VTEX’s session apps; guide: sessions overview; C:61004004608',
    date: '2026',
    confidence: 'documented',
  },
  {
    rule: 'R-301',
    says: 'public.regionId takes the place of the look-up.',
    source: 'C:61004004608; C:45565978486; C:60803757609; C:60995739187',
    date: '2026',
    confidence: 'observed',
  },
  {
    rule: 'R-302',
    says: "In one format the id is padded base64 of SW# and the sellers' ids joined by semicolons.",
    source: 'C:70996118275; C:55145091216; C:39408998531',
    date: '2026-09-27',
    confidence: 'observed',
  },
  {
    rule: 'R-303',
    says: 'In the other it is v2. and the MD5 of the same text in upper-case hexadecimal digits.',
    source: 'OpenAPI document; C:59092672841; C:70996118275',
    date: '2026-07-29',
    confidence: 'observed',
  },
  {
    rule: 'R-304',
    says: 'So one well-known id means that no seller serves the place, for every account.',
    source: 'OpenAPI document; C:69047902961; C:59092672841',
    date: '2026-07-29',
    confidence: 'observed',
  },
  {
    rule: 'R-305',
    says: "The sellers' ids stand in ascending order.",
    source: 'captures of region ids',
    date: '2026',
    confidence: 'observed',
  },
  {
    rule: 'R-306',
    says: 'Both formats are in use in 2026, by account; what selects one is not known.',
    source: 'C:70996118275; C:55145091216',
    date: '2026',
    confidence: 'observed',
  },
  {
    rule: 'R-307',
    says: 'A point is one string, longitude before latitude, with a comma between.',
    source: 'client: FastStore; C:45565978486',
    date: '2025-06-18',
    confidence: 'observed',
  },
  {
    rule: 'R-308',
    says: 'In a culture with decimal commas a point is refused.',
    source: 'KI-582065',
    date: null,
    confidence: 'documented',
    outOfScope:
      'is a published defect, which the emulator does not play: it reads a point alike in every culture',
  },
  {
    rule: 'R-309',
    says: 'A postal code keeps the blank or dash that some countries write.',
    source: 'guide: headless stores and Google; client: deco; client: FastStore',
    date: '2026-07',
    confidence: 'observed',
  },
  {
    rule: 'R-310',
    says: "A shopper's e-mail with the id of one of their addresses gives a region too.",
    source: 'guide: regions',
    date: '2022-10-20',
    confidence: 'documented',
  },
  {
    rule: 'R-311',
    says: 'checkout-session remembers a look-up for an hour.',
    source: 'C:61004004608',
    date: '2026',
    confidence: 'observed',
    outOfScope:
      'cannot be seen: an account fixture does not change, so that a remembered look-up is as a fresh one',
  },
  {
    rule: 'R-312',
    says: "A POST without a cookie that names a place answers a segment with that place's region already.",
    source: 'C:54503734760; C:53933876055',
    date: '2026',
    confidence: 'observed',
  },
  {
    rule: 'R-313',
    says: 'Country and postal code can be read back from public.',
    source: 'guide: headless stores and Google',
    date: '2026-07',
    confidence: 'documented',
  },
  {
    rule: 'R-314',
    says: "Google's region_id is decoded by the storefront; what is in public already comes first.",
    source: 'guide: headless stores and Google',
    date: '2026-07',
    confidence: 'documented',
    outOfScope:
      'speaks of the storefront, which decodes it and calls the API with a plain country and postal code',
  },
];
