import type { Runs } from '../behaviour';
import { tokensIn } from '../visitor';

const dev = 'Path=/; HttpOnly; SameSite=Lax';
const live = 'Path=/; Secure; HttpOnly; SameSite=None';

/** Cookies for clients that cannot hold Secure ones on plain http. */
export const emulatorCookieProfile: Runs = {
  'emulator.cookie-profile.dev': async ({ emulate, expect }) => {
    const answer = await emulate({ cookieProfile: 'dev' }).newVisitor().post();
    const { sessionToken, segmentToken } = tokensIn(answer);
    expect(answer.setCookie).toEqual([
      `vtex_session=${sessionToken}; ${dev}; Max-Age=432000`,
      `vtex_segment=${segmentToken}; ${dev}; Max-Age=432000`,
    ]);
  },
  'emulator.cookie-profile.live': async ({ emulate, expect }) => {
    for (const profile of [{}, { cookieProfile: 'live' }] as const) {
      const visitor = emulate(profile).newVisitor();
      const answer = await visitor.post();
      const { sessionToken, segmentToken } = tokensIn(answer);
      expect(answer.setCookie).toEqual([
        `vtex_session=${sessionToken}; ${live}; Max-Age=432000`,
        `vtex_segment=${segmentToken}; ${live}; Max-Age=432000`,
      ]);
    }
  },
  'emulator.cookie-profile.expired': async ({ emulate, expect }) => {
    for (const [cookieProfile, marks] of [
      ['dev', dev],
      ['live', live],
    ] as const) {
      const visitor = emulate({ cookieProfile }).newVisitor();
      const { setCookie } = await visitor.get('*', { path: '/api/sessions/invalidToken' });
      expect(setCookie).toEqual([`vtex_session=; ${marks}; Max-Age=0`, `vtex_segment=; ${marks}; Max-Age=0`]);
    }
  },
};
