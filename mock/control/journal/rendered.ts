import { operationIdOf } from '../../operations/operation-ids';
import type { JsonValue } from '../../rules/session';
import { unverifiedSessionId } from '../../rules/token';
import { cookieValues, readCookies } from '../../wire/cookies';
import { readTarget, type SessionTarget } from '../../wire/target';
import { shownPath } from '../redacted-path';
import { type Shown, shownWithout } from '../shown';
import type { JournalEntry, JournalMessage, JournalSession } from './entry';
import { type JournalRecord, maxAnswer, maxBody } from './record';
import { shownAnswerBody, shownRequestBody } from './shown-body';
import { type HeaderPairs, headerPairs, secretsIn, shownRequestHeaders } from './shown-headers';

/**
 * What was recorded, as it may be shown.
 * @param url the target, as it came
 * @param rawHeaders names and values in turn
 */
export function rendered(
  seq: number,
  record: JournalRecord,
  url: string,
  rawHeaders: readonly string[],
): JournalEntry {
  const { method, status, failure, fault } = record;
  const target = targetOf(url);
  const headers = headerPairs(rawHeaders);
  const secrets = secretsIn(headers);
  const shown = shownWithout(secrets);
  const [path = ''] = url.split('?', 1);
  const pathShown = shownPath(path, secrets);
  const operation = operationOf(method, target);
  const session = sessionOf(record, headers, target);
  return {
    seq,
    at: new Date(record.at).toISOString(),
    method,
    path: pathShown,
    ...(operation !== undefined && { operation }),
    status,
    unmatched: isUnmatched(record),
    ...(session !== undefined && { session }),
    request: {
      query: shownQuery(url, shown),
      headers: shownRequestHeaders(headers, shown),
      ...bodyOf(shownRequestBody(record.body, shown), whyNoBody(record, headers)),
    },
    answer: {
      headers: shownAnswerHeaders(record),
      setCookie: record.setCookie,
      ...bodyOf(
        shownAnswerBody(record.answered, shown, { path, pathShown }),
        record.answerTooLarge ? `over ${maxAnswer} characters` : undefined,
      ),
    },
    ignored: (record.ignored ?? []).map((write) => ({ ...write, path: shown.text(write.path) })),
    conflicts: (record.conflicts ?? []).map((conflict) => ({
      ...conflict,
      values: conflict.values.map((one) => ({ ...one, value: shown.under(conflict.key, one.value) })),
    })),
    ...(failure !== undefined && { failure: shown.text(failure) }),
    ...(fault !== undefined && { fault: shown.text(fault) }),
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
  return method === 'OPTIONS' ? 'options' : operationIdOf(method, target.path);
}

function isUnmatched({ answered }: JournalRecord): boolean {
  const code = (answered as { code?: unknown } | undefined)?.code;
  return code === 'NOT_FOUND' || code === 'METHOD_NOT_ALLOWED';
}

function sessionOf(
  { sessionId, version, versionBefore }: JournalRecord,
  headers: HeaderPairs,
  target: SessionTarget | undefined,
): JournalSession | undefined {
  if (sessionId !== undefined) {
    return { id: sessionId, version, ...(versionBefore !== undefined && { versionBefore }) };
  }
  if (target === undefined) return undefined;
  const cookies = headers.flatMap(([name, value]) => (name === 'cookie' ? readCookies(value) : []));
  const token = target.pathToken ?? cookieValues(cookies, 'vtex_session')[0];
  const id = token === undefined ? undefined : unverifiedSessionId(token);
  return id !== undefined && /^[\w-]{1,64}$/.test(id) ? { id } : undefined;
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
function shownAnswerHeaders({
  headers = {},
  answered,
  answerTooLarge,
}: JournalRecord): Record<string, string> {
  const own = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
  return {
    ...Object.fromEntries(own),
    ...((answered !== undefined || answerTooLarge) && { 'content-type': 'application/json; charset=utf-8' }),
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
