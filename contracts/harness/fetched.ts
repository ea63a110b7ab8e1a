import type { Target } from '../targets/target';
import type { Context } from './behaviour';
import type { Visitor } from './visitor';

export type Fetch = NonNullable<Target['fetch']>;

export interface Fetched {
  readonly fetch: Fetch;
  readonly target: Target;
  readonly newVisitor: () => Visitor;
}

/** An emulator, and how to ask it without a port. */
export function fetched({ emulate }: Context, options = {}): Fetched {
  const { target, newVisitor } = emulate(options);
  if (target.fetch === undefined) throw new Error(`${target.name} has no fetch of its own`);
  return { fetch: target.fetch, target, newVisitor };
}

type Headers = readonly (readonly [name: string, value: string])[];

/** A Request of another implementation; its headers are passed on unchecked. */
export function ofAnotherMake(headers: Headers, body: string, more: object): Request {
  const arrayBuffer = async () => Uint8Array.from(Buffer.from(body)).buffer;
  return { method: 'POST', headers, arrayBuffer, ...more } as unknown as Request;
}
