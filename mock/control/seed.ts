import { createHash } from 'node:crypto';
import { isNestedTooDeep, type JsonValue, maxNesting } from '../rules/session';
import { type JsonObject, objectAt, refusedInput, shown } from './input';

/** What became of something that was seeded. */
export type SeedOutcome = 'created' | 'changed' | 'unchanged';

/** A session as a seed writes it. It has a name or an id, so that a second seed finds it. */
export interface SeedSession {
  /** Any text; the session's id is worked out from it, and is the same in every emulator of the account. */
  readonly name?: string;
  /** A UUID, in lower case. */
  readonly id?: string;
  /** The id of a persona, of the fixture or seeded: who is logged in, and what he has in `public`. */
  readonly persona?: string;
  /** Written to the `public` namespace, as a caller writes it. */
  readonly public?: Readonly<Record<string, { readonly value: JsonValue }>>;
}

/** A seeded session, as cookies and as what a write answers. */
export interface SeededSession {
  readonly name?: string;
  readonly id: string;
  readonly outcome: SeedOutcome;
  /** A `Cookie` header, with the persona's login if he has one. */
  readonly cookie: string;
  /** The same as `Set-Cookie` lines. */
  readonly setCookie: readonly string[];
  readonly sessionToken: string;
  readonly segmentToken: string;
}

/** What a seed did, in the order in which it was written; of the account list by list. */
export interface Seeded {
  readonly account: readonly { readonly list: string; readonly id: string; readonly outcome: SeedOutcome }[];
  readonly sessions: readonly SeededSession[];
}

/** A session to be seeded, checked. */
export interface SessionToSeed {
  /** Where it stands: `$.sessions[0]`. */
  readonly place: string;
  readonly name: string | undefined;
  readonly id: string;
  readonly persona: string | undefined;
  readonly public: JsonObject;
}

export interface ReadSeed {
  /** Undefined when there is none; what is in it is for the account to judge. */
  readonly account: unknown;
  readonly sessions: readonly SessionToSeed[];
}

/**
 * @param accountId the UUID under which names have their ids
 * @throws Refusal CONTROL_INPUT_INVALID with the place
 */
export function readSeed(seed: unknown, accountId: string): ReadSeed {
  const read = objectAt('$', asJson(seed), ['account', 'sessions']);
  if (Object.keys(read).length === 0) throw refusedInput('$', 'must have account or sessions');
  const { account, sessions: list = [] } = read;
  if (!Array.isArray(list)) throw refusedInput('$.sessions', `must be a list, not ${shown(list)}`);
  const sessions = list.map((one, index) => sessionAt(`$.sessions[${index}]`, one, accountId));
  const ids = new Set<string>();
  for (const { id, name, place } of sessions) {
    if (ids.has(id)) throw refusedInput(`${place}.${name === undefined ? 'id' : 'name'}`, 'stands twice');
    ids.add(id);
  }
  return { account, sessions };
}

/** A copy of its own: what is given in code may be changed by whoever gave it. */
function asJson(seed: unknown): unknown {
  try {
    return seed === undefined ? undefined : JSON.parse(JSON.stringify(seed));
  } catch (error) {
    throw refusedInput('$', `must be JSON: ${(error as Error).message}`);
  }
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function sessionAt(place: string, value: unknown, accountId: string): SessionToSeed {
  const read = objectAt(place, value, ['name', 'id', 'persona', 'public']);
  const name = textAt(`${place}.name`, read['name']);
  const id = textAt(`${place}.id`, read['id']);
  const persona = textAt(`${place}.persona`, read['persona']);
  if (name !== undefined && id !== undefined) throw refusedInput(`${place}.id`, 'cannot go with a name');
  if (id !== undefined && !uuid.test(id)) {
    throw refusedInput(`${place}.id`, `must be a UUID in lower case, not ${shown(id)}`);
  }
  const known = id ?? (name === undefined ? undefined : idOfName(name, accountId));
  if (known === undefined)
    throw refusedInput(place, 'must have a name or an id, so that a second seed finds it');
  return { place, name, id: known, persona, public: publicAt(`${place}.public`, read['public']) };
}

function publicAt(place: string, value: unknown = {}): JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw refusedInput(place, `must be an object, not ${shown(value)}`);
  }
  for (const [key, entry] of Object.entries(value)) {
    const { value } = objectAt(`${place}.${key}`, entry, ['value']);
    if (value === undefined) throw refusedInput(`${place}.${key}.value`, 'is absent');
    if (isNestedTooDeep(value))
      throw refusedInput(`${place}.${key}.value`, `is nested over ${maxNesting} levels deep`);
  }
  return value as JsonObject;
}

function textAt(place: string, value: unknown): string | undefined {
  if (value === undefined || (typeof value === 'string' && value !== '')) return value;
  throw refusedInput(place, `must be text, not ${shown(value)}`);
}

/** A UUID of version 5 (RFC 9562, 5.5): the name under the account's id. */
function idOfName(name: string, accountId: string): string {
  const space = Buffer.from(accountId.replaceAll('-', ''), 'hex');
  const hash = createHash('sha1').update(space).update(name).digest();
  hash[6] = ((hash[6] as number) & 0x0f) | 0x50;
  hash[8] = ((hash[8] as number) & 0x3f) | 0x80;
  return hash.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
