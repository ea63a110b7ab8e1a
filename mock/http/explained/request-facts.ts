import type { IncomingMessage } from 'node:http';
import type { RequestFacts } from '../../explain-header';
import type { Assumptions } from '../../rules/assumptions';
import { readCookies } from '../cookies';
import type { SessionTarget } from '../target';

/** How a request was worded. */
export function requestFacts(
  { url = '', headers }: IncomingMessage,
  target: SessionTarget | undefined,
  corsIsOpen: boolean,
  { reservedQueryNames }: Assumptions,
): RequestFacts {
  const question = url.indexOf('?');
  const pathname = question < 0 ? url : url.slice(0, question);
  const query = target?.query ?? [];
  const cookies = readCookies(headers.cookie);
  return {
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
  };
}

/** A semicolon at the end, as some clients send it, is followed by no cookie. */
function cookieParts(header = ''): readonly string[] {
  return header.split(';').filter((part) => part.trim() !== '');
}
