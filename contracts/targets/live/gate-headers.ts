import { isSuiteMade } from '../../public-keys';
import type { GatePolicy } from './gate';
import type { GivenTokens } from './given-tokens';

/** What is wrong with the headers: a content type, an invented origin and cookies are all there may be. */
export function headerProblem(
  headers: Readonly<Record<string, string>>,
  policy: GatePolicy,
  given: GivenTokens,
): string | undefined {
  for (const [name, value] of Object.entries(headers)) {
    const problem = problemOf(name.toLowerCase(), value, policy, given);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function problemOf(name: string, value: string, policy: GatePolicy, given: GivenTokens): string | undefined {
  switch (name) {
    case 'content-type':
      if (/^application\/json(?:; ?charset=utf-8)?$/i.test(value)) return undefined;
      return 'its body is not said to be JSON';
    case 'origin': // `.example` is nobody's (RFC 2606)
      return /^https:\/\/[a-z]+\.example$/.test(value) ? undefined : 'it comes from an origin of somebody';
    case 'cookie':
      return cookieProblem(value, policy, given);
    default:
      return 'it has a header that a visitor does not send';
  }
}

function cookieProblem(cookie: string, policy: GatePolicy, given: GivenTokens): string | undefined {
  for (const pair of cookie.replace(/; *$/, '').split(/; */)) {
    const equals = pair.indexOf('=');
    const [name, value] = [pair.slice(0, equals), pair.slice(equals + 1)];
    if (equals < 1 || !mayBeSent(name, value, policy, given)) {
      return 'it has a cookie that neither the account gave out nor the user supplied';
    }
  }
  return undefined;
}

function mayBeSent(name: string, value: string, { loginCookie }: GatePolicy, given: GivenTokens): boolean {
  if (name === 'vtex_session') return given.has('session', value);
  if (name === 'vtex_segment') return given.has('segment', value);
  if (loginCookie !== undefined && name === loginCookie.name) return value === loginCookie.value;
  return isSuiteMade(name) && /^\w{1,32}$/.test(value); // a cookie of somebody else's, such as every browser has
}
