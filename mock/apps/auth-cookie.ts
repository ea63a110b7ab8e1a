/**
 * The login cookie, a JWT that VTEX ID issues. The emulator signs it with its own key, so no real service accepts
 * it.
 */
import type { AccountIdentity, TokenForm, TokenSigner } from '../rules/token';

/** What the login is for: the Admin or the store. */
export type Audience = 'admin' | 'webstore';

export interface Login {
  readonly email: string;
  /** A UUID. */
  readonly userId: string;
  readonly audience: Audience;
  /** The contract that a Buyer Portal shopper buys under. */
  readonly customerId?: string;
  readonly unitId?: string;
}

export interface CookieReader {
  readonly account: AccountIdentity;
  readonly signer: TokenSigner;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
}

export interface CookieWriter extends CookieReader {
  /** A new UUID at each call. */
  readonly ids: () => string;
  readonly tokenForm?: TokenForm;
}

/** Seconds. */
const lifetime = 86_400;

const adminCookie = 'VtexIdclientAutCookie';

/** The cookie names that may carry a login, the usual one first. */
export function authCookieNames(
  audience: Audience,
  { name, id }: AccountIdentity,
): readonly [usual: string, ...others: string[]] {
  return audience === 'admin' ? [adminCookie] : [`${adminCookie}_${name}`, `${adminCookie}_${id}`];
}

export function signAuthCookie(
  { email, userId, audience, customerId, unitId }: Login,
  { account, signer, clock, ids, tokenForm = '2026' }: CookieWriter,
): string {
  const iat = Math.floor(clock() / 1000);
  return signer.sign(tokenForm, {
    sub: email,
    account: account.name,
    audience,
    exp: iat + lifetime,
    type: 'user',
    userId,
    ...(customerId !== undefined && { customerId }),
    ...(unitId !== undefined && { unitId }),
    iat,
    iss: 'token-emitter',
    jti: ids(),
  });
}

/**
 * The login that a cookie carries; undefined unless it is a valid, unexpired login to this account. A session token
 * is signed with the same key, but is not a login.
 */
export function readAuthCookie(cookie: string, { account, signer, clock }: CookieReader): Login | undefined {
  const claims = signer.verify(cookie);
  if (claims === undefined || claims['type'] !== 'user' || claims['account'] !== account.name)
    return undefined;
  const { sub: email, userId, audience, exp } = claims;
  if (typeof exp !== 'number' || exp * 1000 <= clock()) return undefined;
  if (audience !== 'admin' && audience !== 'webstore') return undefined;
  if (typeof email !== 'string' || typeof userId !== 'string') return undefined;
  const { customerId, unitId } = claims;
  return {
    email,
    userId,
    audience,
    ...(typeof customerId === 'string' && { customerId }),
    ...(typeof unitId === 'string' && { unitId }),
  };
}
