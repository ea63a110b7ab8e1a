import type { JournalEntry, JournalMessage, JournalSession } from '../../control/journal/entry';
import { type Shown, shownWithout } from '../../control/shown';
import { shownPath } from '../../control/shown-path';
import type { JsonValue } from '../../rules/session';
import { unverifiedSessionId } from '../../rules/session-token';
import { cookieValues, readCookies } from '../cookies';
import { operationIds } from '../operation-ids';
import type { OperationAnswer } from '../service';
import { readTarget, type SessionTarget } from '../target';
import { type JournalRecord, maxAnswer, maxBody } from './record';
import { shownAnswerBody, shownRequestBody } from './shown-body';
import {
  type HeaderPairs,
  headerPairs,
  secretsIn,
  setCookieWithoutValue,
  shownRequestHeaders,
} from './shown-headers';

/** What was recorded, as it may be shown. */
export function rendered(seq: number, record: JournalRecord): JournalEntry {
  const { method, url, answer, failure } = record;
  const target = targetOf(url);
  const headers = headerPairs(record.rawHeaders);
  const secrets = [...secretsIn(headers), ...secretsOfAnswer(answer)];
  const shown = shownWithout(secrets);
  const [path = ''] = url.split('?', 1);
  const pathShown = shownPath(path, secrets);
  const operation = operationOf(method, target);
  const session = sessionOf(answer, headers, target);
  return {
    seq,
    at: new Date(record.at).toISOString(),
    method,
    path: pathShown,
    ...(operation !== undefined && { operation }),
    status: answer.status,
    unmatched: isUnmatched(answer),
    ...(session !== undefined && { session }),
    request: {
      query: shownQuery(url, shown),
      headers: shownRequestHeaders(headers, shown),
      ...bodyOf(shownRequestBody(record.body, shown), whyNoBody(record, headers)),
    },
    answer: {
      headers: shownAnswerHeaders(answer),
      setCookie: (answer.setCookie ?? []).map(setCookieWithoutValue),
      ...bodyOf(
        shownAnswerBody(answer.body, shown, { path, pathShown }),
        record.answerTooLarge ? `over ${maxAnswer} characters, or its request is too large` : undefined,
      ),
    },
    ignored: (answer.ignored ?? []).map((write) => ({ ...write, path: shown.text(write.path) })),
    conflicts: (answer.conflicts ?? []).map((conflict) => ({
      ...conflict,
      values: conflict.values.map((one) => ({ ...one, value: shown.under(conflict.key, one.value) })),
    })),
    ...(failure !== undefined && { failure: shown.text(failure) }),
    milliseconds: record.milliseconds,
  };
}

function targetOf(url: string): SessionTarget | undefined {
  try {
    return readTarget(url);
  } catch {
    return undefined; // its token is unreadable
  }
}

/** The one that was asked for, served or refused. */
function operationOf(method: string, target: SessionTarget | undefined): string | undefined {
  if (target === undefined) return undefined;
  return method === 'OPTIONS'
    ? 'options'
    : operationIds[`${method === 'HEAD' ? 'GET' : method} ${target.path}`];
}

function isUnmatched({ body }: OperationAnswer): boolean {
  const code = (body as { code?: unknown } | undefined)?.code;
  return code === 'NOT_FOUND' || code === 'METHOD_NOT_ALLOWED';
}

function sessionOf(
  { session, versionBefore }: OperationAnswer,
  headers: HeaderPairs,
  target: SessionTarget | undefined,
): JournalSession | undefined {
  if (session !== undefined) {
    const { id, version } = session;
    return { id, version, ...(versionBefore !== undefined && { versionBefore }) };
  }
  if (target === undefined) return undefined;
  const cookies = headers.flatMap(([name, value]) => (name === 'cookie' ? readCookies(value) : []));
  const token = target.pathToken ?? cookieValues(cookies, 'vtex_session')[0];
  const id = token === undefined ? undefined : unverifiedSessionId(token);
  return id !== undefined && /^[\w-]{1,64}$/.test(id) ? { id } : undefined;
}

function secretsOfAnswer({ body, setCookie = [] }: OperationAnswer): readonly string[] {
  const { sessionToken } = (body ?? {}) as { sessionToken?: unknown };
  const values = setCookie.map((line) => line.slice(line.indexOf('=') + 1).split(';', 1)[0] as string);
  return [...values, ...(typeof sessionToken === 'string' ? [sessionToken] : [])].filter(
    ({ length }) => length > 8,
  );
}

function shownQuery(url: string, shown: Shown): Record<string, string | readonly string[]> {
  const question = url.indexOf('?');
  const query = new Map<string, readonly string[]>();
  const pairs = new URLSearchParams(question < 0 ? '' : url.slice(question).replace(/^\?+/, ''));
  for (const [name, value] of pairs) {
    const key = shown.text(name);
    query.set(key, [...(query.get(key) ?? []), String(shown.under(name, value))]);
  }
  return Object.fromEntries(
    Array.from(query, ([name, values]) => [name, values.length === 1 ? (values[0] as string) : values]),
  );
}

/** Those that the emulator sets itself. */
function shownAnswerHeaders({ headers = {}, body }: OperationAnswer): Record<string, string> {
  const own = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
  return {
    ...Object.fromEntries(own),
    ...(body !== undefined && { 'content-type': 'application/json; charset=utf-8' }),
  };
}

function whyNoBody({ body, bodyTooLarge }: JournalRecord, headers: HeaderPairs): string | undefined {
  if (bodyTooLarge) return `over ${maxBody} bytes`;
  const isSent = headers.some(
    ([name, value]) => name === 'transfer-encoding' || (name === 'content-length' && value !== '0'),
  );
  return body === undefined && isSent ? 'it was not read, or is no JSON' : undefined;
}

function bodyOf(
  body: JsonValue | undefined,
  leftOut: string | undefined,
): Pick<JournalMessage, 'body' | 'leftOut'> {
  if (leftOut !== undefined) return { leftOut };
  return body === undefined ? {} : { body };
}
