import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { SessionManagerError } from '../errors';
import { BoundedCache } from '../util/bounded-cache';
import type { TokenForm, TokenSigner } from './token';

/**
 * Signs session tokens with ES256.
 * @param pem a P-256 private key; by default, a new key is generated
 * @throws SessionManagerError OPTION_INVALID if it is not a P-256 private key
 */
export function tokenSigner(pem?: string): TokenSigner {
  const privateKey =
    pem === undefined ? generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey : privateKeyFrom(pem);
  const publicKey = createPublicKey(privateKey);
  const signing = { key: privateKey, ...p1363 };
  const der = publicKey.export({ type: 'spki', format: 'der' });
  const sha1 = createHash('sha1').update(der).digest('hex');
  const header = { alg: 'ES256', kid: asUuid(sha1), typ: 'JWT' };
  const headers: Readonly<Record<TokenForm, string>> = {
    '2019': encoded({ ...header, kid: sha1.toUpperCase(), typ: 'jwt' }), // 40 upper-case hex digits, then a UUID
    '2024': encoded(header),
    '2026': encoded(header),
  };
  /** Claims of verified tokens by token: verifying a signature costs more than signing. */
  const verified = new BoundedCache<string, Readonly<Record<string, unknown>>>(500);

  return {
    sign(form, claims) {
      const input = `${headers[form]}.${encoded(claims)}`;
      return `${input}.${sign('sha256', Buffer.from(input, 'latin1'), signing).toString('base64url')}`;
    },
    verify(token) {
      const known = verified.get(token);
      if (known !== undefined) return known;
      const claims = verifiedClaims(token, publicKey);
      if (claims !== undefined) verified.set(token, claims);
      return claims;
    },
    forget: () => verified.clear(),
  };
}

/** A signer whose key comes later, before anything is signed. */
export function signerToCome(): TokenSigner {
  let signer: TokenSigner | undefined;
  const ready = () => {
    if (signer === undefined) throw new Error('There is no signing key yet');
    return signer;
  };
  return {
    sign: (form, claims) => ready().sign(form, claims),
    verify: (token) => ready().verify(token),
    forget: () => signer?.forget(),
    use(pem) {
      signer = tokenSigner(pem);
    },
  };
}

/** The signature format of JWS, 64 bytes (RFC 7518, 3.4). */
const p1363 = { dsaEncoding: 'ieee-p1363' } as const;

function encoded(part: Readonly<Record<string, unknown>>): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}

function verifiedClaims(token: string, key: KeyObject): Readonly<Record<string, unknown>> | undefined {
  const [, input = '', payload = '', signature = ''] = /^([\w-]+\.([\w-]+))\.([\w-]{86})$/.exec(token) ?? [];
  const bytes = Buffer.from(signature, 'base64url');
  if (bytes.length !== 64 || bytes.toString('base64url') !== signature) return undefined; // decoding ignores stray bits
  // Always ES256, never the header's algorithm: `none` and `HS256` fail here.
  if (!verify('sha256', Buffer.from(input), { key, ...p1363 }, bytes)) return undefined;
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    return typeof claims === 'object' && claims !== null ? (claims as Record<string, unknown>) : undefined;
  } catch {
    return undefined; // signed with this key, but not by this emulator
  }
}

function privateKeyFrom(pem: string): KeyObject {
  let key: KeyObject | undefined;
  try {
    key = createPrivateKey(pem);
  } catch {
    key = undefined;
  }
  if (key?.asymmetricKeyType !== 'ec' || key.asymmetricKeyDetails?.namedCurve !== 'prime256v1') {
    const message = 'is not a P-256 private key in PEM';
    const hint = 'Create one with `openssl ecparam -name prime256v1 -genkey -noout`.';
    throw new SessionManagerError('OPTION_INVALID', [{ option: 'signingKey', message, hint }]);
  }
  return key;
}

function asUuid(hex: string): string {
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5');
}
