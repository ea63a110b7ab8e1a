import { claim } from '../harness/behaviour';
import { decodeJwt } from '../harness/decode';
import { pairsOf } from '../harness/emulated';
import { storeCookie } from '../harness/logins';
import { globexWithAllApps as account } from '../harness/suite-account';
import type { Visitor } from '../harness/visitor';
import type { Target } from '../targets/target';

const operation = 'POST /_mock/personas/{id}/logins';
const needs = ['variant'] as const;
const emulatorOnly = 'the control plane is the emulator’s own';

type Claims = Readonly<Record<string, unknown>>;

const claimsOf = (login: string) => decodeJwt(login).claims as unknown as Claims;

/** Gives a visitor the login of Rita under another contract. */
async function switchContract(rita: Pick<Visitor, 'hold'>, target: Pick<Target, 'request'>): Promise<void> {
  const path = '/_mock/personas/rita/logins?contract=contract-1';
  const { cookie } = (await target.request({ method: 'POST', path })).json() as { cookie: string };
  for (const [name, value] of pairsOf(cookie)) rita.hold(name, value);
}

/** The contract that a Buyer Portal shopper buys under. */
export const buyerContracts = [
  claim({
    id: 'buyer.contracts.login',
    sentence: 'The login of a Buyer Portal shopper has customerId and unitId; other logins have neither.',
    operation: 'POST /api/sessions',
    grade: 'inferred',
    evidence: ['R-407'],
    needs,
    run: async ({ emulate, expect }) => {
      const { loggedIn } = emulate({ account });
      const loginOf = async (persona: string) => {
        const shopper = await loggedIn(persona);
        await shopper.post();
        const values = await shopper.values(`cookie.${storeCookie}`);
        return claimsOf(values[`cookie.${storeCookie}`] as string);
      };
      const [rita, ben] = [await loginOf('rita'), await loginOf('ben')];
      expect([rita['customerId'], rita['unitId']]).toEqual(['customer-rita', 'unit-steel']);
      expect(Object.keys(ben).filter((name) => /^(customer|unit)Id$/.test(name))).toEqual([]);
    },
  }),
  claim({
    id: 'buyer.contracts.session-follows',
    sentence: 'A session follows the contract of a new login at its next write.',
    operation: 'PATCH /api/sessions',
    grade: 'inferred',
    evidence: ['R-407'],
    needs,
    run: async ({ emulate, expect }) => {
      const { loggedIn, target } = emulate({ account });
      const rita = await loggedIn('rita');
      await rita.post();
      const items = 'authentication.customerId,shopper.activeContractId';
      await switchContract(rita, target);
      await rita.patch();
      expect(await rita.values(items)).toEqual({
        'authentication.customerId': 'contract-1',
        'shopper.activeContractId': 'contract-1',
      });
      const { 'shopper.availableContracts': contracts } = await rita.values('shopper.availableContracts');
      const current = (contracts as { customerId: string; isCurrent: boolean }[]).filter(
        ({ isCurrent }) => isCurrent,
      );
      expect(current.map(({ customerId }) => customerId)).toEqual(['contract-1']);
    },
  }),
  claim({
    id: 'buyer.contracts.not-at-a-read',
    sentence: 'A read with the login of another contract shows the session unchanged.',
    operation: 'GET /api/sessions',
    grade: 'assumed',
    evidence: ['R-407'],
    noSetting: 'reads store nothing, so they cannot run session apps',
    needs,
    run: async ({ emulate, expect }) => {
      const { loggedIn, target } = emulate({ account });
      const rita = await loggedIn('rita');
      await rita.post();
      const items = 'authentication.customerId,shopper.activeContractId';
      const before = await rita.values(items);
      await switchContract(rita, target);
      expect(await rita.values(items)).toEqual(before);
      expect(before['authentication.customerId']).toBe('customer-rita');
    },
  }),
  claim({
    id: 'buyer.contracts.logins',
    sentence:
      'POST /_mock/personas/{id}/logins returns the login cookies of a persona and creates no session.',
    operation,
    grade: 'assumed',
    evidence: [],
    marker: { emulatorOnly },
    needs,
    run: async ({ emulate, expect }) => {
      const { target } = emulate({ account });
      const path = '/_mock/personas/rita/logins?contract=contract-1&domain=store.example';
      const answer = await target.request({ method: 'POST', path });
      expect(answer.status).toBe(201);
      const { cookie, setCookie, storageState } = answer.json() as {
        cookie: string;
        setCookie: string[];
        storageState: { cookies: { name: string; domain: string }[] };
      };
      expect(pairsOf(cookie).map(([name]) => name)).toEqual([storeCookie]);
      expect(setCookie.length).toBe(1);
      expect(storageState.cookies.map(({ name, domain }) => [name, domain])).toEqual([
        [storeCookie, 'store.example'],
      ]);
      const sessions = (await target.request({ method: 'GET', path: '/_mock/sessions' })).json();
      expect((sessions as { count: number }).count).toBe(0);
    },
  }),
  claim({
    id: 'buyer.contracts.persona',
    sentence: 'A persona can be opened under another of their contracts.',
    operation: 'POST /_mock/personas/{id}/sessions',
    grade: 'assumed',
    evidence: [],
    marker: { emulatorOnly },
    needs,
    run: async ({ emulate, expect }) => {
      const { openPersona, newVisitor } = emulate({ account });
      const rita = newVisitor();
      for (const [name, value] of pairsOf((await openPersona('rita', 'contract=contract-1')).cookie)) {
        rita.hold(name, value);
      }
      expect(await rita.values('shopper.activeContractId')).toEqual({
        'shopper.activeContractId': 'contract-1',
      });
    },
  }),
  claim({
    id: 'buyer.contracts.unknown',
    sentence: 'An unknown contract gets 400, naming those of the persona.',
    operation,
    grade: 'assumed',
    evidence: [],
    marker: { emulatorOnly },
    needs,
    run: async ({ emulate, expect }) => {
      const { target } = emulate({ account });
      for (const [path, said] of [
        ['/_mock/personas/rita/logins?contract=x', 'its contracts are contract-1, contract-2'],
        ['/_mock/personas/ben/sessions?contract=contract-1', 'it has none'],
      ] as const) {
        const answer = await target.request({ method: 'POST', path });
        expect(answer.status).toBe(400);
        expect((answer.json() as { code: string }).code).toBe('CONTROL_INPUT_INVALID');
        expect(answer.text).toContain(said);
      }
    },
  }),
];
