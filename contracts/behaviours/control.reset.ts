import { claim } from '../harness/behaviour';
import type { Visitor } from '../harness/visitor';
import type { Answer } from '../targets/target';

const own = {
  operation: 'POST /_mock/reset',
  grade: 'assumed',
  evidence: [],
  marker: { emulatorOnly: 'the real service cannot be reset' },
  needs: ['variant'],
} as const;

const reset = '/_mock/reset';

/** Whether the visitor's session is still there. */
async function status(visitor: Visitor): Promise<number> {
  return (await visitor.get('public.color')).status;
}

/** A promise, and what keeps it. */
function gate(): readonly [kept: Promise<void>, keep: () => void] {
  let keep: () => void = () => undefined;
  const kept = new Promise<void>((resolve) => {
    keep = resolve;
  });
  return [kept, () => keep()];
}

/** POST /_mock/reset, for the next test. */
export const controlReset = [
  claim({
    id: 'control.reset.forgets-every-session',
    sentence: 'A reset deletes all sessions with their explanations and reports their number.',
    ...own,
    run: async ({ emulate, expect }) => {
      const { newVisitor } = emulate({});
      const [one, other] = [newVisitor(), newVisitor()];
      await one.post({ public: { color: 'blue' } });
      await other.post();
      const answer = await one.send('POST', { path: reset });
      expect([answer.status, answer.json()]).toEqual([200, { dropped: { sessions: 2 } }]);
      const path = `/_mock/sessions/${other.claims().id}/explain`;
      expect((await newVisitor().send('GET', { path })).status).toBe(404);
      expect((await newVisitor().send('POST', { path: reset })).json()).toEqual({ dropped: { sessions: 0 } });
      await one.post({ public: { color: 'red' } });
      expect(await one.values('public.color')).toEqual({ 'public.color': 'red' });
      const silent = emulate({ explain: false }).newVisitor();
      await silent.post();
      expect((await silent.send('POST', { path: reset })).json()).toEqual({ dropped: { sessions: 1 } });
    },
  }),
  claim({
    id: 'control.reset.old-tokens-name-no-session',
    sentence:
      'After a reset an old token is invalid: reading gets 401 and expires the cookies, writing creates a session.',
    ...own,
    run: async ({ emulate, expect }) => {
      const { newVisitor, target } = emulate({});
      const [reader, writer] = [newVisitor(), newVisitor()];
      await reader.post({ public: { color: 'blue' } });
      await writer.post({ public: { color: 'blue' } });
      const { id } = writer.claims();
      await reader.send('POST', { path: reset });
      expect(await status(reader)).toBe(target.assumptions.statusOfUnverifiableToken);
      expect(reader.cookieNames()).toEqual([]);
      const answer = await writer.patch({ public: { size: 'L' } });
      expect(answer.status).toBe(target.assumptions.statusOfPatchThatCreates);
      expect(writer.claims().id === id).toBe(false);
      expect(await writer.values('public.color,public.size')).toEqual({ 'public.size': 'L' });
    },
  }),
  claim({
    id: 'control.reset.while-writes-are-under-way',
    sentence: 'A write that ran or waited during a reset gets 409 and stores nothing.',
    ...own,
    run: async ({ emulate, expect }) => {
      const [held, release] = gate();
      const [called, reached] = gate();
      const app = {
        name: 'holding',
        input: { public: ['held'] },
        output: {},
        async transform() {
          reached();
          await held;
        },
      };
      const { newVisitor } = emulate({ apps: [app] });
      const visitor = newVisitor();
      await visitor.post({ public: { color: 'blue' } });
      const cookie = `vtex_session=${visitor.cookie('vtex_session')}`;
      const [running, waiting] = ['1', '2'].map((value) =>
        visitor.patch({ public: { held: value }, headers: { cookie } }),
      );
      await called;
      await newVisitor().send('POST', { path: reset });
      release();
      for (const answer of await Promise.all([running, waiting])) {
        const refused = answer as Answer;
        expect([refused.status, (refused.json() as { code?: string }).code]).toEqual([
          409,
          'RESET_MEANWHILE',
        ]);
      }
      const { count } = (await visitor.send('GET', { path: '/_mock/sessions' })).json() as { count: number };
      expect(count).toBe(0);
    },
  }),
  claim({
    id: 'control.reset.takes-no-other-parameter',
    sentence: 'A reset with an unknown query parameter gets 400 with its name and drops nothing.',
    ...own,
    run: async ({ emulate, expect }) => {
      const visitor = emulate({}).newVisitor();
      await visitor.post();
      const answer = await visitor.send('POST', { path: reset, query: 'sessions=all' });
      expect(answer.status).toBe(400);
      const { code, message } = answer.json() as { code: string; message: string };
      expect(code).toBe('CONTROL_INPUT_INVALID');
      expect(message).toMatch(/^\?sessions /);
      expect(await status(visitor)).toBe(200);
    },
  }),
  claim({
    id: 'control.reset.refused-to-other-origins',
    sentence: 'A page of another origin cannot reset.',
    ...own,
    run: async ({ emulate, expect }) => {
      const visitor = emulate({}).newVisitor();
      await visitor.post();
      const headers = { origin: 'https://elsewhere.example' };
      const answer = await visitor.send('POST', { path: reset, headers });
      expect(answer.status).toBe(403);
      expect((answer.json() as { code: string }).code).toBe('CONTROL_FORBIDDEN');
      expect(await status(visitor)).toBe(200);
      await visitor.send('POST', { path: reset });
    },
  }),
];
