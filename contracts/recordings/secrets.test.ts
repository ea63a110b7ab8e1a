import { createSign, generateKeyPairSync } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeJwt } from '../harness/decode';
import { inProcessTarget } from '../targets/in-process';
import { inventedTokens, secretsIn } from './secrets';

const root = join(__dirname, '../..');

/** Fixtures, and whatever is recorded anywhere under `contracts`; code is not. */
function scanned(): string[] {
  const under = (folder: string) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
  return [
    ...under('fixtures'),
    ...under('contracts').filter(
      (file) => /[/\\](?:recordings|__snapshots__)[/\\]/.test(file) && !/\.ts$/.test(file),
    ),
  ];
}

test('no fixture and no recording holds what looks like a secret', () => {
  const files = scanned();
  expect(files.some((file) => file.endsWith(join('exchanges', 'X6.json')))).toBe(true);
  expect(files.some((file) => file.endsWith(join('accounts', 'acme.json')))).toBe(true);
  const found = files.flatMap((file) =>
    secretsIn(readFileSync(file, 'utf8')).map((secret) => `${file}: ${secret}`),
  );
  expect(found).toEqual([]);
});

test('the invented tokens verify with no key: their signature is a word, or nothing', () => {
  for (const token of Object.values(inventedTokens)) {
    const text = Buffer.from(decodeJwt(token).signature).toString();
    expect(['invented'.repeat(8), '\0'.repeat(64)]).toContain(text);
  }
});

const { sessionV2 } = inventedTokens;
const [header, payload] = sessionV2.split('.') as [string, string, string];
const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const signature = createSign('sha256')
  .update(`${header}.${payload}`)
  .sign({ key: privateKey, dsaEncoding: 'ieee-p1363' })
  .toString('base64url');

describe('planted secrets are found', () => {
  test.each([
    ['JWT', `"sessionToken":"${header}.${payload}.${signature}"`],
    ['JWT', `vtex_session=${sessionV2.slice(0, -4)}AAAA; Path=/`],
    ['JWT', `${header}.${payload}.`],
    ['login cookie', 'Cookie: VtexIdclientAutCookie_acme=opaque-value; a=b'],
    ['login cookie', '"VtexIdclientAutCookie": "opaque-value"'],
    ['login cookie', '"VtexIdclientAutCookie_acme": {\n  "value": "opaque-value"\n}'],
    ['e-mail', '{"email":"someone@gmail.com"}'],
    ['e-mail', 'someone@example.com.br'],
    ['app key', 'X-VTEX-API-AppKey: vtexappkey-acme-ABCDEF'],
    ['app token', '"x-vtex-api-apptoken": "abcdefgh12345"'],
    ['app token', `"${'ABCDEFGHIJ'.repeat(12)}"`],
    ['private key', '-----BEGIN PRIVATE KEY-----'],
    ['private key', '-----BEGIN EC PRIVATE KEY-----'],
  ])('%s, %#', (kind, text) => {
    expect(secretsIn(text).map((found) => found.split(':')[0])).toContain(kind);
  });

  test('a token of the emulator’s too', async () => {
    const target = inProcessTarget();
    const { text } = await target.request({ method: 'POST', path: '/api/sessions' });
    await target.close();
    expect(secretsIn(text)).toHaveLength(1);
  });
});

test.each([
  sessionV2,
  'vtex_session=<token:1>; Path=/',
  'VtexIdclientAutCookie_<account>=<login:1>',
  '"VtexIdclientAutCookie_<account>": { "value": "<login:1>" }',
  'ann@example.com',
  '"items": "cookie.VtexIdclientAutCookie_acme"',
  '-----BEGIN PUBLIC KEY-----',
])('what is none is none: %#', (text) => {
  expect(secretsIn(text)).toEqual([]);
});
