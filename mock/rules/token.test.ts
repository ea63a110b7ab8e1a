import fc from 'fast-check';
import { readSessionToken, signSessionToken, unverifiedSessionId } from './token';
import { tokenSigner } from './token-signer';

// The contract suite covers what a request can show (tokens.session, tokens.forms, sessions.refused-token).

const account = { name: 'acme', id: '0e000000-0000-4000-8000-00000000000a' };
const subject = { id: '00000000-0000-4000-8000-000000000001', version: 2 };

/** Arbitrary text, some of it shaped like a token. */
const texts = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.base64String(),
  fc
    .tuple(fc.jsonValue(), fc.jsonValue(), fc.uint8Array({ minLength: 64, maxLength: 64 }))
    .map(([header, payload, signature]) =>
      [JSON.stringify(header), JSON.stringify(payload), signature]
        .map((part) => Buffer.from(part as string).toString('base64url'))
        .join('.'),
    ),
);

test('R-047: text that is not signed never verifies and never throws', () => {
  const signer = tokenSigner();
  fc.assert(
    fc.property(texts, (text) => {
      expect(readSessionToken(text, account, signer, () => 0).kind).toBe('unverified');
      unverifiedSessionId(text);
    }),
  );
});

test('R-155: a signed token with one changed character in header or claims never verifies', () => {
  const signer = tokenSigner();
  const { token } = signSessionToken(subject, {
    ...{ account, signer, tokenForm: '2026', clock: () => 1_789_568_000_999 },
    ids: () => '00000000-0000-4000-8000-000000000002',
  });
  const alphabet = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/=. '];
  fc.assert(
    fc.property(fc.nat(token.lastIndexOf('.') - 1), fc.constantFrom(...alphabet), (at, character) => {
      fc.pre(token[at] !== character);
      const other = `${token.slice(0, at)}${character}${token.slice(at + 1)}`;
      expect(readSessionToken(other, account, signer, () => 0).kind).toBe('unverified');
    }),
  );
});

const payloadOf = (claims: unknown) => Buffer.from(JSON.stringify(claims)).toString('base64url');

test.each<[string, string, string | undefined]>([
  ['R-164: of a token', `x.${payloadOf({ id: 'a' })}.x`, 'a'],
  ['without a signature', `x.${payloadOf({ id: 'a' })}`, 'a'],
  ['one part', payloadOf({ id: 'a' }), undefined],
  ['empty text', '', undefined],
  ['a payload that is not JSON', 'x.x.x', undefined],
  ['an empty payload', '..', undefined],
  ['claims that are null', `x.${payloadOf(null)}.x`, undefined],
  ['claims that are text', `x.${payloadOf('id')}.x`, undefined],
  ['no id', `x.${payloadOf({})}.x`, undefined],
  ['an id that is not a string', `x.${payloadOf({ id: 1 })}.x`, undefined],
])('the session id in an unverified token: %s', (_, token, id) => {
  expect(unverifiedSessionId(token)).toBe(id);
});
