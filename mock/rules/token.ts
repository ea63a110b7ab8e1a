/** The session token: a signed JWT that names a session. */

/** The token of 2019, of late 2024 or of 2026. */
export type TokenForm = '2019' | '2024' | '2026';

export const tokenForms: readonly TokenForm[] = ['2026', '2024', '2019'];

/** The account in tokens and sessions. */
export interface AccountIdentity {
  readonly name: string;
  /** A UUID. */
  readonly id: string;
}

/** Signs and verifies tokens, and holds the key. */
export interface TokenSigner {
  /** A token in this form: its header names the key. */
  sign(form: TokenForm, claims: Readonly<Record<string, unknown>>): string;
  /** Takes this private key (PEM), where the key comes later. */
  use?(pem: string): void;
  /** The claims if the signature is valid, else undefined. Does not check expiry. */
  verify(token: string): Readonly<Record<string, unknown>> | undefined;
  /** Empties its cache. */
  forget(): void;
}

const day = 86_400;

/** Seconds a token lives: 8 days until January 2026, 5 days since. */
const lifeOf: Record<TokenForm, number> = { '2019': 8 * day, '2024': 8 * day, '2026': 5 * day };

export interface TokenSubject {
  /** The session's id. */
  readonly id: string;
  readonly version: number;
}

export interface SignedToken {
  readonly token: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** Claims are in the order observed on the wire. */
export function signSessionToken(
  { id, version }: TokenSubject,
  world: {
    readonly account: AccountIdentity;
    readonly signer: TokenSigner;
    readonly tokenForm: TokenForm;
    readonly clock: () => number;
    readonly ids: () => string;
  },
): SignedToken {
  const { account, signer, tokenForm: form } = world;
  const iat = Math.floor(world.clock() / 1000);
  const exp = iat + lifeOf[form];
  const jti = world.ids(); // changes with each signing
  const claims =
    form === '2019'
      ? {
          'account.id': account.id,
          id,
          version,
          sub: 'session',
          account: 'session',
          exp,
          iat,
          iss: 'token-emitter',
          jti,
        }
      : {
          'account.id': [],
          id,
          version,
          sub: 'session',
          account: form === '2026' ? account.name : 'session',
          exp,
          iat,
          jti,
          iss: 'session/data-signer',
        };
  return { token: signer.sign(form, claims), expiresAt: exp * 1000 };
}

export type TokenReading =
  | { readonly kind: 'own'; readonly sessionId: string }
  | { readonly kind: 'foreign'; readonly account: string }
  | { readonly kind: 'unverified'; readonly reason: string };

/** Whether a token is of this account, of another one or invalid. */
export function readSessionToken(
  token: string,
  account: AccountIdentity,
  signer: TokenSigner,
  clock: () => number,
): TokenReading {
  const claims = signer.verify(token);
  if (claims === undefined) return { kind: 'unverified', reason: 'its signature does not verify' };
  if (typeof claims['exp'] !== 'number' || claims['exp'] * 1000 <= clock()) {
    return { kind: 'unverified', reason: 'it has expired' };
  }
  if (claims['sub'] !== 'session' || typeof claims['id'] !== 'string')
    return { kind: 'unverified', reason: 'it names no session' };
  const foreign = foreignAccount(claims, account);
  return foreign === undefined
    ? { kind: 'own', sessionId: claims['id'] }
    : { kind: 'foreign', account: foreign };
}

/** Until 2026 `account` was "session" for every account; the oldest form has the account's id. */
function foreignAccount(
  claims: Readonly<Record<string, unknown>>,
  account: AccountIdentity,
): string | undefined {
  const { account: name, 'account.id': id } = claims;
  if (typeof name === 'string' && name !== 'session' && name !== account.name) return name;
  if (typeof id === 'string' && id !== account.id) return id;
  return undefined;
}

/** The session id in a token that has not been verified; undefined if there is none. */
export function unverifiedSessionId(token: string): string | undefined {
  const [, payload] = token.split('.', 3);
  if (payload === undefined) return undefined;
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    const id = typeof claims === 'object' && claims !== null ? (claims as { id?: unknown }).id : undefined;
    return typeof id === 'string' ? id : undefined;
  } catch {
    return undefined;
  }
}
