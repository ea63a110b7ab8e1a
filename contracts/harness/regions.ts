/** Which region a visitor shops in. */
import { createHash } from 'node:crypto';
import type { Context } from './behaviour';
import { globex } from './suite-account';
import type { Visitor } from './visitor';

/** The id of a region by its sellers, in today's format. */
export function regionOf(...sellers: string[]): string {
  return `v2.${createHash('md5')
    .update(`SW#${sellers.join(';')}`)
    .digest('hex')
    .toUpperCase()}`;
}

type Public = Readonly<Record<string, unknown>>;

/** Answers the regions of visitors who write this, each of them new. */
export function regions({ emulate }: Context, more: object = {}) {
  const { newVisitor } = emulate({ account: { ...globex, ...more } });
  return async (written: Public) => {
    const visitor = newVisitor();
    await visitor.post({ public: written });
    return regionIn(visitor);
  };
}

export async function regionIn(visitor: Visitor): Promise<unknown> {
  return (await visitor.values('checkout.regionId'))['checkout.regionId'];
}
