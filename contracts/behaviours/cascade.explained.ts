import { notingApp } from '../harness/apps';
import { claim } from '../harness/behaviour';
import { type Emulated, emulatedBy } from '../harness/emulated';
import { globex, globexWithAllApps, people } from '../harness/suite-account';
import type { Visitor } from '../harness/visitor';

const operation = 'PATCH /api/sessions';
const needs = ['variant'] as const;
const marker = { emulatorOnly: 'the real service explains nothing' } as const;
const own = { grade: 'assumed', evidence: [], marker, needs } as const;
const input = { public: ['a'] };

const giving = (name: string, value: unknown = name) =>
  notingApp(name, { input, output: { x: ['one'] } }, () => ({ x: { one: { value } } }));

/** The explanation of the last write. */
async function lastWrite({ explain }: Emulated, visitor: Visitor) {
  const write = (await explain(visitor)).writes.at(-1);
  if (write === undefined) throw new Error('No write is explained');
  return write;
}

/** What the emulator reports about a cascade. */
export const cascadeExplained = [
  claim({
    id: 'cascade.explained.rounds-and-calls',
    sentence: 'An explanation lists each round: the apps called, their inputs and answers, and the changes.',
    operation: 'POST /api/sessions',
    ...own,
    run: async ({ emulate, expect }) => {
      const first = notingApp('first', { input, output: { x: ['one'] } }, () => ({
        x: { one: { value: 1 }, undeclared: { value: 2 } },
        other: { key: { value: 3 } },
      }));
      const second = notingApp('second', { input: { x: ['one'], public: ['b'] }, output: {} });
      const emulated = emulate({
        apps: [first, second],
        account: { ...globex, sessionApps: ['store-session'] },
      });
      const visitor = emulated.newVisitor();
      const start = performance.now();
      await visitor.post({ public: { a: '1', b: '2' } });
      const { rounds, version } = await lastWrite(emulated, visitor);
      expect(version).toBe(2);
      const milliseconds = rounds.flatMap(({ calls }) => calls.map((call) => call.milliseconds));
      for (const one of milliseconds) {
        expect(one).toBeGreaterThanOrEqual(0);
        expect(one).toBeLessThanOrEqual(performance.now() - start);
      }
      const untimed = rounds.map(({ calls, ...round }) => ({
        ...round,
        calls: calls.map(({ milliseconds: _, ...call }) => call),
      }));
      const store = {
        'store.channel': '1',
        'store.countryCode': 'BRA',
        'store.cultureInfo': 'pt-BR',
        'store.currencyCode': 'BRL',
        'store.currencySymbol': 'R$',
        'store.channelPrivacy': 'public',
      };
      expect(untimed).toEqual([
        {
          round: 0,
          call: 'create',
          calls: [{ app: 'store-session', inputs: {}, outputs: store, undeclared: [] }],
          changed: Object.keys(store),
          conflicts: [],
        },
        {
          round: 1,
          call: 'transform',
          calls: [
            {
              app: 'first',
              inputs: { 'public.a': '1' },
              outputs: { 'x.one': 1 },
              undeclared: ['x.undeclared', 'other.key'],
            },
            { app: 'second', inputs: { 'public.b': '2' }, outputs: {}, undeclared: [] },
          ],
          changed: ['x.one'],
          conflicts: [],
        },
        {
          round: 2,
          call: 'transform',
          calls: [{ app: 'second', inputs: { 'x.one': 1, 'public.b': '2' }, outputs: {}, undeclared: [] }],
          changed: [],
          conflicts: [],
        },
      ]);
    },
  }),
  claim({
    id: 'cascade.explained.vtex-apps',
    sentence: 'An explanation names VTEX’s own apps, in the order and rounds of their calls.',
    operation: 'POST /api/sessions',
    ...own,
    run: async ({ emulate, expect }) => {
      const emulated = emulate({ account: globexWithAllApps });
      const rita = await emulated.loggedIn('rita');
      await rita.post();
      const { rounds } = await lastWrite(emulated, rita);
      expect(rounds.map(({ calls }) => calls.map(({ app }) => app))).toEqual([
        ['store-session', 'impersonate-session', 'profile-session'],
        ['store-session', 'authentication-session', 'checkout-session', 'search-session'],
        ['profile-session', 'shopper-session'],
        ['store-session', 'rnb-session', 'search-session'],
      ]);
      expect(rounds.flatMap(({ calls }) => calls.flatMap(({ undeclared }) => undeclared))).toEqual([]);
      expect(rounds[2]?.calls[1]?.inputs).toEqual({
        'authentication.storeUserId': people.rita.id,
        'authentication.storeUserEmail': people.rita.email,
        'authentication.customerId': 'customer-rita',
        'authentication.unitId': 'unit-steel',
        'authentication.unitName': 'Steel, purchasing',
      });
      const plain = emulate({ account: globex });
      const ann = await plain.loggedIn('ann');
      await ann.post();
      const calls = (await lastWrite(plain, ann)).rounds.flatMap((round) => round.calls);
      expect(calls.flatMap(({ undeclared }) => undeclared)).toEqual([]);
      expect(calls.map(({ app }) => app).slice(0, 3)).toEqual([
        'store-session',
        'profile-session',
        'store-session',
      ]);
    },
  }),
  claim({
    id: 'cascade.explained.net-changes',
    sentence: 'A key counts as changed once per round, and not if it ends with its old value.',
    operation,
    ...own,
    run: async ({ emulate, expect }) => {
      const emulated = emulate({
        apps: [giving('first'), giving('second', 'same'), giving('third', 'same')],
      });
      const visitor = emulated.newVisitor();
      await visitor.post({ public: { a: '1' } });
      const [, made] = (await lastWrite(emulated, visitor)).rounds;
      expect(made?.changed).toEqual(['x.one']);
      await visitor.patch({ public: { a: '2' } });
      const [again] = (await lastWrite(emulated, visitor)).rounds;
      expect([again?.changed, again?.conflicts.length]).toEqual([[], 1]); // written by one, set back by the next
    },
  }),
  claim({
    id: 'cascade.explained.conflicts',
    sentence: 'An explanation lists keys that two apps gave different values, and which app won.',
    operation: 'POST /api/sessions',
    ...own,
    run: async ({ emulate, expect }) => {
      const agreeing = notingApp('agreeing', { input, output: { x: ['two', 'three'] } }, () => ({
        x: { two: { value: [1] }, three: { value: 1 } },
      }));
      const alike = notingApp('alike', { input, output: { x: ['two'] } }, () => ({
        x: { two: { value: [1] } },
      }));
      const nothing = giving('nothing', null);
      const emulated = emulate({ apps: [giving('first'), agreeing, giving('second'), alike, nothing] });
      const visitor = emulated.newVisitor();
      await visitor.post({ public: { a: '1' } });
      const conflicts = (await lastWrite(emulated, visitor)).rounds.map((round) => round.conflicts);
      expect(conflicts).toEqual([
        [],
        [
          {
            key: 'x.one',
            values: [
              { app: 'first', value: 'first' },
              { app: 'second', value: 'second' },
              { app: 'nothing', value: null },
            ],
            winner: 'nothing',
            declaredWinner: 'nothing',
          },
        ],
      ]);
    },
  }),
  claim({
    id: 'cascade.explained.shuffled',
    sentence:
      'With a shuffled order the answers of a round are merged in an order that depends only on the seed.',
    operation: 'POST /api/sessions',
    grade: 'assumed',
    evidence: ['R-231'],
    noSetting: 'a setting of the emulator only',
    marker: { emulatorOnly: 'the order of the real service is undocumented' },
    needs,
    run: async ({ emulate, expect }) => {
      const winners: unknown[] = [];
      for (const seed of [0, 1, 2, 3, 4, 5, 6, 7]) {
        const winnersOfSeed = [];
        for (const _again of [1, 2]) {
          const emulated = emulate({
            apps: [giving('first'), giving('second')],
            appOrder: `shuffled:${seed}`,
          });
          const visitor = emulated.newVisitor();
          await visitor.post({ public: { a: '1' } });
          const [conflict] = (await lastWrite(emulated, visitor)).rounds.flatMap(
            ({ conflicts }) => conflicts,
          );
          const { 'x.one': winner } = await visitor.values('x.one');
          expect(conflict).toEqual({
            key: 'x.one',
            values: [
              { app: 'first', value: 'first' },
              { app: 'second', value: 'second' },
            ],
            winner,
            declaredWinner: 'second',
          });
          winnersOfSeed.push(winner);
        }
        expect(winnersOfSeed[0]).toBe(winnersOfSeed[1]);
        winners.push(winnersOfSeed[0]);
      }
      expect([...new Set(winners)].sort()).toEqual(['first', 'second']);
    },
  }),
  claim({
    id: 'cascade.explained.ignored-writes',
    sentence: 'An explanation lists the ignored keys with the reason.',
    operation: 'POST /api/sessions',
    ...own,
    run: async ({ emulate, expect }) => {
      const emulated = emulate({});
      const visitor = emulated.newVisitor();
      await visitor.post({
        query: 'items=*&an=acme&supportedLocales=pt-BR&=x&=y&=&utm_source=mail&workspace=a&',
        body: {
          profile: {},
          public: { sc: '2', '': { value: 'x' }, good: { value: '1' }, none: null },
          store: 1,
        },
      });
      const { ignored } = await lastWrite(emulated, visitor);
      const reserved = (name: string) => ({
        path: `?${name}`,
        reason: 'the name is reserved',
      });
      const noValue = (key: string) => ({
        path: `public.${key}`,
        reason: 'it has no `value` member: write {"value": …}',
      });
      const notPublic = (path: string) => ({
        path,
        reason: 'a caller writes the public namespace only',
      });
      expect(ignored).toEqual([
        notPublic('profile'),
        notPublic('store'),
        noValue('sc'),
        { path: 'public.', reason: 'an item cannot name an empty key' },
        noValue('none'),
        reserved('an'),
        reserved('supportedLocales'),
        { path: '?', reason: 'an item cannot name an empty key' },
        { path: '?', reason: 'an item cannot name an empty key' },
        reserved('workspace'),
      ]);
    },
  }),
  claim({
    id: 'cascade.explained.outcomes',
    sentence:
      'An explanation gives the operation of each write and whether it created, edited or changed nothing.',
    operation,
    ...own,
    run: async ({ emulate, expect }) => {
      const emulated = emulate({});
      const visitor = emulated.newVisitor();
      await visitor.patch();
      await visitor.patch({ public: { a: '1' } });
      await visitor.post({ path: `/api/sessions/${visitor.cookie('vtex_session')}` });
      await visitor.post({ query: 'b=2' });
      const { id, version, writes, keys } = await emulated.explain(visitor);
      expect([id, version]).toEqual([visitor.claims().id, 4]);
      expect(writes.map((write) => [write.operation, write.outcome, write.version, write.refusal])).toEqual([
        ['editSession', 'created', 2, undefined],
        ['editSession', 'edited', 3, undefined],
        ['editSessionByToken', 'unchanged', 3, undefined],
        ['createSession', 'edited', 4, undefined],
      ]);
      expect(keys['public.a']).toEqual({ value: '1', by: 'body', version: 3 });
      expect(keys['public.b']).toEqual({ value: '2', by: 'query', version: 4 });
      expect(keys['account.accountName']).toEqual({ value: 'acme', by: 'account' });
      expect(keys['store.channel']).toEqual({
        value: '1',
        by: 'app',
        app: 'store-session',
        round: 0,
        version: 2,
        inputs: {},
      });
      await visitor.patch({ public: { a: '2' } });
      expect((await emulated.explain(visitor)).keys['public.a']).toEqual({
        value: '2',
        by: 'body',
        version: 5,
        replaced: '1',
      });
    },
  }),
  claim({
    id: 'cascade.explained.refused',
    sentence: 'A refused write is explained too, with its rounds.',
    operation,
    ...own,
    run: async ({ emulate, expect }) => {
      const emulated = emulate({ apps: [giving('first')] });
      const visitor = emulated.newVisitor();
      await visitor.post();
      await visitor.patch({ query: 'sc=99', public: { a: '1', b: '2' } });
      const { operation, outcome, version, refusal, ignored, rounds } = await lastWrite(emulated, visitor);
      expect([operation, outcome, version]).toEqual(['editSession', 'refused', 2]);
      expect(refusal).toEqual({ status: 401, message: 'Trade policy 99 asks for a login' });
      expect(ignored).toEqual([]);
      expect(rounds.map(({ call, calls }) => [call, calls.map(({ app }) => app)])).toEqual([
        ['transform', ['store-session', 'checkout-session', 'first']],
      ]);
      expect(Object.keys((await emulated.explain(visitor)).keys).includes('public.b')).toBe(false);
      const created = emulated.newVisitor();
      expect((await created.post({ query: 'sc=99' })).status).toBe(401);
    },
  }),
  claim({
    id: 'cascade.explained.removed-cookies',
    sentence: 'Cookies are listed with redacted values, dropped ones not at all.',
    operation,
    grade: 'assumed',
    evidence: ['R-113'],
    noSetting: 'shown by the emulator only',
    marker,
    needs,
    run: async ({ emulate, expect }) => {
      const emulated = emulate({ account: globex, assumptions: { unrepeatedCookie: 'dropped' } });
      const ann = await emulated.loggedIn('ann');
      await ann.post();
      const item = 'cookie.VtexIdclientAutCookie_globex';
      expect((await emulated.explain(ann)).keys[item]).toEqual({
        value: '<redacted>',
        by: 'cookie',
        version: 2,
      });
      await ann.patch({ headers: { cookie: `vtex_session=${ann.cookie('vtex_session')}` } });
      const { keys, writes } = await emulated.explain(ann);
      expect(Object.keys(keys)).not.toContain(item);
      expect(keys['profile.id']?.['value']).toBe(null);
      expect(writes.at(-1)?.outcome).toBe('edited');
    },
  }),
  claim({
    id: 'cascade.explained.switched-off',
    sentence: 'An emulator without explanations still returns the values.',
    operation,
    ...own,
    run: async ({ emulate, expect }) => {
      const { target, newVisitor } = emulate({ explain: false });
      const visitor = newVisitor();
      await visitor.post();
      await visitor.patch({ public: { a: '1' } });
      expect((await visitor.patch({ query: 'sc=99' })).status).toBe(401);
      const { keys, writes } = await emulatedBy(target).explain(visitor);
      expect(writes).toEqual([]);
      expect(keys['public.a']).toEqual({ value: '1', by: 'not recorded' });
      expect(visitor.claims().version).toBe(3);
    },
  }),
];
