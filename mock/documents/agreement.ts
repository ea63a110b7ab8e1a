import type { AddedAnswer } from '../control/journal/entry';
import type { Segment } from '../rules/segment';

/** A parameter of a request that differs from the visitor's segment. */
export type Disagreement = AddedAnswer['disagreements'][number];

/** The parameters of some paths that repeat the segment. */
interface Area {
  /** Of the request, as served. */
  readonly path: RegExp;
  /** How well it is known that they do. */
  readonly grade: 'documented' | 'inferred';
  /** By parameter, the first of these that the segment has: a key, or `facets.KEY`. */
  readonly parameters: Readonly<Record<string, readonly string[]>>;
  /** Those that are a defect too where they are left out, if the segment has a value. */
  readonly missed: readonly string[];
}

export const agreementTable: readonly Area[] = [
  {
    // Intelligent Search v1 documents them ("Migrating from segment").
    path: /\/api\/intelligent-search\/v1\//,
    grade: 'documented',
    parameters: {
      locale: ['cultureInfo'],
      sc: ['channel'],
      regionId: ['regionId'],
      country: ['facets.country', 'countryCode'],
      'zip-code': ['facets.zip-code'],
      coordinates: ['facets.coordinates'],
      pickupPoint: ['facets.pickupPoint'],
      deliveryZonesHash: ['facets.deliveryZonesHash'],
      pickupPointsHash: ['facets.pickupPointsHash'],
      utmSource: ['utm_source'],
      utmCampaign: ['utm_campaign'],
      utmiCampaign: ['utmi_campaign'],
      campaigns: ['campaigns'],
      priceTables: ['priceTables'],
    },
    missed: ['regionId'],
  },
  {
    // The trade policy and region of these are the visitor's too; nothing says so in one place.
    path: /\/api\/(?:catalog_system\/pub|checkout\/pub|recommend-bff|intelligent-search|io\/_v\/api\/intelligent-search)\//,
    grade: 'inferred',
    parameters: {
      sc: ['channel'],
      salesChannel: ['channel'],
      regionId: ['regionId'],
      locale: ['cultureInfo'],
    },
    missed: [],
  },
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
  const areas = agreementTable.filter(({ path: where }) => where.test(path));
  return areas.flatMap(({ parameters, missed }) =>
    Object.entries(parameters).flatMap(([parameter, keys]): Disagreement[] => {
      if (seen.has(parameter)) return [];
      seen.add(parameter);
      const expected = keys.map((key) => valueIn(segment, key)).find((value) => value !== undefined);
      const value = sent.get(parameter);
      if (expected === undefined) return [];
      if (value === null && !(missed.includes(parameter) && declares.has(parameter))) return [];
      if (value !== null && isSame(parameter, value, expected)) return [];
      return [{ parameter, sent: value, segment: expected }];
    }),
  );
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
