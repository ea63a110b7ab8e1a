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
  ['R-115: the Admin’s', 'admin', ['VtexIdclientAutCookie']],
  [
    'R-112: the store’s, by account name or uuid',
    'webstore',
    ['VtexIdclientAutCookie_acme', 'VtexIdclientAutCookie_0e000000-0000-4000-8000-00000000000a'],
  ],
])('the cookie’s name: %s', (_, audience, names) => {
  expect(authCookieNames(audience, world.account)).toEqual(names);
});

test.each([
  [undefined, 'JWT', signer.keyId('2026')],
  ['2024' as const, 'JWT', signer.keyId('2024')],
  ['2019' as const, 'jwt', signer.keyId('2019')],
])('R-113: a JWT, of the form %s: header and claims', (tokenForm, typ, kid) => {
  const cookie = signAuthCookie(login, tokenForm === undefined ? world : { ...world, tokenForm });
  const [header, payload] = cookie.split('.');
  expect(decoded(header)).toEqual({ alg: 'ES256', kid, typ });
  expect(decoded(payload)).toEqual(claims);
});

test.each(['admin', 'webstore'] as const)('R-115: of the %s, it is read as it was signed', (audience) => {
  const cookie = signAuthCookie({ ...login, audience }, world);
  expect(readAuthCookie(cookie, world)).toEqual({ ...login, audience });
});

test.each<[string, number, boolean]>([
  ['its last millisecond', 86_400_000 - 1, true],
  ['24 hours', 86_400_000, false],
])('it holds at %s: %j', (_, later, holds) => {
  const cookie = signAuthCookie(login, world);
  const reading = readAuthCookie(cookie, { ...world, clock: () => signedAt + later });
  expect(reading !== undefined).toBe(holds);
});

test('these claims, signed by hand, are read', () => {
  expect(readAuthCookie(signed({}), world)).toEqual(login);
});

test.each<[string, string]>([
  ['nothing', ''],
  ['what is no token', '{auth_cookie_value}'],
  ['one of another key', tokenSigner().sign({ alg: 'ES256' }, claims)],
  ['one whose signature was cut', signed({}).slice(0, -2)],
  ['one of another account', signed({ account: 'other' })],
  ['one that names the account by uuid', signed({ account: world.account.id })],
  ['one that is not a user’s', signed({ type: 'appkey' })],
  ['one without type', signed({ type: undefined })],
  ['one for something else', signed({ audience: 'session' })],
  ['one for nothing', signed({ audience: undefined })],
  ['one that expired', signed({ exp: signedAt / 1000 })],
  ['one without expiry', signed({ exp: undefined })],
  ['one whose expiry is text', signed({ exp: String(claims.exp) })],
  ['one without e-mail', signed({ sub: undefined })],
  ['one without user', signed({ userId: undefined })],
])('not a login: %s', (_, cookie) => {
  expect(readAuthCookie(cookie, world)).toBeUndefined();
});

test.each(tokenForms)('not a login: a session token of %s, though the key is the same', (tokenForm) => {
  const { token } = signSessionToken({ id: 'ann@example.com', version: 2 }, { ...world, tokenForm });
  expect(signer.verify(token)).toBeDefined();
  expect(readAuthCookie(token, world)).toBeUndefined();
});
