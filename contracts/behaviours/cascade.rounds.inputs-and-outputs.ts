import { notingApp, visitorWith } from '../harness/apps';
import { claim } from '../harness/behaviour';

const operation = 'PATCH /api/sessions';
const needs = ['variant'] as const;

/** What session apps are sent, and which of their outputs are written. */
export const cascadeRoundsInputsAndOutputs = [
  claim({
    id: 'cascade.rounds.only-changed-inputs-call-an-app',
    sentence: 'An app is called only if one of its declared inputs changed.',
    operation,
    grade: 'documented',
    evidence: ['R-237'],
    needs,
    run: async (context) => {
      const app = notingApp('app', { input: { public: ['a', 'b'] } });
      const visitor = await visitorWith(context, app);
      context.expect(app.sent.length).toBe(0);
      for (const [written, calls] of [
        [{ a: '1' }, 1],
        [{ a: '1' }, 1],
        [{ other: '1' }, 1],
        [{ b: '2' }, 2],
        [{ a: '3', b: '3', other: '3' }, 3],
      ] as const) {
        await visitor.patch({ public: written });
        context.expect(app.sent.length).toBe(calls);
      }
    },
  }),
  claim({
    id: 'cascade.rounds.all-inputs-are-sent',
    sentence: 'An app is sent all its declared inputs that are set, changed or not.',
    operation,
    grade: 'documented',
    evidence: ['R-237', 'R-241'],
    needs,
    run: async (context) => {
      const app = notingApp('app', { input: { public: ['a', 'b'], store: ['channel'] } });
      const visitor = await visitorWith(context, app);
      await visitor.patch({ public: { a: { of: ['any', 'kind'] } } });
      await visitor.patch({ public: { b: 2 } });
      context.expect(app.sent).toEqual([
        { store: { channel: { value: '1' } } },
        { store: { channel: { value: '1' } }, public: { a: { value: { of: ['any', 'kind'] } } } },
        {
          store: { channel: { value: '1' } },
          public: { a: { value: { of: ['any', 'kind'] } }, b: { value: 2 } },
        },
      ]);
    },
  }),
  claim({
    id: 'cascade.rounds.undeclared-keys-are-not-sent',
    sentence: 'Keys that an app does not declare are not sent to it.',
    operation,
    grade: 'observed',
    evidence: ['R-238'],
    needs,
    run: async (context) => {
      const app = notingApp('app', { input: { public: ['a'] } });
      const visitor = await visitorWith(context, app);
      await visitor.patch({ public: { a: '1', b: '2', ab: '3' } });
      context.expect(app.sent).toEqual([{ public: { a: { value: '1' } } }]);
    },
  }),
  claim({
    id: 'cascade.rounds.unset-inputs',
    sentence: 'A declared input that was never set is absent, or, by the setting, null.',
    operation,
    grade: 'assumed',
    evidence: ['R-237', 'R-410'],
    assumption: { setting: 'unsetInputs', default: 'absent' },
    needs,
    run: async (context) => {
      const app = notingApp('app', {
        input: { public: ['a', 'unset', 'other.*'], store: ['channel'], 'never-there': ['key'] },
      });
      const visitor = await visitorWith(context, app);
      await visitor.patch({ public: { a: '1' } });
      const isNull = context.target.assumptions.unsetInputs === 'null';
      context.expect(app.sent.at(-1)).toEqual({
        public: { a: { value: '1' }, ...(isNull && { unset: { value: null } }) },
        store: { channel: { value: '1' } },
        ...(isNull && { 'never-there': { key: { value: null } } }),
      });
    },
  }),
  claim({
    id: 'cascade.rounds.undeclared-outputs-are-ignored',
    sentence: 'Outputs that an app did not declare are not written.',
    operation,
    grade: 'inferred',
    evidence: ['R-243'],
    needs,
    run: async (context) => {
      const app = notingApp('app', { input: { public: ['a'] }, output: { x: ['declared'] } }, () => ({
        x: { declared: { value: '1' }, undeclared: { value: '2' } },
        public: { sc: { value: '2' } },
        other: { key: { value: '3' } },
      }));
      const visitor = await visitorWith(context, app);
      await visitor.patch({ public: { a: '1' } });
      const items = Object.entries(await visitor.values('*')).filter(
        ([item]) => !/^(account|store|profile)/.test(item),
      );
      context.expect(Object.fromEntries(items)).toEqual({ 'public.a': '1', 'x.declared': '1' });
    },
  }),
  claim({
    id: 'cascade.rounds.other-namespaces',
    sentence: 'An app may write to other namespaces than its own, such as public and store.',
    operation,
    grade: 'observed',
    evidence: ['R-245', 'R-283'],
    needs,
    run: async (context) => {
      const app = notingApp(
        'app',
        { input: { public: ['a'] }, output: { public: ['sc', 'demo'], store: ['admin_cultureInfo'] } },
        () => ({
          public: { sc: { value: '2' }, demo: { value: 'seen' } },
          store: { admin_cultureInfo: { value: 'en-GB' } },
        }),
      );
      const visitor = await visitorWith(context, app);
      await visitor.patch({ public: { a: '1' } });
      context
        .expect(await visitor.values('public.sc,public.demo,store.channel,store.admin_cultureInfo'))
        .toEqual({
          'public.sc': '2',
          'public.demo': 'seen',
          'store.channel': '2',
          'store.admin_cultureInfo': 'en-GB',
        });
    },
  }),
  claim({
    id: 'cascade.rounds.an-omitted-key-keeps-its-value',
    sentence: 'A key that an app leaves out keeps its value, and "" clears it.',
    operation,
    grade: 'observed',
    evidence: ['R-069', 'R-252'],
    needs,
    run: async (context) => {
      const app = notingApp(
        'app',
        { input: { public: ['a'] }, output: { x: ['one', 'two'] } },
        (_, count) => ({
          x: count === 1 ? { one: { value: '1' }, two: { value: '1' } } : { two: { value: '' } },
        }),
      );
      const visitor = await visitorWith(context, app);
      await visitor.patch({ public: { a: '1' } });
      await visitor.patch({ public: { a: '2' } });
      context.expect(await visitor.values('x.one,x.two')).toEqual({ 'x.one': '1', 'x.two': '' });
    },
  }),
  claim({
    id: 'cascade.rounds.null-leaves-unset',
    sentence: 'Null from an app leaves an unset key unset, and replaces a value.',
    operation,
    grade: 'assumed',
    evidence: ['R-067'],
    noSetting: 'clients treat both alike',
    needs,
    run: async (context) => {
      const app = notingApp(
        'app',
        { input: { public: ['a'] }, output: { x: ['one', 'two'] } },
        (_, count) => ({
          x: { one: { value: null }, two: { value: count === 1 ? '1' : null } },
        }),
      );
      const visitor = await visitorWith(context, app);
      await visitor.patch({ public: { a: '1' } });
      context.expect(await visitor.values('x.one,x.two')).toEqual({ 'x.two': '1' });
      await visitor.patch({ public: { a: '2' } });
      context.expect(await visitor.values('x.one,x.two')).toEqual({ 'x.two': null });
      const silent = notingApp('silent', { input: { public: ['a'] }, output: { x: ['one'] } }, () => ({
        x: { one: { value: null } },
      }));
      const other = await visitorWith(context, silent);
      await other.patch({ public: { a: '1' } });
      context.expect((await other.get('*')).text.includes('"x"')).toBe(false);
    },
  }),
  claim({
    id: 'cascade.rounds.patterns',
    sentence: 'A declared key may be a regular expression, which must match the whole name.',
    operation,
    grade: 'assumed',
    evidence: ['R-114'],
    noSetting: 'how patterns match is not documented',
    needs,
    run: async (context) => {
      const app = notingApp('app', {
        input: { public: ['ab.*', 'x|y', '[0-9]z', 'c+', 'd?e', '(f)', 'g{2}', '^h$', '\\w-i'] },
      });
      const visitor = await visitorWith(context, app);
      const matching = ['ab', 'abc', 'x', 'y', '7z', 'cc', 'e', 'de', 'f', 'gg', 'h', 'j-i'];
      const others = [
        'zab',
        'a',
        'xy',
        'zx',
        'yy',
        '77z',
        'z',
        'ccd',
        'dde',
        'ff',
        'ggg',
        'hh',
        '--i',
        'ab\n',
      ];
      for (const key of others) await visitor.patch({ public: { [key]: '1' } });
      context.expect(app.sent).toEqual([]);
      for (const key of matching) await visitor.patch({ public: { [key]: '1' } });
      context.expect(app.sent.length).toBe(matching.length);
      context.expect(Object.keys(app.sent.at(-1)?.['public'] ?? {}).sort()).toEqual([...matching].sort());
    },
  }),
  claim({
    id: 'cascade.rounds.dots-are-no-patterns',
    sentence: 'A dot alone does not make a declared key a pattern.',
    operation,
    grade: 'inferred',
    evidence: ['R-117'],
    needs,
    run: async (context) => {
      const app = notingApp('app', { input: { public: ['a.b'] } });
      const visitor = await visitorWith(context, app);
      await visitor.patch({ public: { axb: '1' } });
      context.expect(app.sent.length).toBe(0);
      await visitor.patch({ public: { 'a.b': '1' } });
      context.expect(app.sent.length).toBe(1);
    },
  }),
  claim({
    id: 'cascade.rounds.entries-without-value',
    sentence: 'An entry without value in an app’s answer counts as left out; so does an empty namespace.',
    operation,
    grade: 'observed',
    evidence: ['R-404'],
    needs,
    run: async (context) => {
      const output = { x: ['organization', 'userId'], empty: ['key'] };
      const app = notingApp('app', { input: { public: ['a'] }, output }, () => ({
        x: { organization: { value: '' }, userId: {} },
        empty: {},
      }));
      const visitor = await visitorWith(context, app);
      await visitor.patch({ public: { a: '1' } });
      context
        .expect(await visitor.values('x.organization,x.userId,empty.key'))
        .toEqual({ 'x.organization': '' });
    },
  }),
  claim({
    id: 'cascade.rounds.undeclared-outputs-are-not-looked-at',
    sentence: 'An undeclared output may hold anything; the declared ones beside it are written.',
    operation,
    grade: 'observed',
    evidence: ['R-404'],
    needs,
    run: async (context) => {
      const app = notingApp('app', { input: { public: ['a'] }, output: { probe: ['a'] } }, () => ({
        probe: { a: { value: '1' }, b: 5 },
        other: { x: {} },
        third: ['no namespace'],
      }));
      const visitor = await visitorWith(context, app);
      await visitor.patch({ public: { a: '1' } });
      context.expect(await visitor.values('probe.a,probe.b,other.x')).toEqual({ 'probe.a': '1' });
    },
  }),
  claim({
    id: 'cascade.rounds.unreadable-entries',
    sentence: 'A declared output that is null or text, or in a null namespace, is left out.',
    operation,
    grade: 'assumed',
    evidence: ['R-404'],
    noSetting: 'no known app answers so',
    needs,
    run: async (context) => {
      const output = { x: ['a', 'b', 'c'], gone: ['key'] };
      const app = notingApp('app', { input: { public: ['a'] }, output }, () => ({
        x: { a: { value: '1' }, b: null, c: 'text' },
        gone: null,
      }));
      const emulated = context.emulate({ apps: [app] });
      const visitor = emulated.newVisitor();
      await visitor.post();
      await visitor.patch({ public: { a: '1' } });
      context.expect(await visitor.values('x.a,x.b,x.c,gone.key')).toEqual({ 'x.a': '1' });
      const { writes } = await emulated.explain(visitor);
      const calls = writes.flatMap(({ rounds }) => rounds.flatMap(({ calls }) => calls));
      context.expect(calls.flatMap(({ unreadable = [] }) => unreadable)).toEqual(['x.b', 'x.c', 'gone.*']);
    },
  }),
];
