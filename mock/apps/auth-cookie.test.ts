import { signSessionToken, tokenForms } from '../rules/token';
import { tokenSigner } from '../rules/token-signer';
import {
  authCookieNames,
  type CookieWriter,
  type Login,
  readAuthCookie,
  signAuthCookie,
} from './auth-cookie';

const signer = tokenSigner();
const signedAt = Date.UTC(2026, 10, 23);
const world: CookieWriter = {
  account: { name: 'acme', id: '0e000000-0000-4000-8000-00000000000a' },
  signer,
  clock: () => signedAt,
  ids: () => '00000000-0000-4000-8000-000000000001',
};
const login: Login = { email: 'ann@example.com', userId: 'u-1', audience: 'webstore' };
const claims = {
  sub: 'ann@example.com',
  account: 'acme',
  audience: 'webstore',
  exp: signedAt / 1000 + 86_400,
  type: 'user',
  userId: 'u-1',
  iat: signedAt / 1000,
  iss: 'token-emitter',
  jti: '00000000-0000-4000-8000-000000000001',
};
const decoded = (part: string | undefined) =>
  JSON.parse(Buffer.from(part ?? '', 'base64url').toString()) as Record<string, unknown>;
const signed = (changes: Record<string, unknown>) =>
  signer.sign({ alg: 'ES256', typ: 'JWT' }, { ...claims, ...changes });

test.each<[string, Login['audience'], string[]]>([
  ['R-115: for the Admin', 'admin', ['VtexIdclientAutCookie']],
  [
    'R-112: for the store, by account name or UUID',
    'webstore',
    ['VtexIdclientAutCookie_acme', 'VtexIdclientAutCookie_0e000000-0000-4000-8000-00000000000a'],
  ],
])('the names of a login cookie, %s', (_, audience, names) => {
  expect(authCookieNames(audience, world.account)).toEqual(names);
});

test.each([
  [undefined, 'JWT', signer.keyId('2026')],
  ['2024' as const, 'JWT', signer.keyId('2024')],
  ['2019' as const, 'jwt', signer.keyId('2019')],
])('R-113: a login of token form %s is a JWT with this header and these claims', (tokenForm, typ, kid) => {
  const cookie = signAuthCookie(login, tokenForm === undefined ? world : { ...world, tokenForm });
  const [header, payload] = cookie.split('.');
  expect(decoded(header)).toEqual({ alg: 'ES256', kid, typ });
  expect(decoded(payload)).toEqual(claims);
});

test.each(['admin', 'webstore'] as const)(
  'R-115: a login of audience %s is read as it was signed',
  (audience) => {
    const cookie = signAuthCookie({ ...login, audience }, world);
    expect(readAuthCookie(cookie, world)).toEqual({ ...login, audience });
  },
);

test.each<[string, number, boolean]>([
  ['24 hours less a millisecond', 86_400_000 - 1, true],
  ['24 hours', 86_400_000, false],
])('a login after %s is valid: %j', (_, later, holds) => {
  const cookie = signAuthCookie(login, world);
  const reading = readAuthCookie(cookie, { ...world, clock: () => signedAt + later });
  expect(reading !== undefined).toBe(holds);
});

test('a login with only these claims is read', () => {
  expect(readAuthCookie(signed({}), world)).toEqual(login);
});

test.each<[string, string]>([
  ['an empty text', ''],
  ['a text that is not a token', '{auth_cookie_value}'],
  ['a token signed with another key', tokenSigner().sign({ alg: 'ES256' }, claims)],
  ['a token with a truncated signature', signed({}).slice(0, -2)],
  ['a token for another account', signed({ account: 'other' })],
  ['a token that names the account by UUID', signed({ account: world.account.id })],
  ['a token of an app key', signed({ type: 'appkey' })],
  ['a token without a type', signed({ type: undefined })],
  ['a token for another audience', signed({ audience: 'session' })],
  ['a token without an audience', signed({ audience: undefined })],
  ['an expired token', signed({ exp: signedAt / 1000 })],
  ['a token without an expiry', signed({ exp: undefined })],
  ['a token whose expiry is text', signed({ exp: String(claims.exp) })],
  ['a token without an e-mail', signed({ sub: undefined })],
  ['a token without a user', signed({ userId: undefined })],
])('no login is read from %s', (_, cookie) => {
  expect(readAuthCookie(cookie, world)).toBeUndefined();
});

test.each(tokenForms)(
  'no login is read from a session token of form %s, though the key is the same',
  (tokenForm) => {
    const { token } = signSessionToken({ id: 'ann@example.com', version: 2 }, { ...world, tokenForm });
    expect(signer.verify(token)).toBeDefined();
    expect(readAuthCookie(token, world)).toBeUndefined();
  },
);
