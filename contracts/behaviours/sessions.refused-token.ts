import { claim } from '../harness/behaviour';
import { decodeJwt } from '../harness/decode';
import { badlySigned, garbage, retargeted, unsigned } from '../harness/forged-tokens';
import { randomName, tokensIn } from '../harness/visitor';

const fiveDays = 432_000;

function withToken(token: string) {
  return { headers: { cookie: `vtex_session=${token}` } };
}

/** Session tokens that do not verify: garbage, forged, expired, of another account. */
export const sessionsRefusedToken = [
  claim({
    id: 'sessions.refused-token.reading-is-an-error',
    sentence: 'A GET with an invalid token is an error of the form {type, message}.',
    operation: 'GET /api/sessions',
    grade: 'observed',
    evidence: ['R-086', 'R-210'],
    run: async ({ visitor, expect }) => {
      const answer = await visitor.get('*', withToken(garbage));
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(Object.keys(answer.json() as object).sort()).toEqual(['message', 'type']);
    },
  }),
  claim({
    id: 'sessions.refused-token.reading-status',
    sentence: 'A GET with a garbage token has the status of the setting.',
    operation: 'GET /api/sessions',
    grade: 'assumed',
    evidence: ['R-086'],
    assumption: { setting: 'statusOfUnverifiableToken', default: 401 },
    run: async ({ target, visitor, expect }) => {
      const { status } = await visitor.get('*', withToken(garbage));
      expect(status).toBe(target.assumptions.statusOfUnverifiableToken);
    },
  }),
  claim({
    id: 'sessions.refused-token.reading-expires-the-cookies',
    sentence: 'A GET with an invalid token expires both cookies.',
    operation: 'GET /api/sessions',
    grade: 'assumed',
    evidence: ['R-008', 'R-086'],
    noSetting: 'storefronts clear their session by such a read',
    run: async ({ visitor, expect }) => {
      await visitor.post();
      visitor.hold('vtex_session', garbage);
      const { setCookie } = await visitor.get('*');
      expect(setCookie.length).toBe(2);
      expect(visitor.cookieNames()).toEqual([]);
    },
  }),
  claim({
    id: 'sessions.refused-token.forged-ones-read-nothing',
    sentence: 'A token whose signature was changed, dropped or taken from another token reads no session.',
    operation: 'GET /api/sessions',
    grade: 'assumed',
    evidence: ['R-086', 'R-155'],
    noSetting: 'reading by a forged token would be a defect',
    needs: ['anyRequest'],
    run: async ({ visitor, newVisitor, expect }) => {
      const victim = newVisitor();
      await victim.post({ public: { secret: 'x' } });
      await visitor.post();
      const mine = visitor.cookie('vtex_session');
      const theirs = victim.cookie('vtex_session');
      for (const token of [badlySigned(theirs), unsigned(theirs), retargeted(mine, victim.claims().id)]) {
        const answer = await visitor.get('*', withToken(token));
        expect(answer.status).toBeGreaterThanOrEqual(400);
        expect(answer.text).not.toContain('secret');
        const byPath = await newVisitor().get('*', { path: `/api/sessions/${token}` });
        expect(byPath.status).toBeGreaterThanOrEqual(400);
      }
    },
  }),
  claim({
    id: 'sessions.refused-token.post-creates-a-session',
    sentence: 'A POST with an invalid token creates a session.',
    operation: 'POST /api/sessions',
    grade: 'assumed',
    evidence: ['R-047', 'R-166'],
    noSetting: 'clients POST with any cookie they hold and need a session',
    needs: ['anyRequest'],
    run: async ({ visitor, newVisitor, expect }) => {
      const victim = newVisitor();
      const key = randomName('color');
      await victim.post({ public: { [key]: 'blue' } });
      const token = victim.cookie('vtex_session');
      for (const bad of [garbage, badlySigned(token), unsigned(token)]) {
        const answer = await visitor.post({ ...withToken(bad), public: { [key]: 'red' } });
        expect(answer.status).toBe(201);
        const { claims } = decodeJwt(tokensIn(answer).sessionToken);
        expect(claims.version).toBe(2);
        expect(claims.id).not.toBe(victim.claims().id);
      }
      expect(await victim.values(`public.${key}`)).toEqual({ [`public.${key}`]: 'blue' });
    },
  }),
  claim({
    id: 'sessions.refused-token.patch-creates-a-session',
    sentence: 'A PATCH with an invalid token creates a session.',
    operation: 'PATCH /api/sessions',
    grade: 'assumed',
    evidence: ['R-047'],
    noSetting: 'clients PATCH with any cookie they hold and need a session',
    run: async ({ visitor, expect }) => {
      const key = randomName('color');
      const answer = await visitor.patch({ ...withToken(garbage), public: { [key]: 'red' } });
      expect(decodeJwt(tokensIn(answer).sessionToken).claims.version).toBe(2);
      expect(await visitor.values(`public.${key}`)).toEqual({ [`public.${key}`]: 'red' });
    },
  }),
  claim({
    id: 'sessions.refused-token.expired-counts-as-absent',
    sentence: 'After five days a token is refused: reading is an error, a POST creates a session.',
    operation: 'POST /api/sessions',
    grade: 'assumed',
    evidence: ['R-166', 'R-340'],
    noSetting: 'treated as a token that does not verify: statusOfUnverifiableToken',
    marker: { emulatorOnly: 'it takes five days' },
    needs: ['later'],
    run: async ({ target, visitor, expect }) => {
      await visitor.post();
      const { id } = visitor.claims();
      const cookie = { headers: { cookie: `vtex_session=${visitor.cookie('vtex_session')}` } };
      await target.later?.(fiveDays - 60, async () => {
        expect((await visitor.get('*', cookie)).status).toBe(200);
      });
      await target.later?.(fiveDays, async () => {
        expect((await visitor.get('*', cookie)).status).toBeGreaterThanOrEqual(400);
        expect((await visitor.post(cookie)).status).toBe(201);
        expect(visitor.claims().id).not.toBe(id);
      });
    },
  }),
  claim({
    id: 'sessions.refused-token.expired-though-the-session-lives',
    sentence: 'A token ends after its own five days, though a later write gave the session a newer one.',
    operation: 'PATCH /api/sessions',
    grade: 'assumed',
    evidence: ['R-166', 'R-341'],
    noSetting: 'a token that outlived its exp would be a defect',
    marker: { emulatorOnly: 'it takes five days' },
    needs: ['later'],
    run: async ({ target, visitor, expect }) => {
      await visitor.post();
      const old = withToken(visitor.cookie('vtex_session'));
      await target.later?.(fiveDays / 2, async () => {
        await visitor.patch({ public: { color: 'blue' } });
      });
      const young = withToken(visitor.cookie('vtex_session'));
      await target.later?.(fiveDays + 60, async () => {
        expect((await visitor.get('*', young)).status).toBe(200);
        expect((await visitor.get('*', old)).status).toBeGreaterThanOrEqual(400);
      });
    },
  }),
  claim({
    id: 'sessions.refused-token.of-another-account',
    sentence: 'A token of another account is refused with the status of the setting and the known message.',
    operation: 'GET /api/sessions',
    grade: 'assumed',
    evidence: ['R-120', 'R-167'],
    assumption: { setting: 'statusOfForeignToken', default: 403 },
    marker: { emulatorOnly: 'it takes two accounts' },
    needs: ['tokenOfAnotherAccount'],
    run: async ({ target, visitor, expect }) => {
      const cookie = withToken((await target.tokenOfAnotherAccount?.()) ?? '');
      const refusals = [visitor.get('*', cookie), visitor.post(cookie), visitor.patch(cookie)];
      for (const refusal of await Promise.all(refusals)) {
        expect(refusal.status).toBe(target.assumptions.statusOfForeignToken);
        const { message } = refusal.json() as { message: string };
        expect(message).toBe('cross-account requests are not allowed');
        expect(refusal.setCookie).toEqual([]);
      }
    },
  }),
];
