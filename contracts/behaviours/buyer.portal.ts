import { claim } from '../harness/behaviour';
import { decodeSegment } from '../harness/decode';
import { storeCookie, valuesUnder } from '../harness/logins';
import { globexWithAllApps as account, globex, people } from '../harness/suite-account';

const operation = 'POST /api/sessions';
const needs = ['variant'] as const;
const facets = 'productClusterIds=138;productClusterIds=139;productClusterIds=not:140';

/** What Buyer Portal adds to the session of a shopper who buys for an organization. */
export const buyerPortal = [
  claim({
    id: 'buyer.portal.shopper',
    sentence:
      'shopper holds names, organizationManager, contracts, scopes and defaults of the logged-in shopper.',
    operation,
    grade: 'documented',
    evidence: ['R-062', 'R-063', 'R-267', 'R-406'],
    needs,
    run: async ({ emulate, expect }) => {
      const emulated = emulate({ account });
      const rita = await emulated.loggedIn('rita');
      await rita.post();
      expect(await valuesUnder(rita, 'shopper')).toEqual({
        'shopper.firstName': 'Rita',
        'shopper.organizationManager': true,
        'shopper.availableContracts': [
          { customerId: 'contract-1', contractName: 'Steel 2026', isActive: true, isCurrent: false },
          { customerId: 'contract-2', contractName: 'Spot orders', isActive: false, isCurrent: true },
        ],
        'shopper.activeContractId': 'contract-2',
        'shopper.scopes': { 'vtex.catalog': { collectionIds: '138, 139', excludeCollectionIds: '140' } },
        'shopper.defaults': { shippingAddress: 'addr-1' },
      });
      const sven = await emulated.loggedIn('sven');
      await sven.post();
      const values = await valuesUnder(sven, 'shopper');
      expect(values['shopper.lastName']).toBe('Example');
      expect(values['shopper.organizationManager']).toBe(false);
      expect(Object.keys(values)).not.toContain('shopper.firstName');
    },
  }),
  claim({
    id: 'buyer.portal.authentication',
    sentence: 'authentication also has customerId, unitId and unitName.',
    operation,
    grade: 'observed',
    evidence: ['R-261'],
    needs,
    run: async ({ emulate, expect }) => {
      const emulated = emulate({ account });
      const rita = await emulated.loggedIn('rita');
      await rita.post();
      expect(await valuesUnder(rita, 'authentication')).toEqual({
        'authentication.storeUserId': people.rita.id,
        'authentication.storeUserEmail': people.rita.email,
        'authentication.customerId': 'customer-rita',
        'authentication.unitId': 'unit-steel',
        'authentication.unitName': 'Steel, purchasing',
      });
      const ben = await emulated.loggedIn('ben');
      await ben.post();
      expect(await valuesUnder(ben, 'authentication')).toEqual({
        'authentication.storeUserId': people.ben.id,
        'authentication.storeUserEmail': people.ben.email,
      });
    },
  }),
  claim({
    id: 'buyer.portal.facets',
    sentence:
      'public.facets names the collections that the shopper sees, and with not: those hidden from them.',
    operation,
    grade: 'documented',
    evidence: ['R-267', 'R-321'],
    needs,
    run: async ({ emulate, expect }) => {
      const rita = await emulate({ account }).loggedIn('rita');
      await rita.post();
      expect(await rita.values('public.facets')).toEqual({ 'public.facets': facets });
    },
  }),
  claim({
    id: 'buyer.portal.search-facets',
    sentence: 'Those facets reach search.facets and the segment in the next round.',
    operation,
    grade: 'observed',
    evidence: ['R-206', 'R-324'],
    needs,
    run: async ({ emulate, expect }) => {
      const rita = await emulate({ account }).loggedIn('rita');
      await rita.post();
      expect(await rita.values('search.facets')).toEqual({ 'search.facets': `${facets};` });
      expect(decodeSegment(rita.cookie('vtex_segment')).segment['facets']).toBe(`${facets};`);
    },
  }),
  claim({
    id: 'buyer.portal.other-shoppers',
    sentence: 'A shopper without an organization has none of it, and loses the facets that they wrote.',
    operation,
    grade: 'assumed',
    evidence: ['R-267'],
    noSetting: 'the fixture lists the shoppers',
    needs,
    run: async ({ emulate, expect }) => {
      const ben = await emulate({ account }).loggedIn('ben');
      await ben.post({ public: { facets: 'a=b' } });
      expect(await valuesUnder(ben, 'shopper')).toEqual({});
      expect(await ben.values('public.facets,search.facets')).toEqual({
        'public.facets': null,
        'search.facets': '',
      });
    },
  }),
  claim({
    id: 'buyer.portal.whole-assortment',
    sentence: 'A shopper who is not limited to collections has no facets.',
    operation,
    grade: 'assumed',
    evidence: ['R-267'],
    noSetting: 'readers treat both alike',
    needs,
    run: async ({ emulate, expect }) => {
      const emulated = emulate({ account });
      for (const persona of ['sven', 'tom']) {
        const shopper = await emulated.loggedIn(persona);
        await shopper.post({ public: { facets: 'a=b' } });
        expect(await shopper.values('public.facets')).toEqual({ 'public.facets': null });
        expect((await shopper.values('shopper.activeContractId'))['shopper.activeContractId']).toBe(
          'contract-1',
        );
      }
    },
  }),
  claim({
    id: 'buyer.portal.logged-out',
    sentence: 'Logging out clears all of it.',
    operation: 'PATCH /api/sessions',
    grade: 'inferred',
    evidence: ['R-252'],
    needs,
    run: async ({ emulate, expect }) => {
      const rita = await emulate({ account }).loggedIn('rita');
      await rita.post();
      const cookie = `vtex_session=${rita.cookie('vtex_session')}; ${storeCookie}=`;
      await rita.patch({ headers: { cookie } });
      expect(await valuesUnder(rita, 'shopper', 'authentication', 'search')).toEqual({
        'shopper.firstName': null,
        'shopper.organizationManager': null,
        'shopper.availableContracts': null,
        'shopper.activeContractId': null,
        'shopper.scopes': null,
        'shopper.defaults': null,
        'authentication.storeUserId': null,
        'authentication.storeUserEmail': null,
        'authentication.customerId': null,
        'authentication.unitId': null,
        'authentication.unitName': null,
        'search.facets': '',
      });
      expect(await rita.values('public.facets')).toEqual({ 'public.facets': null });
    },
  }),
  claim({
    id: 'buyer.portal.not-installed',
    sentence: 'Without Buyer Portal the same shopper has none of it.',
    operation,
    grade: 'inferred',
    evidence: ['R-230', 'R-267'],
    needs,
    run: async ({ emulate, expect }) => {
      const rita = await emulate({ account: globex }).loggedIn('rita');
      await rita.post({ public: { facets: 'a=b' } });
      expect(Object.keys(await valuesUnder(rita, 'shopper', 'authentication')).sort()).toEqual([
        'authentication.storeUserEmail',
        'authentication.storeUserId',
      ]);
      expect(await rita.values('public.facets')).toEqual({ 'public.facets': 'a=b' });
    },
  }),
];
