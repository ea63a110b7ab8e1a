import { randomBytes } from 'node:crypto';

/** A name nobody used before, so that a target kept from an earlier run disturbs nothing. */
export function randomName(start: string): string {
  return `${start}${randomBytes(5).toString('hex')}`;
}
