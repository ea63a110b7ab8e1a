import { createHash } from 'node:crypto';
import { BoundedCache } from '../util/bounded-cache';

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
