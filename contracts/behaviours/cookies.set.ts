import { Cookie } from 'tough-cookie';
import { claim } from '../harness/behaviour';
import { randomName, tokensIn } from '../harness/visitor';
import type { Answer } from '../targets/target';

const operation = 'POST /api/sessions';
const fiveDays = 432_000;

/** The cookies an answer sets, in order. */
function cookiesOf({ setCookie }: Answer): readonly Cookie[] {
  return setCookie.map((line) => {
    const cookie = Cookie.parse(line);
    if (cookie === undefined) throw new Error('A Set-Cookie line is not readable');
    return cookie;
  });
}

/** How the API sets its two cookies. */
export const cookiesSet = [
  claim({
    id: 'cookies.set.names',
    sentence: 'A write sets the cookies vtex_session and vtex_segment only.',
    operation,
    grade: 'documented',
    evidence: ['R-140', 'R-148'],
    run: async ({ visitor, expect }) => {
      const names = cookiesOf(await visitor.post()).map(({ key }) => key);
      expect(names.sort()).toEqual(['vtex_segment', 'vtex_session']);
    },
  }),
  claim({
    id: 'cookies.set.hold-the-tokens',
    sentence: 'The cookies hold the tokens of the answer, unescaped.',
    operation,
    grade: 'documented',
    evidence: ['R-024'],
    run: async ({ visitor, expect }) => {
      const change = { public: { [randomName('color')]: 'blue' } };
      for (const answer of [await visitor.post(), await visitor.patch(change)]) {
        const { sessionToken, segmentToken } = tokensIn(answer);
        const values = cookiesOf(answer).map(({ key, value }) => [key, value]);
        expect(Object.fromEntries(values)).toEqual({
          vtex_session: sessionToken,
          vtex_segment: segmentToken,
        });
      }
    },
  }),
  claim({
    id: 'cookies.set.attributes',
    sentence: 'Both cookies are host-only, Path=/, Secure, HttpOnly and SameSite=None.',
    operation,
    grade: 'observed',
    evidence: ['R-141', 'R-144'],
    needs: ['vtexCookies'],
    run: async ({ visitor, expect }) => {
      for (const { domain, path, secure, httpOnly, sameSite } of cookiesOf(await visitor.post())) {
        expect({ domain, path, secure, httpOnly, sameSite }).toEqual({
          domain: null,
          path: '/',
          secure: true,
          httpOnly: true,
          sameSite: 'none',
        });
      }
    },
  }),
  claim({
    id: 'cookies.set.live-five-days',
    sentence: 'Both cookies live 432000 seconds from the answer, also if nothing changed.',
    operation,
    grade: 'documented',
    evidence: ['R-142', 'R-143'],
    run: async ({ visitor, expect }) => {
      const answers = [await visitor.post(), await visitor.post()];
      for (const cookie of answers.flatMap(cookiesOf)) {
        const seconds = ((cookie.expiryTime() ?? 0) - Date.now()) / 1000;
        expect(seconds).toBeGreaterThanOrEqual(fiveDays - 60); // a clock may be a little off
        expect(seconds).toBeLessThanOrEqual(fiveDays + 60);
      }
    },
  }),
  claim({
    id: 'cookies.set.life-is-a-max-age',
    sentence: 'The cookies have Max-Age=432000, without Expires.',
    operation,
    grade: 'assumed',
    evidence: ['R-142'],
    noSetting: 'clients understand either form',
    run: async ({ visitor, expect }) => {
      for (const { maxAge, expires } of cookiesOf(await visitor.post())) {
        expect(maxAge).toBe(fiveDays);
        expect(expires).toBe('Infinity'); // tough-cookie's word for none
      }
    },
  }),
  claim({
    id: 'cookies.set.come-in-two-lines',
    sentence: 'The two cookies come as two separate Set-Cookie lines.',
    operation,
    grade: 'inferred',
    evidence: ['R-026'],
    run: async ({ visitor, expect }) => {
      const { setCookie } = await visitor.post();
      expect(setCookie.length).toBe(2);
      for (const line of setCookie) expect(line.match(/vtex_\w+=/g)?.length).toBe(1);
    },
  }),
  claim({
    id: 'cookies.set.session-comes-first',
    sentence: 'The Set-Cookie line of vtex_session comes first.',
    operation,
    grade: 'assumed',
    evidence: ['R-024', 'R-026'],
    noSetting: 'clients look cookies up by name',
    run: async ({ visitor, expect }) => {
      const answers = [await visitor.post(), await visitor.patch()];
      for (const answer of answers) {
        expect(cookiesOf(answer).map(({ key }) => key)).toEqual(['vtex_session', 'vtex_segment']);
      }
    },
  }),
  claim({
    id: 'cookies.set.expired-alike',
    sentence: 'Cookies are expired with the attributes that they were set with, as browsers require.',
    operation: 'GET /api/sessions/{sessionToken}',
    grade: 'inferred',
    evidence: ['R-008', 'R-141'],
    needs: ['vtexCookies'],
    run: async ({ visitor, expect }) => {
      await visitor.post();
      const answer = await visitor.get('*', { path: '/api/sessions/invalidToken' });
      const cookies = cookiesOf(answer);
      expect(cookies.map(({ key }) => key).sort()).toEqual(['vtex_segment', 'vtex_session']);
      for (const cookie of cookies) {
        expect(cookie.expiryTime() ?? Number.POSITIVE_INFINITY).toBeLessThanOrEqual(Date.now());
        expect([cookie.domain, cookie.path, cookie.secure]).toEqual([null, '/', true]);
      }
    },
  }),
  claim({
    id: 'cookies.set.path',
    sentence: 'Under a root path such as /pt both cookies are set and expired at the Path of the setting.',
    operation,
    grade: 'assumed',
    evidence: ['R-141', 'R-418'],
    assumption: { setting: 'cookiePath', default: 'root' },
    needs: ['anyRequest'],
    run: async ({ target, visitor, expect }) => {
      const path = target.assumptions.cookiePath === 'binding' ? '/pt' : '/';
      const answer = await visitor.post({ path: '/pt/api/sessions' });
      expect(cookiesOf(answer).map((cookie) => cookie.path)).toEqual([path, path]);
      expect(cookiesOf(await visitor.post()).map((cookie) => cookie.path)).toEqual(['/', '/']);
      const expired = cookiesOf(await visitor.get('*', { path: '/pt/api/sessions/invalidToken' }));
      expect(expired.map((cookie) => [cookie.path, cookie.maxAge])).toEqual([
        [path, 0],
        [path, 0],
      ]);
      const forged = await visitor.post({ path: '/a;Domain=example.com/api/sessions' });
      expect(cookiesOf(forged).map((cookie) => [cookie.path, cookie.domain])).toEqual([
        ['/', null],
        ['/', null],
      ]);
    },
  }),
];
