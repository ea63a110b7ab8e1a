import { notingApp, sentValue } from '../harness/apps';
import { claim } from '../harness/behaviour';
import { globex } from '../harness/suite-account';
import type { Target, Values, VariantApp } from '../targets/target';

const operation = 'PATCH /api/sessions';
const needs = ['variant'] as const;
const cascadeRounds = { setting: 'cascadeRounds', default: 10 } as const;
const input = { public: ['a'] };

function failing(name: string, reason: unknown = new Error('out of order')): VariantApp {
  return notingApp(name, { input, output: { x: ['one'] } }, ({ public: { a } = {} }) => {
    if (a?.value === 'fail') throw reason;
    return { x: { one: { value: a?.value ?? '' } } };
  });
}

const message = (app: string) => `App ${app} failed, resulting in an error building the session`;

async function countSessions(target: Target): Promise<unknown> {
  const answer = await target.request({ method: 'GET', path: '/_mock/health' });
  return (answer.json() as { sessions: number }).sessions;
}

/** Counts up to a number and then answers the same again. */
function countingTo(last: number): VariantApp {
  return notingApp(
    'counting',
    { input: { public: ['go'], x: ['count'] }, output: { x: ['count'] } },
    (sent: Values) => {
      const count = Number(sentValue(sent, 'x', 'count') ?? 0);
      return { x: { count: { value: Math.min(last, count + 1) } } };
    },
  );
}

/** Session apps that fail, and session apps that do not come to an end. */
export const cascadeFailures = [
  claim({
    id: 'cascade.failures.named-in-a-502',
    sentence: 'If an app fails the request gets 502, and the message names the app.',
    operation,
    grade: 'observed',
    evidence: ['R-213', 'R-214', 'R-215'],
    needs,
    run: async ({ emulate, expect }) => {
      const start = performance.now();
      const emulated = emulate({ apps: [failing('storefront-permissions')] });
      const visitor = emulated.newVisitor();
      await visitor.post();
      const answer = await visitor.patch({ public: { a: 'fail' } });
      expect(answer.status).toBe(502);
      expect(answer.json()).toEqual({ type: 'BadGateway', message: message('storefront-permissions') });
      const [, refused] = (await emulated.explain(visitor)).writes;
      const { milliseconds = -1, ...call } = refused?.rounds[0]?.calls[0] ?? {};
      expect(call).toEqual({
        app: 'storefront-permissions',
        inputs: { 'public.a': 'fail' },
        undeclared: [],
        failure: 'out of order',
      });
      expect(milliseconds).toBeGreaterThanOrEqual(0);
      expect(milliseconds).toBeLessThanOrEqual(performance.now() - start);
      const odd = emulate({ apps: [failing('odd', 'no error at all')] });
      const other = odd.newVisitor();
      await other.post();
      expect((await other.patch({ public: { a: 'fail' } })).status).toBe(502);
      expect((await odd.explain(other)).writes[1]?.rounds[0]?.calls[0]?.failure).toBe('no error at all');
    },
  }),
  claim({
    id: 'cascade.failures.save-nothing',
    sentence: 'If an app fails nothing is saved and no cookie is set.',
    operation,
    grade: 'inferred',
    evidence: ['R-248'],
    needs,
    run: async ({ emulate, expect }) => {
      const other = notingApp('other', { input, output: { y: ['one'] } }, () => ({
        y: { one: { value: 1 } },
      }));
      const visitor = emulate({ apps: [failing('app'), other] }).newVisitor();
      await visitor.post({ public: { b: 'before' } });
      const before = await visitor.values('*');
      const token = visitor.cookie('vtex_session');
      const refused = await visitor.patch({ public: { a: 'fail', b: 'after' } });
      expect([refused.status, refused.setCookie]).toEqual([502, []]);
      expect(await visitor.values('*')).toEqual(before);
      await visitor.patch();
      expect(visitor.cookie('vtex_session')).toBe(token);
      await visitor.patch({ public: { a: 'well' } });
      expect(await visitor.values('x.one')).toEqual({ 'x.one': 'well' });
      expect(visitor.claims().version).toBe(3);
    },
  }),
  claim({
    id: 'cascade.failures.make-no-session',
    sentence: 'If an app fails at creation there is no session; a GET without a token fails too.',
    operation: 'POST /api/sessions',
    grade: 'inferred',
    evidence: ['R-213', 'R-248'],
    needs,
    run: async ({ emulate, expect }) => {
      const onCreate = notingApp('on-create', { runOnCreate: true }, () => {
        throw new Error('always');
      });
      const { target, newVisitor } = emulate({ apps: [onCreate] });
      const visitor = newVisitor();
      for (const answer of [await visitor.post(), await visitor.get('*'), await visitor.segment()]) {
        expect([answer.status, answer.json()]).toEqual([
          502,
          { type: 'BadGateway', message: message('on-create') },
        ]);
      }
      expect(visitor.cookieNames()).toEqual([]);
      expect(await countSessions(target)).toBe(0);
    },
  }),
  claim({
    id: 'cascade.failures.first-declared-is-named',
    sentence: 'If several apps fail in one round the message names the first declared.',
    operation: 'POST /api/sessions',
    grade: 'assumed',
    evidence: ['R-213'],
    noSetting: 'one app must be named',
    needs,
    run: async ({ emulate, expect }) => {
      const slow: VariantApp = {
        ...failing('slow'),
        async transform() {
          await new Promise((resolve) => setTimeout(resolve, 10));
          throw new Error('late');
        },
      };
      const visitor = emulate({ apps: [slow, failing('quick')] }).newVisitor();
      const answer = await visitor.post({ public: { a: 'fail' } });
      expect((answer.json() as { message: string }).message).toBe(message('slow'));
    },
  }),
  claim({
    id: 'cascade.failures.answers-without-the-shape',
    sentence: 'An answer that is no object, or whose declared outputs are numbers or lists, is a failure.',
    operation,
    grade: 'assumed',
    evidence: ['R-241', 'R-248'],
    noSetting: 'such an answer has nothing to write',
    needs,
    run: async ({ emulate, expect }) => {
      let deep: unknown = 'end';
      for (let depth = 0; depth < 201; depth++) deep = [deep];
      for (const [answer, failure] of [
        ['text', 'the answer is not an object'],
        [[], 'the answer is not an object'],
        [7, 'the answer is not an object'],
        [() => undefined, 'the answer is not an object'],
        [{ x: 'text' }, 'x is not an object'],
        [{ x: [] }, 'x is not an object'],
        [{ x: { one: 7 } }, 'x.one is not an object'],
        [{ x: { one: [] } }, 'x.one is not an object'],
        [{ x: { one: { value: deep } } }, 'the answer is nested over 200 levels deep'],
      ] as const) {
        const app = notingApp('app', { input, output: { x: ['one'] } }, () => answer);
        const emulated = emulate({ apps: [app] });
        const visitor = emulated.newVisitor();
        await visitor.post();
        expect((await visitor.patch({ public: { a: '1' } })).status).toBe(502);
        expect((await emulated.explain(visitor)).writes[1]?.rounds[0]?.calls[0]?.failure).toBe(failure);
      }
    },
  }),
  claim({
    id: 'cascade.failures.no-answer-is-none',
    sentence: 'An app that answers nothing, null or an empty object has no outputs and has not failed.',
    operation: 'POST /api/sessions',
    grade: 'assumed',
    evidence: ['R-252'],
    noSetting: 'such an answer has nothing to write',
    marker: { emulatorOnly: 'an app at VTEX answers over HTTP' },
    needs,
    run: async ({ emulate, expect }) => {
      for (const answer of [undefined, null, {}, { x: {} }]) {
        const app = notingApp('app', { input, output: { x: ['one'] } }, () => answer);
        const visitor = emulate({ apps: [app] }).newVisitor();
        expect((await visitor.post({ public: { a: '1' } })).status).toBe(201);
        expect((await visitor.get('*')).text.includes('"x"')).toBe(false);
      }
    },
  }),
  claim({
    id: 'cascade.failures.at-the-cap-of-rounds',
    sentence: 'Apps that settle in the last allowed round are answered as usual.',
    operation: 'POST /api/sessions',
    grade: 'assumed',
    evidence: ['R-232'],
    assumption: cascadeRounds,
    needs,
    run: async ({ target, emulate, expect }) => {
      const { cascadeRounds } = target.assumptions;
      const visitor = emulate({ apps: [countingTo(cascadeRounds - 1)] }).newVisitor();
      expect((await visitor.post({ public: { go: '1' } })).status).toBe(201);
      expect(await visitor.values('x.count')).toEqual({ 'x.count': cascadeRounds - 1 });
      const over = emulate({ apps: [countingTo(cascadeRounds)] }).newVisitor();
      expect((await over.post({ public: { go: '1' } })).status).toBe(508);
    },
  }),
  claim({
    id: 'cascade.failures.loop',
    sentence:
      'Apps that do not settle within the allowed rounds get 508; the message names them and their keys.',
    operation,
    grade: 'assumed',
    evidence: ['R-232'],
    assumption: cascadeRounds,
    needs,
    run: async ({ target, emulate, expect }) => {
      const { cascadeRounds } = target.assumptions;
      const flip = (name: string, from: string, to: string) =>
        notingApp(name, { input: { public: ['go'], x: [from] }, output: { x: [to] } }, (sent, count) => ({
          x: { [to]: { value: `${sentValue(sent, 'x', from)} ${count}`.slice(-20) } },
        }));
      const idle = notingApp('idle', { input: { public: ['other'] } });
      const visitor = emulate({ apps: [flip('ping', 'a', 'b'), idle, flip('pong', 'b', 'a')] }).newVisitor();
      await visitor.post();
      const before = await visitor.values('*');
      const answer = await visitor.patch({ public: { go: '1' } });
      expect(answer.status).toBe(508);
      expect(answer.json()).toEqual({
        type: 'LoopDetected',
        message: `The session apps did not settle within ${cascadeRounds} rounds: ping, pong kept being called because x.b, x.a kept changing`,
      });
      expect(answer.setCookie).toEqual([]);
      expect(await visitor.values('*')).toEqual(before);
    },
  }),
  claim({
    id: 'cascade.failures.refused-when-all-has-settled',
    sentence: 'A refusal of an app counts only if its last call refused.',
    operation,
    grade: 'documented',
    evidence: ['R-231', 'R-249'],
    needs,
    run: async ({ emulate, expect }) => {
      // store-session refuses what it is asked for, until an app asks for something else instead.
      const repairing = notingApp(
        'repairing',
        { input: { public: ['sc'] }, output: { public: ['sc'] } },
        (sent) => (sentValue(sent, 'public', 'sc') === '99' ? { public: { sc: { value: '2' } } } : {}),
      );
      const visitor = emulate({ account: globex, apps: [repairing] }).newVisitor();
      expect((await visitor.post({ query: 'sc=99' })).status).toBe(201);
      expect(await visitor.values('store.channel')).toEqual({ 'store.channel': '2' });
      expect((await visitor.patch({ query: 'sc=98' })).status).toBe(401);
      expect(await visitor.values('store.channel,public.sc')).toEqual({
        'store.channel': '2',
        'public.sc': '2',
      });
    },
  }),
];
