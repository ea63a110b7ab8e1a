import type { IncomingMessage } from 'node:http';

/** Names a cell in a request that can use neither its path nor its host. */
export const cellHeader = 'x-mock-cell';

/** The label of a host name, since a cell is addressed as `NAME.localhost` too. */
export const cellName = /^[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?$/;

/** `/cells/NAME` in front of what the cell is asked. */
const cellPath = /^\/cells\/([^/?#]*)(.*)$/s;

/** A path prefix, or the header. The path wins. Undefined if there is neither. */
export interface NamedCell {
  readonly name: string;
  /** What follows the prefix, as a request target; undefined if there was none. */
  readonly rest: string | undefined;
}

export function namedCell({ url = '/', headers }: IncomingMessage): NamedCell | undefined {
  if (url.startsWith('/cells/')) {
    const [, name, rest] = cellPath.exec(url) as unknown as [string, string, string];
    return { name, rest: rest.startsWith('/') ? rest : `/${rest}` };
  }
  const header = headers[cellHeader];
  return typeof header === 'string' ? { name: header, rest: undefined } : undefined;
}

/**
 * `NAME.localhost`, and an account's hosts as VTEX has them: `NAME.myvtex.com`, `WORKSPACE--NAME.myvtex.com`,
 * `NAME.vtexcommercestable.com.br`, and `NAME.myvtex.localhost` in their place.
 */
const hosts =
  /^(?:([a-z\d-]+)\.localhost|(?:[a-z\d-]+?--)?([a-z\d-]+)\.(?:myvtex\.(?:com|localhost)|vtexcommerce(?:stable|beta)\.com\.br))\.?(?::\d+)?$/i;

/** The cell or account that the host name of a request names. A proxy passes on the host that it was asked for. */
export function nameInHost({ headers }: IncomingMessage): string | undefined {
  const forwarded = headers['x-forwarded-host'];
  const host = typeof forwarded === 'string' ? (forwarded.split(',', 1)[0] as string).trim() : headers.host;
  const [, plain, account] = hosts.exec(host ?? '') ?? [];
  return (plain ?? account)?.toLowerCase();
}

/** The account that `?an=` names, the last of several. */
export function nameInQuery(url: string): string | undefined {
  return [...url.matchAll(/[?&]an=([^&#]*)/g)].at(-1)?.[1];
}
