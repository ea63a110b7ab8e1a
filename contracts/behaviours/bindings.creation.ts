import { type Context, claim } from '../harness/behaviour';
import type { Emulated } from '../harness/emulated';
import { globex } from '../harness/suite-account';
import type { Visitor } from '../harness/visitor';

const operation = 'POST /api/sessions';
const needs = ['variant'] as const;
const assumption = { setting: 'bindingAtCreation', default: 'sets-defaults' } as const;
const french = '0b000000-0000-4000-8000-0000000000f2';

async function storeOf(visitor: Visitor): Promise<unknown[]> {
  const values = await visitor.values('store.channel,store.cultureInfo');
  return [values['store.channel'], values['store.cultureInfo']];
}

async function startedWith(query: string, { newVisitor }: Emulated): Promise<unknown[]> {
  const visitor = newVisitor();
  await visitor.post({ query });
  return storeOf(visitor);
}

/** What the setting makes of a binding: what it stands for, or what there is without. */
function bySetting<T>({ target }: Context, heeded: T, ignored: T): T {
  return target.assumptions.bindingAtCreation === 'sets-defaults' ? heeded : ignored;
}

/** What `__bindingId` and `supportedLocales` do to a new session. */
export const bindingsCreation = [
  claim({
    id: 'bindings.creation.policy-and-culture',
    sentence: 'A session created with __bindingId starts with the trade policy and culture of that binding.',
    operation,
    grade: 'assumed',
    evidence: ['R-286'],
    assumption,
    needs,
    run: async (context) => {
      const emulated = context.emulate({ account: globex });
      const started = await startedWith(`__bindingId=${french}`, emulated);
      context.expect(started).toEqual(bySetting(context, ['2', 'fr-CA'], ['1', 'pt-BR']));
      context.expect(await startedWith('', emulated)).toEqual(['1', 'pt-BR']);
    },
  }),
  claim({
    id: 'bindings.creation.supported-locales',
    sentence: 'A session created with supportedLocales starts with the one nearest to its culture.',
    operation,
    grade: 'assumed',
    evidence: ['R-175', 'R-286'],
    assumption,
    needs,
    run: async (context) => {
      const emulated = context.emulate({ account: globex });
      for (const [query, culture] of [
        ['supportedLocales=es-ES,pt-BR', 'pt-BR'],
        ['supportedLocales=es-ES,pt-PT', 'pt-PT'],
        ['supportedLocales=es-ES,en-US', 'es-ES'],
        ['supportedLocales=,es-ES,', 'es-ES'],
      ] as const) {
        const started = await startedWith(query, emulated);
        context.expect(started).toEqual(['1', bySetting(context, culture, 'pt-BR')]);
      }
      const both = await startedWith(`__bindingId=${french}&supportedLocales=en-US,fr-FR`, emulated);
      context.expect(both).toEqual(bySetting(context, ['2', 'fr-FR'], ['1', 'pt-BR']));
    },
  }),
  claim({
    id: 'bindings.creation.what-is-asked-for-wins',
    sentence: 'sc and cultureInfo take precedence over the binding; an unknown binding changes nothing.',
    operation,
    grade: 'assumed',
    evidence: ['R-286'],
    noSetting: 'a caller has no other way to ask for them',
    needs,
    run: async (context) => {
      const emulated = context.emulate({ account: globex });
      const binding = `__bindingId=${french}`;
      const { expect } = context;
      expect(await startedWith(`${binding}&sc=1&cultureInfo=es-ES`, emulated)).toEqual(['1', 'es-ES']);
      expect(await startedWith('cultureInfo=es-ES&supportedLocales=en-US', emulated)).toEqual(['1', 'es-ES']);
      expect(await startedWith('__bindingId=', emulated)).toEqual(['1', 'pt-BR']);
      expect(await startedWith('supportedLocales=', emulated)).toEqual(['1', 'pt-BR']);
      expect(await startedWith('__bindingId=unknown', emulated)).toEqual(['1', 'pt-BR']);
      expect(await startedWith(`other=${french}`, emulated)).toEqual(['1', 'pt-BR']);
    },
  }),
  claim({
    id: 'bindings.creation.only-then',
    sentence: 'A later write with __bindingId does not change trade policy and culture.',
    operation: 'PATCH /api/sessions',
    grade: 'assumed',
    evidence: ['R-286', 'R-287'],
    noSetting: 'storefronts create a new session when the binding changes',
    needs,
    run: async (context) => {
      const { newVisitor } = context.emulate({ account: globex });
      const visitor = newVisitor();
      await visitor.post();
      await visitor.patch({ query: `__bindingId=${french}&supportedLocales=en-US` });
      context.expect(await storeOf(visitor)).toEqual(['1', 'pt-BR']);
      const { version } = visitor.claims();
      context.expect(version).toBe(2);
    },
  }),
  claim({
    id: 'bindings.creation.is-not-readable',
    sentence: 'The binding of a new session is stored and not readable.',
    operation: 'GET /api/sessions',
    grade: 'assumed',
    evidence: ['R-055'],
    noSetting: 'no known dump has, and no client asks for, such keys',
    marker: { emulatorOnly: 'where the real service stores it is unknown' },
    needs,
    run: async ({ emulate, expect }) => {
      const emulated = emulate({ account: globex, assumptions: { bareNamespaceItem: 'whole-namespace' } });
      const visitor = emulated.newVisitor();
      await visitor.post({ query: `__bindingId=${french}&supportedLocales=en-US,fr-CA` });
      const namespaces = [
        ...new Set(Object.keys(await visitor.values('*')).map((item) => item.split('.')[0])),
      ];
      expect(namespaces).toEqual(['account', 'store', 'profile']);
      const hidden = '$creation,$creation.*,$creation.__bindingId,$creation.supportedLocales';
      expect(await visitor.values(`${hidden},store.channel`)).toEqual({ 'store.channel': '2' });
      await visitor.patch({ public: { cultureInfo: 'en-US' } });
      await visitor.patch({ public: { cultureInfo: '' } });
      expect(await storeOf(visitor)).toEqual(['2', 'fr-CA']);
    },
  }),
];
