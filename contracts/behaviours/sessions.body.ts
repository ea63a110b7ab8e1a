import { claim } from '../harness/behaviour';
import { randomName } from '../harness/visitor';

const operation = 'POST /api/sessions';

/** What of a body is written, what is ignored, and what is refused. */
export const sessionsBody = [
  claim({
    id: 'sessions.body.writes-only-public',
    sentence: 'Only public is written from a body; other namespaces are ignored, not refused.',
    operation,
    grade: 'documented',
    evidence: ['R-030'],
    needs: ['anyRequest'],
    run: async ({ visitor, expect }) => {
      const key = randomName('color');
      const foreign = { [key]: { value: 'x' } };
      const answer = await visitor.post({
        body: {
          public: { [key]: { value: 'blue' } },
          profile: { ...foreign, email: { value: 'nobody@example.com' } },
          store: { ...foreign, channel: { value: '77' } },
          [randomName('namespace')]: foreign,
        },
      });
      expect(answer.status).toBe(201);
      const values = Object.entries(await visitor.values('*'));
      expect(values.filter(([item]) => item.endsWith(key))).toEqual([[`public.${key}`, 'blue']]);
      expect(values.map(([, value]) => value)).not.toContain('nobody@example.com');
      expect(values.map(([, value]) => value)).not.toContain('77');
    },
  }),
  claim({
    id: 'sessions.body.accepts-an-entry-without-value',
    sentence: 'A public entry without value does not fail the request; other entries are stored.',
    operation,
    grade: 'observed',
    evidence: ['R-032'],
    needs: ['anyRequest'],
    run: async ({ visitor, expect }) => {
      const key = randomName('color');
      const nested = { organization: { value: 'x' } };
      const body = { public: { [randomName('nested-')]: nested, [key]: { value: 'blue' } } };
      expect((await visitor.post({ body })).status).toBe(201);
      expect(await visitor.values(`public.${key}`)).toEqual({ [`public.${key}`]: 'blue' });
    },
  }),
  claim({
    id: 'sessions.body.drops-an-entry-without-value',
    sentence: 'A public entry without value, or that is not an object, is not stored.',
    operation,
    grade: 'assumed',
    evidence: ['R-032'],
    noSetting: 'no alternative is known',
    needs: ['anyRequest'],
    run: async ({ visitor, expect }) => {
      const nested = randomName('nested-');
      const bare = randomName('bare');
      await visitor.post({ body: { public: { [nested]: { organization: { value: 'x' } }, [bare]: 'x' } } });
      expect(await visitor.values(`public.${nested},public.${bare}`)).toEqual({});
    },
  }),
  claim({
    id: 'sessions.body.must-be-json',
    sentence: 'A body that is not valid JSON is refused with 400.',
    operation,
    grade: 'assumed',
    evidence: ['R-029'],
    noSetting: 'no known client sends one',
    needs: ['anyRequest'],
    run: async ({ visitor, expect }) => {
      for (const text of ['{"public":', 'color=blue', '{public:{}}']) {
        expect((await visitor.post({ text })).status).toBe(400);
      }
    },
  }),
  claim({
    id: 'sessions.body.must-be-an-object',
    sentence: 'A body that is an array, a string, a number or null is refused with 400.',
    operation,
    grade: 'assumed',
    evidence: ['R-029'],
    noSetting: 'no known client sends one',
    needs: ['anyRequest'],
    run: async ({ visitor, expect }) => {
      for (const text of ['[]', '"public"', '1', 'null', 'true']) {
        expect((await visitor.post({ text })).status).toBe(400);
      }
    },
  }),
  claim({
    id: 'sessions.body.public-must-be-an-object',
    sentence: 'A public that is not an object is refused with 400.',
    operation,
    grade: 'assumed',
    evidence: ['R-029'],
    noSetting: 'no known client sends one',
    needs: ['anyRequest'],
    run: async ({ visitor, expect }) => {
      for (const wrong of ['x', 1, [], true]) {
        expect((await visitor.post({ body: { public: wrong } })).status).toBe(400);
      }
    },
  }),
  claim({
    id: 'sessions.body.refused-writes-nothing',
    sentence: 'A write with a refused body stores nothing, its query string included.',
    operation: 'PATCH /api/sessions',
    grade: 'assumed',
    evidence: ['R-029', 'R-234'],
    noSetting: 'documented: one save, at the end',
    needs: ['anyRequest'],
    run: async ({ visitor, expect }) => {
      await visitor.post();
      const before = await visitor.values('*');
      const token = visitor.cookie('vtex_session');
      const refused = await visitor.patch({ query: `${randomName('color')}=blue`, text: '[]' });
      expect(refused.status).toBe(400);
      expect(refused.setCookie).toEqual([]);
      expect(await visitor.values('*')).toEqual(before);
      await visitor.patch();
      expect(visitor.cookie('vtex_session')).toBe(token);
    },
  }),
  claim({
    id: 'sessions.body.of-another-content-type',
    sentence: 'A body of a content type other than JSON is refused with 415.',
    operation,
    grade: 'assumed',
    evidence: ['R-038'],
    noSetting: 'all known clients send JSON and say so',
    needs: ['anyRequest'],
    run: async ({ visitor, expect }) => {
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      expect((await visitor.post({ headers, text: 'color=blue' })).status).toBe(415);
      const json = { 'content-type': 'Application/JSON; charset=utf-8' };
      expect((await visitor.post({ headers: json, body: {} })).status).toBe(201);
    },
  }),
  claim({
    id: 'sessions.body.over-a-megabyte',
    sentence: 'A body over 1 MB is refused with 413, and a slightly smaller one is accepted.',
    operation,
    grade: 'assumed',
    evidence: [],
    marker: { emulatorOnly: 'the limit of the real service is unknown, and probing for it would strain it' },
    run: async ({ visitor, expect }) => {
      const text = (length: number) => JSON.stringify({ public: { big: { value: 'x'.repeat(length) } } });
      expect((await visitor.post({ text: text(1_048_576) })).status).toBe(413);
      expect((await visitor.post({ text: text(1_000_000) })).status).toBe(201);
    },
  }),
  claim({
    id: 'sessions.body.keys-that-begin-alike',
    sentence: 'One write stores two keys of public with a common prefix.',
    operation,
    grade: 'assumed',
    evidence: ['R-059'],
    noSetting: 'the alternative is a known issue of VTEX',
    marker: {
      emulatorOnly: 'the real service may lose one of them, which is published as its defect KI-885011',
    },
    run: async ({ visitor, expect }) => {
      const key = randomName('color');
      await visitor.post({ public: { [key]: 'blue', [`${key}Name`]: 'navy', [`${key}-code`]: '5' } });
      expect(await visitor.values(`public.${key},public.${key}Name,public.${key}-code`)).toEqual({
        [`public.${key}`]: 'blue',
        [`public.${key}Name`]: 'navy',
        [`public.${key}-code`]: '5',
      });
    },
  }),
];
