import { claim } from '../harness/behaviour';
import type { Visitor } from '../harness/visitor';
import type { Answer } from '../targets/target';

const own = {
  grade: 'assumed',
  evidence: [],
  marker: { emulatorOnly: 'the real service has no cells' },
  needs: ['variant'],
} as const;

const path = '/_mock/cells';
const add = (visitor: Visitor, body: object) => visitor.send('POST', { path, body });
const codeOf = (answer: Answer) => [answer.status, (answer.json() as { code?: string }).code];
const sessionsAt = async (visitor: Visitor, prefix: string, headers = {}) => {
  const { status, json } = await visitor.send('GET', { path: `${prefix}/_mock/health`, headers });
  return status === 200 ? (json() as { sessions: number }).sessions : status;
};
const host = (name: string) => ({ headers: { host: name } });

/** /_mock/cells, and how a cell is addressed. */
export const controlCells = [
  claim({
    id: 'control.cells.addressed-three-ways',
    sentence:
      'A cell answers below /cells/NAME, at NAME.localhost and to the header x-mock-cell; the path takes precedence.',
    operation: 'POST /_mock/cells',
    ...own,
    run: async ({ emulate, expect }) => {
      const { newVisitor } = emulate({});
      const visitor = newVisitor();
      const added = await add(visitor, { name: 'one' });
      expect(added.status).toBe(201);
      const { url, controlUrl, ...rest } = added.json() as Record<string, string>;
      expect(rest).toEqual({ name: 'one', account: 'acme' });
      expect([url?.endsWith('/cells/one'), controlUrl]).toEqual([true, `${url}/_mock`]);
      await add(visitor, { name: 'two' });
      await newVisitor().post({ path: '/cells/one/api/sessions' });
      await newVisitor().post(host('ONE.localhost:9910'));
      await newVisitor().post(host('one.localhost'));
      await newVisitor().post({ headers: { 'x-mock-cell': 'one' } });
      await newVisitor().post({ path: '/cells/one/pt/api/sessions', headers: { 'x-mock-cell': 'two' } });
      await newVisitor().post({
        headers: { host: '127.0.0.1', 'x-forwarded-host': 'one.localhost, inner.example' },
      });
      await newVisitor().post(host('three.localhost'));
      expect(await sessionsAt(visitor, '/cells/one')).toBe(6);
      expect(await sessionsAt(visitor, '/cells/two')).toBe(0);
      expect(await sessionsAt(visitor, '')).toBe(1);
    },
  }),
  claim({
    id: 'control.cells.share-nothing',
    sentence: 'A cell has its own sessions, tokens, clock, faults, journal and seeded data.',
    operation: 'POST /_mock/cells',
    ...own,
    run: async ({ emulate, expect }) => {
      const { newVisitor } = emulate({});
      const visitor = newVisitor();
      await add(visitor, { name: 'one' });
      const control = (method: 'GET' | 'POST' | 'PUT', at: string, body?: object) =>
        visitor.send(method, { path: `/cells/one/_mock/${at}`, ...(body && { body }) });
      await visitor.post({ path: '/cells/one/api/sessions' });
      const cookie = `vtex_session=${visitor.cookie('vtex_session')}`;
      expect((await visitor.send('GET', { path: '/cells/one/api/sessions?items=*' })).status).toBe(200);
      expect((await newVisitor().get('*', { headers: { cookie } })).status).toBe(401);

      expect((await control('PUT', 'clock', { now: '2020-01-01', frozen: true })).status).toBe(200);
      expect((await control('POST', 'faults', { status: 503, times: 'every' })).status).toBe(201);
      const seed = { account: { personas: [{ id: 'canary', description: 'Of the cell.' }] } };
      expect((await control('POST', 'seed', seed)).status).toBe(200);
      const clock = (await visitor.send('GET', { path: '/_mock/clock' })).json() as { frozen: boolean };
      expect(clock.frozen).toBe(false);
      expect((await newVisitor().post()).status).toBe(201);
      expect((await visitor.send('GET', { path: '/_mock/personas' })).text).not.toContain('canary');
      const { text } = await control('GET', 'journal');
      expect((JSON.parse(text) as { count: number }).count).toBe(2);
      expect(text).not.toContain('/cells/one');
    },
  }),
  claim({
    id: 'control.cells.options',
    sentence: 'A cell has the options of the server unless POST /_mock/cells sets them.',
    operation: 'POST /_mock/cells',
    ...own,
    run: async ({ emulate, expect }) => {
      const visitor = emulate({ strict: true }).newVisitor();
      await add(visitor, { name: 'one' });
      const body = { name: 'two', strict: false, account: 'b2b', assumptions: { statusOfMissingItems: 422 } };
      expect((await add(visitor, body)).status).toBe(201);
      expect(
        ((await visitor.send('GET', { path: '/cells/two/_mock/health' })).json() as { account: string })
          .account,
      ).toBe('b2b');
      const read = async (cell: string) =>
        (await visitor.send('GET', { path: `/cells/${cell}/api/sessions` })).status;
      expect([await read('one'), await read('two')]).toEqual([400, 422]);
      const edit = async (cell: string) =>
        (await visitor.post({ path: `/cells/${cell}/api/sessions`, body: {} })).status;
      expect([await edit('one'), await edit('two')]).toEqual([400, 201]);
    },
  }),
  claim({
    id: 'control.cells.refused',
    sentence: 'A bad name, a bad option or a file path gets 400, a used name 409.',
    operation: 'POST /_mock/cells',
    ...own,
    run: async ({ emulate, expect }) => {
      const visitor = emulate({}).newVisitor();
      const invalid = [400, 'CONTROL_INPUT_INVALID'];
      const bodies = [
        { name: 'A' },
        { name: '-a' },
        { name: 'a.b' },
        { name: 'a'.repeat(64) },
        { name: 7 },
        { account: './acme.json' },
        { account: 'nowhere' },
        { account: {} },
        { assumptions: { nothing: 1 } },
        { controlToken: 'x' },
        { maxSessions: 0 },
      ];
      for (const body of bodies) expect([body, codeOf(await add(visitor, body))]).toEqual([body, invalid]);
      expect(((await visitor.send('GET', { path })).json() as { cells: unknown }).cells).toEqual([]);
      expect((await add(visitor, { name: 'one' })).status).toBe(201);
      expect(codeOf(await add(visitor, { name: 'one' }))).toEqual([409, 'CELL_EXISTS']);
      expect(codeOf(await add(visitor, { name: 'acme' }))).toEqual([409, 'CELL_EXISTS']);
      const { name } = (await add(visitor, {})).json() as { name: string };
      expect(/^cell-[\da-f]{8}$/.test(name)).toBe(true);
    },
  }),
  claim({
    id: 'control.cells.are-listed',
    sentence: 'The list has the cells and the limits; the option limits their number.',
    operation: 'GET /_mock/cells',
    ...own,
    run: async ({ emulate, expect }) => {
      const visitor = emulate({ maxCells: 2, cellIdle: 60_000 }).newVisitor();
      for (const name of ['one', 'two']) await add(visitor, { name });
      expect(codeOf(await add(visitor, { name: 'three' }))).toEqual([429, 'CELL_LIMIT']);
      const { cells, ...limits } = (await visitor.send('GET', { path })).json() as {
        cells: { name: string }[];
      };
      expect(cells.map(({ name }) => name)).toEqual(['one', 'two']);
      expect(limits).toEqual({ most: 2, longestIdle: 60_000 });
      const inside = await visitor.send('GET', { path: `/cells/one${path}` });
      expect((inside.json() as { cells: unknown[] }).cells.length).toBe(2);
    },
  }),
  claim({
    id: 'control.cells.end',
    sentence: 'An ended cell gets 404 CELL_UNKNOWN at all its addresses.',
    operation: 'DELETE /_mock/cells/{name}',
    ...own,
    run: async ({ emulate, expect }) => {
      const { newVisitor } = emulate({});
      const visitor = newVisitor();
      for (const name of ['one', 'two', 'three']) await add(visitor, { name });
      const ended = await visitor.send('DELETE', { path: `${path}/one` });
      expect([ended.status, ended.json()]).toEqual([200, { ended: 1 }]);
      const unknown = [404, 'CELL_UNKNOWN'];
      const requests = [
        { path: '/cells/one/api/sessions' },
        host('one.localhost'),
        { headers: { 'x-mock-cell': 'one' } },
        { path: '/cells/never/api/sessions' },
        { path: '/cells/' },
        { headers: { 'x-mock-cell': '' } },
      ];
      for (const one of requests) expect([one, codeOf(await newVisitor().post(one))]).toEqual([one, unknown]);
      expect(codeOf(await visitor.send('DELETE', { path: `${path}/one` }))).toEqual(unknown);
      expect(await sessionsAt(visitor, '')).toBe(0);
      expect(await sessionsAt(visitor, '/cells/two')).toBe(0);
      await add(visitor, { name: 'one' });
      expect((await newVisitor().post(host('one.localhost'))).status).toBe(201);
      expect(await sessionsAt(visitor, '/cells/one')).toBe(1);
    },
  }),
  claim({
    id: 'control.cells.end-all',
    sentence: 'All cells can be ended at once; accounts of the server stay.',
    operation: 'DELETE /_mock/cells',
    ...own,
    run: async ({ emulate, expect }) => {
      const visitor = emulate({ accounts: { b2b: 'b2b' } }).newVisitor();
      for (const name of ['one', 'two']) await add(visitor, { name });
      expect((await visitor.send('DELETE', { path })).json()).toEqual({ ended: 2 });
      const { cells } = (await visitor.send('GET', { path })).json() as { cells: Record<string, unknown>[] };
      expect(cells.map(({ name, account, permanent }) => [name, account, permanent])).toEqual([
        ['b2b', 'b2b', true],
      ]);
      expect(codeOf(await visitor.send('DELETE', { path: `${path}/b2b` }))).toEqual([404, 'CELL_UNKNOWN']);
    },
  }),
  claim({
    id: 'control.cells.guarded',
    sentence: 'The control plane of a cell is guarded like that of the server.',
    operation: 'GET /_mock/cells',
    ...own,
    run: async ({ emulate, expect }) => {
      const visitor = emulate({ controlToken: 'let-me-in' }).newVisitor();
      await add(visitor, { name: 'one' });
      const at = async (headers: Record<string, string>) =>
        (await visitor.send('GET', { path: `/cells/one${path}`, headers })).status;
      expect(await at(host('rebound.example').headers)).toBe(403);
      expect(await at({ origin: 'https://elsewhere.example' })).toBe(403);
      expect(await at({ host: 'rebound.example', authorization: 'Bearer let-me-in' })).toBe(200);
      expect((await visitor.send('GET', { path, ...host('one.localhost:9910') })).status).toBe(200);
    },
  }),
];
