import { claim } from '../harness/behaviour';
import { decodeJwt, decodeSegment } from '../harness/decode';
import { newSigningKey } from '../harness/forged-tokens';
import { loginOf } from '../harness/logins';
import type { Visitor } from '../harness/visitor';

const own = {
  grade: 'assumed',
  evidence: [],
  marker: { emulatorOnly: 'the real service has no console' },
  needs: ['variant'],
} as const;

const browser = '/_mock/browser';

/** Who the browser of this visitor is. */
const shown = async (visitor: Visitor) =>
  (await visitor.send('GET', { path: browser })).json() as {
    readonly session?: { readonly id: string };
    readonly persona?: string;
    readonly logins: readonly { readonly cookie: string; readonly audience: string }[];
  };

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
    sentence: 'Tokens of sessions, segments and logins are decoded and checked; other text is unknown.',
    ...own,
    operation: 'POST /_mock/tokens',
    run: async ({ emulate, expect }) => {
      const emulated = emulate({ account: 'acme' });
      const visitor = emulated.newVisitor();
      const reported = async (token: string, { target } = emulated) => {
        const body = JSON.stringify({ token });
        const headers = { 'content-type': 'application/json' };
        const answer = await target.request({ method: 'POST', path: '/_mock/tokens', headers, body });
        return answer.json() as { kind: string; valid: boolean; note: string; session?: object };
      };
      await visitor.post();
      const token = visitor.cookie('vtex_session');
      const { header, claims } = decodeJwt(token);
      const { id } = claims;
      expect(await reported(token)).toEqual({
        ...{ kind: 'session', valid: true, note: 'it names the newest version of the session' },
        ...{ session: { id, version: 2 }, header, claims },
      });
      const segment = visitor.cookie('vtex_segment');
      expect(await reported(segment)).toEqual({
        ...{ kind: 'segment', valid: true, note: 'segment tokens have no signature' },
        segment: decodeSegment(segment).segment,
      });
      await visitor.patch({ public: { country: 'BRA' } });
      const older = await reported(token);
      expect([older.valid, older.session]).toEqual([true, { id, version: 3 }]);
      expect(older.note).toMatch(/^it is older than the session/);
      await emulated.target.later?.(777_600, async () => {
        const { valid, note } = await reported(token);
        expect([valid, note]).toEqual([false, 'it has expired']);
      });
      const login = await loginOf('shopper', 'VtexIdclientAutCookie_acme', emulated);
      for (const [text, kind, valid, by] of [
        [login, 'login', true, emulated],
        [login, 'login', false, emulate({ account: 'acme', signingKey: newSigningKey() })],
        [`${login.slice(0, -4)}AAAA`, 'login', false, emulated],
        ['a.b.c', 'unknown', false, emulated],
        ['%%%', 'unknown', false, emulated],
      ] as const) {
        const report = await reported(text, by);
        expect([report.kind, report.valid]).toEqual([kind, valid]);
      }
    },
  }),
  claim({
    id: 'control.console.knows-the-browser',
    sentence: 'The session of the calling browser is shown, if it has one, or why its token is refused.',
    ...own,
    operation: 'GET /_mock/browser',
    run: async ({ emulate, expect }) => {
      const { newVisitor } = emulate({ account: 'acme' });
      const visitor = newVisitor();
      await visitor.post();
      expect((await shown(visitor)).session?.id).toBe(visitor.claims().id);
      expect(await shown(newVisitor())).toEqual({ logins: [] });
      const [foreigner, forger] = [emulate({ account: 'b2b' }).newVisitor(), newVisitor()];
      await foreigner.post();
      for (const [token, problem] of [
        [foreigner.cookie('vtex_session'), 'cross-account requests are not allowed'],
        ['x.y.z', 'its signature does not verify'],
      ] as const) {
        forger.hold('vtex_session', token);
        expect(await shown(forger)).toEqual({ logins: [], problem });
      }
    },
  }),
  claim({
    id: 'control.console.logs-the-browser-in',
    sentence:
      'A browser that enters as a persona gets their cookies and is logged in; a new visitor has another session.',
    ...own,
    operation: 'POST /_mock/browser',
    run: async ({ emulate, expect }) => {
      const visitor = emulate({ account: 'acme' }).newVisitor();
      const answer = await visitor.send('POST', { path: browser, body: { persona: 'shopper' } });
      const entered = await shown(visitor);
      expect([answer.status, answer.json()]).toEqual([201, entered]);
      expect([entered.persona, entered.logins.map(({ cookie, audience }) => [cookie, audience])]).toEqual([
        'shopper',
        [['VtexIdclientAutCookie_acme', 'webstore']],
      ]);
      expect(await visitor.values('profile.isAuthenticated')).toEqual({ 'profile.isAuthenticated': 'true' });
      await visitor.send('POST', { path: browser, body: {} });
      const { session, persona, logins } = await shown(visitor);
      expect([session?.id === entered.session?.id, persona, logins]).toEqual([false, 'anonymous', []]);
    },
  }),
  claim({
    id: 'control.console.logs-the-browser-out',
    sentence: 'A browser that logs out keeps its session, and is anonymous at the next read.',
    ...own,
    operation: 'DELETE /_mock/browser/login',
    run: async ({ emulate, expect }) => {
      const visitor = emulate({ account: 'acme' }).newVisitor();
      await visitor.send('POST', { path: browser, body: { persona: 'shopper' } });
      const before = await shown(visitor);
      const answer = await visitor.send('DELETE', { path: `${browser}/login` });
      const after = await shown(visitor);
      expect([answer.status, answer.json()]).toEqual([200, after]);
      expect([after.session?.id, after.logins]).toEqual([before.session?.id, []]);
      expect([...visitor.cookieNames()].sort()).toEqual(['vtex_segment', 'vtex_session']);
      expect((await visitor.get('authentication.storeUserEmail,profile.email')).text).not.toContain('@');
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
