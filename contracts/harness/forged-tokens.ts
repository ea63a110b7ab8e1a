import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import { decodeJwt } from './decode';

/** Not a token. */
export const garbage = 'undefined';

/** A token that names another session but keeps the signature it had. */
export function retargeted(token: string, id: string): string {
  const [header, , signature] = token.split('.');
  return [header, encoded({ ...decodeJwt(token).claims, id }), signature].join('.');
}

/** A token that says it need not be signed. */
export function unsigned(token: string): string {
  return [encoded({ alg: 'none', typ: 'JWT' }), encoded(decodeJwt(token).claims), ''].join('.');
}

/** A token whose signature is of the right length and wrong. */
export function badlySigned(token: string): string {
  const [header, payload] = token.split('.');
  return [header, payload, Buffer.alloc(64, 7).toString('base64url')].join('.');
}

function encoded(part: object): string {
  return Buffer.from(JSON.stringify(part), 'utf8').toString('base64url');
}

/** A P-256 private key in PEM, for an emulator whose tokens the suite signs. */
export function newSigningKey(): string {
  return generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  }).privateKey;
}

/** A JWS in ES256 of any claims, signed with a key. */
export function signedBy(pem: string, claims: object): string {
  const input = `${encoded({ alg: 'ES256', typ: 'JWT' })}.${encoded(claims)}`;
  const key = { key: createPrivateKey(pem), dsaEncoding: 'ieee-p1363' } as const;
  return `${input}.${sign('sha256', Buffer.from(input), key).toString('base64url')}`;
}
