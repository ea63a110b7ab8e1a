import { claim } from '../harness/behaviour';
import type { Visitor } from '../harness/visitor';

const own = {
  operation: 'GET /_mock/health',
  grade: 'assumed',
  marker: { emulatorOnly: 'only an emulator serves accounts of its own choice' },
  noSetting: 'the user who starts the server chooses the accounts',
  needs: ['variant'],
} as const;

const two = { accounts: { b2b: 'b2b' } };
const accountAt = async (visitor: Visitor, headers: Record<string, string>, query = '') =>
  ((await visitor.send('GET', { path: `/_mock/health${query}`, headers })).json() as { account: string })
    .account;

/** Several accounts on one port. */
export const accountsByHost = [
  claim({
    id: 'accounts.by-host.names',
    sentence:
      'The host name names the account: NAME.localhost, NAME.myvtex.localhost, and VTEX’s own names, which a proxy forwards; any other host is the first account.',
    ...own,
    evidence: ['R-011'],
    run: async ({ emulate, expect }) => {
      const visitor = emulate(two).newVisitor();
      const hosts = [
        'b2b.localhost:9910',
        'b2b.myvtex.localhost',
        'B2B.myvtex.com',
        'master--b2b.myvtex.com',
        'b2b.vtexcommercestable.com.br:443',
      ];
      for (const host of hosts) {
        expect([host, await accountAt(visitor, { host })]).toEqual([host, 'b2b']);
        const forwarded = { host: '127.0.0.1', 'x-forwarded-host': host };
        expect([host, await accountAt(visitor, forwarded)]).toEqual([host, 'b2b']);
      }
      for (const host of [
        'acme.localhost',
        'www.store.example',
        'b2b.example',
        'b2b.localhost.example',
        'x.b2b.localhost',
      ])
        expect([host, await accountAt(visitor, { host })]).toEqual([host, 'acme']);
    },
  }),
  claim({
    id: 'accounts.by-host.by-query',
    sentence: 'Where the host name names no account, `an` does.',
    ...own,
    operation: 'POST /api/sessions',
    evidence: ['R-055'],
    run: async ({ emulate, expect }) => {
      const { newVisitor } = emulate(two);
      const accountOf = async (query: string, host: string) => {
        const visitor = newVisitor();
        await visitor.post({ query, headers: { host } });
        return visitor.claims().account;
      };
      expect(await accountOf('an=b2b', '127.0.0.1')).toBe('b2b');
      expect(await accountOf('a=1&an=b2b&b=2', 'www.store.example')).toBe('b2b');
      expect(await accountOf('an=b2b', 'acme.myvtex.com')).toBe('acme');
      expect(await accountOf('plan=b2b', '127.0.0.1')).toBe('acme');
      expect(await accountOf('an=other', '127.0.0.1')).toBe('acme');
    },
  }),
  claim({
    id: 'accounts.by-host.foreign-tokens',
    sentence:
      'A token of one account is foreign at the other: the status of the setting, and VTEX’s text of KI-925071.',
    ...own,
    operation: 'GET /api/sessions',
    evidence: ['R-120', 'R-167', 'R-210'],
    run: async ({ emulate, target, expect }) => {
      const { newVisitor } = emulate(two);
      const visitor = newVisitor(); // with one jar, as below one host of a store with bindings
      await visitor.post();
      const status = target.assumptions.statusOfForeignToken;
      for (const request of [{ path: '/cells/b2b/api/sessions' }, { headers: { host: 'b2b.localhost' } }]) {
        const answer = await visitor.get('*', request);
        expect(answer.status).toBe(status);
        const { message } = answer.json() as { message: string };
        expect(message).toBe('cross-account requests are not allowed');
        expect((await visitor.patch({ ...request, public: { a: 1 } })).status).toBe(status);
      }
      const other = newVisitor();
      await other.post({ path: '/cells/b2b/api/sessions' });
      expect((await other.get('*')).status).toBe(status);
      expect((await other.get('*', { path: '/cells/b2b/api/sessions' })).status).toBe(200);
    },
  }),
];
