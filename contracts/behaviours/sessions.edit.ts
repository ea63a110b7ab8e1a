import { claim } from '../harness/behaviour';
import { randomName, tokensIn, valuesIn } from '../harness/visitor';

const operation = 'PATCH /api/sessions';

export const sessionsEdit = [
  claim({
    id: 'sessions.edit.answers-200-and-both-tokens',
    sentence: 'A PATCH answers 200 with sessionToken and segmentToken only.',
    operation,
    grade: 'documented',
    evidence: ['R-003', 'R-040'],
    run: async ({ visitor, expect }) => {
      await visitor.post();
      const answer = await visitor.patch({ public: { [randomName('color')]: 'blue' } });
      expect(answer.status).toBe(200);
      expect(Object.keys(answer.json() as object).sort()).toEqual(['segmentToken', 'sessionToken']);
    },
  }),
  claim({
    id: 'sessions.edit.keeps-the-session',
    sentence: 'A PATCH with the cookies of a session edits it; its id stays.',
    operation,
    grade: 'documented',
    evidence: ['R-042', 'R-044'],
    run: async ({ visitor, expect }) => {
      const key = randomName('color');
      await visitor.post();
      const { id } = visitor.claims();
      await visitor.patch({ public: { [key]: 'blue' } });
      expect(visitor.claims().id).toBe(id);
      expect(((await visitor.get('*')).json() as { id: string }).id).toBe(id);
    },
  }),
  claim({
    id: 'sessions.edit.keeps-unnamed-keys',
    sentence: 'A PATCH replaces the keys that it names and keeps the others.',
    operation,
    grade: 'documented',
    evidence: ['R-045'],
    run: async ({ visitor, expect }) => {
      const [one, two, three] = [randomName('variable1'), randomName('variable2'), randomName('variable3')];
      await visitor.post({ public: { [one]: 'value1', [two]: 'value2' } });
      await visitor.patch({ public: { [two]: 'value2_patched', [three]: 'value3' } });
      expect(await visitor.values(`public.${one},public.${two},public.${three}`)).toEqual({
        [`public.${one}`]: 'value1',
        [`public.${two}`]: 'value2_patched',
        [`public.${three}`]: 'value3',
      });
    },
  }),
  claim({
    id: 'sessions.edit.by-post-edits-too',
    sentence: 'A POST with the cookie of a session edits it; unnamed keys stay.',
    operation: 'POST /api/sessions',
    grade: 'documented',
    evidence: ['R-034', 'R-044'],
    run: async ({ visitor, expect }) => {
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
  }),
  claim({
    id: 'sessions.edit.by-post-status',
    sentence: 'A POST that edits has the status of the setting.',
    operation: 'POST /api/sessions',
    grade: 'assumed',
    evidence: ['R-034', 'R-020'],
    assumption: { setting: 'statusOfPostThatEdits', default: 201 },
    run: async ({ target, visitor, expect }) => {
      await visitor.post();
      const answer = await visitor.post({ public: { [randomName('color')]: 'blue' } });
      expect(answer.status).toBe(target.assumptions.statusOfPostThatEdits);
      const noWrite = await visitor.post({ body: {} });
      expect(noWrite.status).toBe(target.assumptions.statusOfPostThatEdits);
    },
  }),
  claim({
    id: 'sessions.edit.needs-only-the-session-cookie',
    sentence: 'vtex_session alone is enough to edit.',
    operation,
    grade: 'observed',
    evidence: ['R-043'],
    run: async ({ visitor, expect }) => {
      const key = randomName('color');
      await visitor.post();
      const { id } = visitor.claims();
      const cookie = `vtex_session=${visitor.cookie('vtex_session')};`; // with the semicolon clients send
      expect((await visitor.patch({ headers: { cookie }, public: { [key]: 'blue' } })).status).toBe(200);
      expect(visitor.claims().id).toBe(id);
      expect(await visitor.values(`public.${key}`)).toEqual({ [`public.${key}`]: 'blue' });
    },
  }),
  claim({
    id: 'sessions.edit.with-items-answers-the-session',
    sentence: 'With items in the query, a PATCH answers 200 with id and namespaces, and no tokens.',
    operation,
    grade: 'observed',
    evidence: ['R-018', 'R-041'],
    run: async ({ visitor, expect }) => {
      const key = randomName('color');
      await visitor.post();
      const answer = await visitor.patch({ query: `items=public.${key}`, public: { [key]: 'blue' } });
      expect(answer.status).toBe(200);
      expect(Object.keys(answer.json() as object).sort()).toEqual(['id', 'namespaces']);
      expect(valuesIn(answer)).toEqual({ [`public.${key}`]: 'blue' });
      expect(answer.setCookie.length).toBe(2);
    },
  }),
  claim({
    id: 'sessions.edit.without-a-cookie-creates',
    sentence: 'A PATCH without a session creates one.',
    operation,
    grade: 'inferred',
    evidence: ['R-044', 'R-046'],
    run: async ({ visitor, expect }) => {
      const key = randomName('color');
      const answer = await visitor.patch({ public: { [key]: 'blue' } });
      expect(tokensIn(answer).sessionToken).toBe(visitor.cookie('vtex_session'));
      expect(await visitor.values(`public.${key}`)).toEqual({ [`public.${key}`]: 'blue' });
    },
  }),
  claim({
    id: 'sessions.edit.without-a-cookie-status',
    sentence: 'A PATCH that creates a session has the status of the setting.',
    operation,
    grade: 'assumed',
    evidence: ['R-046'],
    assumption: { setting: 'statusOfPatchThatCreates', default: 200 },
    run: async ({ target, visitor, expect }) => {
      const { status } = await visitor.patch({ body: {} });
      expect(status).toBe(target.assumptions.statusOfPatchThatCreates);
    },
  }),
  claim({
    id: 'sessions.edit.writes-only-public',
    sentence: 'Only public is read from the body of a PATCH.',
    operation,
    grade: 'documented',
    evidence: ['R-030'],
    needs: ['anyRequest'],
    run: async ({ visitor, expect }) => {
      await visitor.post();
      const before = await visitor.values('*');
      const body = {
        profile: { email: { value: 'nobody@example.com' } },
        store: { channel: { value: '77' } },
      };
      expect((await visitor.patch({ body })).status).toBe(200);
      expect(await visitor.values('*')).toEqual(before);
    },
  }),
  claim({
    id: 'sessions.edit.all-at-once-count',
    sentence: 'Fifty parallel PATCHes to one session are all kept, and the version counts each.',
    operation,
    grade: 'assumed',
    evidence: ['R-045', 'R-162'],
    noSetting: 'losing a write would be a defect',
    needs: ['parallel'],
    run: async ({ visitor, expect }) => {
      await visitor.post();
      const { version } = visitor.claims();
      const keys = Array.from({ length: 50 }, () => randomName('slow-'));
      await Promise.all(keys.map((key) => visitor.patch({ public: { [key]: key } })));
      const values = await visitor.values(keys.map((key) => `public.${key}`).join(','));
      expect(values).toEqual(Object.fromEntries(keys.map((key) => [`public.${key}`, key])));
      await visitor.patch({ public: { [randomName('key')]: 'the last' } });
      expect(visitor.claims().version).toBe(version + 51);
    },
  }),
];
