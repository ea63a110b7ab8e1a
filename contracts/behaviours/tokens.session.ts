import { claim } from '../harness/behaviour';
import { decodeJwt } from '../harness/decode';
import { randomName } from '../harness/visitor';

const operation = 'POST /api/sessions';
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The session token as it is signed since 2026. */
export const tokensSession = [
  claim({
    id: 'tokens.session.is-a-jws-in-es256',
    sentence: 'The session token is a compact JWS in unpadded base64url with a signature of 64 bytes.',
    operation,
    grade: 'observed',
    evidence: ['R-155'],
    run: async ({ visitor, expect }) => {
      await visitor.post();
      const { header, signature } = decodeJwt(visitor.cookie('vtex_session'));
      expect(header['alg']).toBe('ES256');
      expect(signature.length).toBe(64);
    },
  }),
  claim({
    id: 'tokens.session.header',
    sentence: 'Its header has alg, kid and typ in this order: ES256, a UUID, JWT.',
    operation,
    grade: 'observed',
    evidence: ['R-156'],
    run: async ({ visitor, expect }) => {
      await visitor.post();
      const { headerText } = decodeJwt(visitor.cookie('vtex_session'));
      expect(headerText).toMatch(
        /^\{"alg":"ES256","kid":"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}","typ":"JWT"\}$/,
      );
    },
  }),
  claim({
    id: 'tokens.session.claims-in-order',
    sentence: 'Its claims are account.id, id, version, sub, account, exp, iat, jti and iss, in this order.',
    operation,
    grade: 'observed',
    evidence: ['R-158'],
    run: async ({ visitor, expect }) => {
      await visitor.post();
      const { claims, claimsText } = decodeJwt(visitor.cookie('vtex_session'));
      const names = ['account.id', 'id', 'version', 'sub', 'account', 'exp', 'iat', 'jti', 'iss'];
      expect(Object.keys(claims)).toEqual(names);
      expect(claimsText).not.toMatch(/\s/);
    },
  }),
  claim({
    id: 'tokens.session.issuer-and-subject',
    sentence: 'Its iss is session/data-signer and its sub is session.',
    operation,
    grade: 'observed',
    evidence: ['R-158', 'R-159'],
    run: async ({ visitor, expect }) => {
      await visitor.post();
      expect(visitor.claims()['iss']).toBe('session/data-signer');
      expect(visitor.claims()['sub']).toBe('session');
    },
  }),
  claim({
    id: 'tokens.session.account-id-is-an-empty-array',
    sentence: 'Its account.id is an empty array, though the session has the UUID.',
    operation,
    grade: 'observed',
    evidence: ['R-160'],
    run: async ({ visitor, expect }) => {
      await visitor.post();
      expect(visitor.claims()['account.id']).toEqual([]);
    },
  }),
  claim({
    id: 'tokens.session.account-is-the-name',
    sentence: 'Its account is the name of the account.',
    operation,
    grade: 'observed',
    evidence: ['R-159'],
    run: async ({ visitor, expect }) => {
      await visitor.post();
      const { 'account.accountName': name } = await visitor.values('account.accountName');
      expect(visitor.claims()['account']).toBe(name);
    },
  }),
  claim({
    id: 'tokens.session.lives-five-days',
    sentence: 'It expires 432000 seconds after its issue, which is now, in whole seconds.',
    operation,
    grade: 'observed',
    evidence: ['R-161'],
    run: async ({ visitor, expect }) => {
      await visitor.post();
      const { exp, iat } = visitor.claims();
      expect(exp - iat).toBe(432_000);
      expect(Number.isInteger(iat)).toBe(true);
      expect(Math.abs(iat - Date.now() / 1000)).toBeLessThanOrEqual(300); // two clocks may differ
    },
  }),
  claim({
    id: 'tokens.session.version-starts-at-2',
    sentence: 'The first token of a session has version 2.',
    operation,
    grade: 'observed',
    evidence: ['R-162'],
    run: async ({ visitor, newVisitor, expect }) => {
      await visitor.post();
      expect(visitor.claims().version).toBe(2);
      const other = newVisitor();
      await other.post({ query: 'utm_source=x', public: { [randomName('color')]: 'blue' } });
      expect(other.claims().version).toBe(2);
    },
  }),
  claim({
    id: 'tokens.session.id-and-jti-are-uuids',
    sentence: 'Its id and jti are two different UUIDs.',
    operation,
    grade: 'observed',
    evidence: ['R-163'],
    run: async ({ visitor, expect }) => {
      await visitor.post();
      const { id, jti } = visitor.claims();
      expect(id).toMatch(uuid);
      expect(jti).toMatch(uuid);
      expect(jti).not.toBe(id);
    },
  }),
];
