import { isSuiteMade, mayBeWritten } from '../../harness/public-keys';
import type { Answer, TargetRequest } from '../target';
import { LiveRefusal, type Send } from './sending';

export interface GatePolicy {
  /** The only account that `an` may name. */
  readonly account: string;
  /** The only login that may be sent; undefined in an anonymous run. */
  readonly loginCookie: { readonly name: string; readonly value: string } | undefined;
}

/**
 * The gate before a live account. Every request passes it. It allows what the browser of an anonymous visitor could
 * send, and throws {@link LiveRefusal} for everything else.
 */
export function gate(policy: GatePolicy, send: Send): Send {
  const given = givenTokens();
  return async (request) => {
    const problem = refusedFor(request, policy, given);
    if (problem !== undefined) throw new LiveRefusal(`Not sent to a live account: ${problem}`);
    const answer = await send(request);
    given.learn(answer);
    return answer;
  };
}

function refusedFor(request: TargetRequest, policy: GatePolicy, given: GivenTokens): string | undefined {
  return (
    pathProblem(request, policy, given) ??
    headerProblem(request.headers ?? {}, policy, given) ??
    bodyProblem(request)
  );
}

/** The four operations and their forms with a token in the path. With a root path it would be another page of the store. */
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

/** The problem with method, path or query string. */
function pathProblem(
  { method, path }: TargetRequest,
  policy: GatePolicy,
  given: GivenTokens,
): string | undefined {
  const [pathname = '', ...rest] = path.split('?');
  const operation = operations.find((one) => one.methods.includes(method) && one.path.test(pathname));
  if (operation === undefined) return 'it is not a session operation';
  const token = operation.path.exec(pathname)?.[1];
  if (operation.token !== undefined && !given.has(operation.token, token ?? '')) {
    return 'the account did not issue the token in its path';
  }
  return rest.length === 0 ? undefined : queryProblem(rest.join('?'), policy);
}

/** Names besides keys of `public` that VTEX's clients send with every call. */
const ofClients: readonly string[] = ['session_path', 'workspace', '__bindingId', 'supportedLocales'];

function queryProblem(query: string, { account }: GatePolicy): string | undefined {
  if (query.length > 4096) return 'its query string is too long';
  for (const pair of query.split('&').filter((text) => text !== '')) {
    const [before = '', after = ''] = pair.split(/=(.*)/s);
    const [name, value] = [decoded(before), decoded(after)];
    if (name === undefined || value === undefined) return 'its query string cannot be decoded';
    if (name === 'items') {
      if (!/^[\w.,*-]*$/.test(value)) return 'its items are not a list of names';
    } else if (name === 'an') {
      if (value !== account) return 'it names another account';
    } else if (!ofClients.includes(name) && !mayBeWritten(name)) {
      return 'a name in its query string is neither a known public key nor one of the suite’s';
    } else if (value.length > 200) return 'a value in its query string is too long';
  }
  return undefined;
}

/** Some of VTEX's clients write a second question mark before a name. */
function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text).replace(/^\?/, '');
  } catch {
    return undefined;
  }
}

/** The problem with the headers: only a content type, an invented origin and cookies are allowed. */
function headerProblem(
  headers: Readonly<Record<string, string>>,
  policy: GatePolicy,
  given: GivenTokens,
): string | undefined {
  for (const [name, value] of Object.entries(headers)) {
    const problem = problemOfHeader(name.toLowerCase(), value, policy, given);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function problemOfHeader(
  name: string,
  value: string,
  policy: GatePolicy,
  given: GivenTokens,
): string | undefined {
  switch (name) {
    case 'content-type':
      if (/^application\/json(?:; ?charset=utf-8)?$/i.test(value)) return undefined;
      return 'its content type is not JSON';
    case 'origin': // `.example` is reserved (RFC 2606)
      return /^https:\/\/[a-z]+\.example$/.test(value) ? undefined : 'its Origin is not under .example';
    case 'cookie':
      return cookieProblem(value, policy, given);
    default:
      return 'it has a header other than Content-Type, Origin and Cookie';
  }
}

function cookieProblem(cookie: string, policy: GatePolicy, given: GivenTokens): string | undefined {
  for (const pair of cookie.replace(/; *$/, '').split(/; */)) {
    const equals = pair.indexOf('=');
    const [name, value] = [pair.slice(0, equals), pair.slice(equals + 1)];
    if (equals < 1 || !mayBeSent(name, value, policy, given)) {
      return 'it has a cookie that neither the account issued nor the user supplied';
    }
  }
  return undefined;
}

function mayBeSent(name: string, value: string, { loginCookie }: GatePolicy, given: GivenTokens): boolean {
  if (name === 'vtex_session') return given.has('session', value);
  if (name === 'vtex_segment') return given.has('segment', value);
  if (loginCookie !== undefined && name === loginCookie.name) return value === loginCookie.value;
  return isSuiteMade(name) && /^\w{1,32}$/.test(value); // an unrelated cookie, as browsers have
}

const longest = 4096;
const mostKeys = 32;

/** The problem with the body: only `public` is allowed, with keys that have only a `value`. */
function bodyProblem({ method, body }: TargetRequest): string | undefined {
  if (body === undefined) return undefined;
  if (method === 'GET') return 'a GET must not have a body';
  if (body.length > longest) return 'its body is too long';
  const parsed = canonicalObject(body);
  if (parsed === undefined) return 'its body is not an object in canonical JSON';
  const { public: entries = {}, ...besides } = parsed;
  if (Object.keys(besides).length > 0) return 'its body has members other than public';
  return isObject(entries) ? entriesProblem(entries) : 'public in its body is not an object';
}

function entriesProblem(entries: Readonly<Record<string, unknown>>): string | undefined {
  const keys = Object.keys(entries);
  if (keys.length > mostKeys) return 'its body has too many keys';
  if (!keys.every(mayBeWritten))
    return 'a key in its body is neither a known public key nor one of the suite’s';
  const plain = Object.values(entries).every(
    (entry) => isObject(entry) && Object.keys(entry).join() === 'value',
  );
  return plain ? undefined : 'an entry in its body is not of the form {"value": …}';
}

/** Canonical JSON only, because a parser would hide repeated members. */
function canonicalObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const parsed = JSON.parse(text) as unknown;
    return isObject(parsed) && JSON.stringify(parsed) === text ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The tokens that the account issued in this run. No other token is sent to it. */
export interface GivenTokens {
  learn(answer: Answer): void;
  has(kind: 'session' | 'segment', token: string): boolean;
}

/**
 * Two words that may be sent in place of a session token. They name no session; VTEX IO stores send `invalidToken` to
 * expire their cookies, and clients sent `undefined` for years. A live run is meant to show how they
 * are answered. Forged, altered, expired or foreign tokens look like an attack and are never sent.
 */
const words: readonly string[] = ['invalidToken', 'undefined'];

export function givenTokens(): GivenTokens {
  const given = { session: new Set(words), segment: new Set<string>() };
  return {
    has: (kind, token) => given[kind].has(token),
    learn({ setCookie, text }) {
      for (const line of setCookie) {
        const [, kind, token] = /^vtex_(session|segment)=([^;]+)/.exec(line) ?? [];
        if (token !== undefined) given[kind as 'session' | 'segment'].add(token);
      }
      for (const [, kind, token] of text.matchAll(/"(session|segment)Token":"([^"\\]+)"/g)) {
        given[kind as 'session' | 'segment'].add(token as string);
      }
    },
  };
}
