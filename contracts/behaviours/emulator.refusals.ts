import { type Context, claim } from '../harness/behaviour';
import { garbage } from '../harness/forged-tokens';
import type { Variant } from '../targets/target';

const needs = ['variant'] as const;
const marker = { emulatorOnly: 'the messages of the real service are not recorded' } as const;

const types = {
  400: 'BadRequest',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'NotFound',
  422: 'UnprocessableEntity',
} as const;

function withToken(token: string) {
  return { headers: { cookie: `vtex_session=${token}` } };
}

/** What the emulator says to assumptions it cannot have; `not refused` when it takes them. */
function problemOf({ emulate }: Context, assumptions: object): string {
  try {
    emulate({ assumptions } as Variant);
  } catch (error) {
    return (error as Error).message;
  }
  return 'not refused';
}

/** What refusals say whose status is a setting. */
export const emulatorRefusals = [
  claim({
    id: 'emulator.refusals.type-goes-with-the-status',
    sentence: 'A refusal whose status is a setting has the type of that status.',
    operation: 'GET /api/sessions',
    grade: 'assumed',
    evidence: [],
    marker,
    needs,
    run: async ({ emulate, expect }) => {
      for (const status of [401, 404] as const) {
        const visitor = emulate({ assumptions: { statusOfUnverifiableToken: status } }).newVisitor();
        const answer = await visitor.get('*', withToken(garbage));
        expect([answer.status, (answer.json() as { type: string }).type]).toEqual([status, types[status]]);
      }
      for (const status of [400, 404, 422] as const) {
        const visitor = emulate({ assumptions: { statusOfMissingItems: status } }).newVisitor();
        const answer = await visitor.get(undefined);
        expect([answer.status, (answer.json() as { type: string }).type]).toEqual([status, types[status]]);
      }
      for (const status of [401, 403, 404] as const) {
        const { target, newVisitor } = emulate({ assumptions: { statusOfForeignToken: status } });
        const token = (await target.tokenOfAnotherAccount?.()) ?? '';
        const answer = await newVisitor().get('*', withToken(token));
        expect([answer.status, answer.json()]).toEqual([
          status,
          { type: types[status], message: 'cross-account requests are not allowed' },
        ]);
      }
    },
  }),
  claim({
    id: 'emulator.refusals.missing-items',
    sentence: 'The refusal of a read without items says how to name some.',
    operation: 'GET /api/sessions',
    grade: 'assumed',
    evidence: [],
    marker,
    run: async ({ visitor, expect }) => {
      const answers = [
        await visitor.get(undefined),
        await visitor.get(undefined, { path: '/api/sessions/invalidToken' }),
        await visitor.get(undefined, { query: 'item=*' }),
      ];
      for (const answer of answers) {
        const { message, code } = answer.json() as { message: string; code: string };
        expect(code).toBe('ITEMS_MISSING');
        expect(message).toBe(
          'The query parameter `items` is missing: add ?items=namespace.key,… or ?items=*',
        );
      }
      const last = await visitor.get('*', { query: 'items=' });
      expect((last.json() as { namespaces: unknown }).namespaces).toEqual({});
    },
  }),
  claim({
    id: 'emulator.refusals.settings-themselves',
    sentence: 'An unknown setting, or a value it cannot have, is refused at start.',
    operation: 'GET /api/sessions',
    grade: 'assumed',
    evidence: [],
    marker: { emulatorOnly: 'the real service has no settings' },
    needs,
    run: async (context) => {
      await context.visitor.get('*');
      for (const [assumptions, problem] of [
        [{ bodyOrQuery: 'both' }, 'assumptions.bodyOrQuery must be "body" or "query", not "both"'],
        [
          { statusOfForeignToken: 500 },
          'assumptions.statusOfForeignToken must be 403 or 401 or 404, not 500',
        ],
        [{ cascadeRounds: 0 }, 'assumptions.cascadeRounds must be a whole number above 0'],
        [{ cascadeRounds: 1.5 }, 'assumptions.cascadeRounds must be a whole number above 0'],
        [{ cascadeRounds: '3' }, 'assumptions.cascadeRounds must be a whole number above 0'],
        [{ cascadeRounds: 1 }, 'not refused'],
        [{ reservedQueryNames: 'items' }, 'assumptions.reservedQueryNames must be a list of names'],
        [{ reservedQueryNames: ['items', 1] }, 'assumptions.reservedQueryNames must be a list of names'],
        [{ reservedQueryNames: [] }, 'not refused'],
        [{ bodyOrQuary: 'body' }, 'assumptions.bodyOrQuary is not an assumption. Did you mean bodyOrQuery?'],
      ] as const) {
        context.expect(problemOf(context, assumptions)).toBe(problem);
      }
    },
  }),
];
