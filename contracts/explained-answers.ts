import type { Context } from './behaviour';
import type { Expect } from './expect';
import { type Fetched, fetched, ofAnotherMake } from './fetched';
import { parseList } from './structured-list';

export interface Asking {
  readonly method?: string;
  /** With the query string. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Of `public`. */
  readonly body?: Readonly<Record<string, unknown>>;
}

export interface Asked extends Fetched {
  /** What decided the answer; undefined where the answer does not say. */
  readonly named: (asking: Asking) => Promise<readonly string[] | undefined>;
  /** Some behaviours must be among those that are named, the ones behind a `!` must not. */
  readonly holds: (asking: Asking, ...idsOrNotIds: readonly string[]) => Promise<void>;
}

/** An emulator that is asked what decided its answers, without a port and so with any header. */
export function askedWhy(context: Context, options = {}): Asked {
  const one = fetched(context, options);
  const named: Asked['named'] = async ({ method = 'GET', path, headers = {}, body }) => {
    const text = body === undefined ? '' : JSON.stringify({ public: entriesOf(body) });
    const all = Object.entries({
      'x-mock-explain': '1',
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    });
    const answer = await one.fetch(ofAnotherMake(all, text, { method, url: `http://localhost${path}` }));
    const header = answer.headers.get('x-mock-explain');
    return header === null ? undefined : parseList(header).map(({ token }) => token);
  };
  return {
    ...one,
    named,
    async holds(asking, ...idsOrNotIds) {
      const ids = (await named(asking)) ?? [];
      const found = idsOrNotIds.map(
        (one) => (ids.includes(one.replace('!', '')) ? '' : '!') + one.replace('!', ''),
      );
      told(context.expect, asking, found, idsOrNotIds);
    },
  };
}

function told(
  expect: Expect,
  { method, path }: Asking,
  found: readonly string[],
  wanted: readonly string[],
): void {
  expect([method, path, ...found]).toEqual([method, path, ...wanted]);
}

function entriesOf(values: object): unknown {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, { value }]));
}
