import type { Context, Runs } from '../behaviour';
import { garbage } from '../forge';
import type { Answer } from '../targets/target';

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
export const errorsForm: Runs = {
  'errors.form.are-json': async (context) => {
    for (const answer of await refusals(context)) {
      context.expect(answer.status).toBeGreaterThanOrEqual(400);
      context.expect(answer.headers['content-type']).toMatch(/^application\/json\b/);
      context.expect(typeof answer.json()).toBe('object');
    }
  },
  'errors.form.have-type-and-message': async (context) => {
    for (const answer of await refusals(context)) {
      const { type, message, id, namespaces } = answer.json() as Record<string, unknown>;
      context.expect(type).toMatch(/^[A-Za-z]+$/);
      context.expect(message).toMatch(/\w/);
      context.expect([id, namespaces]).toEqual([undefined, undefined]);
    }
  },
  'errors.form.the-emulators-own-have-a-code': async (context) => {
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
  'errors.form.unserved-paths': async ({ visitor, expect }) => {
    await visitor.post();
    expect((await visitor.get('*')).status).toBe(200);
    for (const path of ['/api/session', '/sessions', '/api/sessions/a/b', '/']) {
      const answer = await visitor.send('GET', { path });
      expect(answer.status).toBe(404);
      expect((answer.json() as { code: string }).code).toBe('NOT_FOUND');
    }
  },
};
