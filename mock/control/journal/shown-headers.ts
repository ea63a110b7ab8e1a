import { holdsCredential, isCredentialName } from '../credentials';
import { redacted } from '../redacted';
import type { Shown } from '../shown';

/** Request headers whose values are shown; of all others the name is. */
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
  for (let index = 0; index + 1 < raw.length; index += 2)
    pairs.push([(raw[index] as string).toLowerCase(), raw[index + 1] as string]);
  return pairs;
}

/** Of cookies the names are left, of one that has none nothing is. */
export function shownRequestHeaders(pairs: HeaderPairs, { text }: Shown): Record<string, string> {
  const headers = new Map<string, string>();
  for (const [name, value] of pairs) {
    const shown =
      name === 'cookie' ? shownCookies(value, text) : shownHeaders.has(name) ? text(value) : redacted;
    const before = headers.get(name);
    headers.set(
      text(name),
      before === undefined ? shown : `${before}${name === 'cookie' ? '; ' : ', '}${shown}`,
    );
  }
  return Object.fromEntries(headers);
}

function shownCookies(header: string, text: Shown['text']): string {
  const parts = header.split(';').map((part) => {
    const equals = part.indexOf('=');
    return equals < 0 ? redacted : `${text(part.slice(0, equals).trim())}=${redacted}`;
  });
  return parts.join('; ');
}

const leastSecret = 16;

/** What stands for somebody in these headers, to be left out wherever else it stands. */
export function secretsIn(pairs: HeaderPairs): readonly string[] {
  const secrets = pairs.flatMap(([name, value]) => {
    if (name === 'cookie') return value.split(';').map((part) => part.slice(part.indexOf('=') + 1).trim());
    return isCredentialName(name) || holdsCredential(value) ? [value, ...value.split(/\s+/)] : [];
  });
  // Shorter ones are words like any other, such as a cookie `country=BRA`.
  return secrets.flatMap(variants).filter((secret) => secret.length >= leastSecret);
}

/** As it came, as it reads, and its parts if it is a token. */
function variants(secret: string): readonly string[] {
  return [secret, unescaped(secret), ...secret.split('.')];
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
