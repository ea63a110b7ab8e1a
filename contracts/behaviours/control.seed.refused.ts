import { claim } from '../harness/behaviour';
import { cid, cidsSeed, ownSeeds, seedPath, sendSeed, storedState } from '../harness/seeding';

/** What POST /_mock/seed refuses. */
export const controlSeedRefused = [
  claim({
    id: 'control.seed.refuses-invalid-seeds',
    sentence: 'An invalid seed gets 400 with the JSON path and a hint, and stores nothing.',
    ...ownSeeds,
    run: async ({ emulate, expect }) => {
      const visitor = emulate({ account: 'acme' }).newVisitor();
      const before = await storedState(visitor);
      const good = { name: 'ann' };
      const withSession = (session: unknown) => ({ ...cidsSeed, sessions: [good, session] });
      const withAccount = (account: unknown) => ({ account, sessions: [good] });
      const id = '5e55107a-0000-4000-8000-000000000001';
      const { id: cidId, ...nameless } = cid;
      const ann = '5e000000-0000-4000-8000-000000000a01';
      for (const [place, says, body] of [
        ['$', 'must be an object', undefined],
        ['$', 'must be an object', []],
        ['$', 'must have account or sessions', {}],
        ['$.session', 'is unknown', { session: [] }],
        ['$.sessions', 'must be a list', { sessions: {} }],
        ['$.sessions[1]', 'must be an object', withSession('ann')],
        ['$.sessions[1]', 'must have a name or an id', withSession({ persona: 'cid' })],
        ['$.sessions[1].nam', 'is unknown', withSession({ nam: 'ben' })],
        ['$.sessions[1].name', 'must be text', withSession({ name: '' })],
        ['$.sessions[1].name', 'is repeated', withSession({ name: 'ann' })],
        ['$.sessions[1].id', 'cannot be combined with a name', withSession({ name: 'ben', id })],
        ['$.sessions[1].id', 'must be a UUID in lower case', withSession({ id: id.toUpperCase() })],
        ['$.sessions[1].id', 'is repeated', { sessions: [{ id }, { id }] }],
        ['$.sessions[1].persona', 'did you mean shopper', withSession({ name: 'ben', persona: 'shoper' })],
        ['$.sessions[1].persona', 'must be text', withSession({ name: 'ben', persona: 7 })],
        ['$.sessions[1].public', 'must be an object', withSession({ name: 'ben', public: [] })],
        ['$.sessions[1].public.a', 'must be an object', withSession({ name: 'ben', public: { a: 'b' } })],
        ['$.sessions[1].public.a.value', 'is absent', withSession({ name: 'ben', public: { a: {} } })],
        [
          '$.sessions[1].public.a.more',
          'is unknown',
          withSession({ name: 'ben', public: { a: { more: 1 } } }),
        ],
        ['$.account', 'must be an object', withAccount([])],
        ['$.account.shopers', 'did you mean "shoppers"', withAccount({ shopers: [] })],
        ['$.account.account', 'cannot be changed', withAccount({ account: 'other' })],
        ['$.account.sessionApps', 'cannot be changed', withAccount({ sessionApps: [] })],
        ['$.account.shoppers', 'must be of type array', withAccount({ shoppers: {} })],
        ['$.account.shoppers[1].email', 'is missing', withAccount({ shoppers: [cid, { id }] })],
        ['$.account.shoppers[0].id', 'is missing', withAccount({ shoppers: [nameless] })],
        ['$.account.shoppers[1].id', 'is given twice', withAccount({ shoppers: [cid, cid] })],
        [
          '$.account.shoppers[0].email',
          'is already the e-mail',
          withAccount({ shoppers: [{ id: cidId, email: 'ann@example.com' }] }),
        ],
        [
          '$.account.personas[0].shopper',
          'did you mean "ann@example.com"',
          withAccount({ personas: [{ id: 'x', description: 'X', shopper: 'anne@example.com' }] }),
        ],
        [
          '$.account',
          'personas[1].shopper "ann@example.com" is not',
          withAccount({ shoppers: [{ id: ann, email: 'hanna@example.com' }] }),
        ],
      ] as const) {
        const answer = await sendSeed(visitor, body);
        const { code, message = '' } = answer.json() as { code?: string; message?: string };
        const reported = [
          message.split(' ', 1)[0],
          answer.status,
          code,
          message.includes(says) ? says : message,
        ];
        expect([place, 400, 'CONTROL_INPUT_INVALID', says]).toEqual(reported);
      }
      const parameter = await visitor.send('POST', { path: seedPath, query: 'again=1', body: cidsSeed });
      expect([parameter.status, parameter.text.includes('?again is unknown')]).toEqual([400, true]);
      const large = 'x'.repeat(2_000_000);
      const text = `{"sessions":[{"name":"ann","public":{"a":{"value":"${large}"},"b":{"value":1e400}}}]}`;
      const changed = await visitor.send('POST', { path: seedPath, text });
      expect([changed.status, (changed.json() as { code: string }).code]).toEqual([400, 'BODY_NOT_JSON']);
      expect(await storedState(visitor)).toEqual(before);
      const several = await sendSeed(visitor, { account: { shoppers: [{ id: 'x' }], campaigns: 1 } });
      expect((several.json() as { message: string }).message.split('\n').length).toBe(3);
    },
  }),
  claim({
    id: 'control.seed.too-large',
    sentence:
      'At most 5000 entries are seeded, earlier seeds and nested lists included; at most 50 problems are listed.',
    ...ownSeeds,
    run: async ({ emulate, expect }) => {
      const visitor = emulate({ account: 'acme' }).newVisitor();
      const numbered = (count: number, more: object = {}) =>
        Array.from({ length: count }, (_, index) => ({ id: `p${index}`, description: 'P', ...more }));
      const refusal = async (account: object) => {
        const answer = await sendSeed(visitor, { account });
        const { code, message } = answer.json() as { code: string; message: string };
        expect([answer.status, code]).toEqual([400, 'CONTROL_INPUT_INVALID']);
        return message;
      };
      expect((await sendSeed(visitor, { account: { personas: numbered(4999) } })).status).toBe(200);
      const before = await storedState(visitor);
      const shopper = { ...cid, priceTables: ['gold'] };
      for (const more of [{ shoppers: [shopper] }, { personas: [{ id: 'x' }, { id: 'y' }] }]) {
        expect(await refusal(more)).toMatch(
          /^\$\.account makes 5001 entries of seeded data, .+ 5000 is the most/,
        );
      }
      const unknown = numbered(4999, { shopper: 'nobody@example.com' });
      const lines = (await refusal({ personas: unknown })).split('\n');
      expect([lines.length, lines[50]]).toEqual([
        51,
        '$.account has 4949 more problems: correct these first',
      ]);
      expect(await storedState(visitor)).toEqual(before);
    },
  }),
  claim({
    id: 'control.seed.refused-by-an-app',
    sentence: 'A session that session apps refuse gets 400 with its place, and nothing is seeded.',
    ...ownSeeds,
    run: async ({ emulate, expect }) => {
      const visitor = emulate({
        account: 'acme',
        assumptions: { forbiddenTradePolicy: 'refused' },
      }).newVisitor();
      const before = await storedState(visitor);
      const body = {
        ...cidsSeed,
        sessions: [{ name: 'ann' }, { name: 'ben', public: { sc: { value: '4' } } }],
      };
      const answer = await sendSeed(visitor, body);
      const { code, message } = answer.json() as { code: string; message: string };
      expect([answer.status, code]).toEqual([400, 'CONTROL_INPUT_INVALID']);
      expect(message).toMatch(/^\$\.sessions\[1\] is refused by the session apps, with 401: /);
      expect(await storedState(visitor)).toEqual(before);
    },
  }),
  claim({
    id: 'control.seed.refused-to-other-origins',
    sentence: 'A page of another origin cannot seed.',
    ...ownSeeds,
    run: async ({ emulate, expect }) => {
      const visitor = emulate({ account: 'acme' }).newVisitor();
      const before = await storedState(visitor);
      const headers = { origin: 'https://elsewhere.example' };
      const answer = await visitor.send('POST', { path: seedPath, headers, body: cidsSeed });
      expect([answer.status, (answer.json() as { code: string }).code]).toEqual([403, 'CONTROL_FORBIDDEN']);
      expect(await storedState(visitor)).toEqual(before);
      expect((await sendSeed(visitor, cidsSeed)).status).toBe(200);
    },
  }),
];
