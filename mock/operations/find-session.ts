import { Refusal } from '../rules/refusal';
import type { Session } from '../rules/session';
import { readSessionToken, unverifiedSessionId } from '../rules/token';
import { andThen, type Maybe } from '../util/event-loop';
import { textHash } from '../util/hash';
import { cookieValues } from '../wire/cookies';
import type { OperationCall, Service, TokenIds } from './service';

export type FoundSession =
  | { readonly kind: 'found'; readonly session: Session }
  | { readonly kind: 'no-token' }
  /** There is a token, but no session for it; `reason` completes "the session token is refused: …". */
  | { readonly kind: 'unverified'; readonly reason: string };

/**
 * The session that a request names. A token in the path takes the place of the cookie; of several cookies the
 * first that verifies wins.
 * @throws Refusal 403 if that token is of another account
 */
export function findSession(
  { pathToken, cookies }: Pick<OperationCall, 'pathToken' | 'cookies'>,
  service: Service,
): Maybe<FoundSession> {
  const tokens = pathToken === undefined ? cookieValues(cookies, 'vtex_session') : [pathToken];
  const next = (index: number, reason?: string): Maybe<FoundSession> => {
    const token = tokens[index];
    if (token === undefined) return reason === undefined ? noToken : { kind: 'unverified', reason };
    const id = service.tokenIds.of(token);
    return andThen(id === undefined ? undefined : service.repository.get(id), (claimed) => {
      // The text signed for this very version needs no verification: it equals the stored one.
      if (claimed?.token === token) return { kind: 'found', session: claimed };
      const found = verified(token, claimed, service);
      return found.kind === 'found' ? found : next(index + 1, reason ?? found.reason);
    });
  };
  return next(0);
}

const noToken: FoundSession = { kind: 'no-token' };

function verified(
  token: string,
  claimed: Session | undefined,
  { world }: Service,
): Exclude<FoundSession, { kind: 'no-token' }> {
  const { account, signer, clock, assumptions } = world;
  const reading = readSessionToken(token, account, signer, clock);
  switch (reading.kind) {
    case 'unverified':
      return reading;
    case 'foreign':
      throw new Refusal(assumptions.statusOfForeignToken, 'cross-account requests are not allowed');
    case 'own':
      // An older token of the session reads its newest state.
      return claimed === undefined
        ? { kind: 'unverified', reason: 'its session is no longer kept' }
        : { kind: 'found', session: claimed };
  }
}

/** Characters at the end of a token that identify it: 240 bits of the signature. */
const endLength = 40;

/**
 * A cache, since decoding a token costs as much as the rest of a read. By the end of the token: of the whole, comparing would
 * take as long. Whoever sends another token with that end gets an id that the token does not prove. In bytes outside of the
 * heap: a token kept for a thousand writes would be moved twice by the garbage collector.
 * @param places each token has one, where it replaces another
 */
export function tokenIds(places = 4096): TokenIds {
  const ends = new Uint8Array(places * endLength);
  let ids: (string | undefined)[] = [];

  const placeOf = (token: string) => (textHash(token, 0, token.length - endLength) >>> 0) % places;
  const isAt = (place: number, token: string) => {
    for (let index = 0; index < endLength; index++) {
      if (ends[place * endLength + index] !== token.charCodeAt(token.length - endLength + index))
        return false;
    }
    return true;
  };
  const remember = (token: string, id: string) => {
    if (token.length < endLength) return;
    const place = placeOf(token);
    for (let index = 0; index < endLength; index++)
      ends[place * endLength + index] = token.charCodeAt(token.length - endLength + index);
    ids[place] = id;
  };
  return {
    of(token) {
      const place = token.length < endLength ? 0 : placeOf(token);
      const remembered = ids[place];
      if (remembered !== undefined && isAt(place, token)) return remembered;
      const id = unverifiedSessionId(token);
      if (id !== undefined) remember(token, id);
      return id;
    },
    remember,
    clear() {
      ids = [];
    },
  };
}
