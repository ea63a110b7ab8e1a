/**
 * The only JWTs that a fixture may have. Their signature is a word repeated eight times, 64 bytes as in ES256, which
 * verifies with no key. The signature of the example in the OpenAPI document is zeros.
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

/**
 * Text that looks like a secret or personal data. Fixtures and recordings may only have the invented tokens, labels
 * and e-mails at example.com.
 */
export function secretsIn(text: string): string[] {
  return detectors.flatMap(({ kind, pattern, isAllowed }) =>
    [...text.matchAll(pattern)]
      .filter(([found, value = found]) => !isAllowed(value))
      // Shortened, because it is printed.
      .map(([found]) => `${kind}: ${found.slice(0, 12)}…`),
  );
}

const invented: readonly string[] = Object.values(inventedTokens);
const never = () => false;
const isLabel = (value: string) => /^<[a-z]+(?::\d+)?>$/.test(value);

const detectors: readonly {
  readonly kind: string;
  readonly pattern: RegExp;
  readonly isAllowed: (value: string) => boolean;
}[] = [
  {
    kind: 'JWT',
    pattern: /eyJ[\w-]{8,}\.[\w-]{2,}\.[\w-]*/g,
    isAllowed: (token) => invented.includes(token),
  },
  {
    // As a cookie, and as the entry of a session.
    kind: 'login cookie',
    pattern:
      /VtexIdclientAutCookie(?:_[\w-]+|_<account>)?(?:=|"\s*:\s*(?:\{\s*"value"\s*:\s*)?")"?([^";,\s\\]+)/g,
    isAllowed: (value) => invented.includes(value) || isLabel(value),
  },
  {
    kind: 'e-mail',
    pattern: /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g,
    isAllowed: (email) => /@(?:[\w-]+\.)*example\.com$/.test(email),
  },
  { kind: 'app key', pattern: /\bvtexappkey-[\w-]+/gi, isAllowed: never },
  {
    kind: 'app token',
    pattern: /app-?token["']?\s*[:=]\s*["']?([\w-]{8,})/gi,
    isAllowed: never,
  },
  { kind: 'app token', pattern: /\b[A-Z]{60,}\b/g, isAllowed: (value) => /^(.)\1+$/.test(value) },
  { kind: 'private key', pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----/g, isAllowed: never },
];
