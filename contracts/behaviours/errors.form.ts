import { type Context, claim } from '../harness/behaviour';
import { garbage } from '../harness/forged-tokens';
import type { Answer } from '../targets/target';

const operation = 'GET /api/sessions';

/** Requests that are refused, each for another reason. */
async function refusals({ visitor }: Context): Promise<readonly Answer[]> {
  const cookie = { headers: { cookie: `vtex_session=${garbage}` } };
  return [
    await visitor.get(undefined),
    await visitor.get('*', cookie),
    await visitor.get('*', { path: '/api/sessions/invalidToken' }),
    await visitor.post({ text: '{' }),
    await visitor.patch({ text: '[]' }),
    await visitor.send('DELETE', { path: '/api/sessions' }),
    await visitor.segment({ path: '/api/segments/not-a-segment' }),
  ];
}

/** What refusals look like. */
export const errorsForm = [
  claim({
    id: 'errors.form.are-json',
    sentence: 'Refusals are JSON: clients parse them without looking at the status.',
    operation,
    grade: 'inferred',
    evidence: ['R-217', 'R-222'],
    needs: ['anyRequest'],
    run: async (context) => {
      for (const answer of await refusals(context)) {
        context.expect(answer.status).toBeGreaterThanOrEqual(400);
        context.expect(answer.headers['content-type']).toMatch(/^application\/json\b/);
        context.expect(typeof answer.json()).toBe('object');
      }
    },
  }),
  claim({
    id: 'errors.form.have-type-and-message',
    sentence: 'Refusals have the texts type and message, and neither id nor namespaces.',
    operation,
    grade: 'inferred',
    evidence: ['R-210'],
    needs: ['anyRequest'],
    run: async (context) => {
      for (const answer of await refusals(context)) {
        const { type, message, id, namespaces } = answer.json() as Record<string, unknown>;
        context.expect(type).toMatch(/^[A-Za-z]+$/);
        context.expect(message).toMatch(/\w/);
        context.expect([id, namespaces]).toEqual([undefined, undefined]);
      }
    },
  }),
  claim({
    id: 'errors.form.the-emulators-own-have-a-code',
    sentence: 'Refusals of the emulator itself also have a code; those known from the real service do not.',
    operation,
    grade: 'assumed',
    evidence: [],
    marker: { emulatorOnly: 'the real service has no such codes' },
    run: async (context) => {
      const codes = (await refusals(context)).map((answer) => (answer.json() as { code?: string }).code);
      context
        .expect(codes)
        .toEqual([
          'ITEMS_MISSING',
          undefined,
          undefined,
          'BODY_NOT_JSON',
          'BODY_NOT_OBJECT',
          'METHOD_NOT_ALLOWED',
          'SEGMENT_TOKEN_UNREADABLE',
        ]);
    },
  }),
  claim({
    id: 'errors.form.unserved-paths',
    sentence: 'A path that is not served gets 404 in JSON.',
    operation,
    grade: 'assumed',
    evidence: ['R-015'],
    noSetting: 'no known client calls such a path',
    marker: { emulatorOnly: 'a live host serves a whole store next to the session operations' },
    run: async ({ visitor, expect }) => {
      await visitor.post();
      expect((await visitor.get('*')).status).toBe(200);
      for (const path of ['/api/session', '/sessions', '/api/sessions/a/b', '/']) {
        const answer = await visitor.send('GET', { path });
        expect(answer.status).toBe(404);
        expect((answer.json() as { code: string }).code).toBe('NOT_FOUND');
      }
    },
  }),
];
