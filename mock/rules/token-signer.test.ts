import { createPublicKey, generateKeyPairSync, type KeyPairKeyObjectResult } from 'node:crypto';
import jws from 'jws';
import { SessionManagerError } from '../errors';
import { type TokenForm, type TokenSigner, tokenForms } from './token';
import { tokenSigner } from './token-signer';

const claims = {
  'account.id': [],
  id: '00000000-0000-4000-8000-000000000001',
  version: 2,
  note: 'São Paulo €',
};

const pemOf = ({ privateKey }: KeyPairKeyObjectResult, type: 'pkcs8' | 'sec1' = 'pkcs8') =>
  privateKey.export({ type: type as 'pkcs8', format: 'pem' }).toString();
const p256 = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });
const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const headerOf = (signer: TokenSigner, form: TokenForm) =>
  JSON.parse(Buffer.from(signer.sign(form, {}).split('.')[0] ?? '', 'base64url').toString());

describe('signing', () => {
  const signer = tokenSigner();

  test('R-155: claims are encoded verbatim', () => {
    expect(signer.sign('2026', claims).split('.')[1]).toBe(encoded(claims));
  });

  test.each(tokenForms)('R-156: a token of %s verifies and gives its claims', (form) => {
    const token = signer.sign(form, claims);
    expect(signer.verify(token)).toEqual(claims);
    expect(signer.verify(token)).toEqual(claims); // from the cache
  });

  test('R-166: expiry is not checked', () => {
    expect(signer.verify(signer.sign('2026', { exp: 1 }))).toEqual({ exp: 1 });
  });
});

describe('R-156: key ids', () => {
  const pair = p256();
  const signer = tokenSigner(pemOf(pair));

  test('depend on the key only', () => {
    const again = tokenSigner(pemOf(pair, 'sec1'));
    for (const form of tokenForms) {
      expect(headerOf(again, form)).toEqual(headerOf(signer, form));
      expect(headerOf(tokenSigner(), form).kid).not.toBe(headerOf(signer, form).kid);
    }
  });
});

describe('a given signing key', () => {
  test.each(['pkcs8', 'sec1'] as const)('in %s verifies tokens of an earlier signer', (type) => {
    const pem = pemOf(p256(), type);
    expect(tokenSigner(pem).verify(tokenSigner(pem).sign('2026', claims))).toEqual(claims);
  });

  test.each<[string, () => string]>([
    ['no PEM', () => 'secret'],
    ['empty text', () => ''],
    ['a public key', () => p256().publicKey.export({ type: 'spki', format: 'pem' }).toString()],
    ['a key of another curve', () => pemOf(generateKeyPairSync('ec', { namedCurve: 'P-384' }))],
    ['a key of another kind', () => pemOf(generateKeyPairSync('ed25519'))],
  ])('is rejected if it is %s', (_, pem) => {
    const message = 'is not a P-256 private key in PEM';
    const hint = 'Create one with `openssl ecparam -name prime256v1 -genkey -noout`.';
    expect(() => tokenSigner(pem())).toThrow(
      new SessionManagerError('OPTION_INVALID', [{ option: 'signingKey', message, hint }]),
    );
  });
});

describe('R-047, R-155: a token does not verify if it is', () => {
  const pair = p256();
  const signer = tokenSigner(pemOf(pair));
  const publicPem = createPublicKey(pair.privateKey).export({ type: 'spki', format: 'pem' }).toString();
  const token = signer.sign('2026', claims);
  const [signedHeader = '', signedClaims = '', signature = ''] = token.split('.');

  test.each<[string, string]>([
    ['empty text', ''],
    ['a word', 'undefined'],
    ['dots', '..'],
    ['signed by another key', tokenSigner().sign('2026', claims)],
    [
      'other claims with this signature',
      `${signedHeader}.${encoded({ ...claims, version: 3 })}.${signature}`,
    ],
    [
      'another header with this signature',
      `${encoded({ ...headerOf(signer, '2026'), typ: 'jwt' })}.${signedClaims}.${signature}`,
    ],
    ['without its signature', `${signedHeader}.${signedClaims}.`],
    ['without the last dot too', `${signedHeader}.${signedClaims}`],
    ['with a fourth part', `${token}.x`],
    ['with a fourth part that is empty', `${token}.`],
    ['one character short', token.slice(0, -1)],
    ['four characters short', token.slice(0, -4)],
    ['short of the first', token.slice(1)],
    ['a signature of zeros', `${signedHeader}.${signedClaims}.${Buffer.alloc(64).toString('base64url')}`],
    ['alg none', `${encoded({ alg: 'none', typ: 'JWT' })}.${signedClaims}.`],
    ['alg none over the signature', `${encoded({ alg: 'none', typ: 'JWT' })}.${signedClaims}.${signature}`],
    [
      'HS256 with the public key as the secret',
      jws.sign({ header: { alg: 'HS256', typ: 'JWT' }, payload: claims, secret: publicPem }),
    ],
    [
      'ES384 by another key',
      jws.sign({
        header: { alg: 'ES384', typ: 'JWT' },
        payload: claims,
        privateKey: pemOf(generateKeyPairSync('ec', { namedCurve: 'P-384' })),
      }),
    ],
    [
      'claims that are text',
      jws.sign({ header: { alg: 'ES256' }, payload: 'text', privateKey: pemOf(pair) }),
    ],
    [
      'claims that are null',
      jws.sign({ header: { alg: 'ES256' }, payload: 'null', privateKey: pemOf(pair) }),
    ],
  ])('%s', (_, text) => {
    expect(signer.verify(text)).toBeUndefined();
    expect(signer.verify(text)).toBeUndefined(); // and it is not cached
    expect(signer.verify(token)).toEqual(claims);
  });
});

test('at least 500 verified tokens are cached, and older ones are verified again', () => {
  const signer = tokenSigner();
  const first = signer.sign('2026', claims);
  const read = signer.verify(first);
  const verifyMore = (count: number) => {
    for (let number = 0; number < count; number++) signer.verify(signer.sign('2026', { number }));
  };
  verifyMore(500);
  expect(signer.verify(first)).toBe(read);
  verifyMore(1000);
  expect(signer.verify(first)).not.toBe(read);
  expect(signer.verify(first)).toEqual(read);
});

test.each([' ', '==', '\n', '.', '.x'])('a cached token followed by %j does not verify', (behind) => {
  const signer = tokenSigner();
  const token = signer.sign('2026', { id: 'a' });
  expect(signer.verify(token)).toEqual({ id: 'a' });
  expect(signer.verify(token + behind)).toBeUndefined();
});
