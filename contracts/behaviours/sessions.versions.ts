import { claim } from '../harness/behaviour';
import { decodeJwt, decodeSegment } from '../harness/decode';
import { randomName, tokensIn } from '../harness/visitor';

const operation = 'PATCH /api/sessions';

/** What a write does to the session's version and its tokens. */
export const sessionsVersions = [
  claim({
    id: 'sessions.versions.a-change-counts-one',
    sentence: 'A write that changes something raises the version by one.',
    operation,
    grade: 'observed',
    evidence: ['R-049', 'R-162'],
    run: async ({ visitor, expect }) => {
      await visitor.post();
      await visitor.patch({ public: { [randomName('a')]: '1', [randomName('b')]: '2' } });
      expect(visitor.claims().version).toBe(3);
      await visitor.post({ public: { [randomName('c')]: '3' } });
      expect(visitor.claims().version).toBe(4);
    },
  }),
  claim({
    id: 'sessions.versions.a-change-signs-a-new-token',
    sentence: 'A write that changes something gives a new token of the same session, with another jti.',
    operation,
    grade: 'inferred',
    evidence: ['R-049', 'R-163'],
    run: async ({ visitor, expect }) => {
      await visitor.post();
      const before = visitor.claims();
      const answer = await visitor.patch({ public: { [randomName('color')]: 'blue' } });
      const after = decodeJwt(tokensIn(answer).sessionToken).claims;
      expect(after.id).toBe(before.id);
      expect(after.jti).not.toBe(before.jti);
      expect(after.iat).toBeGreaterThanOrEqual(before.iat);
    },
  }),
  claim({
    id: 'sessions.versions.a-change-recomputes-the-segment',
    sentence: 'The segment token of a write is that of the session after it.',
    operation,
    grade: 'documented',
    evidence: ['R-049', 'R-178'],
    run: async ({ visitor, expect }) => {
      const source = randomName('source');
      await visitor.post({ public: { utm_source: randomName('old') } });
      const answer = await visitor.patch({ public: { utm_source: source } });
      expect(decodeSegment(tokensIn(answer).segmentToken).segment['utm_source']).toBe(source);
      expect(decodeSegment(visitor.cookie('vtex_segment')).segment['utm_source']).toBe(source);
    },
  }),
  claim({
    id: 'sessions.versions.no-change-keeps-the-token',
    sentence: 'A write that changes nothing keeps the token and the version.',
    operation,
    grade: 'inferred',
    evidence: ['R-143', 'R-168'],
    run: async ({ visitor, expect }) => {
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
  }),
  claim({
    id: 'sessions.versions.no-change-sets-cookies-again',
    sentence: 'A write that changes nothing sets both cookies again, which renews their Max-Age.',
    operation,
    grade: 'inferred',
    evidence: ['R-143', 'R-168'],
    run: async ({ visitor, expect }) => {
      const color = randomName('color');
      await visitor.post({ public: { [color]: 'blue' } });
      const tokens = [visitor.cookie('vtex_session'), visitor.cookie('vtex_segment')];
      const answer = await visitor.patch({ public: { [color]: 'blue' } });
      const values = answer.setCookie.map((line) => line.split(/[=;]/)[1]);
      expect(values).toEqual(tokens);
      for (const line of answer.setCookie) expect(line).not.toMatch(/max-age=0\b/i);
    },
  }),
  claim({
    id: 'sessions.versions.an-old-token-reads-the-newest-state',
    sentence: 'A token from before an update reads the newest state, since the server stores the session.',
    operation: 'GET /api/sessions',
    grade: 'observed',
    evidence: ['R-035'],
    run: async ({ visitor, expect }) => {
      const key = randomName('color');
      await visitor.post({ public: { [key]: 'blue' } });
      const cookie = `vtex_session=${visitor.cookie('vtex_session')}`;
      await visitor.patch({ public: { [key]: 'red' } });
      const values = await visitor.values(`public.${key}`, { headers: { cookie } });
      expect(values).toEqual({ [`public.${key}`]: 'red' });
    },
  }),
  claim({
    id: 'sessions.versions.an-old-token-edits-the-newest-state',
    sentence: 'A write with a token from before an update edits the newest state and its version.',
    operation,
    grade: 'inferred',
    evidence: ['R-035', 'R-049'],
    run: async ({ visitor, expect }) => {
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
  }),
];
