import type { ServerResponse } from 'node:http';
import type { BodyFacts, RequestFacts } from '../explain-header';
import type { Request } from '../operations/service';
import type { Assumptions } from '../rules/assumptions';
import { readCookies } from '../wire/cookies';
import type { SessionTarget } from '../wire/target';

/** How a request was worded. */
export function requestFacts(
  req: Request,
  res: ServerResponse,
  target: SessionTarget | undefined,
  { reservedQueryNames }: Assumptions,
): RequestFacts {
  const { url = '', method = '', headers } = req;
  const corsIsOpen = res.getHeader('access-control-allow-origin') !== undefined;
  const question = url.indexOf('?');
  const pathname = question < 0 ? url : url.slice(0, question);
  const query = target?.query ?? [];
  const cookies = readCookies(headers.cookie);
  return {
    method,
    pathname,
    path: target?.path,
    behindRootPath: pathname.search(/\/api\/(?:sessions|segments)/) > 0,
    slashAtEnd: pathname.endsWith('/'),
    host: headers.host,
    rawQuery: question < 0 ? '' : url.slice(question + 1),
    query,
    reservedNames: query
      .map(([name]) => name)
      .filter((name) => name !== 'items' && reservedQueryNames.includes(name)),
    cookieNames: cookies.map(([name]) => name),
    malformedCookies: cookieParts(headers.cookie).length > cookies.length,
    credentials: headers['x-vtex-api-appkey'] !== undefined || headers['x-vtex-api-apptoken'] !== undefined,
    foreignOrigin: headers.origin !== undefined && !corsIsOpen,
    namedOrigin: corsIsOpen,
    body: bodyFacts(req),
    expects: headers.expect !== undefined,
    cookiesBefore: res.getHeader('set-cookie') !== undefined,
  };
}

function bodyFacts({ headers, body }: Request): BodyFacts {
  const bytes = Number(headers['content-length'] ?? 0);
  const contentType = headers['content-type'];
  if (body !== undefined) return { sent: 'parsed-before', bytes, contentType };
  if (headers['transfer-encoding'] !== undefined) return { sent: 'in-chunks', bytes, contentType };
  return { sent: bytes > 0 ? 'whole' : 'none', bytes, contentType };
}

/** A semicolon at the end, as some clients send it, is followed by no cookie. */
function cookieParts(header = ''): readonly string[] {
  return header.split(';').filter((part) => part.trim() !== '');
}
