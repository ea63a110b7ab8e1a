import { claim } from '../harness/behaviour';
import type { Answer } from '../targets/target';

const operation = 'POST /api/sessions';
const needs = ['variant'] as const;
const marker = { emulatorOnly: 'strictness is a setting of the emulator' } as const;
const own = { grade: 'assumed', evidence: [], marker, needs } as const;
const statusAndBody = (answer: Answer) => [answer.status, answer.json()];

const outside = (what: string) => [
  400,
  {
    type: 'BadRequest',
    message: `VTEX's published document does not allow this: ${what}`,
    code: 'OUTSIDE_PUBLISHED_DOCUMENT',
  },
];

const color = (value: unknown) => ({ public: { color: { value } } });

/** A strict emulator refuses what VTEX’s published document does not allow. */
export const emulatorStrict = [
  claim({
    id: 'emulator.strict.body-and-public-are-required',
    sentence: 'A strict emulator refuses a write without a body, public or values.',
    operation,
    grade: 'observed',
    evidence: ['R-033'],
    marker,
    needs,
    run: async ({ emulate, expect }) => {
      const visitor = emulate({ strict: true }).newVisitor();
      for (const send of [visitor.post, visitor.patch]) {
        expect(statusAndBody(await send())).toEqual(outside('no body; send {"public":{…}}'));
        expect(statusAndBody(await send({ body: {} }))).toEqual(
          outside("the body must have required property 'public'"),
        );
        expect(statusAndBody(await send({ body: { public: { color: {} } } }))).toEqual(
          outside("public.color must have required property 'value'"),
        );
        expect(statusAndBody(await send({ body: { public: { color: 'blue' } } }))).toEqual(
          outside('public.color must be object'),
        );
      }
      expect(visitor.cookieNames()).toEqual([]);
    },
  }),
  claim({
    id: 'emulator.strict.values-are-strings',
    sentence: 'A strict emulator refuses values that are not strings, and names the field.',
    operation: 'PATCH /api/sessions',
    grade: 'documented',
    evidence: ['R-060'],
    marker,
    needs,
    run: async ({ emulate, expect }) => {
      const visitor = emulate({ strict: true }).newVisitor();
      for (const value of [1, true, null, {}, []]) {
        expect(statusAndBody(await visitor.patch({ body: color(value) }))).toEqual(
          outside('public.color.value must be string'),
        );
      }
      const odd = { public: { 'a/b~c': { value: 1 } } };
      expect(statusAndBody(await visitor.patch({ body: odd }))).toEqual(
        outside('public.a/b~c.value must be string'),
      );
    },
  }),
  claim({
    id: 'emulator.strict.no-tokens-in-paths',
    sentence: 'A strict emulator refuses a token in the path.',
    operation: 'GET /api/sessions/{sessionToken}',
    ...own,
    run: async ({ emulate, expect }) => {
      const visitor = emulate({ strict: true }).newVisitor();
      await visitor.post({ body: color('blue') });
      const refused = outside('a token in the path; send it as the cookie vtex_session or vtex_segment');
      const session = `/api/sessions/${visitor.cookie('vtex_session')}`;
      expect(statusAndBody(await visitor.get('*', { path: session }))).toEqual(refused);
      expect(statusAndBody(await visitor.post({ path: session, body: color('red') }))).toEqual(refused);
      expect(statusAndBody(await visitor.post({ path: session, text: '{' }))).toEqual(refused); // before the body is read
      const segment = `/api/segments/${visitor.cookie('vtex_segment')}`;
      expect(statusAndBody(await visitor.segment({ path: segment }))).toEqual(refused);
      expect(await visitor.values('public.color')).toEqual({ 'public.color': 'blue' });
    },
  }),
  claim({
    id: 'emulator.strict.another-account',
    sentence: 'A strict emulator refuses `an` with another account.',
    operation: 'GET /api/sessions',
    ...own,
    run: async ({ emulate, expect }) => {
      const visitor = emulate({ strict: true, account: 'b2b' }).newVisitor();
      const refused = outside('`an` names the account acme, and this emulator serves b2b');
      expect(statusAndBody(await visitor.get('*', { query: 'an=acme' }))).toEqual(refused);
      expect(statusAndBody(await visitor.get('*', { query: 'an=b2b&an=acme' }))).toEqual(refused);
      expect((await visitor.get('*', { query: 'an=acme&an=b2b' })).status).toBe(200);
      const lax = emulate({ account: 'b2b' }).newVisitor();
      expect((await lax.get('*', { query: 'an=acme' })).status).toBe(200);
    },
  }),
  claim({
    id: 'emulator.strict.accepts-the-rest',
    sentence: 'A strict emulator serves what the published document allows.',
    operation,
    grade: 'documented',
    evidence: ['R-001', 'R-002', 'R-003', 'R-004'],
    marker,
    needs,
    run: async ({ emulate, expect }) => {
      const visitor = emulate({ strict: true }).newVisitor();
      const body = { public: { color: { value: 'blue', more: 1 } }, profile: { email: { value: 1 } } };
      expect((await visitor.post({ body, query: 'utm_source=mail' })).status).toBe(201);
      expect((await visitor.patch({ body: { public: {} } })).status).toBe(200);
      expect((await visitor.segment()).status).toBe(200);
      expect(await visitor.values('public.color,public.utm_source')).toEqual({
        'public.color': 'blue',
        'public.utm_source': 'mail',
      });
    },
  }),
  claim({
    id: 'emulator.strict.still-json',
    sentence: 'A strict emulator refuses a body that is no object, and missing items, like any emulator.',
    operation,
    ...own,
    run: async ({ emulate, expect }) => {
      const visitor = emulate({ strict: true }).newVisitor();
      const codeOf = async (answer: Promise<Answer>) => ((await answer).json() as { code: string }).code;
      expect(await codeOf(visitor.post({ text: '[]' }))).toBe('BODY_NOT_OBJECT');
      expect(await codeOf(visitor.post({ body: { public: [] } }))).toBe('PUBLIC_NOT_OBJECT');
      expect(await codeOf(visitor.post({ text: '{' }))).toBe('BODY_NOT_JSON');
      expect(await codeOf(visitor.get(undefined))).toBe('ITEMS_MISSING');
      expect(await codeOf(visitor.send('DELETE', { path: '/api/sessions' }))).toBe('METHOD_NOT_ALLOWED');
    },
  }),
];
