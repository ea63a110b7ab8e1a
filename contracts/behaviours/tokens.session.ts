import type { Runs } from '../behaviour';
import { decodeJwt } from '../decode';
import { randomName } from '../random';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The session token as it is signed since 2026. */
export const tokensSession: Runs = {
  'tokens.session.is-a-jws-in-es256': async ({ visitor, expect }) => {
    await visitor.post();
    const { header, signature } = decodeJwt(visitor.cookie('vtex_session'));
    expect(header['alg']).toBe('ES256');
    expect(signature.length).toBe(64);
  },
  'tokens.session.header': async ({ visitor, expect }) => {
    await visitor.post();
    const { headerText } = decodeJwt(visitor.cookie('vtex_session'));
    expect(headerText).toMatch(
      /^\{"alg":"ES256","kid":"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}","typ":"JWT"\}$/i,
    );
  },
  'tokens.session.claims-in-order': async ({ visitor, expect }) => {
    await visitor.post();
    const { claims, claimsText } = decodeJwt(visitor.cookie('vtex_session'));
    const names = ['account.id', 'id', 'version', 'sub', 'account', 'exp', 'iat', 'jti', 'iss'];
    expect(Object.keys(claims)).toEqual(names);
    expect(claimsText).not.toMatch(/\s/);
  },
  'tokens.session.issuer-and-subject': async ({ visitor, expect }) => {
    await visitor.post();
    expect(visitor.claims()['iss']).toBe('session/data-signer');
    expect(visitor.claims()['sub']).toBe('session');
  },
  'tokens.session.account-id-is-an-empty-array': async ({ visitor, expect }) => {
    await visitor.post();
    expect(visitor.claims()['account.id']).toEqual([]);
  },
  'tokens.session.account-is-the-name': async ({ visitor, expect }) => {
    await visitor.post();
    const { 'account.accountName': name } = await visitor.values('account.accountName');
    expect(visitor.claims()['account']).toBe(name);
  },
  'tokens.session.lives-five-days': async ({ visitor, expect }) => {
    await visitor.post();
    const { exp, iat } = visitor.claims();
    expect(exp - iat).toBe(432_000);
    expect(Number.isInteger(iat)).toBe(true);
    expect(Math.abs(iat - Date.now() / 1000)).toBeLessThanOrEqual(300); // two clocks may differ
  },
  'tokens.session.version-starts-at-2': async ({ visitor, newVisitor, expect }) => {
    await visitor.post();
    expect(visitor.claims().version).toBe(2);
    const other = newVisitor();
    await other.post({ query: 'utm_source=x', public: { [randomName('color')]: 'blue' } });
    expect(other.claims().version).toBe(2);
  },
  'tokens.session.id-and-jti-are-uuids': async ({ visitor, expect }) => {
    await visitor.post();
    const { id, jti } = visitor.claims();
    expect(id).toMatch(uuid);
    expect(jti).toMatch(uuid);
    expect(jti).not.toBe(id);
  },
};
