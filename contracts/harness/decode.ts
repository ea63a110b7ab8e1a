/** The suite's own reading of tokens. It shares nothing with the emulator and checks no signature. */

export interface DecodedJwt {
  /** As text, since the order of the members is part of the claim. */
  readonly headerText: string;
  readonly claimsText: string;
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: SessionClaims;
  readonly signature: Uint8Array;
}

export interface SessionClaims {
  readonly id: string;
  readonly version: number;
  readonly exp: number;
  readonly iat: number;
  readonly jti: string;
  readonly [claim: string]: unknown;
}

/** @throws when it is not three parts of unpadded base64url with JSON in the first two */
export function decodeJwt(token: string): DecodedJwt {
  const parts = token.split('.');
  if (parts.length !== 3) throw new Error(`A JWT has three parts, this token ${parts.length}`);
  const [header, payload, signature] = parts as [string, string, string];
  const headerText = textOf(bytesOf(header, base64url));
  const claimsText = textOf(bytesOf(payload, base64url));
  return {
    headerText,
    claimsText,
    header: JSON.parse(headerText) as Record<string, unknown>,
    claims: JSON.parse(claimsText) as SessionClaims,
    signature: bytesOf(signature, base64url),
  };
}

export type Segment = Readonly<Record<string, unknown>>;

/** What a segment token holds, as text and parsed. @throws when it is padded, in no base64, or not UTF-8 */
export function decodeSegment(token: string): { readonly text: string; readonly segment: Segment } {
  const text = textOf(bytesOf(token, eitherAlphabet));
  return { text, segment: JSON.parse(text) as Segment };
}

/** A hand-made segment token. */
export function handMadeSegment(segment: Segment, encoding: BufferEncoding = 'base64url'): string {
  return Buffer.from(JSON.stringify(segment), 'utf8').toString(encoding);
}

const base64url = /^[A-Za-z0-9_-]+$/;
const eitherAlphabet = /^(?:[A-Za-z0-9_-]+|[A-Za-z0-9+/]+)$/;

/** Buffer skips unknown characters, so the alphabet is checked first. */
function bytesOf(text: string, alphabet: RegExp): Uint8Array {
  if (!alphabet.test(text) || text.length % 4 === 1) throw new Error(`Not unpadded base64: ${text}`);
  return Buffer.from(text, 'base64');
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
}
