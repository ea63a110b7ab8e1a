import { decodeJwt } from './decode';

/** Text that is no token at all. */
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
