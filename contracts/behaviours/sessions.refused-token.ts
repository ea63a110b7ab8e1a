import type { Runs } from '../behaviour';
import { decodeJwt } from '../decode';
import { badlySigned, garbage, retargeted, unsigned } from '../forge';
import { randomName } from '../random';
import { tokensIn } from '../visitor';

const fiveDays = 432_000;

function withToken(token: string) {
  return { headers: { cookie: `vtex_session=${token}` } };
}

/** Session tokens that do not verify: garbage, forged, expired, of another account. */
export const sessionsRefusedToken: Runs = {
  'sessions.refused-token.reading-is-an-error': async ({ visitor, expect }) => {
    const answer = await visitor.get('*', withToken(garbage));
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(Object.keys(answer.json() as object).sort()).toEqual(['message', 'type']);
  },
  'sessions.refused-token.reading-status': async ({ target, visitor, expect }) => {
    const { status } = await visitor.get('*', withToken(garbage));
    expect(status).toBe(target.assumptions.statusOfUnverifiableToken);
  },
  'sessions.refused-token.reading-takes-the-cookies': async ({ visitor, expect }) => {
    await visitor.post();
    visitor.hold('vtex_session', garbage);
    const { setCookie } = await visitor.get('*');
    expect(setCookie.length).toBe(2);
    expect(visitor.cookieNames()).toEqual([]);
  },
  'sessions.refused-token.forged-ones-read-nothing': async ({ visitor, newVisitor, expect }) => {
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
  'sessions.refused-token.post-creates-anew': async ({ visitor, newVisitor, expect }) => {
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
  'sessions.refused-token.patch-creates-anew': async ({ visitor, expect }) => {
    const key = randomName('color');
    const answer = await visitor.patch({ ...withToken(garbage), public: { [key]: 'red' } });
    expect(decodeJwt(tokensIn(answer).sessionToken).claims.version).toBe(2);
    expect(await visitor.values(`public.${key}`)).toEqual({ [`public.${key}`]: 'red' });
  },
  'sessions.refused-token.expired-counts-as-absent': async ({ target, visitor, expect }) => {
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
  'sessions.refused-token.expired-though-the-session-lives': async ({ target, visitor, expect }) => {
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
  'sessions.refused-token.of-another-account': async ({ target, visitor, expect }) => {
    const cookie = withToken((await target.tokenOfAnotherAccount?.()) ?? '');
    const refusals = [visitor.get('*', cookie), visitor.post(cookie), visitor.patch(cookie)];
    for (const refusal of await Promise.all(refusals)) {
      expect(refusal.status).toBe(target.assumptions.statusOfForeignToken);
      const { message } = refusal.json() as { message: string };
      expect(message).toBe('cross-account requests are not allowed');
      expect(refusal.setCookie).toEqual([]);
    }
  },
};
