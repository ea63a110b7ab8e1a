import { claim } from '../harness/behaviour';

const own = {
  grade: 'assumed',
  evidence: [],
  marker: { emulatorOnly: 'the real service has no console' },
  needs: ['variant'],
} as const;

/** What the console reads besides the routes for tests. */
export const controlConsole = [
  claim({
    id: 'control.console.reads-the-account',
    sentence: 'The served account can be read, with its trade policies.',
    ...own,
    operation: 'GET /_mock/account',
    run: async ({ emulate, expect }) => {
      const visitor = emulate({ account: 'acme' }).newVisitor();
      const account = (await visitor.send('GET', { path: '/_mock/account' })).json() as {
        name: string;
        tradePolicies: { id: string }[];
      };
      expect([account.name, account.tradePolicies.map(({ id }) => id)]).toEqual([
        'acme',
        ['1', '2', '3', '4'],
      ]);
    },
  }),
  claim({
    id: 'control.console.lists-assumptions',
    sentence: 'Each assumption is listed with its current value and its default.',
    ...own,
    operation: 'GET /_mock/assumptions',
    run: async ({ emulate, expect }) => {
      const visitor = emulate({ assumptions: { cascadeRounds: 3 } }).newVisitor();
      const { assumptions } = (await visitor.send('GET', { path: '/_mock/assumptions' })).json() as {
        assumptions: { setting: string; value: unknown; default: unknown }[];
      };
      const one = assumptions.find(({ setting }) => setting === 'cascadeRounds');
      expect([one?.value, one?.default === 3]).toEqual([3, false]);
    },
  }),
  claim({
    id: 'control.console.decodes-tokens',
    sentence: 'A session token is decoded and checked; other text is unknown.',
    ...own,
    operation: 'POST /_mock/tokens',
    run: async ({ emulate, expect }) => {
      const visitor = emulate({}).newVisitor();
      await visitor.post();
      const decode = async (token: string) =>
        (await visitor.send('POST', { path: '/_mock/tokens', body: { token } })).json() as {
          kind: string;
          valid: boolean;
          session?: { id: string };
        };
      const known = await decode(visitor.cookie('vtex_session') as string);
      expect([known.kind, known.valid, known.session?.id]).toEqual(['session', true, visitor.claims().id]);
      const segment = await decode(visitor.cookie('vtex_segment') as string);
      expect([segment.kind, segment.valid]).toEqual(['segment', true]);
      expect((await decode('nonsense')).kind).toBe('unknown');
    },
  }),
  claim({
    id: 'control.console.knows-the-browser',
    sentence: 'The session of the calling browser is shown, if it has one.',
    ...own,
    operation: 'GET /_mock/browser',
    run: async ({ emulate, expect }) => {
      const { newVisitor } = emulate({});
      const visitor = newVisitor();
      await visitor.post();
      const mine = (await visitor.send('GET', { path: '/_mock/browser' })).json();
      expect(JSON.stringify(mine).includes(visitor.claims().id as string)).toBe(true);
      expect((await newVisitor().send('GET', { path: '/_mock/browser' })).json()).toEqual({ logins: [] });
    },
  }),
  claim({
    id: 'control.console.logs-the-browser-in',
    sentence: 'A browser that enters as a persona gets their cookies and is logged in.',
    ...own,
    operation: 'POST /_mock/browser',
    run: async ({ emulate, expect }) => {
      const visitor = emulate({ account: 'acme' }).newVisitor();
      const answer = await visitor.send('POST', { path: '/_mock/browser', body: { persona: 'shopper' } });
      expect(answer.status).toBe(201);
      expect(await visitor.values('profile.isAuthenticated')).toEqual({ 'profile.isAuthenticated': 'true' });
    },
  }),
  claim({
    id: 'control.console.logs-the-browser-out',
    sentence: 'A browser that logs out is anonymous at the next read.',
    ...own,
    operation: 'DELETE /_mock/browser/login',
    run: async ({ emulate, expect }) => {
      const visitor = emulate({ account: 'acme' }).newVisitor();
      await visitor.send('POST', { path: '/_mock/browser', body: { persona: 'shopper' } });
      expect((await visitor.send('DELETE', { path: '/_mock/browser/login' })).status).toBe(200);
      const { 'profile.isAuthenticated': isAuthenticated } = await visitor.values('profile.isAuthenticated');
      expect(isAuthenticated === 'true').toBe(false);
    },
  }),
  claim({
    id: 'control.console.login-page-lists-personas',
    sentence:
      'The login page names the visitor of this browser and has a button for each persona, without a script.',
    ...own,
    operation: 'GET /_mock/login',
    run: async ({ emulate, expect }) => {
      const visitor = emulate({ account: 'acme' }).newVisitor();
      const page = async () => (await visitor.send('GET', { path: '/_mock/login' })).text;
      expect(/You are without a session/.test(await page())).toBe(true);
      await visitor.send('POST', { path: '/_mock/browser', body: { persona: 'shopper' } });
      const text = await page();
      expect(text).toMatch(/<button name="persona" value="shopper" aria-current="true">/);
      expect(text).toMatch(/You are <strong>[^<]+@[^<]+<\/strong> in this browser/);
      expect(/<script/i.test(text)).toBe(false);
    },
  }),
  claim({
    id: 'control.console.login-page-sets-cookies',
    sentence:
      'A button of the login page sets the cookies and returns only to a URL of this machine or of --cors.',
    ...own,
    operation: 'POST /_mock/login',
    run: async ({ emulate, expect }) => {
      const visitor = emulate({ account: 'acme', cors: ['https://shop.example.com'] }).newVisitor();
      const press = (button: string, url?: string) =>
        visitor.send('POST', {
          path: `/_mock/login${url === undefined ? '' : `?return=${encodeURIComponent(url)}`}`,
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          text: button,
        });
      const entered = await press('persona=shopper', 'http://localhost:3000/account?a=1');
      expect([entered.status, entered.headers['location']]).toEqual([
        303,
        'http://localhost:3000/account?a=1',
      ]);
      expect(await visitor.values('profile.isAuthenticated')).toEqual({ 'profile.isAuthenticated': 'true' });
      const left = await press('action=logout', 'https://shop.example.com/');
      expect([left.status, left.headers['location']]).toEqual([303, 'https://shop.example.com/']);
      const { 'profile.isAuthenticated': isAuthenticated } = await visitor.values('profile.isAuthenticated');
      expect(isAuthenticated === 'true').toBe(false);
      expect((await press('action=visitor')).headers['location']).toBe('login');
      for (const elsewhere of ['https://example.com/', 'javascript:alert(1)', '//example.com', 'x']) {
        expect((await press('persona=shopper', elsewhere)).status).toBe(400);
      }
    },
  }),
];
