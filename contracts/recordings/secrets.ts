import { inventedTokens } from './invented-tokens';

/**
 * What in a text looks like a secret or like somebody. A fixture or a recording may hold invented tokens from the
 * short list, labels, and people at example.com, and nothing else of the kind.
 */
export function secretsIn(text: string): string[] {
  return detectors.flatMap(({ kind, pattern, harmless }) =>
    [...text.matchAll(pattern)]
      .filter(([found, value = found]) => !harmless(value))
      // Not the whole of it: what is found is about to be printed.
      .map(([found]) => `${kind}: ${found.slice(0, 12)}…`),
  );
}

const invented: readonly string[] = Object.values(inventedTokens);
const never = () => false;
const isLabel = (value: string) => /^<[a-z]+(?::\d+)?>$/.test(value);

const detectors: readonly {
  readonly kind: string;
  readonly pattern: RegExp;
  readonly harmless: (value: string) => boolean;
}[] = [
  {
    kind: 'JWT',
    pattern: /eyJ[\w-]{8,}\.[\w-]{2,}\.[\w-]*/g,
    harmless: (token) => invented.includes(token),
  },
  {
    // As a cookie, and as the entry of a session.
    kind: 'login cookie',
    pattern:
      /VtexIdclientAutCookie(?:_[\w-]+|_<account>)?(?:=|"\s*:\s*(?:\{\s*"value"\s*:\s*)?")"?([^";,\s\\]+)/g,
    harmless: (value) => invented.includes(value) || isLabel(value),
  },
  {
    kind: 'e-mail',
    pattern: /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g,
    harmless: (email) => /@(?:[\w-]+\.)*example\.com$/.test(email),
  },
  { kind: 'app key', pattern: /\bvtexappkey-[\w-]+/gi, harmless: never },
  {
    kind: 'app token',
    pattern: /app-?token["']?\s*[:=]\s*["']?([\w-]{8,})/gi,
    harmless: never,
  },
  { kind: 'app token', pattern: /\b[A-Z]{60,}\b/g, harmless: (value) => /^(.)\1+$/.test(value) },
  { kind: 'private key', pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----/g, harmless: never },
];
