import type { Runs } from '../behaviour';
import { randomName } from '../random';

/** What of a body is written, what is ignored, and what is refused. */
export const sessionsBody: Runs = {
  'sessions.body.writes-only-public': async ({ visitor, expect }) => {
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
  'sessions.body.accepts-an-entry-without-value': async ({ visitor, expect }) => {
    const key = randomName('color');
    const nested = { organization: { value: 'x' } };
    const body = { public: { [randomName('nested-')]: nested, [key]: { value: 'blue' } } };
    expect((await visitor.post({ body })).status).toBe(201);
    expect(await visitor.values(`public.${key}`)).toEqual({ [`public.${key}`]: 'blue' });
  },
  'sessions.body.drops-an-entry-without-value': async ({ visitor, expect }) => {
    const nested = randomName('nested-');
    const bare = randomName('bare');
    await visitor.post({ body: { public: { [nested]: { organization: { value: 'x' } }, [bare]: 'x' } } });
    expect(await visitor.values(`public.${nested},public.${bare}`)).toEqual({});
  },
  'sessions.body.must-be-json': async ({ visitor, expect }) => {
    for (const text of ['{"public":', 'color=blue', '{public:{}}']) {
      expect((await visitor.post({ text })).status).toBe(400);
    }
  },
  'sessions.body.must-be-an-object': async ({ visitor, expect }) => {
    for (const text of ['[]', '"public"', '1', 'null', 'true']) {
      expect((await visitor.post({ text })).status).toBe(400);
    }
  },
  'sessions.body.public-must-be-an-object': async ({ visitor, expect }) => {
    for (const wrong of ['x', 1, [], true]) {
      expect((await visitor.post({ body: { public: wrong } })).status).toBe(400);
    }
  },
  'sessions.body.refused-writes-nothing': async ({ visitor, expect }) => {
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
  'sessions.body.of-another-content-type': async ({ visitor, expect }) => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    expect((await visitor.post({ headers, text: 'color=blue' })).status).toBe(415);
    const json = { 'content-type': 'Application/JSON; charset=utf-8' };
    expect((await visitor.post({ headers: json, body: {} })).status).toBe(201);
  },
  'sessions.body.over-a-megabyte': async ({ visitor, expect }) => {
    const text = (length: number) => JSON.stringify({ public: { big: { value: 'x'.repeat(length) } } });
    expect((await visitor.post({ text: text(1_048_576) })).status).toBe(413);
    expect((await visitor.post({ text: text(1_000_000) })).status).toBe(201);
  },
  'sessions.body.keys-that-begin-alike': async ({ visitor, expect }) => {
    const key = randomName('color');
    await visitor.post({ public: { [key]: 'blue', [`${key}Name`]: 'navy', [`${key}-code`]: '5' } });
    expect(await visitor.values(`public.${key},public.${key}Name,public.${key}-code`)).toEqual({
      [`public.${key}`]: 'blue',
      [`public.${key}Name`]: 'navy',
      [`public.${key}-code`]: '5',
    });
  },
};
