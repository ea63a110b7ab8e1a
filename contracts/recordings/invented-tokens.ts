/**
 * The only tokens of the form of a JWT that a fixture may hold. Their signature is a word written eight times over:
 * 64 bytes, as of ES256, that verify with no key. That of the OpenAPI document's example is of zeros.
 */
const word = base64url('invented'.repeat(8));
const zeros = Buffer.alloc(64).toString('base64url');

const session = (version: number, last = `a${version}`, signature = word) =>
  token(signature, {
    'account.id': [],
    id: '00000000-0000-4000-8000-000000000001',
    version,
    sub: 'session',
    account: 'acme',
    exp: 1790000000,
    iat: 1789568000,
    jti: `00000000-0000-4000-8000-0000000000${last}`,
    iss: 'session/data-signer',
  });

const login = (sub: string, audience: string) =>
  token(word, { sub, account: 'acme', audience, exp: 1789654400, iat: 1789568000, type: 'user' });

export const inventedTokens = {
  sessionV2: session(2),
  sessionV3: session(3),
  sessionV4: session(4),
  shopperLogin: login('ann@example.com', 'webstore'),
  buyerLogin: login('rita@example.com', 'webstore'),
  operatorLogin: login('olga@example.com', 'admin'),
  openApiExample: session(2, '02', zeros),
} as const;

function token(signature: string, claims: object): string {
  const header = { alg: 'ES256', kid: '11111111-2222-4333-8444-555555555555', typ: 'JWT' };
  return [base64url(JSON.stringify(header)), base64url(JSON.stringify(claims)), signature].join('.');
}

function base64url(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64url');
}
