import { operationIdOf } from '../../operations/table';
import type { JsonValue } from '../../rules/session';
import { unverifiedSessionId } from '../../rules/token';
import { cookieValues, readCookies } from '../../wire/cookies';
import { readTarget, type SessionTarget } from '../../wire/target';
import {
  type HeaderPairs,
  headerPairs,
  type Redactor,
  redactedAnswerBody,
  redactedHeaders,
  redactedPath,
  redactedRequestBody,
  redactorOf,
  secretsIn,
  sessionRedactor,
} from '../redact';
import type { AddedAnswer, JournalEntry, JournalMessage, JournalSession } from './entry';
import { type JournalRecord, maxAnswer, maxBody } from './record';

/**
 * A record as it may be shown, credentials redacted.
 * @param url the target as received
 * @param rawHeaders names and values in turn
 * @param ownSecrets credentials of the emulator itself
 */
export function rendered(
  seq: number,
  record: JournalRecord,
  url: string,
  rawHeaders: readonly string[],
  ownSecrets: readonly string[] = [],
): JournalEntry {
  const { method, status, failure, fault } = record;
  const target = targetOf(url);
  const headers = headerPairs(rawHeaders);
  const secrets = [...secretsIn(rawHeaders), ...ownSecrets];
  const redactor = redactorOf(secrets);
  const [path = ''] = url.split('?', 1);
  const shownPath = redactedPath(path, secrets);
  const operation = record.addedOperation ?? operationOf(method, target);
  const session = sessionOf(record, headers, target);
  return {
    seq,
    at: new Date(record.at).toISOString(),
    method,
    path: shownPath,
    ...(operation !== undefined && { operation }),
    status,
    unmatched: isUnmatched(record),
    ...(session !== undefined && { session }),
    request: {
      query: queryOf(url, redactor),
      headers: redactedHeaders(headers, redactor),
      ...bodyOf(redactedRequestBody(record.body, redactor), whyOmitted(record, headers)),
    },
    answer: {
      headers: answerHeadersOf(record),
      setCookie: record.setCookie,
      ...bodyOf(
        redactedAnswerBody(record.answered, redactor, { path, shownPath }),
        record.answerTooLarge ? `over ${maxAnswer} characters` : undefined,
      ),
    },
    ignored: (record.ignored ?? []).map((write) => ({ ...write, path: redactor.text(write.path) })),
    conflicts: (record.conflicts ?? []).map(sessionRedactor(secrets).conflict),
    ...(failure !== undefined && { failure: redactor.text(failure) }),
    ...(record.added !== undefined && {
      added: redactor.json(record.added as unknown as JsonValue) as unknown as AddedAnswer,
    }),
    ...(fault !== undefined && { fault }),
    milliseconds: record.milliseconds,
  };
}

/** Undefined for a token with a bad escape too. */
function targetOf(url: string): SessionTarget | undefined {
  const target = readTarget(url);
  return target?.refusal === undefined ? target : undefined;
}

/** The operation requested, served or refused. */
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

function queryOf(url: string, redactor: Redactor): Record<string, string | readonly string[]> {
  const question = url.indexOf('?');
  const query = new Map<string, readonly string[]>();
  const pairs = new URLSearchParams(question < 0 ? '' : url.slice(question).replace(/^\?+/, ''));
  for (const [name, value] of pairs) {
    const key = redactor.text(name);
    query.set(key, [...(query.get(key) ?? []), String(redactor.named(name, value))]);
  }
  return Object.fromEntries(
    Array.from(query, ([name, values]) => [name, values.length === 1 ? (values[0] as string) : values]),
  );
}

/** The headers that the emulator sets itself. */
function answerHeadersOf({ headers = {}, answered, answerTooLarge }: JournalRecord): Record<string, string> {
  const own = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
  return {
    ...Object.fromEntries(own),
    ...((answered !== undefined || answerTooLarge) && { 'content-type': 'application/json; charset=utf-8' }),
  };
}

function whyOmitted({ body, bodyTooLarge }: JournalRecord, headers: HeaderPairs): string | undefined {
  if (bodyTooLarge) return `over ${maxBody} bytes`;
  const isSent = headers.some(
    ([name, value]) => name === 'transfer-encoding' || (name === 'content-length' && value !== '0'),
  );
  return body === undefined && isSent ? 'not read, or not JSON' : undefined;
}

function bodyOf(
  body: JsonValue | undefined,
  leftOut: string | undefined,
): Pick<JournalMessage, 'body' | 'leftOut'> {
  if (leftOut !== undefined) return { leftOut };
  return body === undefined ? {} : { body };
}
