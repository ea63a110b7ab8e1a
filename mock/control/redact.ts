import type { Conflict } from '../rules/rounds';
import type { JsonValue, KeyRef } from '../rules/session';
import { JsonText } from '../wire/answer';
import { percentDecoded } from '../wire/target';

/**
 * The one redaction: for the journal, the log, explanations and views of sessions. What they show may be pasted
 * anywhere, so an allow-list decides what is shown.
 */
export const redacted = '<redacted>';

const credentialNames =
  /token|secret|passw|passphrase|pwd|credential|cookie|jwt|bearer|authorization|ownership|signature|otp$|(?:api|app|access|private|auth)[-_. ]?(?:key|code)|^auth$|^s(?:ess)?id$|session[-_]?id$|^session$|^vtex_se(?:ssion|gment)$/i;

export function isCredentialName(name: string): boolean {
  return credentialNames.test(name);
}

/** Base64 of the beginning of a JSON object: session and segment tokens, and any JWT. */
const tokenForm = /e(?:yJ|yAi|yAg|wog|w0K)[\w+/=-]{5,}/;
const scheme = /\b(?:bearer|basic|digest)\s+\S/i;
/** `name=…`, `name: …` and `"name":…` within a text. */
const named = /(?<![\w.-])([\w.-]+)(["']?)\s*([:=])/g;

export function holdsCredential(text: string): boolean {
  if (tokenForm.test(text) || scheme.test(text)) return true;
  return [...text.matchAll(named)].some(([, name = '', quote, sign]) => {
    const isProse = /^session$/i.test(name) && quote === '' && sign === ':'; // "building the session: …"
    return isCredentialName(name) && !isProse;
  });
}

/** Cookie values are credentials. */
export function redactedValue(namespace: string, value: JsonValue): JsonValue {
  return namespace === 'cookie' ? redacted : value;
}

/** Redacts what one request sent and was answered. */
export interface Redactor {
  text(text: string): string;
  /** The value of a name. An empty one clears the name and is not a secret. */
  named(name: string, value: JsonValue): JsonValue;
  json(value: JsonValue): JsonValue;
}

/** @param secrets known credentials, redacted wherever they occur */
export function redactorOf(secrets: readonly string[]): Redactor {
  const text = (one: string) =>
    holdsCredential(one) || secrets.some((secret) => one.includes(secret)) ? redacted : one;
  const named = (name: string, value: JsonValue): JsonValue => {
    if (!isCredentialName(name)) return json(value);
    return value === '' || value === null ? value : redacted;
  };
  const json = (value: JsonValue): JsonValue => {
    if (typeof value === 'string') return text(value);
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(json);
    return Object.fromEntries(
      Object.entries(value).map(([name, inside]) => [text(name), named(name, inside)]),
    );
  };
  return { text, named, json };
}

/** What a session holds, as explanations, views of sessions and the log show it. */
export interface SessionRedactor {
  readonly text: Redactor['text'];
  readonly json: Redactor['json'];
  /** `namespace.key` */
  name(ref: KeyRef): string;
  value(ref: KeyRef, value: JsonValue): JsonValue;
  conflict(conflict: Conflict): Conflict;
}

export function sessionRedactor(secrets: readonly string[] = []): SessionRedactor {
  const { text, named, json } = redactorOf(secrets);
  const value = ({ namespace, key }: KeyRef, given: JsonValue) => named(key, redactedValue(namespace, given));
  return {
    text,
    json,
    name: ({ namespace, key }) => `${text(namespace)}.${text(key)}`,
    value,
    conflict: (conflict) => ({
      ...conflict,
      key: text(conflict.key),
      values: conflict.values.map((one) => ({ ...one, value: value(conflict, one.value) })),
    }),
  };
}

const token = '{token}';

/**
 * A path with `{token}` for each token in it: for every segment behind `sessions` and `segments`, correctly spelled
 * or not, and for a segment anywhere that looks like a credential.
 */
export function redactedPath(path: string, secrets: readonly string[] = []): string {
  let isBehind = false;
  const segments = path.split('/').map((segment) => {
    if (segment === '') return segment;
    if (/^api$/i.test(segment)) {
      isBehind = false; // the root path may look the same: /api/sessions/api/sessions
      return segment;
    }
    if (isBehind) return token;
    isBehind = /^(?:session|segment)s?$/i.test(segment);
    return isSecretSegment(segment, secrets) ? token : segment;
  });
  return segments.join('/');
}

function isSecretSegment(segment: string, secrets: readonly string[]): boolean {
  if (segment.length > 64) return true;
  return [segment, percentDecoded(segment)].some(
    (text) => holdsCredential(text) || secrets.some((secret) => text.includes(secret)),
  );
}

/** Request headers whose values are shown; of any other only the name is. */
const shownHeaders = new Set([
  'accept',
  'accept-encoding',
  'accept-language',
  'access-control-request-headers',
  'access-control-request-method',
  'cache-control',
  'connection',
  'content-encoding',
  'content-length',
  'content-type',
  'host',
  'origin',
  'sec-fetch-site',
  'transfer-encoding',
  'user-agent',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-mock-explain',
  'x-mock-fault',
]);

export type HeaderPairs = readonly (readonly [name: string, value: string])[];

/** @param raw names and values in turn */
export function headerPairs(raw: readonly string[]): HeaderPairs {
  const pairs: [string, string][] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) {
    pairs.push([(raw[index] as string).toLowerCase(), raw[index + 1] as string]);
  }
  return pairs;
}

/** Cookies keep their names; a part of the Cookie header without a name is redacted whole. */
export function redactedHeaders(pairs: HeaderPairs, { text }: Redactor): Record<string, string> {
  const headers = new Map<string, string>();
  for (const [name, value] of pairs) {
    const isCookie = name === 'cookie';
    const shown = isCookie ? redactedCookies(value, text) : shownHeaders.has(name) ? text(value) : redacted;
    const before = headers.get(name);
    headers.set(text(name), before === undefined ? shown : `${before}${isCookie ? '; ' : ', '}${shown}`);
  }
  return Object.fromEntries(headers);
}

function redactedCookies(header: string, text: Redactor['text']): string {
  const parts = header.split(';').map((part) => {
    const equals = part.indexOf('=');
    return equals < 0 ? redacted : `${text(part.slice(0, equals).trim())}=${redacted}`;
  });
  return parts.join('; ');
}

const minSecretLength = 16;

/**
 * The credentials in these headers, to be redacted wherever else they occur.
 * @param raw names and values in turn
 */
export function secretsIn(raw: readonly string[]): readonly string[] {
  const secrets = headerPairs(raw).flatMap(([name, value]) => {
    if (name === 'cookie') return value.split(';').map((part) => part.slice(part.indexOf('=') + 1).trim());
    return isCredentialName(name) || holdsCredential(value) ? [value, ...value.split(/\s+/)] : [];
  });
  // Shorter ones are ordinary words, such as those of a cookie `country=BRA`.
  return secrets.flatMap(variantsOf).filter((secret) => secret.length >= minSecretLength);
}

/** The same of requests that were recorded. */
export function secretsOfWrites(
  records: readonly { readonly rawHeaders?: readonly string[] | undefined }[] = [],
): readonly string[] {
  return records.flatMap(({ rawHeaders = [] }) => secretsIn(rawHeaders));
}

/** As sent, decoded, and the parts of a token. */
function variantsOf(secret: string): readonly string[] {
  return [secret, percentDecoded(secret), ...secret.split('.')];
}

const maxKnownLines = 20;

/**
 * Redacts the values of `Set-Cookie` lines. Equal results share one string, which keeps the journal small: an emulator
 * always gives a cookie the same attributes, so their length identifies them.
 */
export function setCookieRedactor(): (line: string) => string {
  const known = new Map<string, { readonly length: number; readonly line: string }>();
  return (line) => {
    const equals = line.indexOf('=') + 1;
    const semicolon = line.indexOf(';', equals);
    const end = semicolon < 0 ? line.length : semicolon;
    if (equals === end) return line; // expires the cookie
    const name = line.slice(0, equals);
    const length = line.length - end;
    const same = known.get(name);
    if (same?.length === length) return same.line;
    const shown = name + redacted + line.slice(end);
    if (known.size < maxKnownLines) known.set(name, { length, line: shown });
    return shown;
  };
}

type Json = Readonly<Record<string, JsonValue>>;

/** A caller writes `public` and nothing else, so of all other members only the name is shown. */
export function redactedRequestBody(body: unknown, redactor: Redactor): JsonValue | undefined {
  if (body === undefined) return undefined;
  if (!isObject(body)) return redacted;
  const members = Object.entries(body).map(([name, value]) => [
    redactor.text(name),
    name === 'public' && isObject(value) ? redactedNamespace('public', value, redactor) : redacted,
  ]);
  return Object.fromEntries(members);
}

interface ShownPath {
  /** As received, since messages quote it. */
  readonly path: string;
  /** What replaces it. */
  readonly shownPath: string;
}

/** The message of an answer that refuses. */
export function redactedMessage(
  message: string,
  { text }: Pick<Redactor, 'text'>,
  { path, shownPath }: ShownPath,
): string {
  return text(message.replaceAll(path, () => shownPath));
}

export function redactedAnswerBody(
  body: unknown,
  redactor: Redactor,
  { path, shownPath }: ShownPath,
): JsonValue | undefined {
  if (body === undefined) return undefined;
  if (body instanceof JsonText) return redactedSession(JSON.parse(body.text), redactor);
  if (!isObject(body)) return redacted;
  const { message } = body;
  if (typeof message !== 'string') return redactor.json(body);
  return {
    ...(redactor.json(body) as Json),
    message: redactedMessage(message, redactor, { path, shownPath }),
  };
}

/** `{"id", "namespaces"}`. */
function redactedSession(
  { id, namespaces }: { id: JsonValue; namespaces: Json },
  redactor: Redactor,
): JsonValue {
  const members = Object.entries(namespaces).map(([name, entries]) => [
    redactor.text(name),
    redactedNamespace(name, entries as Json, redactor),
  ]);
  return { id, namespaces: Object.fromEntries(members) };
}

function redactedNamespace(namespace: string, entries: Json, redactor: Redactor): JsonValue {
  const members = Object.entries(entries).map(([key, entry]) => {
    if (!isObject(entry)) return [redactor.text(key), redacted];
    const parts = Object.entries(entry).map(([name, value]) => {
      if (name === 'value') return [name, redactor.named(key, redactedValue(namespace, value))];
      return [redactor.text(name), name === 'keepAlive' ? value === true : redacted];
    });
    return [redactor.text(key), Object.fromEntries(parts)];
  });
  return Object.fromEntries(members);
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);
}
