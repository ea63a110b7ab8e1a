import type { QueryPairs } from '../rules/caller-writes';
import { badRequest } from '../rules/refusal';

/** A request target that belongs to the session operations. */
export interface SessionTarget {
  /** `/api/sessions` or `/api/segments`, with `/{token}` behind it where there was one; as the document has it. */
  readonly path: string;
  /** The token in the path, decoded. */
  readonly pathToken: string | undefined;
  /** Decoded; clients that send `??utm_source=…` mean one question mark. */
  readonly query: QueryPairs;
}

/** A root path may stand in front and a slash behind. */
const sessionPath = /^(.*?)(\/api\/(?:sessions|segments))(?:\/([^/]+))?\/*$/;

/**
 * Reads a request target such as `/io/api/sessions?items=*`.
 * @returns undefined when it is none of the session operations' business
 * @throws Refusal PATH_UNREADABLE when the token in the path holds a bad escape
 */
export function readTarget(url: string): SessionTarget | undefined {
  const question = url.indexOf('?');
  const pathname = question < 0 ? url : url.slice(0, question);
  const match = sessionPath.exec(pathname);
  if (match === null || match[1]?.startsWith('/_mock')) return undefined;
  const [, , base, encodedToken] = match as unknown as [string, string, string, string | undefined];
  const pathToken = encodedToken === undefined ? undefined : decoded(encodedToken);
  return {
    path: pathToken === undefined ? base : `${base}/{token}`,
    pathToken,
    query: question < 0 ? [] : pairsIn(url.slice(question).replace(/^\?+/, '')),
  };
}

/** As URLSearchParams reads it; most query strings hold nothing to decode, and are read faster by hand. */
function pairsIn(query: string): QueryPairs {
  if (/[%+]/.test(query)) return [...new URLSearchParams(query)];
  const parts = query.split('&').filter((part) => part !== '');
  return parts.map((part) => {
    const equals = part.indexOf('=');
    return equals < 0 ? [part, ''] : [part.slice(0, equals), part.slice(equals + 1)];
  });
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
