import type { QueryPairs } from '../rules/caller-writes';
import { badRequest } from '../rules/refusal';

/** A request target that belongs to the session operations. */
export interface SessionTarget {
  /** As in the OpenAPI document: `/api/sessions`, `/api/segments/{segmentToken}`. */
  readonly path: string;
  /** The token in the path, decoded. */
  readonly pathToken: string | undefined;
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

/**
 * Reads a request target such as `/io/api/sessions?items=*`.
 * @returns undefined if it is not a path of the session operations
 * @throws Refusal PATH_UNREADABLE if the token in the path has a bad escape
 */
export function readTarget(url: string): SessionTarget | undefined {
  const question = url.indexOf('?');
  const pathname = question < 0 ? url : url.slice(0, question);
  const match = sessionPath.exec(pathname) ?? segmentTokenPath.exec(pathname);
  if (match === null || match[1]?.startsWith('/_mock')) return undefined;
  const [, rootPath, base, encodedToken] = match as unknown as [string, string, string, string | undefined];
  const pathToken = encodedToken === undefined ? undefined : decoded(encodedToken).replace(/(?<!\/)\/+$/, '');
  return {
    path: pathToken === undefined ? base : (withToken[base] as string),
    pathToken,
    rootPath: rootPath === '' ? '/' : rootPath,
    query: question < 0 ? [] : pairsIn(url.slice(question).replace(/^\?+/, '')),
  };
}

/** As URLSearchParams reads it. Most query strings need no decoding, which is faster to read by hand. */
function pairsIn(query: string): QueryPairs {
  if (/[%+]/.test(query)) return [...new URLSearchParams(query)];
  const parts = query.split('&').filter((part) => part !== '');
  return parts.map((part) => {
    const equals = part.indexOf('=');
    return equals < 0 ? [part, ''] : [part.slice(0, equals), part.slice(equals + 1)];
  });
}

/** As it is where it holds a bad percent-escape. */
export function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function decoded(encodedToken: string): string {
  try {
    return decodeURIComponent(encodedToken);
  } catch {
    throw badRequest(
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
