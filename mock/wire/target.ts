import type { QueryPairs } from '../rules/caller-writes';
import { Refusal } from '../rules/refusal';

/** A request target that belongs to the session operations. */
export interface SessionTarget {
  /** As in the OpenAPI document: `/api/sessions`, `/api/segments/{segmentToken}`. */
  readonly path: string;
  /** The token in the path, decoded. */
  readonly pathToken: string | undefined;
  /** PATH_UNREADABLE if that token has a bad escape. */
  readonly refusal: Refusal | undefined;
  /** What precedes the path of the document: `/`, or a root path such as `/pt`. */
  readonly rootPath: string;
  /** Decoded. Clients that send `??utm_source=…` mean one question mark. */
  readonly query: QueryPairs;
}

const withToken: Readonly<Record<string, string>> = {
  '/api/sessions': '/api/sessions/{sessionToken}',
  '/api/segments': '/api/segments/{segmentToken}',
};

/** A root path may precede it and slashes follow it. */
const sessionPath = /^(.*?)(\/api\/(?:sessions|segments))(?:\/([^/]+))?\/*$/;

/** A segment token may contain slashes. None ends with one, because the JSON in it ends with a brace. */
const segmentTokenPath = /^(.*?)(\/api\/segments)\/([^/].*)$/;

/** Reads a request target such as `/io/api/sessions?items=*`. Undefined if it is not a path of the session operations. */
export function readTarget(url: string): SessionTarget | undefined {
  const question = url.indexOf('?');
  const pathname = question < 0 ? url : url.slice(0, question);
  const match = sessionPath.exec(pathname) ?? segmentTokenPath.exec(pathname);
  if (match === null || match[1]?.startsWith('/_mock')) return undefined;
  const [, rootPath, base, encodedToken] = match as unknown as [string, string, string, string | undefined];
  const token = encodedToken === undefined ? undefined : decoded(encodedToken);
  return {
    path: token === undefined ? base : (withToken[base] as string),
    pathToken: typeof token === 'string' ? token.replace(/(?<!\/)\/+$/, '') : undefined,
    refusal: typeof token === 'object' ? token : undefined,
    rootPath: rootPath === '' ? '/' : rootPath,
    query: question < 0 ? noPairs : pairsIn(url.slice(question).replace(/^\?+/, '')),
  };
}

const noPairs: QueryPairs = [];

/** As URLSearchParams reads it. Most query strings need no decoding, which is faster to read by hand. */
function pairsIn(query: string): QueryPairs {
  if (/[%+]/.test(query)) return [...new URLSearchParams(query)];
  const pairs: [string, string][] = [];
  for (const part of query.split('&')) {
    const equals = part.indexOf('=');
    if (equals >= 0) pairs.push([part.slice(0, equals), part.slice(equals + 1)]);
    else if (part !== '') pairs.push([part, '']);
  }
  return pairs;
}

/** As it is where it holds a bad percent-escape. */
export function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function decoded(encodedToken: string): string | Refusal {
  try {
    return decodeURIComponent(encodedToken);
  } catch {
    return new Refusal(
      'PATH_UNREADABLE',
      'The token in the path holds a bad percent-escape: send it as it was set',
    );
  }
}

/**
 * Proxies send the whole URL. Any Host is accepted, so only path and query matter. Of several leading slashes one is
 * kept, since a URL parser takes the text after two slashes for a host.
 */
export function originForm(url: string): string {
  if (/^\/(?![/\\])[^#]*$/.test(url)) return url;
  const target = url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '').replace(/#.*$/, '');
  return `/${target.replace(/^[/\\]+/, '')}`;
}
