import type { Entry, Namespace, Session } from '../../rules/session';

/** A session as text. Namespaces and keys are lists of pairs, because JSON objects do not keep their order. */
export function textOf({ id, version, token, expiresAt, namespaces }: Session): string {
  return JSON.stringify([
    id,
    version,
    token,
    expiresAt,
    Array.from(namespaces, ([name, keys]) => [name, [...keys]]),
  ]);
}

type Stored = [string, number, string, number, [string, [string, Entry][]][]];

export function sessionOf(text: string): Session {
  const [id, version, token, expiresAt, namespaces] = JSON.parse(text) as Stored;
  return {
    ...{ id, version, token, expiresAt },
    namespaces: new Map(namespaces.map(([name, keys]): [string, Namespace] => [name, new Map(keys)])),
  };
}
