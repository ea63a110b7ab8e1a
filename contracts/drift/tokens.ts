import type { Drift } from './drift';

/** What session tokens say, and which of them are accepted. */
export const tokens: readonly Drift[] = [
  {
    name: 'token-not-verified',
    sentence: 'Any signature is good.',
    find: "verify('sha256', $$$)",
    replace: 'true',
    breaks: [
      'sessions.refused-token.forged-ones-read-nothing',
      'sessions.refused-token.post-creates-a-session',
    ],
  },
  {
    name: 'expired-tokens-are-believed',
    sentence: 'A token is good as long as its session lives.',
    find: "claims['exp'] * 1000 <= clock()",
    replace: 'false',
    breaks: ['sessions.refused-token.expired-though-the-session-lives'],
  },
  {
    name: 'tokens-live-eight-days',
    sentence: 'Tokens live eight days, as they did until 2026.',
    find: "'2026': 5 * day",
    replace: "'2026': 8 * day",
    breaks: ['tokens.session.lives-five-days', 'sessions.refused-token.expired-counts-as-absent'],
  },
  {
    name: 'foreign-tokens-count-as-garbage',
    sentence: 'A token of another account is treated as one that does not verify.',
    find: 'return name;',
    replace: 'return undefined;',
    breaks: ['sessions.refused-token.of-another-account'],
  },
  {
    name: 'foreign-tokens-get-another-message',
    sentence: 'The refusal of a token of another account has another message.',
    text: 'cross-account requests are not allowed',
    in: 'verified',
    replace: 'the token is of another account',
    breaks: ['sessions.refused-token.of-another-account'],
  },
  {
    name: 'only-the-newest-token-counts',
    sentence: 'A token of an earlier version is refused.',
    find: 'claimed === undefined',
    in: 'verified',
    replace: 'claimed?.token !== token',
    breaks: [
      'sessions.versions.an-old-token-reads-the-newest-state',
      'sessions.versions.an-old-token-edits-the-newest-state',
    ],
  },
  {
    name: 'first-cookie-only',
    sentence: 'Of two session cookies only the first is looked at.',
    find: "found.kind === 'found' ? found : $NEXT",
    in: 'findSession',
    replace: 'found',
    breaks: ['cookies.read.first-that-verifies-wins'],
  },
  {
    name: 'path-token-ignored',
    sentence: 'The cookie selects the session, whatever token is in the path.',
    find: 'pathToken === undefined',
    in: 'findSession',
    replace: 'true',
    breaks: ['sessions.by-token.reads-without-a-cookie', 'sessions.by-token.wins-over-the-cookie'],
  },
  {
    name: 'bad-token-refuses-writes',
    sentence: 'A write with a token that does not verify gets 401.',
    find: "found.kind === 'found' ? edit($$$) : create($$$)",
    in: 'writeOperation',
    replace:
      "found.kind === 'found' ? edit(found.session.id, call, service) : found.kind === 'no-token' ? create(call, service) : Promise.reject(new Refusal(401, 'bad token'))",
    breaks: [
      'sessions.refused-token.post-creates-a-session',
      'sessions.refused-token.patch-creates-a-session',
    ],
  },
  {
    name: 'bad-token-reads-as-anonymous',
    sentence: 'A read with a token that does not verify gets the anonymous session.',
    find: "if (found.kind === 'unverified') $THEN",
    in: 'readSession',
    replace: "if (found.kind === 'unverified') return anonymousAnswer(items, call, service);",
    breaks: ['sessions.refused-token.reading-is-an-error', 'sessions.refused-token.reading-status'],
  },
  {
    name: 'token-keeps-its-jti',
    sentence: 'Every token of a session has one `jti`.',
    find: 'const jti = world.ids();',
    replace: 'const jti = id;',
    breaks: ['sessions.versions.a-change-signs-a-new-token', 'tokens.session.id-and-jti-are-uuids'],
  },
  {
    name: 'claims-in-another-order',
    sentence: 'The claims of a token begin with `sub`.',
    find: "'account.id': []",
    replace: "sub: 'session', 'account.id': []",
    breaks: ['tokens.session.claims-in-order'],
  },
  {
    name: 'issuer-of-2019',
    sentence: 'Tokens name the issuer that the oldest form had.',
    find: "iss: 'session/data-signer'",
    replace: "iss: 'token-emitter'",
    breaks: ['tokens.session.issuer-and-subject'],
  },
];
