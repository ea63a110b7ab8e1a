import { mayBeWritten } from '../../public-keys';
import type { TargetRequest } from '../target';
import type { GatePolicy } from './gate';
import type { GivenTokens } from './given-tokens';

/** The four operations and the forms with a token in the path. A root path in front would be another page of the store. */
const operations: readonly {
  readonly methods: readonly string[];
  readonly path: RegExp;
  readonly token?: 'session' | 'segment';
}[] = [
  { methods: ['GET', 'POST', 'PATCH'], path: /^\/api\/sessions\/?$/ },
  { methods: ['GET'], path: /^\/api\/segments\/?$/ },
  { methods: ['GET', 'POST'], path: /^\/api\/sessions\/(.+)$/, token: 'session' },
  { methods: ['GET'], path: /^\/api\/segments\/(.+)$/, token: 'segment' },
];

/** What is wrong with method, path and query string. */
export function pathProblem(
  { method, path }: TargetRequest,
  policy: GatePolicy,
  given: GivenTokens,
): string | undefined {
  const [pathname = '', ...rest] = path.split('?');
  const operation = operations.find((one) => one.methods.includes(method) && one.path.test(pathname));
  if (operation === undefined) return 'it is none of the session operations';
  const token = operation.path.exec(pathname)?.[1];
  if (operation.token !== undefined && !given.has(operation.token, token ?? '')) {
    return 'the token in its path is not one that the account gave out';
  }
  return rest.length === 0 ? undefined : queryProblem(rest.join('?'), policy);
}

/** Beside keys of `public`: names that VTEX's own clients send with every call. */
const ofClients: readonly string[] = ['session_path', 'workspace', '__bindingId', 'supportedLocales'];

function queryProblem(query: string, { account }: GatePolicy): string | undefined {
  if (query.length > 4096) return 'its query string is too long';
  for (const pair of query.split('&').filter((text) => text !== '')) {
    const [before = '', after = ''] = pair.split(/=(.*)/s);
    const [name, value] = [decoded(before), decoded(after)];
    if (name === undefined || value === undefined) return 'its query string is not readable';
    if (name === 'items') {
      if (!/^[\w.,*-]*$/.test(value)) return 'its items are not a list of names';
    } else if (name === 'an') {
      if (value !== account) return 'it names another account';
    } else if (!ofClients.includes(name) && !mayBeWritten(name)) {
      return 'a name in its query string is neither public nor made by the suite';
    } else if (value.length > 200) return 'a value in its query string is too long';
  }
  return undefined;
}

/** As VTEX's clients write names: some put a second question mark in front. */
function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text).replace(/^\?/, '');
  } catch {
    return undefined;
  }
}
