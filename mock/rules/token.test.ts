import fc from 'fast-check';
import { sealed } from './testing/plain';
import {
  readSessionToken,
  signSessionToken,
  type TokenForm,
  type TokenSigner,
  unverifiedSessionId,
} from './token';
import { tokenSigner } from './token-signer';

const account = { name: 'acme', id: '0e000000-0000-4000-8000-00000000000a' };
const subject = { id: '00000000-0000-4000-8000-000000000001', version: 2 };

/** Shows what it is given instead of signing, in the order it was given. */
const showing: TokenSigner = {
  keyId: (form) => `<key of ${form}>`,
  sign: (header, claims) => `${JSON.stringify(header)}\n${JSON.stringify(claims)}`,
  verify: () => undefined,
};
const worldOf = (tokenForm: TokenForm, changes = {}) => ({
  account,
  signer: showing,
  tokenForm,
  clock: () => 1_789_568_000_999,
  ids: () => '00000000-0000-4000-8000-000000000002',
  ...changes,
});

describe('the three forms, to the letter', () => {
  test.each<[TokenForm, string, number, string, string]>([
    [
      '2026',
      'R-156, R-158 to R-161',
      1_790_000_000_000,
      '{"alg":"ES256","kid":"<key of 2026>","typ":"JWT"}',
      '{"account.id":[],"id":"00000000-0000-4000-8000-000000000001","version":2,"sub":"session","account":"acme","exp":1790000000,"iat":1789568000,"jti":"00000000-0000-4000-8000-000000000002","iss":"session/data-signer"}',
    ],
    [
      '2024',
      'R-156, R-158 to R-161',
      1_790_259_200_000,
      '{"alg":"ES256","kid":"<key of 2024>","typ":"JWT"}',
      '{"account.id":[],"id":"00000000-0000-4000-8000-000000000001","version":2,"sub":"session","account":"session","exp":1790259200,"iat":1789568000,"jti":"00000000-0000-4000-8000-000000000002","iss":"session/data-signer"}',
    ],
    [
      '2019',
      'R-156, R-157, R-159, R-161',
      1_790_259_200_000,
      '{"alg":"ES256","kid":"<key of 2019>","typ":"jwt"}',
      '{"account.id":"0e000000-0000-4000-8000-00000000000a","id":"00000000-0000-4000-8000-000000000001","version":2,"sub":"session","account":"session","exp":1790259200,"iat":1789568000,"iss":"token-emitter","jti":"00000000-0000-4000-8000-000000000002"}',
    ],
  ])('%s (%s)', (form, _, expiresAt, header, claims) => {
    expect(signSessionToken(sealed(subject), worldOf(form))).toEqual({
      token: `${header}\n${claims}`,
      expiresAt,
    });
  });

  test('R-163: each signing takes a new jti, and only that id', () => {
    let count = 0;
    const world = worldOf('2026', { ids: () => `jti-${++count}` });
    const tokens = [signSessionToken(subject, world), signSessionToken(subject, world)];
    expect(tokens.map(({ token }) => /"jti":"(.*?)"/.exec(token)?.[1])).toEqual(['jti-1', 'jti-2']);
  });
});

describe('reading a token', () => {
  const now = 1_789_568_000_000;
  const claims = {
    id: subject.id,
    version: 2,
    sub: 'session',
    account: 'acme',
    'account.id': [],
    exp: now / 1000 + 1,
  };
  const own = { kind: 'own', sessionId: subject.id };
  const expired = { kind: 'unverified', reason: 'it has expired' };
  const unnamed = { kind: 'unverified', reason: 'it names no session' };

  test.each<[string, Record<string, unknown>, object]>([
    ['R-159: of 2026, of this account', {}, own],
    ['R-159: of 2024, which says nothing of its account', { account: 'session' }, own],
    ['R-157: of 2019, of this account', { account: 'session', 'account.id': account.id }, own],
    ['R-167: of 2026, of another account', { account: 'globex' }, { kind: 'foreign', account: 'globex' }],
    ['R-167: which are told apart by case', { account: 'Acme' }, { kind: 'foreign', account: 'Acme' }],
    [
      'R-157, R-167: of 2019, of another account',
      { account: 'session', 'account.id': '0e000000-0000-4000-8000-00000000000b' },
      { kind: 'foreign', account: '0e000000-0000-4000-8000-00000000000b' },
    ],
    ['R-166: a second before it expires', { exp: now / 1000 + 0.001 }, own],
    ['R-166: the moment it expires', { exp: now / 1000 }, expired],
    ['R-166: long expired', { exp: 1 }, expired],
    ['R-166: without an expiry', { exp: undefined }, expired],
    ['R-166: an expiry that is no number', { exp: '9999999999' }, expired],
    ['R-159: of another subject', { sub: 'login' }, unnamed],
    ['R-159: without a subject', { sub: undefined }, unnamed],
    ['R-164: without an id', { id: undefined }, unnamed],
    ['R-164: an id that is no string', { id: 7 }, unnamed],
    ['R-166: expired counts before foreign', { account: 'globex', exp: 1 }, expired],
  ])('%s', (_, changes, reading) => {
    const signer = { ...showing, verify: () => sealed({ ...claims, ...changes }) };
    expect(readSessionToken('<token>', account, signer, () => now)).toEqual(reading);
  });

  test('R-047: what the signer does not know is not believed', () => {
    expect(readSessionToken('<token>', account, showing, () => now)).toEqual({
      kind: 'unverified',
      reason: 'its signature does not verify',
    });
  });

  test.each<TokenForm>(['2026', '2024', '2019'])('R-155: a really signed token of %s is own', (tokenForm) => {
    const signer = tokenSigner();
    const { token, expiresAt } = signSessionToken(subject, worldOf(tokenForm, { signer }));
    const read = (at: number) => readSessionToken(token, account, signer, () => at).kind;
    expect([read(expiresAt - 1), read(expiresAt)]).toEqual(['own', 'unverified']);
    expect(readSessionToken(token, account, tokenSigner(), () => now).kind).toBe('unverified');
  });
});

/** Text of all sorts, some of it in the shape of a token. */
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

test('R-047: no text that nobody signed is ever own, and none throws', () => {
  const signer = tokenSigner();
  fc.assert(
    fc.property(texts, (text) => {
      expect(readSessionToken(text, account, signer, () => 0).kind).toBe('unverified');
      unverifiedSessionId(text);
    }),
  );
});

test('R-155: nor is a signed token with one character of its header or claims exchanged', () => {
  const signer = tokenSigner();
  const { token } = signSessionToken(subject, worldOf('2026', { signer }));
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
  ['R-164: a token', `x.${payloadOf({ id: 'a' })}.x`, 'a'],
  ['without a signature', `x.${payloadOf({ id: 'a' })}`, 'a'],
  ['one part', payloadOf({ id: 'a' }), undefined],
  ['nothing', '', undefined],
  ['a payload that is no JSON', 'x.x.x', undefined],
  ['an empty payload', '..', undefined],
  ['claims that are null', `x.${payloadOf(null)}.x`, undefined],
  ['claims that are text', `x.${payloadOf('id')}.x`, undefined],
  ['no id', `x.${payloadOf({})}.x`, undefined],
  ['an id that is no string', `x.${payloadOf({ id: 1 })}.x`, undefined],
])('the id inside an unverified token: %s', (_, token, id) => {
  expect(unverifiedSessionId(token)).toBe(id);
});
