import { mayBeWritten } from '../harness/public-keys';
import type { Answer, TargetRequest } from '../targets/target';
import type { RecordedRequest, RecordedResponse, RecordedStep } from './exchanges';
import type { LabelKind, Labels } from './labels';

/** One redacted exchange. Anything that is not listed here becomes a label. */
export function redactedStep(request: TargetRequest, answer: Answer, labels: Labels): RecordedStep {
  // The answer first, so that its tokens are labelled by their kind.
  const response = redactedResponse(answer, labels);
  return { request: redactedRequest(request, labels), response };
}

function redactedRequest(
  { method, path, headers = {}, body }: TargetRequest,
  labels: Labels,
): RecordedRequest {
  return {
    method,
    path: labels.redact(path),
    ...(Object.keys(headers).length > 0 && {
      headers: byLowerCase(headers, (name, value) =>
        name === 'cookie' ? redactedCookies(value, labels) : redactedHeader(name, value, labels),
      ),
    }),
    ...(body !== undefined && { body: redactedJson(body, labels) }),
  };
}

function redactedResponse({ status, headers, setCookie, text }: Answer, labels: Labels): RecordedResponse {
  return {
    status,
    setCookie: setCookie.map((line) => redactedSetCookie(line, labels)),
    headers: byLowerCase(headers, (name, value) => redactedHeader(name, value, labels)),
    ...(text !== '' && { body: redactedJson(text, labels) }),
  };
}

/** Not numbered: whether two answers came within one second is not interesting. */
const date = '<date>';

/** Headers without personal data. */
const plainHeaders: readonly string[] = [
  'accept',
  'allow',
  'cache-control',
  'content-encoding',
  'content-type',
  'connection',
  'origin',
  'retry-after',
  'transfer-encoding',
  'vary',
];

function redactedHeader(name: string, value: string, labels: Labels): string {
  if (name === 'date' || name === 'expires' || name === 'last-modified') return date;
  if (name === 'content-length') return '<length>'; // depends on the length of names
  return plainHeaders.includes(name) ? labels.redact(value) : labels.label('value', value);
}

function redactedCookies(cookie: string, labels: Labels): string {
  return cookie
    .split(/; */)
    .filter((pair) => pair !== '')
    .map((pair) => redactedPair(pair, labels))
    .join('; ');
}

/** Attributes stay, except for dates and domains. */
function redactedSetCookie(line: string, labels: Labels): string {
  const [pair = '', ...attributes] = line.split(/; */);
  const clean = attributes.map((attribute) => {
    const [name = '', value] = attribute.split(/=(.*)/s);
    if (value === undefined || /^(?:path|max-age|samesite)$/i.test(name)) return attribute;
    if (/^expires$/i.test(name)) return `${name}=${date}`;
    return `${name}=${labels.redact(value)}`;
  });
  return [redactedPair(pair, labels), ...clean].join('; ');
}

function redactedPair(pair: string, labels: Labels): string {
  const equals = pair.indexOf('=');
  if (equals < 0) return labels.label('cookie', pair);
  const [name, value] = [pair.slice(0, equals), pair.slice(equals + 1)];
  if (value === '' || value === 'undefined') return `${labels.redact(name)}=${value}`;
  if (name === 'vtex_session') return `${name}=${labels.label('token', value)}`;
  if (name === 'vtex_segment') return `${name}=${labels.label('segment', value)}`;
  if (name.startsWith('VtexIdclientAutCookie')) {
    return `${name.replace(/_.*$/, '_<account>')}=${labels.label('login', value)}`;
  }
  return `${labels.label('cookie', name)}=${labels.label('cookie', value)}`;
}

/** Other text than JSON, such as the page of an edge server, is not stored. */
function redactedJson(text: string, labels: Labels): unknown {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text) as unknown;
  } catch {
    return `<${text.length} characters that are not JSON>`;
  }
  return redactedBody(parsed, labels);
}

function byLowerCase(
  headers: Readonly<Record<string, string>>,
  change: (name: string, value: string) => string,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), change(name.toLowerCase(), value)]),
  );
}

type Json = { readonly [key: string]: unknown };

/** A redacted JSON body: known members by kind, of unknown ones only the shape. */
export function redactedBody(body: unknown, labels: Labels): unknown {
  if (!isObject(body)) return shapeOf(body, labels);
  return Object.fromEntries(
    Object.entries(body).map(([key, value]) => [key, redactedMember(key, value, labels)]),
  );
}

function redactedMember(key: string, value: unknown, labels: Labels): unknown {
  if (key === 'namespaces' && isObject(value)) {
    return mapped(value, (name, entries) => redactedNamespace(name, entries, labels));
  }
  if (key === 'public') return redactedNamespace('public', value, labels); // of a request
  if (typeof value !== 'string') return shapeOf(value, labels);
  if (key === 'sessionToken') return labels.label('token', value);
  if (key === 'segmentToken') return labels.label('segment', value);
  if (key === 'id') return labels.label('session', value);
  return plainMembers.includes(key) ? labels.redact(value) : labels.label('value', value);
}

/** Members of segments and refusals. Campaigns, price tables, regions and facets belong to the account. */
const plainMembers: readonly string[] = [
  'channel',
  'currencyCode',
  'currencySymbol',
  'countryCode',
  'cultureInfo',
  'channelPrivacy',
  'utm_campaign',
  'utm_source',
  'utmi_campaign',
  'type',
  'message',
  'code',
];

/** The other entries without personal data. */
const plainItems: readonly string[] = [
  'store.channel',
  'store.currencyCode',
  'store.currencySymbol',
  'store.countryCode',
  'store.cultureInfo',
  'store.channelPrivacy',
  'profile.isAuthenticated',
  'impersonate.canImpersonate',
  'account.accountName', // which becomes <account>
];

function redactedNamespace(name: string, entries: unknown, labels: Labels): unknown {
  if (!isObject(entries)) return shapeOf(entries, labels);
  return Object.fromEntries(
    Object.entries(entries).map(([key, entry]) => {
      const plain = name === 'public' ? mayBeWritten(key) : plainItems.includes(`${name}.${key}`);
      return [redactedKey(key, labels), plain ? redactedDeep(entry, labels) : shapeOf(entry, labels)];
    }),
  );
}

/** The key of a login cookie has the account's name or id. */
function redactedKey(key: string, labels: Labels): string {
  return key.startsWith('VtexIdclientAutCookie_') ? 'VtexIdclientAutCookie_<account>' : labels.redact(key);
}

/** Stored, except for what looks like a secret. */
function redactedDeep(value: unknown, labels: Labels): unknown {
  if (typeof value === 'string') return labels.redact(value);
  if (Array.isArray(value)) return value.map((member) => redactedDeep(member, labels));
  return isObject(value) ? deep(value, labels, redactedDeep) : value;
}

/** Only the shape: texts and numbers become labels. */
function shapeOf(value: unknown, labels: Labels): unknown {
  if (typeof value === 'number') return labels.label('value', String(value));
  if (typeof value === 'string') return value === '' ? value : labels.label(kindOf(value), value);
  if (Array.isArray(value)) return value.map((member) => shapeOf(member, labels));
  return isObject(value) ? deep(value, labels, shapeOf) : value;
}

function kindOf(value: string): LabelKind {
  if (/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value)) return 'id';
  return /^[^@\s]+@[^@\s]+$/.test(value) ? 'email' : 'value';
}

/** Unlisted members may have secrets in their names. */
function deep(object: Json, labels: Labels, change: (value: unknown, labels: Labels) => unknown): Json {
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => [labels.redact(key), change(value, labels)]),
  );
}

function mapped(object: Json, change: (key: string, value: unknown) => unknown): Json {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(key, value)]));
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
