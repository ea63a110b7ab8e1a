import { claim } from '../harness/behaviour';
import type { Answer } from '../targets/target';

const operation = 'POST /api/sessions';
const needs = ['variant'] as const;
const marker = { emulatorOnly: 'which origins may call is a setting of the emulator' } as const;
const own = { grade: 'assumed', evidence: [], marker, needs } as const;
const origin = 'http://localhost:3000';
const cors = ['http://localhost:8000', origin];

/** The headers of CORS among those of an answer. */
function corsOf({ headers }: Answer): unknown {
  const names = Object.keys(headers).filter((name) => name.startsWith('access-control-') || name === 'vary');
  return Object.fromEntries(names.map((name) => [name, headers[name]]));
}

const allowed = {
  'access-control-allow-origin': origin,
  'access-control-allow-credentials': 'true',
  'access-control-expose-headers': 'x-mock-explain',
  vary: 'Origin',
};

const asks = {
  'access-control-request-method': 'PATCH',
  'access-control-request-headers': 'content-type',
};

/** Calls from pages of another origin. */
export const emulatorCors = [
  claim({
    id: 'emulator.cors.named-origins-may-call',
    sentence: 'An allowed origin may call every operation with credentials and read refusals.',
    operation,
    ...own,
    run: async ({ emulate, expect }) => {
      const visitor = emulate({ cors }).newVisitor();
      const headers = { origin };
      const answers = [
        await visitor.post({ headers }),
        await visitor.patch({ headers, path: '/io/api/sessions' }),
        await visitor.get('*', { headers }),
        await visitor.segment({ headers }),
        await visitor.get(undefined, { headers }),
        await visitor.send('PUT', { path: '/api/sessions', headers }),
        await visitor.segment({ path: '/api/segments/%zz', headers }),
      ];
      expect(answers.map(({ status }) => status)).toEqual([201, 200, 200, 200, 400, 405, 400]);
      for (const answer of answers) expect(corsOf(answer)).toEqual(allowed);
      expect(answers[0]?.setCookie.length).toBe(2);
    },
  }),
  claim({
    id: 'emulator.cors.preflights',
    sentence:
      'A preflight of an allowed origin gets methods, headers and ten minutes, and creates no session.',
    operation,
    ...own,
    run: async ({ emulate, expect }) => {
      const visitor = emulate({ cors }).newVisitor();
      await visitor.post();
      const answer = await visitor.send('OPTIONS', { path: '/api/sessions', headers: { origin, ...asks } });
      expect([answer.status, answer.text, answer.setCookie]).toEqual([204, '', []]);
      expect(corsOf(answer)).toEqual({
        ...allowed,
        vary: 'Origin, Access-Control-Request-Headers',
        'access-control-allow-methods': 'GET,HEAD,POST,PATCH',
        'access-control-allow-headers': 'content-type',
        'access-control-max-age': '600',
      });
      expect(answer.headers['allow']).toBe(undefined);
    },
  }),
  claim({
    id: 'emulator.cors.other-origins',
    sentence: 'Other origins get no CORS header, and are answered all the same.',
    operation,
    ...own,
    run: async ({ emulate, expect }) => {
      const { newVisitor } = emulate({ cors });
      for (const other of ['http://localhost:3001', 'https://localhost:3000', 'null', '']) {
        const headers = { origin: other };
        const visitor = newVisitor();
        const answer = await visitor.post({ headers });
        expect([answer.status, corsOf(answer)]).toEqual([201, {}]);
        const preflight = await visitor.send('OPTIONS', {
          path: '/api/sessions',
          headers: { ...headers, ...asks },
        });
        expect([preflight.status, corsOf(preflight)]).toEqual([204, {}]);
      }
      expect(corsOf(await newVisitor().post())).toEqual({});
      const closed = emulate({}).newVisitor();
      expect(corsOf(await closed.post({ headers: { origin } }))).toEqual({});
    },
  }),
  claim({
    id: 'emulator.cors.options-that-are-no-preflight',
    sentence: 'OPTIONS without a requested method gets Allow, from an allowed origin too.',
    operation: 'GET /api/segments',
    ...own,
    run: async ({ emulate, expect }) => {
      const visitor = emulate({ cors }).newVisitor();
      await visitor.segment();
      for (const headers of [{}, { origin }, { origin: 'http://elsewhere.example' }]) {
        const answer = await visitor.send('OPTIONS', { path: '/api/segments', headers });
        expect([answer.status, answer.headers['allow']]).toEqual([204, 'GET, HEAD, OPTIONS']);
        expect(corsOf(answer)).toEqual({});
      }
    },
  }),
];
