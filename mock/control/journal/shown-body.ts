import type { JsonValue } from '../../rules/session';
import { JsonText } from '../../wire/answer';
import { redacted, shownValue } from '../redacted';
import type { Shown } from '../shown';

type Json = Readonly<Record<string, JsonValue>>;

/** A caller writes `public` and nothing else, so nothing else of what he sends is shown but its name. */
export function shownRequestBody(body: unknown, shown: Shown): JsonValue | undefined {
  if (body === undefined) return undefined;
  if (!isObject(body)) return redacted;
  const members = Object.entries(body).map(([name, value]) => [
    shown.text(name),
    name === 'public' && isObject(value) ? shownNamespace('public', value, shown) : redacted,
  ]);
  return Object.fromEntries(members);
}

/**
 * @param path as it came, which messages quote
 * @param pathShown what stands for it
 */
export function shownAnswerBody(
  body: unknown,
  shown: Shown,
  { path, pathShown }: { readonly path: string; readonly pathShown: string },
): JsonValue | undefined {
  if (body === undefined) return undefined;
  if (body instanceof JsonText) return shownSession(JSON.parse(body.text), shown);
  if (!isObject(body)) return redacted;
  const { message, code } = body;
  if (typeof message !== 'string') return shown.json(body);
  const said = messageOf(message, code).split(path).join(pathShown);
  return { ...(shown.json(body) as Json), message: shown.text(said) };
}

/** `{"id", "namespaces"}`. */
function shownSession({ id, namespaces }: { id: JsonValue; namespaces: Json }, shown: Shown): JsonValue {
  const members = Object.entries(namespaces).map(([name, entries]) => [
    shown.text(name),
    shownNamespace(name, entries as Json, shown),
  ]);
  return { id, namespaces: Object.fromEntries(members) };
}

function shownNamespace(namespace: string, entries: Json, shown: Shown): JsonValue {
  const members = Object.entries(entries).map(([key, entry]) => {
    if (!isObject(entry)) return [shown.text(key), redacted];
    const parts = Object.entries(entry).map(([name, value]) => {
      if (name === 'value') return [name, shown.under(key, shownValue(namespace, value))];
      return [shown.text(name), name === 'keepAlive' ? value === true : redacted];
    });
    return [shown.text(key), Object.fromEntries(parts)];
  });
  return Object.fromEntries(members);
}

/** What a parser says of a body that is no JSON quotes a piece of it. */
function messageOf(message: string, code: unknown): string {
  return code === 'BODY_NOT_JSON' ? (message.split(':', 1)[0] as string) : message;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);
}
