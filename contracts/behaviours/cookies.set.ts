import { Cookie } from 'tough-cookie';
import type { Runs } from '../behaviour';
import { randomName } from '../random';
import type { Answer } from '../targets/target';
import { tokensIn } from '../visitor';

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
export const cookiesSet: Runs = {
  'cookies.set.names': async ({ visitor, expect }) => {
    const names = cookiesOf(await visitor.post()).map(({ key }) => key);
    expect(names.sort()).toEqual(['vtex_segment', 'vtex_session']);
  },
  'cookies.set.hold-the-tokens': async ({ visitor, expect }) => {
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
  'cookies.set.attributes': async ({ visitor, expect }) => {
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
  'cookies.set.live-five-days': async ({ visitor, expect }) => {
    const answers = [await visitor.post(), await visitor.post()];
    for (const cookie of answers.flatMap(cookiesOf)) {
      const seconds = ((cookie.expiryTime() ?? 0) - Date.now()) / 1000;
      expect(seconds).toBeGreaterThanOrEqual(fiveDays - 60); // a clock may be a little off
      expect(seconds).toBeLessThanOrEqual(fiveDays + 60);
    }
  },
  'cookies.set.life-is-a-max-age': async ({ visitor, expect }) => {
    for (const { maxAge, expires } of cookiesOf(await visitor.post())) {
      expect(maxAge).toBe(fiveDays);
      expect(expires).toBe('Infinity'); // tough-cookie's word for none
    }
  },
  'cookies.set.come-in-two-lines': async ({ visitor, expect }) => {
    const { setCookie } = await visitor.post();
    expect(setCookie.length).toBe(2);
    for (const line of setCookie) expect(line.match(/vtex_\w+=/g)?.length).toBe(1);
  },
  'cookies.set.session-comes-first': async ({ visitor, expect }) => {
    const answers = [await visitor.post(), await visitor.patch()];
    for (const answer of answers) {
      expect(cookiesOf(answer).map(({ key }) => key)).toEqual(['vtex_session', 'vtex_segment']);
    }
  },
  'cookies.set.expired-alike': async ({ visitor, expect }) => {
    await visitor.post();
    const answer = await visitor.get('*', { path: '/api/sessions/invalidToken' });
    const cookies = cookiesOf(answer);
    expect(cookies.map(({ key }) => key).sort()).toEqual(['vtex_segment', 'vtex_session']);
    for (const cookie of cookies) {
      expect(cookie.expiryTime() ?? Number.POSITIVE_INFINITY).toBeLessThanOrEqual(Date.now());
      expect([cookie.domain, cookie.path, cookie.secure]).toEqual([null, '/', true]);
    }
  },
};
