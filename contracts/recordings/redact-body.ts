import { mayBeWritten } from '../harness/public-keys';
import type { LabelKind, Labels } from './labels';

type Json = { readonly [key: string]: unknown };

/** A JSON body as it may be kept: by what it is, and of what nobody knows nothing but the shape. */
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

/** Of a segment, of a refusal. Campaigns, price tables, regions and facets are an account's own affair. */
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

/** The other entries whose values say nothing of a person. */
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

/** The key of a cookie carries the account's name or its id. */
function redactedKey(key: string, labels: Labels): string {
  return key.startsWith('VtexIdclientAutCookie_') ? 'VtexIdclientAutCookie_<account>' : labels.redact(key);
}

/** Kept, but for what looks like a secret. */
function redactedDeep(value: unknown, labels: Labels): unknown {
  if (typeof value === 'string') return labels.redact(value);
  if (Array.isArray(value)) return value.map((member) => redactedDeep(member, labels));
  return isObject(value) ? deep(value, labels, redactedDeep) : value;
}

/** The shape alone: members and kinds stay, texts and numbers become labels. */
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

/** Members of what nobody listed may be named by a secret too. */
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
