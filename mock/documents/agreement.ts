import type { Segment } from '../rules/segment';

/** A parameter of a request that differs from the visitor's segment. */
export interface Disagreement {
  /** `sc`, `regionId` … */
  readonly parameter: string;
  /** Null where the parameter was not sent. */
  readonly sent: string | null;
  /** What the visitor's segment says. */
  readonly segment: string;
}

interface Row {
  /** Of the request, as served. */
  readonly path: RegExp;
  readonly parameter: string;
  /** The first of these that the segment has: a key, or `facets.KEY`. */
  readonly segment: readonly string[];
  /** Where the parameter left out is a defect too, if the segment has a value. */
  readonly isMissed?: true;
  /** How well it is known that the parameter repeats the segment. */
  readonly grade: 'documented' | 'inferred';
}

/** Intelligent Search v1 documents which parameters repeat the segment ("Migrating from segment"). */
const search = /\/api\/intelligent-search\/v1\//;
/** The trade policy and region of these are the visitor's too; nothing says so in one place. */
const store =
  /\/api\/(?:catalog_system\/pub|checkout\/pub|recommend-bff|intelligent-search|io\/_v\/api\/intelligent-search)\//;

export const agreementTable: readonly Row[] = [
  { path: search, parameter: 'locale', segment: ['cultureInfo'], grade: 'documented' },
  { path: search, parameter: 'sc', segment: ['channel'], grade: 'documented' },
  { path: search, parameter: 'regionId', segment: ['regionId'], isMissed: true, grade: 'documented' },
  { path: search, parameter: 'country', segment: ['facets.country', 'countryCode'], grade: 'documented' },
  { path: search, parameter: 'zip-code', segment: ['facets.zip-code'], grade: 'documented' },
  { path: search, parameter: 'coordinates', segment: ['facets.coordinates'], grade: 'documented' },
  { path: search, parameter: 'pickupPoint', segment: ['facets.pickupPoint'], grade: 'documented' },
  {
    path: search,
    parameter: 'deliveryZonesHash',
    segment: ['facets.deliveryZonesHash'],
    grade: 'documented',
  },
  { path: search, parameter: 'pickupPointsHash', segment: ['facets.pickupPointsHash'], grade: 'documented' },
  { path: search, parameter: 'utmSource', segment: ['utm_source'], grade: 'documented' },
  { path: search, parameter: 'utmCampaign', segment: ['utm_campaign'], grade: 'documented' },
  { path: search, parameter: 'utmiCampaign', segment: ['utmi_campaign'], grade: 'documented' },
  { path: search, parameter: 'campaigns', segment: ['campaigns'], grade: 'documented' },
  { path: search, parameter: 'priceTables', segment: ['priceTables'], grade: 'documented' },
  { path: store, parameter: 'sc', segment: ['channel'], grade: 'inferred' },
  { path: store, parameter: 'salesChannel', segment: ['channel'], grade: 'inferred' },
  { path: store, parameter: 'regionId', segment: ['regionId'], grade: 'inferred' },
  { path: store, parameter: 'locale', segment: ['cultureInfo'], grade: 'inferred' },
];

/**
 * Where a request contradicts its visitor: another trade policy, no region although they have one.
 *
 * @param path as served, with the server's path
 * @param query without the question mark
 * @param declares the query parameters that the document has for the operation
 */
export function disagreements(
  path: string,
  query: string,
  declares: ReadonlySet<string>,
  segment: Segment,
): readonly Disagreement[] {
  const sent = new URLSearchParams(query);
  const seen = new Set<string>();
  return agreementTable.flatMap(({ path: where, parameter, segment: keys, isMissed }): Disagreement[] => {
    if (seen.has(parameter) || !where.test(path)) return [];
    seen.add(parameter);
    const expected = keys.map((key) => valueIn(segment, key)).find((value) => value !== undefined);
    const value = sent.get(parameter);
    if (expected === undefined) return [];
    if (value === null && !(isMissed && declares.has(parameter))) return [];
    if (value !== null && isSame(parameter, value, expected)) return [];
    return [{ parameter, sent: value, segment: expected }];
  });
}

/** Lists in any order are the same list; cultures are the same in any case. */
function isSame(parameter: string, one: string, other: string): boolean {
  if (one === other) return true;
  if (parameter === 'locale') return one.toLowerCase() === other.toLowerCase();
  if (!['campaigns', 'priceTables'].includes(parameter)) return false;
  return one.split(',').sort().join() === other.split(',').sort().join();
}

function valueIn(segment: Segment, key: string): string | undefined {
  const facet = /^facets\.(.*)$/.exec(key)?.[1];
  const value = facet === undefined ? segment[key] : facetIn(String(segment['facets'] ?? ''), facet);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** `facets` is a list of `key=value;`; a value may hold further `=`. */
function facetIn(facets: string, name: string): string | undefined {
  const pair = facets.split(';').find((text) => text.startsWith(`${name}=`));
  return pair?.slice(name.length + 1);
}
