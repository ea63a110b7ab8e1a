import type { CatalogueEntry } from './entry';

const operation = 'POST /api/sessions';

/** What stands in a segment, and where it comes from. */
export const segmentsContent: readonly CatalogueEntry[] = [
  {
    id: 'segments.content.keys-in-order',
    sentence: 'The keys of a segment come in one fixed order, in the token and in the answer of a GET.',
    operation: 'GET /api/segments',
    grade: 'observed',
    evidence: ['R-185'],
    marker: 'both',
  },
  {
    id: 'segments.content.unset-keys-are-null',
    sentence: 'Keys without a value are there and null.',
    operation,
    grade: 'observed',
    evidence: ['R-189'],
    marker: 'both',
  },
  {
    id: 'segments.content.channel-privacy-is-there',
    sentence: 'channelPrivacy is always there, and public for a policy open to everybody.',
    operation,
    grade: 'observed',
    evidence: ['R-186'],
    marker: 'both',
  },
  {
    id: 'segments.content.no-facets-without-content',
    sentence:
      'facets is absent when there are none, and so is admin_cultureInfo for who never was in the Admin.',
    operation,
    grade: 'observed',
    evidence: ['R-187', 'R-188'],
    marker: 'both',
  },
  {
    id: 'segments.content.values-are-strings',
    sentence:
      'All values of a segment are strings or null, the channel and what was written as a number too.',
    operation,
    grade: 'documented',
    evidence: ['R-191'],
    marker: 'both',
  },
  {
    id: 'segments.content.store-values-are-the-sessions',
    sentence: 'channel, currency, country, culture and channelPrivacy are those of store in the session.',
    operation,
    grade: 'observed',
    evidence: ['R-200'],
    marker: 'both',
  },
  {
    id: 'segments.content.utm-comes-from-public',
    sentence: 'utm_source, utm_campaign and utmi_campaign are those of public.',
    operation,
    grade: 'documented',
    evidence: ['R-204', 'R-205'],
    marker: 'both',
  },
  {
    id: 'segments.content.utmi-cp-stands-in',
    sentence: 'Without public.utmi_campaign the segment’s comes from public.utmi_cp, which clients write.',
    operation,
    grade: 'assumed',
    evidence: ['R-205'],
    noSetting: 'both sources count here, so that a visitor of either kind is served',
    marker: 'both',
  },
  {
    id: 'segments.content.utm-medium-is-left-out',
    sentence: 'utm_medium is in public and never in the segment, and neither is any other key of public.',
    operation,
    grade: 'observed',
    evidence: ['R-207'],
    marker: 'both',
  },
  {
    id: 'segments.content.cleared-is-the-empty-string',
    sentence: 'A source that was cleared is the empty string in the segment and not null.',
    operation,
    grade: 'observed',
    evidence: ['R-190'],
    marker: 'both',
  },
];
