import { Cookie } from 'tough-cookie';
import { decodeSegment } from '../harness/decode';
import type { Answer, TargetRequest } from '../targets/target';
import type { RecordedRequest, RecordedResponse } from './exchanges';

/**
 * Replays an exchange where its tokens are not the file's: what the file calls by one token is asked by the one that
 * the target gave out in its place.
 */
export interface Translation {
  /** From here on the file's token means that of the target. */
  stands(inFile: string, actual: string): void;
  requestOf(request: RecordedRequest): TargetRequest;
  /** Learns which tokens of the file stand for those that the target gave out. */
  learn(response: RecordedResponse, answer: Answer): void;
  /** The target's text with the logins that the file knows in the file's words. */
  backward(text: string): string;
}

export function translation(): Translation {
  const actualOf = new Map<string, string>();
  const forward = (text: string) => {
    let result = text;
    for (const [inFile, actual] of actualOf) result = result.replaceAll(inFile, actual);
    return result;
  };
  return {
    stands: (inFile, actual) => void actualOf.set(inFile, actual),
    backward(text) {
      let result = text;
      for (const [inFile, actual] of actualOf) result = result.replaceAll(actual, inFile);
      return result;
    },
    requestOf({ method, path, headers = {}, body }) {
      return {
        method: method as TargetRequest['method'],
        path: forward(path),
        headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, forward(value)])),
        body: body === undefined ? undefined : forward(JSON.stringify(body)),
      };
    },
    learn({ setCookie }, answer) {
      for (const line of setCookie) {
        const { key, value } = cookieOf(line);
        const actual = answer.setCookie.map(cookieOf).find((cookie) => cookie.key === key);
        if (actual !== undefined && actual.value !== '') actualOf.set(value, actual.value);
      }
    },
  };
}

/** What can be compared of an answer: ids and signatures differ, all else should not. */
export function comparable({ status, headers, setCookie, body }: RecordedResponse): unknown {
  return {
    status,
    contentType: headers['content-type'],
    setCookie: setCookie.map((line) => {
      const { key, value, path, domain, secure, httpOnly, sameSite, maxAge } = cookieOf(line);
      return { key, value: plain(value), path, domain, secure, httpOnly, sameSite, maxAge };
    }),
    body: plainDeep(body),
  };
}

function cookieOf(line: string): Cookie {
  const cookie = Cookie.parse(line);
  if (cookie === undefined) throw new Error('A Set-Cookie line is not readable');
  return cookie;
}

function plainDeep(value: unknown, key = ''): unknown {
  if (typeof value === 'string')
    return key === 'id' ? '<uuid>' : key === 'message' ? message(value) : plain(value);
  if (Array.isArray(value)) return value.map((member) => plainDeep(member));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plainDeep(member, name)]));
}

/** The text of most refusals was never recorded. */
function message(text: string): string {
  return /^App .+ failed/.test(text) ? text : '<text>';
}

/** A segment token by what it holds, a session token as one of its kind. */
function plain(value: string): unknown {
  if (/^eyJ[\w-]+\.[\w-]+\.[\w-]+$/.test(value)) return sessionToken(value);
  return value.startsWith('eyJ') ? decodeSegment(value).segment : value;
}

function sessionToken(value: string): unknown {
  const claims = JSON.parse(Buffer.from(value.split('.')[1] ?? '', 'base64url').toString()) as Record<
    string,
    unknown
  >;
  return claims['sub'] === 'session' ? { session: Object.keys(claims), version: claims['version'] } : value;
}
