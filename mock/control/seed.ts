import { createHash } from 'node:crypto';
import type { PersonaId } from '../accounts/load';
import type { JsonValue } from '../rules/session';
import { isObject, type JsonObject, jsonCopy } from '../util/json';
import { listAt, objectAt, refusedInput, textAt, valueAt, wrongInput } from './input';

/** What a seed did to an entry or a session. */
export type SeedOutcome = 'created' | 'changed' | 'unchanged';

/** A session in a seed. It has a name or an id, so that a second seed finds it. */
export interface SeedSession {
  /** Any text. The session's id is computed from it and is the same in every emulator of the account. */
  readonly name?: string;
  /** A UUID in lower case. */
  readonly id?: string;
  /** The id of a persona, of the fixture or seeded: who is logged in, and their `public` values. */
  readonly persona?: PersonaId;
  /** Written to the `public` namespace, as a caller would. */
  readonly public?: Readonly<Record<string, { readonly value: JsonValue }>>;
}

/** A seeded session, as cookies and as the tokens that a write answers. */
export interface SeededSession {
  readonly name?: string;
  readonly id: string;
  readonly outcome: SeedOutcome;
  /** A `Cookie` header, with the persona's login if they have one. */
  readonly cookie: string;
  /** The same as `Set-Cookie` lines. */
  readonly setCookie: readonly string[];
  readonly sessionToken: string;
  readonly segmentToken: string;
}

/** What a seed did, in its own order; account data list by list. */
export interface Seeded {
  readonly account: readonly { readonly list: string; readonly id: string; readonly outcome: SeedOutcome }[];
  readonly sessions: readonly SeededSession[];
}

/** A checked session of a seed. */
export interface SessionToSeed {
  /** Its JSON path: `$.sessions[0]`. */
  readonly path: string;
  readonly name: string | undefined;
  readonly id: string;
  readonly persona: string | undefined;
  readonly public: JsonObject;
}

export interface ReadSeed {
  /** Undefined when there is none. The account checks it. */
  readonly account: unknown;
  readonly sessions: readonly SessionToSeed[];
}

/**
 * @param accountId the UUID namespace of the ids computed from names
 * @throws Refusal CONTROL_INPUT_INVALID with the JSON path
 */
export function readSeed(seed: unknown, accountId: string): ReadSeed {
  const read = objectAt('$', asJson(seed), ['account', 'sessions']);
  if (Object.keys(read).length === 0) throw refusedInput('$', 'must have account or sessions');
  const { account, sessions: list = [] } = read;
  const sessions = listAt('$.sessions', list).map((one, index) =>
    sessionAt(`$.sessions[${index}]`, one, accountId),
  );
  const ids = new Set<string>();
  for (const { id, name, path } of sessions) {
    if (ids.has(id))
      throw refusedInput(
        `${path}.${name === undefined ? 'id' : 'name'}`,
        'is repeated: names and ids must be unique',
      );
    ids.add(id);
  }
  return { account, sessions };
}

/** A copy, since the caller may change what they gave in code. */
function asJson(seed: unknown): unknown {
  try {
    return jsonCopy(seed);
  } catch (error) {
    throw refusedInput('$', `must be JSON: ${(error as Error).message}`);
  }
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function sessionAt(path: string, value: unknown, accountId: string): SessionToSeed {
  const read = objectAt(path, value, ['name', 'id', 'persona', 'public']);
  const optional = (key: string) =>
    read[key] === undefined ? undefined : textAt(`${path}.${key}`, read[key]);
  const [name, id, persona] = [optional('name'), optional('id'), optional('persona')];
  if (name !== undefined && id !== undefined)
    throw refusedInput(`${path}.id`, 'cannot be combined with a name: leave one out');
  if (id !== undefined && !uuid.test(id)) {
    throw wrongInput(`${path}.id`, 'a UUID in lower case', id);
  }
  const known = id ?? (name === undefined ? undefined : idOfName(name, accountId));
  if (known === undefined)
    throw refusedInput(path, 'must have a name or an id, so that a second seed finds it');
  return { path, name, id: known, persona, public: publicAt(`${path}.public`, read['public']) };
}

function publicAt(path: string, value: unknown = {}): JsonObject {
  if (!isObject(value)) throw wrongInput(path, 'an object', value);
  for (const [key, entry] of Object.entries(value)) {
    valueAt(`${path}.${key}`, objectAt(`${path}.${key}`, entry, ['value']));
  }
  return value;
}

/** A UUID of version 5 (RFC 9562, 5.5): the name under the account's id. */
function idOfName(name: string, accountId: string): string {
  const space = Buffer.from(accountId.replaceAll('-', ''), 'hex');
  const hash = createHash('sha1').update(space).update(name).digest();
  hash[6] = ((hash[6] as number) & 0x0f) | 0x50;
  hash[8] = ((hash[8] as number) & 0x3f) | 0x80;
  return hash.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
