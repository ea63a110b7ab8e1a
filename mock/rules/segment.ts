import { BoundedCache } from '../util/bounded-cache';
import { isObject, parseJson } from '../util/json';
import type { Assumptions } from './assumptions';
import type { QueryPairs } from './caller-writes';
import { entryAt, isNestedTooDeep, type JsonValue, type Namespaces, valueText } from './session';

/** The shareable projection of a session: plain values, no `value` members. */
export type Segment = Readonly<Record<string, JsonValue>>;

interface Projection {
  readonly key: string;
  /** The first source that was ever set counts. */
  readonly sources: readonly (readonly [namespace: string, key: string])[];
  /** If no source was ever set, the key is null or left out. */
  readonly whenUnset: 'null' | 'left-out';
}

/** The keys in their fixed order and where each comes from. */
const projections = [
  { key: 'campaigns', sources: [['rnb', 'campaigns']], whenUnset: 'null' },
  { key: 'channel', sources: [['store', 'channel']], whenUnset: 'null' },
  { key: 'priceTables', sources: [['profile', 'priceTables']], whenUnset: 'null' },
  { key: 'regionId', sources: [['checkout', 'regionId']], whenUnset: 'null' },
  { key: 'utm_campaign', sources: [['public', 'utm_campaign']], whenUnset: 'null' },
  { key: 'utm_source', sources: [['public', 'utm_source']], whenUnset: 'null' },
  {
    key: 'utmi_campaign',
    sources: [
      ['public', 'utmi_campaign'],
      ['public', 'utmi_cp'],
    ],
    whenUnset: 'null',
  },
  { key: 'currencyCode', sources: [['store', 'currencyCode']], whenUnset: 'null' },
  { key: 'currencySymbol', sources: [['store', 'currencySymbol']], whenUnset: 'null' },
  { key: 'countryCode', sources: [['store', 'countryCode']], whenUnset: 'null' },
  { key: 'cultureInfo', sources: [['store', 'cultureInfo']], whenUnset: 'null' },
  { key: 'admin_cultureInfo', sources: [['store', 'admin_cultureInfo']], whenUnset: 'left-out' },
  { key: 'channelPrivacy', sources: [['store', 'channelPrivacy']], whenUnset: 'left-out' },
  { key: 'facets', sources: [['search', 'facets']], whenUnset: 'left-out' },
] as const satisfies readonly Projection[];

/** The keys that a segment may have. */
export type SegmentKey = (typeof projections)[number]['key'];

export function segmentOf(namespaces: Namespaces): Segment {
  const segment: Record<string, JsonValue> = {};
  for (const { key, sources, whenUnset } of projections) {
    let value: JsonValue | undefined;
    for (const [namespace, sourceKey] of sources) {
      value ??= entryAt(namespaces, { namespace, key: sourceKey })?.value;
    }
    if (whenUnset === 'left-out' && (value === '' || value === null)) continue; // absent without content
    if (value !== undefined) segment[key] = asText(value);
    else if (whenUnset === 'null') segment[key] = null;
  }
  return segment;
}

/** A session's segment and its token. */
export interface EncodedSegment {
  readonly segment: Segment;
  readonly token: string;
}

export interface Segments {
  of(namespaces: Namespaces): EncodedSegment;
  /** Empties the cache. */
  forget(): void;
}

/**
 * The segment of namespaces, computed once. Equal segments share one object: a segment per session would be the
 * larger part of a session's memory.
 */
export function segmentsOf(assumptions: Assumptions): Segments {
  const known = new WeakMap<Namespaces, EncodedSegment>();
  const byContent = new BoundedCache<string, EncodedSegment>(500);
  let last: EncodedSegment | undefined;
  const encodedOf = (segment: Segment): EncodedSegment => {
    // Few writes change it, and its text as a key takes longer than a comparison.
    if (last !== undefined && isSame(last.segment, segment)) return last;
    const encoded = () => ({ segment, token: encodeSegment(segment, assumptions) });
    last = byContent.getOrMake(JSON.stringify(segment), encoded);
    return last;
  };
  return {
    of(namespaces) {
      const cached = known.get(namespaces);
      if (cached !== undefined) return cached;
      const encoded = encodedOf(segmentOf(namespaces));
      known.set(namespaces, encoded);
      return encoded;
    },
    forget() {
      byContent.clear();
      last = undefined;
    },
  };
}

function isSame(one: Segment, other: Segment): boolean {
  return projections.every(({ key }) => one[key] === other[key]);
}

/** All values are strings; a cleared one stays `""`. */
function asText(value: JsonValue): string | null {
  return value === null ? null : valueText(value);
}

/** Query names that overwrite a segment key for one answer. */
const overrides: Readonly<Record<string, string>> = {
  utm_campaign: 'utm_campaign',
  utm_source: 'utm_source',
  utmi_campaign: 'utmi_campaign',
  utmi_cp: 'utmi_campaign',
  cultureInfo: 'cultureInfo',
};

/** The segment with the query's overrides, for one answer; the session does not change. */
export function overriddenSegment(segment: Segment, query: QueryPairs): Segment {
  const result: Record<string, JsonValue> = { ...segment };
  let supported: readonly string[] = [];
  for (const [name, value] of query) {
    const key = Object.hasOwn(overrides, name) ? overrides[name] : undefined;
    if (key !== undefined) result[key] = value;
    if (name === 'supportedLocales') supported = localesIn(value);
  }
  const culture = result['cultureInfo'];
  const chosen = nearestLocale(typeof culture === 'string' ? culture : undefined, supported);
  return chosen === undefined ? result : { ...result, cultureInfo: chosen };
}

/**
 * Unpadded base64 of compact JSON in UTF-8, which `atob` reads. Equal segments give equal tokens
 * (R-197).
 */
export function encodeSegment(segment: Segment, assumptions: Assumptions): string {
  const json = JSON.stringify(segment);
  const text = assumptions.segmentNonAscii === 'escaped' ? escapeNonAscii(json) : json;
  const token = Buffer.from(text, 'utf8').toString(assumptions.segmentAlphabet);
  return assumptions.segmentAlphabet === 'base64' ? token.replace(/=+$/, '') : token;
}

function escapeNonAscii(json: string): string {
  return json.replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/**
 * The segment in a token of either alphabet, padded or not, percent-encoded or not, hand-made tokens included (R-181,
 * Undefined if it does not decode to a JSON object.
 */
export function decodeSegment(encoded: string): Segment | undefined {
  try {
    const token = encoded.includes('%') ? decodeURIComponent(encoded) : encoded;
    if (!/^[\w+/-]+={0,2}$/.test(token)) return undefined;
    const text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(token, 'base64'));
    const segment: unknown = parseJson(text);
    return isObject(segment) && !isNestedTooDeep(segment) ? (segment as Segment) : undefined;
  } catch {
    return undefined;
  }
}

/** The wanted locale if it is supported, else one of its language, else the first (R-175, assumed). */
export function nearestLocale(wanted: string | undefined, supported: readonly string[]): string | undefined {
  if (wanted !== undefined && supported.includes(wanted)) return wanted;
  const language = wanted?.split('-')[0];
  return supported.find((locale) => locale.split('-')[0] === language) ?? supported[0];
}

/** `supportedLocales=pt-BR,en-US` */
export function localesIn(list: string): readonly string[] {
  return list.split(',').filter((locale) => locale !== '');
}
