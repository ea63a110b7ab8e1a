import type { CatalogueEntry } from './entry';

const operation = 'POST /api/sessions';

/** The session token as it is signed since 2026. */
export const tokensSession: readonly CatalogueEntry[] = [
  {
    id: 'tokens.session.is-a-jws-in-es256',
    sentence: 'The session token is a compact JWS in unpadded base64url with a signature of 64 bytes.',
    operation,
    grade: 'observed',
    evidence: ['R-155'],
    marker: 'both',
  },
  {
    id: 'tokens.session.header',
    sentence: 'Its header holds alg, kid and typ in this order: ES256, a uuid, JWT.',
    operation,
    grade: 'observed',
    evidence: ['R-156'],
    marker: 'both',
  },
  {
    id: 'tokens.session.claims-in-order',
    sentence: 'Its claims are account.id, id, version, sub, account, exp, iat, jti and iss, in this order.',
    operation,
    grade: 'observed',
    evidence: ['R-158'],
    marker: 'both',
  },
  {
    id: 'tokens.session.issuer-and-subject',
    sentence: 'Its iss is session/data-signer and its sub is session.',
    operation,
    grade: 'observed',
    evidence: ['R-158', 'R-159'],
    marker: 'both',
  },
  {
    id: 'tokens.session.account-id-is-an-empty-array',
    sentence: 'Its account.id is an empty array, though the session has the uuid.',
    operation,
    grade: 'observed',
    evidence: ['R-160'],
    marker: 'both',
  },
  {
    id: 'tokens.session.account-is-the-name',
    sentence: 'Its account is the name of the account.',
    operation,
    grade: 'observed',
    evidence: ['R-159'],
    marker: 'both',
  },
  {
    id: 'tokens.session.lives-five-days',
    sentence: 'It expires 432000 seconds after it was issued, and it was issued now, in whole seconds.',
    operation,
    grade: 'observed',
    evidence: ['R-161'],
    marker: 'both',
  },
  {
    id: 'tokens.session.version-starts-at-2',
    sentence: 'The first token of a session has version 2, whatever its creation wrote.',
    operation,
    grade: 'observed',
    evidence: ['R-162'],
    marker: 'both',
  },
  {
    id: 'tokens.session.id-and-jti-are-uuids',
    sentence: 'Its id and jti are uuids, and two different ones.',
    operation,
    grade: 'observed',
    evidence: ['R-163'],
    marker: 'both',
  },
];
