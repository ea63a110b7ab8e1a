import { readAuthCookie } from '../apps/auth-cookie';
import type { Service } from '../operations/service';
import { decodeSegment, type Segment } from '../rules/segment';
import { readSessionToken } from '../rules/token';
import { isObject, type JsonObject } from '../util/json';
import { objectAt, textAt } from './input';
import type { ControlRoute } from './route';

/** A token, decoded and checked. Nothing secret is in it: anyone who has a token can decode it. */
export interface TokenReport {
  readonly kind: 'session' | 'segment' | 'login' | 'unknown';
  /** Whether this emulator accepts it now. */
  readonly valid: boolean;
  /** Why it is not accepted, or what to know about it. */
  readonly note: string;
  readonly header?: JsonObject;
  readonly claims?: JsonObject;
  readonly segment?: Segment;
  /** The session that it names, if it is stored. */
  readonly session?: { readonly id: string; readonly version: number };
}

async function reportOnSession(token: string, claims: JsonObject, { world, repository }: Service) {
  const reading = readSessionToken(token, world.account, world.signer, world.clock);
  const stored = typeof claims['id'] === 'string' ? await repository.peek(claims['id']) : undefined;
  const session = stored && { session: { id: stored.id, version: stored.version } };
  if (reading.kind === 'unverified') return { valid: false, note: reading.reason, ...session };
  if (reading.kind === 'foreign') return { valid: false, note: `it is of the account ${reading.account}` };
  if (stored === undefined) return { valid: false, note: 'its session is no longer kept' };
  const isNewest = stored.version === claims['version'];
  const note = isNewest
    ? 'it names the newest version of the session'
    : 'it is older than the session, and reads its newest version';
  return { valid: true, note, ...session };
}

async function reportOn(token: string, service: Service): Promise<TokenReport> {
  const { world } = service;
  const [first, second, third] = token.split('.');
  if (second === undefined) {
    const segment = decodeSegment(token);
    return segment === undefined
      ? { kind: 'unknown', valid: false, note: 'it is no JWT, and does not decode to a segment' }
      : { kind: 'segment', valid: true, note: 'segment tokens have no signature', segment };
  }
  const [header, claims] = [jsonIn(first), jsonIn(second)];
  if (header === undefined || claims === undefined || third === undefined) {
    const note = 'it has dots like a JWT, but its parts are no JSON objects';
    return { kind: 'unknown', valid: false, note };
  }
  const decoded = { header, claims };
  if (claims['sub'] === 'session') {
    return { kind: 'session', ...(await reportOnSession(token, claims, service)), ...decoded };
  }
  if (claims['type'] === 'user') {
    const valid = readAuthCookie(token, world) !== undefined;
    const note = valid
      ? 'it logs in to this account'
      : 'its signature does not verify, it has expired, or it is of another account';
    return { kind: 'login', valid, note, ...decoded };
  }
  const valid = world.signer.verify(token) !== undefined;
  const note = valid ? 'it is signed with the key of this emulator' : 'its signature does not verify';
  return { kind: 'unknown', valid, note, ...decoded };
}

function jsonIn(part: string | undefined): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part ?? '', 'base64url').toString('utf8'));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export function tokenRoutes(world: { readonly service: Service }): readonly ControlRoute[] {
  return [
    {
      method: 'POST', // a token in a URL would end up in logs
      path: '/_mock/tokens',
      async answer({ body }) {
        const { token } = objectAt('$', await body(), ['token']);
        return reportOn(textAt('$.token', token, 'a token'), world.service);
      },
    },
  ];
}
