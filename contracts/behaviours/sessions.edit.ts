import type { Runs } from '../behaviour';
import { randomName } from '../random';
import { tokensIn, valuesIn } from '../visitor';

export const sessionsEdit: Runs = {
  'sessions.edit.answers-200-and-both-tokens': async ({ visitor, expect }) => {
    await visitor.post();
    const answer = await visitor.patch({ public: { [randomName('color')]: 'blue' } });
    expect(answer.status).toBe(200);
    expect(Object.keys(answer.json() as object).sort()).toEqual(['segmentToken', 'sessionToken']);
  },
  'sessions.edit.keeps-the-session': async ({ visitor, expect }) => {
    const key = randomName('color');
    await visitor.post();
    const { id } = visitor.claims();
    await visitor.patch({ public: { [key]: 'blue' } });
    expect(visitor.claims().id).toBe(id);
    expect(((await visitor.get('*')).json() as { id: string }).id).toBe(id);
  },
  'sessions.edit.keeps-unnamed-keys': async ({ visitor, expect }) => {
    const [one, two, three] = [randomName('variable1'), randomName('variable2'), randomName('variable3')];
    await visitor.post({ public: { [one]: 'value1', [two]: 'value2' } });
    await visitor.patch({ public: { [two]: 'value2_patched', [three]: 'value3' } });
    expect(await visitor.values(`public.${one},public.${two},public.${three}`)).toEqual({
      [`public.${one}`]: 'value1',
      [`public.${two}`]: 'value2_patched',
      [`public.${three}`]: 'value3',
    });
  },
  'sessions.edit.by-post-edits-too': async ({ visitor, expect }) => {
    const [kept, added] = [randomName('kept'), randomName('added')];
    await visitor.post({ public: { [kept]: 'a' } });
    const { id } = visitor.claims();
    await visitor.post({ public: { [added]: 'b' } });
    expect(visitor.claims().id).toBe(id);
    expect(await visitor.values(`public.${kept},public.${added}`)).toEqual({
      [`public.${kept}`]: 'a',
      [`public.${added}`]: 'b',
    });
  },
  'sessions.edit.by-post-status': async ({ target, visitor, expect }) => {
    await visitor.post();
    const answer = await visitor.post({ public: { [randomName('color')]: 'blue' } });
    expect(answer.status).toBe(target.assumptions.statusOfPostThatEdits);
    const noWrite = await visitor.post({ body: {} });
    expect(noWrite.status).toBe(target.assumptions.statusOfPostThatEdits);
  },
  'sessions.edit.needs-only-the-session-cookie': async ({ visitor, expect }) => {
    const key = randomName('color');
    await visitor.post();
    const { id } = visitor.claims();
    const cookie = `vtex_session=${visitor.cookie('vtex_session')};`; // with the semicolon clients send
    expect((await visitor.patch({ headers: { cookie }, public: { [key]: 'blue' } })).status).toBe(200);
    expect(visitor.claims().id).toBe(id);
    expect(await visitor.values(`public.${key}`)).toEqual({ [`public.${key}`]: 'blue' });
  },
  'sessions.edit.with-items-answers-the-session': async ({ visitor, expect }) => {
    const key = randomName('color');
    await visitor.post();
    const answer = await visitor.patch({ query: `items=public.${key}`, public: { [key]: 'blue' } });
    expect(answer.status).toBe(200);
    expect(Object.keys(answer.json() as object).sort()).toEqual(['id', 'namespaces']);
    expect(valuesIn(answer)).toEqual({ [`public.${key}`]: 'blue' });
    expect(answer.setCookie.length).toBe(2);
  },
  'sessions.edit.without-a-cookie-creates': async ({ visitor, expect }) => {
    const key = randomName('color');
    const answer = await visitor.patch({ public: { [key]: 'blue' } });
    expect(tokensIn(answer).sessionToken).toBe(visitor.cookie('vtex_session'));
    expect(await visitor.values(`public.${key}`)).toEqual({ [`public.${key}`]: 'blue' });
  },
  'sessions.edit.without-a-cookie-status': async ({ target, visitor, expect }) => {
    const { status } = await visitor.patch({ body: {} });
    expect(status).toBe(target.assumptions.statusOfPatchThatCreates);
  },
  'sessions.edit.writes-only-public': async ({ visitor, expect }) => {
    await visitor.post();
    const before = await visitor.values('*');
    const body = {
      profile: { email: { value: 'nobody@example.com' } },
      store: { channel: { value: '77' } },
    };
    expect((await visitor.patch({ body })).status).toBe(200);
    expect(await visitor.values('*')).toEqual(before);
  },
  'sessions.edit.all-at-once-count': async ({ visitor, expect }) => {
    await visitor.post();
    const { version } = visitor.claims();
    const keys = Array.from({ length: 50 }, () => randomName('slow-'));
    await Promise.all(keys.map((key) => visitor.patch({ public: { [key]: key } })));
    const values = await visitor.values(keys.map((key) => `public.${key}`).join(','));
    expect(values).toEqual(Object.fromEntries(keys.map((key) => [`public.${key}`, key])));
    await visitor.patch({ public: { [randomName('key')]: 'the last' } });
    expect(visitor.claims().version).toBe(version + 51);
  },
};
