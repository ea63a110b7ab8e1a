import type { Answer, TargetRequest } from '../targets/target';
import type { RecordedRequest, RecordedResponse, RecordedStep } from './exchange';
import type { Labels } from './labels';
import { redactedBody } from './redact-body';

/** One exchange as it may be kept. What is not listed here or in `redact-body.ts` becomes a label. */
export function redactedStep(request: TargetRequest, answer: Answer, labels: Labels): RecordedStep {
  // The answer first: what it gives out is labelled by what it is, wherever it stands.
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
      headers: mapped(headers, (name, value) =>
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
    headers: mapped(headers, (name, value) => redactedHeader(name, value, labels)),
    ...(text !== '' && { body: redactedJson(text, labels) }),
  };
}

/** Of the moment, unnumbered: whether two answers came within one second says nothing. */
const date = '<date>';

/** Headers that are about the message and not about anybody. */
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
  if (name === 'content-length') return '<length>'; // which a name within makes longer
  return plainHeaders.includes(name) ? labels.redact(value) : labels.label('value', value);
}

function redactedCookies(cookie: string, labels: Labels): string {
  return cookie
    .split(/; */)
    .filter((pair) => pair !== '')
    .map((pair) => redactedPair(pair, labels))
    .join('; ');
}

/** Attributes stay, for they are what a snapshot is kept for; a date or a domain among them does not. */
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

/** What is not JSON, such as the page of an edge server, is not kept. */
function redactedJson(text: string, labels: Labels): unknown {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text) as unknown;
  } catch {
    return `<${text.length} characters that are not JSON>`;
  }
  return redactedBody(parsed, labels);
}

function mapped(
  headers: Readonly<Record<string, string>>,
  change: (name: string, value: string) => string,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), change(name.toLowerCase(), value)]),
  );
}
