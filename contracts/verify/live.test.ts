import { behaviours } from '../behaviours';
import type { Behaviour } from '../harness/behaviour';
import { inProcessTarget } from '../targets/in-process';
import { defaultBudget, liveTarget } from '../targets/live/index';
import type { Method, Target } from '../targets/target';
import { jsonReport } from './reports/json';
import { behaviourMade } from './testing/made';
import { verify } from './verify';

/** A verification of a live account, for which our own emulator answers: nothing goes on the network. */
async function verified(tried: readonly Behaviour[], standIn: Target, budget?: number) {
  const host = 'acme.vtexcommercestable.com.br';
  const sent: string[] = [];
  const target = liveTarget(
    { account: 'acme', allowedHosts: [host], budget },
    {
      sleep: async () => undefined,
      async fetch(input, { method, headers, body } = {}) {
        const { origin, pathname, search } = new URL(String(input));
        if (origin !== `https://${host}`) throw new Error(`${origin} was asked`);
        sent.push(`${method} ${pathname}`);
        const answer = await standIn.request({
          method: method as Method,
          path: `${pathname}${search}`,
          headers: headers as Record<string, string>,
          ...(typeof body === 'string' && { body }),
        });
        const all = new Headers(answer.headers);
        for (const line of answer.setCookie) all.append('set-cookie', line);
        return new Response(answer.text, { status: answer.status, headers: all });
      },
    },
  );
  const date = new Date('2026-01-02T03:04:05Z');
  const verification = await verify(tried, target, { suite: '1.2.3', date });
  const of = (outcome: string) => verification.results.filter(({ trial }) => trial.outcome === outcome);
  return { verification, sent, passed: of('passed'), failed: of('failed'), notTried: of('not tried') };
}

test('an account is verified through the gate within the default budget, settings included', async () => {
  const standIn = inProcessTarget({ bodyOrQuery: 'query', segmentNonAscii: 'escaped' });
  const { verification, passed, failed, sent } = await verified(behaviours, standIn);
  expect(failed.map(({ behaviour, trial }) => [behaviour.id, trial])).toEqual([]);
  expect(passed.length).toBeGreaterThan(80);
  expect(sent.length).toBeLessThan(defaultBudget);
  const differing = verification.settings.filter((setting) => setting.seen && setting.differs);
  expect(differing.map(({ setting }) => setting)).toEqual(['bodyOrQuery', 'segmentNonAscii']);
  await standIn.close();
});

test('when the budget is used up the rest is not tried, and no setting is guessed', async () => {
  const standIn = inProcessTarget();
  const { verification, notTried, failed, sent } = await verified(behaviours, standIn, 5);
  expect(sent).toHaveLength(5);
  expect(failed).toEqual([]);
  const reasons = notTried.map(({ trial }) => (trial.outcome === 'not tried' ? trial.reason : ''));
  expect(reasons).toContainEqual(expect.stringMatching(/^The budget of 5 requests is used up/));
  expect(verification.settings.filter(({ seen }) => seen).length).toBeLessThanOrEqual(1);
  await standIn.close();
});

test('what the gate refuses is not tried, and no token is reported', async () => {
  const standIn = inProcessTarget();
  const tried = [
    behaviourMade('a.a.refused', async ({ visitor }) => {
      await visitor.patch({ body: { profile: { email: { value: 'nobody@example.com' } } } });
    }),
    behaviourMade('a.a.redacted', async ({ visitor, expect }) => {
      await visitor.segment();
      const { sessionToken } = (await visitor.post()).json() as { sessionToken: string };
      expect({ sessionToken }).toEqual({ sessionToken: '' });
    }),
  ];
  const { verification, sent } = await verified(tried, standIn);
  const [refused, redacted] = verification.results.map(({ trial }) => trial);
  expect(refused).toMatchObject({
    outcome: 'not tried',
    reason: expect.stringMatching(/^Not sent to a live/),
  });
  expect(redacted).toMatchObject({ differences: [{ path: '$.sessionToken', expected: '""' }] });
  expect(sent).toEqual(['GET /api/segments', 'POST /api/sessions']);
  expect(jsonReport(verification)).not.toContain('eyJ');
  await standIn.close();
});
