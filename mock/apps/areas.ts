/** Where sellers deliver, by ranges of postal codes and polygons, and the ids of their regions. */
import { createHash } from 'node:crypto';
import { BoundedCache } from '../util/bounded-cache';
import type { Area, Point, PostalCodeRange, Seller } from './store-data';

/** A visitor's location. Without a postal code or a point it has no sellers. */
export interface Location {
  /** ISO 3166 alpha-3. */
  readonly country: string;
  readonly postalCode: string | undefined;
  readonly point: Point | undefined;
}

/** Ids of the sellers that deliver to a location in a trade policy. */
export function sellersServing(
  sellers: readonly Seller[],
  location: Location,
  tradePolicy: string | undefined,
): string[] {
  const serves = (area: Area) => isServed(area, tradePolicy) && lies(location, area);
  return sellers.filter(({ areas }) => areas.some(serves)).map(({ id }) => id);
}

function isServed({ tradePolicies }: Area, tradePolicy: string | undefined): boolean {
  return tradePolicies === undefined || (tradePolicy !== undefined && tradePolicies.includes(tradePolicy));
}

function lies({ country, postalCode, point }: Location, area: Area): boolean {
  return (
    country === area.country &&
    (inPostalCodes(postalCode, area.postalCodes) || inPolygon(point, area.polygon ?? []))
  );
}

/** Ranges include both ends. */
export function inPostalCodes(postalCode: string | undefined, ranges: readonly PostalCodeRange[]): boolean {
  if (postalCode === undefined) return false;
  const code = comparable(postalCode);
  return ranges.some((range) => {
    const { from, to, shape } = boundsOf(range);
    return code >= from && code <= to && shapeOf(code) === shape;
  });
}

interface Bounds {
  readonly from: string;
  readonly to: string;
  /** Undefined if the ends differ in shape; then the range is empty. */
  readonly shape: string | undefined;
}

/** Cached, since every look-up goes through all ranges of an account, and they never change. */
const known = new WeakMap<PostalCodeRange, Bounds>();

function boundsOf(range: PostalCodeRange): Bounds {
  const cached = known.get(range);
  if (cached !== undefined) return cached;
  const [from, to] = range.map(comparable) as [string, string];
  const shape = shapeOf(from) === shapeOf(to) ? shapeOf(from) : undefined;
  const bounds = { from, to, shape };
  known.set(range, bounds);
  return bounds;
}

/** Case does not matter, and Brazil's eight digits may be written without the dash. */
function comparable(postalCode: string): string {
  return postalCode.toUpperCase().replace(/^(\d{5})-(\d{3})$/, '$1$2');
}

/** The length and the positions of separators, which matter outside Brazil. */
function shapeOf(postalCode: string): string {
  return postalCode.replace(/[A-Z0-9]/g, '0');
}

/** Even-odd rule: a ray from the point to the east crosses the polygon's sides an odd number of times. */
function inPolygon(point: Point | undefined, corners: readonly Point[]): boolean {
  if (point === undefined) return false;
  const [x, y] = point;
  let isInside = false;
  let previous = corners.at(-1);
  for (const corner of corners) {
    const [[x1, y1], [x2, y2]] = [previous as Point, corner];
    if (y1 > y !== y2 > y && x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)) isInside = !isInside;
    previous = corner;
  }
  return isInside;
}

/** The point of a text `"<longitude>,<latitude>"` in degrees; undefined if it is not one. */
export function pointFrom(text: string | undefined): Point | undefined {
  const [, longitude, latitude] = /^\s*(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)\s*$/.exec(text ?? '') ?? [];
  if (longitude === undefined || latitude === undefined) return undefined;
  const point: Point = [Number(longitude), Number(latitude)];
  return Math.abs(point[0]) <= 180 && Math.abs(point[1]) <= 90 ? point : undefined;
}

/** 1: the sellers' ids. 2: their MD5. Both are in use, depending on the account (R-306). */
export type RegionIdFormat = 1 | 2;

/** A region is the set of sellers that deliver there; its id is derived from theirs. */
export function regionId(sellerIds: readonly string[], format: RegionIdFormat): string {
  const text = `SW#${[...sellerIds].sort().join(';')}`; // ascending
  return format === 1
    ? Buffer.from(text).toString('base64') // padded
    : `v2.${createHash('md5').update(text).digest('hex').toUpperCase()}`;
}

/** The same, cached: there are many locations, but few sets of sellers that deliver to them. */
export function regionIds(format: RegionIdFormat): (sellerIds: readonly string[]) => string {
  const known = new BoundedCache<string, string>(500);
  return (sellerIds) => known.getOrMake(JSON.stringify(sellerIds), () => regionId(sellerIds, format));
}
