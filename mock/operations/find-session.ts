import { Refusal, typeOfStatus } from '../rules/refusal';
import type { Session } from '../rules/session';
import { readSessionToken } from '../rules/token';
import { cookieValues } from '../wire/cookies';
import type { OperationCall, Service } from './service';

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
export async function findSession(
  { pathToken, cookies }: OperationCall,
  service: Service,
): Promise<FoundSession> {
  const tokens = pathToken === undefined ? cookieValues(cookies, 'vtex_session') : [pathToken];
  let reason: string | undefined;
  for (const token of tokens) {
    const claimedId = service.tokenIds.of(token);
    const claimed = claimedId === undefined ? undefined : await service.repository.get(claimedId);
    // The text signed for this very version needs no verification: it equals the stored one.
    if (claimed?.token === token) return { kind: 'found', session: claimed };
    const found = verified(token, claimed, service);
    if (found.kind === 'found') return found;
    reason ??= found.reason;
  }
  return reason === undefined ? { kind: 'no-token' } : { kind: 'unverified', reason };
}

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
      throw new Refusal({
        status: assumptions.statusOfForeignToken,
        type: typeOfStatus(assumptions.statusOfForeignToken),
        message: 'cross-account requests are not allowed',
      });
    case 'own':
      // An older token of the session reads its newest state.
      return claimed === undefined
        ? { kind: 'unverified', reason: 'its session is no longer kept' }
        : { kind: 'found', session: claimed };
  }
}
