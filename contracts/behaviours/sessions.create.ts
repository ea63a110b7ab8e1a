import { claim } from '../harness/behaviour';
import { randomName, valuesIn } from '../harness/visitor';

const operation = 'POST /api/sessions';

/** What the script of every VTEX IO store asks for. */
const itemsOfRenderSession = [
  'account.id,account.accountName,store.channel,store.countryCode,store.cultureInfo,store.currencyCode',
  'store.currencySymbol,store.admin_cultureInfo,creditControl.creditAccounts,creditControl.deadlines',
  'creditControl.minimumInstallmentValue,authentication.storeUserId,authentication.storeUserEmail',
  'profile.firstName,profile.document,profile.email,profile.id,profile.isAuthenticated,profile.lastName',
  'profile.phone,public.favoritePickup,public.utm_source,public.utm_medium,public.utm_campaign',
  'public.utmi_cp,public.utmi_p,public.utmi_pc',
].join(',');

/** What FastStore asks for. */
const itemsOfFastStore = [
  'profile.id,profile.email,profile.firstName,profile.lastName,profile.phone,shopper.firstName',
  'shopper.lastName,shopper.organizationManager,shopper.availableContracts,shopper.activeContractId',
  'store.channel,store.countryCode,store.cultureInfo,store.currencyCode,store.currencySymbol',
  'authentication.customerId,authentication.storeUserId,authentication.storeUserEmail',
  'authentication.unitId,authentication.unitName,checkout.regionId,public.postalCode',
].join(',');

export const sessionsCreate = [
  claim({
    id: 'sessions.create.answers-201-and-both-tokens',
    sentence: 'A POST without a session answers 201 with sessionToken and segmentToken only.',
    operation,
    grade: 'documented',
    evidence: ['R-001', 'R-020'],
    run: async ({ visitor, expect }) => {
      const answer = await visitor.post({ body: {} });
      expect(answer.status).toBe(201);
      expect(Object.keys(answer.json() as object).sort()).toEqual(['segmentToken', 'sessionToken']);
    },
  }),
  claim({
    id: 'sessions.create.accepts-no-body',
    sentence: 'A POST without a body creates a session.',
    operation,
    grade: 'observed',
    evidence: ['R-028'],
    run: async ({ visitor, expect }) => {
      expect((await visitor.post()).status).toBe(201);
      expect((await visitor.get('*')).status).toBe(200);
    },
  }),
  claim({
    id: 'sessions.create.accepts-an-empty-object',
    sentence: 'A POST of {} creates a session, though the published document requires public.',
    operation,
    grade: 'observed',
    evidence: ['R-027', 'R-033'],
    run: async ({ visitor, expect }) => {
      expect((await visitor.post({ body: {} })).status).toBe(201);
      expect((await visitor.get('*')).status).toBe(200);
    },
  }),
  claim({
    id: 'sessions.create.stores-public-entries',
    sentence: 'A read returns what a POST sent as public.key.value.',
    operation,
    grade: 'documented',
    evidence: ['R-031'],
    run: async ({ visitor, expect }) => {
      const color = randomName('color');
      const size = randomName('size');
      await visitor.post({ body: { public: { [color]: { value: 'blue' }, [size]: { value: 'M' } } } });
      expect(await visitor.values(`public.${color},public.${size}`)).toEqual({
        [`public.${color}`]: 'blue',
        [`public.${size}`]: 'M',
      });
    },
  }),
  claim({
    id: 'sessions.create.gives-each-visitor-a-session',
    sentence: 'Two visitors without cookies get two sessions, which share nothing.',
    operation,
    grade: 'documented',
    evidence: ['R-001', 'R-034'],
    run: async ({ visitor, newVisitor, expect }) => {
      const other = newVisitor();
      const key = randomName('color');
      await visitor.post({ public: { [key]: 'blue' } });
      await other.post({ public: { [key]: 'red' } });
      expect(other.claims().id).not.toBe(visitor.claims().id);
      expect(await visitor.values(`public.${key}`)).toEqual({ [`public.${key}`]: 'blue' });
      expect(await other.values(`public.${key}`)).toEqual({ [`public.${key}`]: 'red' });
    },
  }),
  claim({
    id: 'sessions.create.needs-no-credentials',
    sentence: 'App keys and tokens are not needed and change nothing.',
    operation,
    grade: 'documented',
    evidence: ['R-016'],
    needs: ['anyRequest'],
    run: async ({ visitor, expect }) => {
      const headers = { 'x-vtex-api-appkey': 'vtexappkey-nobody', 'x-vtex-api-apptoken': 'nothing' };
      expect((await visitor.post({ headers, body: {} })).status).toBe(201);
      expect((await visitor.get('*', { headers })).status).toBe(200);
    },
  }),
  claim({
    id: 'sessions.create.with-items-answers-the-session',
    sentence: 'With items in the query, a POST answers id and the named namespaces, and no tokens.',
    operation,
    grade: 'observed',
    evidence: ['R-022'],
    run: async ({ visitor, expect }) => {
      const key = randomName('color');
      const items = `public.${key},store.channel`;
      const answer = await visitor.post({
        query: `items=${items}`,
        public: { [key]: 'blue', [randomName('other')]: 'x' },
      });
      const session = answer.json() as { id: string };
      expect(Object.keys(session).sort()).toEqual(['id', 'namespaces']);
      expect(session.id).toBe(visitor.claims().id);
      expect(Object.keys(valuesIn(answer)).sort()).toEqual([`public.${key}`, 'store.channel']);
      expect(valuesIn(answer)[`public.${key}`]).toBe('blue');
    },
  }),
  claim({
    id: 'sessions.create.with-items-status',
    sentence: 'A POST that creates a session and has items has the status of the setting.',
    operation,
    grade: 'assumed',
    evidence: ['R-022'],
    assumption: { setting: 'statusOfPostWithItems', default: 201 },
    run: async ({ target, visitor, expect }) => {
      const answer = await visitor.post({ query: 'items=store.channel', body: {} });
      expect(answer.status).toBe(target.assumptions.statusOfPostWithItems);
    },
  }),
  claim({
    id: 'sessions.create.with-items-sets-cookies',
    sentence: 'A POST with items sets both cookies too; only they hold the tokens.',
    operation,
    grade: 'observed',
    evidence: ['R-025'],
    run: async ({ visitor, expect }) => {
      await visitor.post({ query: 'items=store.channel', body: {} });
      expect([...visitor.cookieNames()].sort()).toEqual(['vtex_segment', 'vtex_session']);
      expect(Object.keys(await visitor.values('account.accountName'))).toEqual(['account.accountName']);
    },
  }),
  claim({
    id: 'sessions.create.accepts-empty-items',
    sentence: 'An empty items= is accepted.',
    operation,
    grade: 'observed',
    evidence: ['R-023'],
    run: async ({ visitor, expect }) => {
      const key = randomName('color');
      const { status } = await visitor.post({ query: 'items=', public: { [key]: 'blue' } });
      expect(status).toBeGreaterThanOrEqual(200);
      expect(status).toBeLessThanOrEqual(201);
      expect(await visitor.values(`public.${key}`)).toEqual({ [`public.${key}`]: 'blue' });
    },
  }),
  claim({
    id: 'sessions.create.empty-items-answer-no-namespaces',
    sentence: 'An empty items= gives the id and no namespaces.',
    operation,
    grade: 'assumed',
    evidence: ['R-022', 'R-023'],
    noSetting: 'clients that send it ignore the body',
    run: async ({ visitor, expect }) => {
      const answer = await visitor.post({ query: 'items=', body: {} });
      expect(answer.json()).toEqual({ id: visitor.claims().id, namespaces: {} });
    },
  }),
  claim({
    id: 'sessions.create.without-the-cookie-creates-another',
    sentence: 'A client without the cookie gets a new, empty session; the old token still reads the old one.',
    operation,
    grade: 'observed',
    evidence: ['R-331', 'R-334'],
    run: async ({ visitor, newVisitor, expect }) => {
      const key = randomName('color');
      await visitor.post({ query: 'cultureInfo=fr-FR', public: { [key]: 'blue' } });
      const later = newVisitor();
      await later.post();
      const fresh = newVisitor();
      await fresh.post();
      expect(later.claims().id).not.toBe(visitor.claims().id);
      expect(await later.values('*')).toEqual(await fresh.values('*'));
      expect(await visitor.values(`public.${key}`)).toEqual({ [`public.${key}`]: 'blue' });
    },
  }),
  claim({
    id: 'sessions.create.answers-what-storefronts-ask',
    sentence: 'A POST answers the long item lists of storefronts, without unset keys.',
    operation,
    grade: 'observed',
    evidence: ['R-022', 'R-350', 'R-351'],
    run: async ({ visitor, newVisitor, expect }) => {
      for (const items of [itemsOfRenderSession, itemsOfFastStore]) {
        const fresh = newVisitor();
        const answer = await fresh.post({ query: `items=${items}&utm_source=mail`, body: {} });
        const values = valuesIn(answer);
        expect(values).toEqual(await fresh.values(items));
        for (const item of [
          'store.channel',
          'store.countryCode',
          'store.cultureInfo',
          'store.currencyCode',
        ]) {
          expect(values[item]).toMatch(/./);
        }
        expect(Object.keys(values)).not.toContain('profile.email');
      }
      await visitor.post({ query: `items=${itemsOfRenderSession}&utm_source=mail`, body: {} });
      expect(await visitor.values('public.utm_source')).toEqual({ 'public.utm_source': 'mail' });
    },
  }),
];
