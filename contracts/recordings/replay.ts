import { Cookie } from 'tough-cookie';
import { decodeSegment } from '../harness/decode';
import type { Answer, TargetRequest } from '../targets/target';
import type { RecordedRequest, RecordedResponse } from './exchanges';

/**
 * Replays an exchange with the tokens that the target issues in place of those in the file.
 */
export interface Translation {
  /** Maps a token of the file to one of the target. */
  stands(inFile: string, actual: string): void;
  requestOf(request: RecordedRequest): TargetRequest;
  /** Maps the tokens of the file to those that the target issued. */
  learn(response: RecordedResponse, answer: Answer): void;
  /** The target's text with the tokens of the file. */
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

/** The comparable part of an answer: without ids and signatures. */
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

/** Most refusal messages were never recorded. */
function message(text: string): string {
  return /^App .+ failed/.test(text) ? text : '<text>';
}

/** A segment token as its segment, a session token as its claim names and version. */
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
