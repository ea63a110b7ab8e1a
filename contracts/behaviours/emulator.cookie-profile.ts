import { claim } from '../harness/behaviour';
import { fetched } from '../harness/fetched';
import { tokensIn } from '../harness/visitor';

const operation = 'POST /api/sessions';
const needs = ['variant'] as const;
const marker = { emulatorOnly: 'how cookies are marked is a setting of the emulator' } as const;
const own = { grade: 'assumed', evidence: [], marker, needs } as const;
const dev = 'Path=/; HttpOnly; SameSite=Lax';
const live = 'Path=/; Secure; HttpOnly; SameSite=None';

/** Cookies for clients that cannot hold Secure ones on plain http. */
export const emulatorCookieProfile = [
  claim({
    id: 'emulator.cookie-profile.dev',
    sentence: 'Cookies of the profile dev are not Secure, and SameSite=Lax.',
    operation,
    ...own,
    run: async ({ emulate, expect }) => {
      const answer = await emulate({ cookieProfile: 'dev' }).newVisitor().post();
      const { sessionToken, segmentToken } = tokensIn(answer);
      expect(answer.setCookie).toEqual([
        `vtex_session=${sessionToken}; ${dev}; Max-Age=432000`,
        `vtex_segment=${segmentToken}; ${dev}; Max-Age=432000`,
      ]);
    },
  }),
  claim({
    id: 'emulator.cookie-profile.live',
    sentence: 'The lines of both cookies are written as the live service is expected to.',
    operation,
    ...own,
    run: async ({ emulate, expect }) => {
      const answer = await emulate({ cookieProfile: 'live' }).newVisitor().post();
      const { sessionToken, segmentToken } = tokensIn(answer);
      expect(answer.setCookie).toEqual([
        `vtex_session=${sessionToken}; ${live}; Max-Age=432000`,
        `vtex_segment=${segmentToken}; ${live}; Max-Age=432000`,
      ]);
    },
  }),
  claim({
    id: 'emulator.cookie-profile.auto',
    sentence:
      'By the profile auto, cookies are marked as VTEX marks them if a proxy says X-Forwarded-Proto: https or `manager.fetch` gets an https URL, else as in dev: in answers, refusals and for personas.',
    operation,
    ...own,
    run: async (context) => {
      const { expect } = context;
      const { newVisitor, target, fetch } = fetched(context, { cookieProfile: 'auto' });
      const expectMarks = (lines: readonly string[], marks: string) => {
        for (const line of lines) expect(line).toMatch(new RegExp(`=[^;]*; ${marks}; Max-Age=\\d+$`));
      };
      for (const [headers, marks] of [
        [{}, dev],
        [{ 'x-forwarded-proto': 'http' }, dev],
        [{ 'x-forwarded-proto': 'http, https' }, dev],
        [{ 'x-forwarded-proto': 'httpsx' }, dev],
        [{ 'x-forwarded-proto': 'https' }, live],
        [{ 'x-forwarded-proto': 'HTTPS, http' }, live],
      ] as const) {
        const answers = [
          await newVisitor().post({ headers }),
          await newVisitor().segment({ headers }),
          await newVisitor().get('*', { path: '/api/sessions/invalidToken', headers }),
          await target.request({ method: 'POST', path: '/_mock/browser', headers }),
        ];
        const persona = await target.request({
          method: 'POST',
          path: '/_mock/personas/shopper/sessions',
          headers,
        });
        const lines = answers.flatMap(({ setCookie }) => setCookie);
        lines.push(...(persona.json() as { setCookie: string[] }).setCookie);
        expect(lines.length).toBe(10);
        expectMarks(lines, marks);
      }
      for (const [origin, marks] of [
        ['http://x', dev],
        ['https://x', live],
      ] as const) {
        const { headers } = await fetch(`${origin}/api/sessions`, { method: 'POST' });
        expect(headers.getSetCookie().length).toBe(2);
        expectMarks(headers.getSetCookie(), marks);
      }
    },
  }),
  claim({
    id: 'emulator.cookie-profile.expired',
    sentence: 'Cookies are expired with the same attributes.',
    operation: 'GET /api/sessions/{sessionToken}',
    ...own,
    run: async ({ emulate, expect }) => {
      for (const [cookieProfile, marks] of [
        ['dev', dev],
        ['live', live],
      ] as const) {
        const visitor = emulate({ cookieProfile }).newVisitor();
        const { setCookie } = await visitor.get('*', { path: '/api/sessions/invalidToken' });
        expect(setCookie).toEqual([
          `vtex_session=; ${marks}; Max-Age=0`,
          `vtex_segment=; ${marks}; Max-Age=0`,
        ]);
      }
    },
  }),
];
