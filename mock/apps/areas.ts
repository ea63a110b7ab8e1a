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

/**
 * Looks up the ids of the sellers that deliver to a location in a trade policy. Each look-up goes through all areas of the
 * account, so what does not depend on the location is prepared once.
 */
export function sellersServing(
  sellers: readonly Seller[],
): (location: Location, tradePolicy: string | undefined) => string[] {
  const prepared = sellers.map(({ id, areas }) => ({
    id,
    areas: areas.map((area) => ({ ...area, hasPostalCode: postalCodesIn(area.postalCodes) })),
  }));
  return ({ country, postalCode, point }, tradePolicy) => {
    const code = postalCode && comparable(postalCode);
    const serves = (area: PreparedArea) =>
      country === area.country &&
      isServed(area, tradePolicy) &&
      (area.hasPostalCode(code) || inPolygon(point, area.polygon ?? []));
    return prepared.filter(({ areas }) => areas.some(serves)).map(({ id }) => id);
  };
}

interface PreparedArea extends Area {
  readonly hasPostalCode: (code: string | undefined) => boolean;
}

function isServed({ tradePolicies }: Area, tradePolicy: string | undefined): boolean {
  return tradePolicies === undefined || (tradePolicy !== undefined && tradePolicies.includes(tradePolicy));
}

/**
 * Whether a {@link comparable} postal code is in one of the ranges. They include both ends; one whose ends differ in shape
 * is empty.
 */
export function postalCodesIn(ranges: readonly PostalCodeRange[]): (code: string | undefined) => boolean {
  const bounds = ranges
    .map((range) => range.map(comparable) as [string, string])
    .map(([from, to]) => ({ from, to, shape: shapeOf(from) }))
    .filter(({ to, shape }) => shape.test(to));
  return (code) =>
    code !== undefined &&
    bounds.some(({ from, to, shape }) => code >= from && code <= to && shape.test(code));
}

/** Case does not matter, and Brazil's eight digits may be written without the dash. */
export function comparable(postalCode: string): string {
  const code = postalCode.toUpperCase();
  return code.includes('-') ? code.replace(/^(\d{5})-(\d{3})$/, '$1$2') : code;
}

/** Codes of this length with separators at these positions, which matter outside Brazil. */
function shapeOf(code: string): RegExp {
  const shape = [...code].map((one) => (/[A-Z0-9]/.test(one) ? '[A-Z0-9]' : `\\${one}`));
  return new RegExp(`^${shape.join('')}$`);
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
  return (sellerIds) => known.getOrMake(sellerIds.join('\n'), () => regionId(sellerIds, format));
}
