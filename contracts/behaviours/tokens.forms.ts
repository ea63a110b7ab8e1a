import { claim } from '../harness/behaviour';
import { decodeJwt } from '../harness/decode';
import { badlySigned, garbage, newSigningKey, signedBy } from '../harness/forged-tokens';
import { storeCookie, storeLogin } from '../harness/logins';
import { globex } from '../harness/suite-account';
import { tokensIn } from '../harness/visitor';

const operation = 'POST /api/sessions';
const needs = ['variant'] as const;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const eightDays = 691_200;
const withToken = (token: string) => ({ headers: { cookie: `vtex_session=${token}` } });

const refused = (reason: string) => ({
  type: 'Unauthorized',
  message: `The session token is refused: ${reason}`,
});

/** Session tokens as they were signed in other years, and tokens that only say they are. */
export const tokensForms = [
  claim({
    id: 'tokens.forms.header-until-2024',
    sentence: 'Until April 2024 the header’s kid was 40 hex digits in capitals, and its typ jwt.',
    operation,
    grade: 'observed',
    evidence: ['R-156'],
    needs,
    run: async ({ emulate, expect }) => {
      const { sessionToken } = tokensIn(await emulate({ tokenForm: '2019' }).newVisitor().post());
      const { header } = decodeJwt(sessionToken);
      expect(Object.keys(header)).toEqual(['alg', 'kid', 'typ']);
      expect(header['kid']).toMatch(/^[0-9A-F]{40}$/);
      expect([header['alg'], header['typ']]).toEqual(['ES256', 'jwt']);
    },
  }),
  claim({
    id: 'tokens.forms.claims-until-2024',
    sentence: 'Its claims were account.id, a UUID, then id, version, sub, account, exp, iat, iss and jti.',
    operation,
    grade: 'observed',
    evidence: ['R-157', 'R-159', 'R-161'],
    needs,
    run: async ({ emulate, expect }) => {
      const { sessionToken } = tokensIn(
        await emulate({ account: globex, tokenForm: '2019' }).newVisitor().post(),
      );
      const { claims } = decodeJwt(sessionToken);
      expect(Object.entries(claims)).toEqual([
        ['account.id', globex.id],
        ['id', claims.id],
        ['version', 2],
        ['sub', 'session'],
        ['account', 'session'],
        ['exp', claims.iat + eightDays],
        ['iat', claims.iat],
        ['iss', 'token-emitter'],
        ['jti', claims.jti],
      ]);
      for (const id of [claims.id, claims.jti]) expect(id).toMatch(uuid);
    },
  }),
  claim({
    id: 'tokens.forms.claims-from-2024',
    sentence:
      'From November 2024 account.id was an empty array, account the word session, and the lifetime 8 days.',
    operation,
    grade: 'observed',
    evidence: ['R-156', 'R-158', 'R-159', 'R-160', 'R-161'],
    needs,
    run: async ({ emulate, expect }) => {
      const { sessionToken } = tokensIn(
        await emulate({ account: globex, tokenForm: '2024' }).newVisitor().post(),
      );
      const { header, claims } = decodeJwt(sessionToken);
      expect(Object.keys(header)).toEqual(['alg', 'kid', 'typ']);
      expect(header['kid']).toMatch(uuid);
      expect(header['typ']).toBe('JWT');
      expect(Object.entries(claims)).toEqual([
        ['account.id', []],
        ['id', claims.id],
        ['version', 2],
        ['sub', 'session'],
        ['account', 'session'],
        ['exp', claims.iat + eightDays],
        ['iat', claims.iat],
        ['jti', claims.jti],
        ['iss', 'session/data-signer'],
      ]);
    },
  }),
  claim({
    id: 'tokens.forms.are-read-alike',
    sentence: 'A session is read and edited by a token of any form; each edit signs one of that form.',
    operation: 'PATCH /api/sessions',
    grade: 'inferred',
    evidence: ['R-035', 'R-049'],
    needs,
    run: async ({ emulate, expect }) => {
      for (const tokenForm of ['2019', '2024', '2026'] as const) {
        const visitor = emulate({ tokenForm }).newVisitor();
        await visitor.post({ public: { a: '1' } });
        const first = visitor.cookie('vtex_session');
        await visitor.patch({ public: { a: '2' } });
        const [before, after] = [decodeJwt(first), decodeJwt(visitor.cookie('vtex_session'))];
        expect(Object.keys(after.claims)).toEqual(Object.keys(before.claims));
        expect([after.claims.id, after.claims.version]).toEqual([before.claims.id, 3]);
        expect(after.claims.jti === before.claims.jti).toBe(false);
        expect(await visitor.values('public.a', withToken(first))).toEqual({ 'public.a': '2' });
      }
    },
  }),
  claim({
    id: 'tokens.forms.of-another-account',
    sentence: 'A token names its account in account, the oldest form in account.id.',
    operation: 'GET /api/sessions',
    grade: 'assumed',
    evidence: [],
    marker: { emulatorOnly: 'only the emulator signs with a key that the suite knows' },
    needs,
    run: async ({ emulate, expect }) => {
      const signingKey = newSigningKey();
      const elsewhere = { ...globex, account: 'initech', id: '0e000000-0000-4000-8000-0000000000f9' };
      for (const tokenForm of ['2019', '2026'] as const) {
        const foreign = emulate({ account: elsewhere, tokenForm, signingKey }).newVisitor();
        await foreign.post();
        const visitor = emulate({ account: globex, tokenForm, signingKey }).newVisitor();
        const token = withToken(foreign.cookie('vtex_session'));
        const answers = [
          await visitor.get('*', token),
          await visitor.post(token),
          await visitor.patch(token),
          await visitor.segment(token),
        ];
        for (const answer of answers) {
          expect([answer.status, answer.json(), answer.setCookie]).toEqual([
            403,
            { type: 'Forbidden', message: 'cross-account requests are not allowed' },
            [],
          ]);
        }
      }
      const visitor = emulate({ account: globex, signingKey }).newVisitor();
      await visitor.post();
      const claims = { ...visitor.claims() };
      const statusWith = async (more: object) =>
        (await visitor.get('*', withToken(signedBy(signingKey, { ...claims, ...more })))).status;
      expect(await statusWith({})).toBe(200);
      expect(await statusWith({ account: 'session' })).toBe(200);
      expect(await statusWith({ account: undefined })).toBe(200);
      expect(await statusWith({ account: 7 })).toBe(200);
      expect(await statusWith({ 'account.id': globex.id })).toBe(200);
      expect(await statusWith({ 'account.id': elsewhere.id })).toBe(403);
      expect(await statusWith({ account: 'initech', 'account.id': globex.id })).toBe(403);
    },
  }),
  claim({
    id: 'tokens.forms.odd-claims',
    sentence: 'A validly signed token without an end, a subject or an id is invalid.',
    operation: 'GET /api/sessions',
    grade: 'assumed',
    evidence: [],
    marker: { emulatorOnly: 'only the emulator signs with a key that the suite knows' },
    needs,
    run: async ({ emulate, expect }) => {
      const signingKey = newSigningKey();
      const visitor = emulate({ account: globex, signingKey }).newVisitor();
      await visitor.post();
      const claims = { ...visitor.claims() };
      const answerTo = async (more: object) => {
        const answer = await visitor.get('*', withToken(signedBy(signingKey, { ...claims, ...more })));
        await visitor.post();
        return answer.json();
      };
      const now = Math.floor(Date.now() / 1000);
      for (const exp of [undefined, '4000000000', null, now - 1]) {
        expect(await answerTo({ exp })).toEqual(refused('it has expired'));
      }
      for (const odd of [{ sub: 'user' }, { sub: undefined }, { id: undefined }, { id: 7 }]) {
        expect(await answerTo(odd)).toEqual(refused('it names no session'));
      }
      expect(await answerTo({ id: '00000000-0000-4000-8000-000000000000' })).toEqual(
        refused('its session is no longer kept'),
      );
      for (const payload of ['null', '"text"', '7', 'no json', '[]']) {
        const token = signedBy(signingKey, {}).split('.');
        const part = Buffer.from(payload).toString('base64url');
        const answer = await visitor.get('*', withToken([token[0], part, token[2]].join('.')));
        expect(answer.json()).toEqual(refused('its signature does not verify'));
        await visitor.post();
      }
    },
  }),
  claim({
    id: 'tokens.forms.reasons',
    sentence: 'The refusal of a token says why: signature, expiry, subject, or a session that is gone.',
    operation: 'GET /api/sessions',
    grade: 'assumed',
    evidence: [],
    marker: { emulatorOnly: 'the messages of the real service are not recorded' },
    needs,
    run: async ({ emulate, expect }) => {
      const { newVisitor } = emulate({ account: globex });
      const visitor = newVisitor();
      await visitor.post();
      const token = visitor.cookie('vtex_session');
      for (const bad of [garbage, 'a.b.c', badlySigned(token), `${token}x`, token.slice(0, -1)]) {
        const answer = await newVisitor().get('*', withToken(bad));
        expect([answer.status, answer.json()]).toEqual([401, refused('its signature does not verify')]);
        expect(answer.setCookie.length).toBe(2);
      }
      const first = await newVisitor().get('*', {
        headers: { cookie: `vtex_session=; vtex_session=${garbage}; vtex_session=${token}` },
      });
      expect(first.status).toBe(200);
      const none = await newVisitor().get('*', { headers: { cookie: 'vtex_session=' } });
      expect(none.status).toBe(200);
    },
  }),
  claim({
    id: 'tokens.forms.end-on-the-second',
    sentence: 'Tokens and logins are valid until the second that they name.',
    operation: 'GET /api/sessions',
    grade: 'assumed',
    evidence: [],
    marker: { emulatorOnly: 'only the emulator’s clock can be frozen' },
    needs,
    run: async ({ emulate, expect }) => {
      const now = 1_800_000_000_000;
      const lives = [
        ['2019', eightDays],
        ['2024', eightDays],
        ['2026', 432_000],
      ] as const;
      for (const [tokenForm, life] of lives) {
        const { target, newVisitor } = emulate({ tokenForm, clock: () => now });
        const visitor = newVisitor();
        await visitor.post();
        const { iat, exp } = visitor.claims();
        expect([iat, exp]).toEqual([now / 1000, now / 1000 + life]);
        const statusAfter = async (seconds: number) => {
          let status = 0;
          const token = withToken(visitor.cookie('vtex_session'));
          await target.later?.(seconds, async () => {
            status = (await newVisitor().get('*', token)).status;
          });
          return status;
        };
        expect(await statusAfter(life - 0.001)).toBe(200);
        expect(await statusAfter(life)).toBe(401);
      }
      const signingKey = newSigningKey();
      const { newVisitor } = emulate({ account: globex, signingKey, clock: () => now });
      for (const [exp, isLogin] of [
        [now / 1000, false],
        [now / 1000 + 1, true],
      ] as const) {
        const visitor = newVisitor();
        visitor.hold(storeCookie, signedBy(signingKey, { ...storeLogin, exp }));
        await visitor.post();
        expect(Object.keys(await visitor.values('profile.id')).length === 1).toBe(isLogin);
        const token = signedBy(signingKey, { ...visitor.claims(), exp });
        expect((await newVisitor().get('*', withToken(token))).status).toBe(isLogin ? 200 : 401);
      }
    },
  }),
];
