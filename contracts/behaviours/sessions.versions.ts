import type { Runs } from '../behaviour';
import { decodeJwt, decodeSegment } from '../decode';
import { randomName } from '../random';
import { tokensIn } from '../visitor';

/** What a write does to the session's version and its tokens. */
export const sessionsVersions: Runs = {
  'sessions.versions.a-change-counts-one': async ({ visitor, expect }) => {
    await visitor.post();
    await visitor.patch({ public: { [randomName('a')]: '1', [randomName('b')]: '2' } });
    expect(visitor.claims().version).toBe(3);
    await visitor.post({ public: { [randomName('c')]: '3' } });
    expect(visitor.claims().version).toBe(4);
  },
  'sessions.versions.a-change-signs-anew': async ({ visitor, expect }) => {
    await visitor.post();
    const before = visitor.claims();
    const answer = await visitor.patch({ public: { [randomName('color')]: 'blue' } });
    const after = decodeJwt(tokensIn(answer).sessionToken).claims;
    expect(after.id).toBe(before.id);
    expect(after.jti).not.toBe(before.jti);
    expect(after.iat).toBeGreaterThanOrEqual(before.iat);
  },
  'sessions.versions.a-change-recomputes-the-segment': async ({ visitor, expect }) => {
    const source = randomName('source');
    await visitor.post({ public: { utm_source: randomName('old') } });
    const answer = await visitor.patch({ public: { utm_source: source } });
    expect(decodeSegment(tokensIn(answer).segmentToken).segment['utm_source']).toBe(source);
    expect(decodeSegment(visitor.cookie('vtex_segment')).segment['utm_source']).toBe(source);
  },
  'sessions.versions.no-change-keeps-the-token': async ({ visitor, expect }) => {
    const value = { lines: [1, 'two'], deep: { a: null, b: true } };
    const [color, basket] = [randomName('color'), randomName('basket')];
    await visitor.post({ public: { [color]: 'blue', [basket]: value } });
    const token = visitor.cookie('vtex_session');
    const again = { ...value, deep: { b: true, a: null } }; // equal, though in another order
    for (const request of [
      { body: {} },
      {},
      { public: { [color]: 'blue' } },
      { public: { [basket]: again } },
    ]) {
      expect(tokensIn(await visitor.patch(request)).sessionToken).toBe(token);
      expect(tokensIn(await visitor.post(request)).sessionToken).toBe(token);
    }
  },
  'sessions.versions.no-change-sets-cookies-again': async ({ visitor, expect }) => {
    const color = randomName('color');
    await visitor.post({ public: { [color]: 'blue' } });
    const tokens = [visitor.cookie('vtex_session'), visitor.cookie('vtex_segment')];
    const answer = await visitor.patch({ public: { [color]: 'blue' } });
    const values = answer.setCookie.map((line) => line.split(/[=;]/)[1]);
    expect(values).toEqual(tokens);
    for (const line of answer.setCookie) expect(line).not.toMatch(/max-age=0\b/i);
  },
  'sessions.versions.an-old-token-reads-the-newest-state': async ({ visitor, expect }) => {
    const key = randomName('color');
    await visitor.post({ public: { [key]: 'blue' } });
    const cookie = `vtex_session=${visitor.cookie('vtex_session')}`;
    await visitor.patch({ public: { [key]: 'red' } });
    const values = await visitor.values(`public.${key}`, { headers: { cookie } });
    expect(values).toEqual({ [`public.${key}`]: 'red' });
  },
  'sessions.versions.an-old-token-edits-the-newest-state': async ({ visitor, expect }) => {
    const [one, two] = [randomName('one'), randomName('two')];
    await visitor.post();
    const cookie = `vtex_session=${visitor.cookie('vtex_session')}`;
    await visitor.patch({ public: { [one]: '1' } });
    await visitor.patch({ headers: { cookie }, public: { [two]: '2' } });
    expect(visitor.claims().version).toBe(4);
    expect(await visitor.values(`public.${one},public.${two}`)).toEqual({
      [`public.${one}`]: '1',
      [`public.${two}`]: '2',
    });
  },
};
