import { type Context, claim } from '../harness/behaviour';
import type { Emulated } from '../harness/emulated';
import { add, adding, codeOf, type Listed, listed, ownFaults, path } from '../harness/faults';
import { rawAnswer } from '../harness/raw-answer';
import type { Answer } from '../targets/target';

const clearing = { operation: 'DELETE /_mock/faults', ...ownFaults } as const;
const byte = { needs: ['variant', 'raw'] } as const;

const post = ['POST /api/sessions HTTP/1.1', 'Host: store.example'];

/** How many sessions are kept. */
async function kept({ newVisitor }: Emulated): Promise<number> {
  const answer = await newVisitor().send('GET', { path: '/_mock/sessions' });
  return (answer.json() as { count: number }).count;
}

/** What comes back for a write that suffers a fault, by the byte, and how many sessions are kept then. */
async function suffered({ emulate }: Pick<Context, 'emulate'>, fault: object) {
  const emulated = emulate({});
  await add(emulated.newVisitor(), fault);
  const { raw } = emulated.target;
  const text = await raw?.([...post, 'Connection: close', '', ''].join('\r\n'));
  return { text, count: await kept(emulated), emulated };
}

/** /_mock/faults and the header x-mock-fault. */
export const controlFaults = [
  claim({
    id: 'control.faults.status-in-place-of-the-answer',
    sentence:
      'A fault of a status answers the next request with it and the code FAULT_INJECTED, and saves nothing.',
    ...adding,
    run: async ({ emulate, expect }) => {
      const emulated = emulate({});
      const visitor = emulated.newVisitor();
      const added = await add(visitor, { status: 503 });
      expect(added.status).toBe(201);
      const answer = await visitor.post();
      expect([answer.status, answer.json()]).toEqual([
        503,
        {
          type: 'ServiceUnavailable',
          message: 'Injected fault: status=503',
          code: 'FAULT_INJECTED',
        },
      ]);
      expect([answer.setCookie, await kept(emulated)]).toEqual([[], 0]);
      expect((await visitor.post()).status).toBe(201);
    },
  }),
  claim({
    id: 'control.faults.which-and-how-many',
    sentence:
      'A fault applies by method, path and operation, a number of times or always; the first added fault with uses left applies.',
    ...adding,
    run: async ({ emulate, expect }) => {
      const visitor = emulate({}).newVisitor();
      await visitor.post();
      await add(visitor, { operation: 'editSession', times: 2, status: 503 });
      await add(visitor, { method: 'PATCH', path: '/io', times: 'every', status: 502 });
      await add(visitor, { path: '/sessions', times: 'every', status: 501 }); // the beginning of none
      const patched = async (at: string) => (await visitor.patch({ path: at })).status;
      const statuses: number[] = [];
      for (const at of [
        '/api/sessions',
        '/io/api/sessions',
        '/io/api/sessions',
        '/api/sessions',
        '/io/api/sessions',
      ]) {
        statuses.push(await patched(at));
      }
      expect(statuses).toEqual([503, 503, 502, 200, 502]);
      expect((await visitor.get('*', { path: '/io/api/sessions' })).status).toBe(200);
    },
  }),
  claim({
    id: 'control.faults.are-listed',
    sentence: 'The faults are listed with ids, remaining uses and use counts.',
    operation: 'GET /_mock/faults',
    ...ownFaults,
    run: async ({ emulate, expect }) => {
      const visitor = emulate({}).newVisitor();
      expect(await listed(visitor)).toEqual([]);
      const faults = [
        { operation: 'createSession', times: 2, status: 503 },
        { times: 'every', delay: 0 },
      ];
      const ids: string[] = [];
      for (const fault of faults) ids.push(((await add(visitor, fault)).json() as Listed).id);
      await visitor.post();
      await visitor.segment();
      expect(await listed(visitor)).toEqual([
        { id: ids[0], ...faults[0], left: 1, used: 1 },
        { id: ids[1], ...faults[1], left: 'every', used: 1 },
      ]);
      expect(new Set(ids).size).toBe(2);
      for (const fault of [
        { delay: 60_000, status: 400 },
        { delay: 1, drop: 'request' },
        { delay: 1, truncate: true },
        { malformed: true, times: Number.MAX_SAFE_INTEGER },
        { loseSetCookie: 'vtex_session' },
      ]) {
        expect((await add(visitor, fault)).status).toBe(201);
      }
    },
  }),
  claim({
    id: 'control.faults.lost-requests',
    sentence: 'A dropped request is cut off before anything is done.',
    ...adding,
    ...byte,
    run: async ({ emulate, expect }) => {
      const { text, count } = await suffered({ emulate }, { drop: 'request' });
      expect([text, count]).toEqual(['', 0]);
    },
  }),
  claim({
    id: 'control.faults.lost-answers',
    sentence: 'With a dropped answer the connection is cut after the write is saved.',
    ...adding,
    ...byte,
    run: async ({ emulate, expect }) => {
      const { text, count } = await suffered({ emulate }, { drop: 'answer' });
      expect([text, count]).toEqual(['', 1]);
    },
  }),
  claim({
    id: 'control.faults.truncated-bodies',
    sentence: 'A truncated answer announces its whole length and ends after half of the body.',
    ...adding,
    ...byte,
    run: async ({ emulate, expect }) => {
      const { text = '', count } = await suffered({ emulate }, { truncate: true });
      const [head = '', body = ''] = text.split('\r\n\r\n');
      const length = Number(/^content-length: (\d+)$/im.exec(head)?.[1]);
      expect(head).toMatch(/^HTTP\/1\.1 201 /);
      expect([body.length, count]).toEqual([Math.floor(length / 2), 1]);
      expect(length).toBeGreaterThanOrEqual(100);
    },
  }),
  claim({
    id: 'control.faults.malformed-bodies',
    sentence: 'A malformed answer has half of the body with its length, which is not JSON.',
    ...adding,
    ...byte,
    run: async ({ emulate, expect }) => {
      const { emulated } = await suffered(
        { emulate },
        { operation: 'createSession', times: 2, malformed: true },
      );
      const answer = await rawAnswer(emulated.target, post);
      const isJson = () => {
        try {
          return Boolean(answer.json());
        } catch {
          return false;
        }
      };
      expect([answer.status, isJson(), answer.headers['content-length']]).toEqual([
        201,
        false,
        String(Buffer.byteLength(answer.text)),
      ]);
      expect(answer.text).toMatch(/^\{"sessionToken":"ey/);
    },
  }),
  claim({
    id: 'control.faults.lost-set-cookie',
    sentence: 'A fault can drop all Set-Cookie lines of an answer, or those of one cookie, and nothing else.',
    ...adding,
    run: async ({ emulate, expect }) => {
      const visitor = emulate({}).newVisitor();
      await add(visitor, { loseSetCookie: true });
      await add(visitor, { loseSetCookie: 'vtex_segment' });
      const names = async () => {
        const answer = await visitor.post({ headers: { cookie: 'none=1' } });
        expect([answer.status, Object.keys(answer.json() as object)]).toEqual([
          201,
          ['sessionToken', 'segmentToken'],
        ]);
        return answer.setCookie.map((line) => line.split('=')[0]);
      };
      expect([await names(), await names(), await names()]).toEqual([
        [],
        ['vtex_session'],
        ['vtex_session', 'vtex_segment'],
      ]);
    },
  }),
  claim({
    id: 'control.faults.delays',
    sentence: 'A delay comes before the real answer, or before the other effects of the fault.',
    ...adding,
    run: async ({ emulate, expect }) => {
      const { newVisitor } = emulate({});
      const [slow, failing, quick] = [newVisitor(), newVisitor(), newVisitor()];
      await add(quick, { operation: 'createSession', delay: 400 });
      await add(quick, { operation: 'editSession', delay: 5, status: 503 });
      const order: (string | number)[] = [];
      const noted = async (answer: Promise<Answer>) => order.push((await answer).status);
      const last = noted(slow.post());
      await noted(failing.patch());
      await noted(quick.segment());
      await last;
      expect(order).toEqual([503, 200, 201]);
    },
  }),
  claim({
    id: 'control.faults.are-reported',
    sentence:
      'The report of a request names its fault in the syntax of the header, and has status 0 if no answer was sent.',
    ...adding,
    run: async ({ emulate, expect }) => {
      const faults: unknown[] = [];
      const onRequest = (report: object) => {
        const { status, fault } = report as { status: number; fault?: string };
        faults.push([status, fault]);
      };
      const { newVisitor } = emulate({ onRequest });
      const visitor = newVisitor();
      await add(visitor, { times: 'every', loseSetCookie: true, operation: 'getSession' });
      await visitor.post();
      await visitor.get('*');
      for (const fault of ['lose-set-cookie=vtex_session', 'delay=1,status=503']) {
        await visitor.patch({ headers: { 'x-mock-fault': fault } });
      }
      for (const fault of ['drop', 'drop=answer']) {
        await visitor.patch({ headers: { 'x-mock-fault': fault } }).catch(() => undefined);
      }
      expect(faults).toEqual([
        [201, undefined],
        [200, 'lose-set-cookie'],
        [200, 'lose-set-cookie=vtex_session'],
        [503, 'delay=1, status=503'],
        [0, 'drop=request'],
        [0, 'drop=answer'],
      ]);
    },
  }),
  claim({
    id: 'control.faults.session-operations-only',
    sentence: 'Faults apply to session operations only: no control route, OPTIONS or unserved method.',
    ...adding,
    run: async ({ emulate, expect }) => {
      const visitor = emulate({}).newVisitor();
      await add(visitor, { status: 503, times: 'every' });
      const headers = { 'x-mock-fault': 'status=503' };
      const status = async (method: 'GET' | 'OPTIONS' | 'PUT', at: string) =>
        (await visitor.send(method, { path: at, headers })).status;
      expect(await status('GET', '/_mock/sessions')).toBe(200);
      expect(await status('OPTIONS', '/api/sessions')).toBe(204);
      expect(await status('PUT', '/api/sessions')).toBe(405);
      expect(await status('GET', '/api/segments/%zz')).toBe(400);
      expect(await status('GET', '/nowhere')).toBe(404);
      expect((await listed(visitor))[0]?.used).toBe(0);
    },
  }),
  claim({
    id: 'control.faults.refuses-invalid-faults',
    sentence: 'An invalid fault gets 400 with the JSON path and what is allowed there, and is not stored.',
    ...adding,
    run: async ({ emulate, expect }) => {
      const visitor = emulate({}).newVisitor();
      const effects = '$.delay, $.status, $.drop, $.truncate, $.malformed, $.loseSetCookie';
      for (const [body, expected] of [
        [undefined, '$ must be an object, not absent'],
        [[], '$ must be an object, not []'],
        [{ times: 2 }, `$ must have one of ${effects}`],
        [{ statsu: 503 }, '$.statsu is unknown: use method, path, operation, times, delay, status'],
        [{ status: 399 }, '$.status must be a status from 400 to 599, not 399'],
        [{ status: 600 }, '$.status must be a status from 400 to 599, not 600'],
        [{ status: '503' }, '$.status must be a status from 400 to 599, not "503"'],
        [{ delay: -1 }, '$.delay must be milliseconds from 0 to 60000, not -1'],
        [{ delay: 60_001 }, '$.delay must be milliseconds from 0 to 60000, not 60001'],
        [{ delay: 0.5 }, '$.delay must be milliseconds from 0 to 60000, not 0.5'],
        [{ drop: true }, '$.drop must be request or answer, not true'],
        [{ truncate: false }, '$.truncate must be true, not false'],
        [{ malformed: 1 }, '$.malformed must be true, not 1'],
        [{ loseSetCookie: false }, '$.loseSetCookie must be true or the name of a cookie'],
        [{ loseSetCookie: '' }, '$.loseSetCookie must be true or'],
        [{ loseSetCookie: 'a=b' }, '$.loseSetCookie must be true or'],
        [{ status: 503, drop: 'answer' }, '$.drop cannot be combined with $.status: leave one out'],
        [{ truncate: true, loseSetCookie: true }, '$.loseSetCookie cannot be combined with $.truncate'],
        [{ status: 503, times: 0 }, '$.times must be a whole number from 1, or "every", not 0'],
        [{ status: 503, times: 'all' }, '$.times must be a whole number from 1, or "every", not "all"'],
        [{ status: 503, method: 'post' }, '$.method must be one of GET, HEAD, POST, PATCH, not "post"'],
        [{ status: 503, path: 'api' }, '$.path must be the beginning of a path, such as "/api/sessions"'],
        [{ status: 503, path: '/a?b' }, '$.path must be the beginning of a path'],
        [{ status: 503, operation: 'create' }, '$.operation must be one of createSession, editSession, '],
      ] as const) {
        const answer = await add(visitor, body);
        const { code, message = '' } = answer.json() as { code?: string; message?: string };
        expect([answer.status, code]).toEqual([400, 'CONTROL_INPUT_INVALID']);
        expect(message.slice(0, expected.length)).toBe(expected);
      }
      expect(await listed(visitor)).toEqual([]);
    },
  }),
  claim({
    id: 'control.faults.are-deleted',
    sentence: 'Deleting all faults reports their number.',
    ...clearing,
    run: async ({ emulate, expect }) => {
      const visitor = emulate({}).newVisitor();
      for (const times of [1, 'every']) await add(visitor, { status: 503, times });
      const answer = await visitor.send('DELETE', { path });
      expect([answer.status, answer.json()]).toEqual([200, { dropped: { faults: 2 } }]);
      expect([(await visitor.post()).status, await listed(visitor)]).toEqual([201, []]);
    },
  }),
  claim({
    id: 'control.faults.one-is-deleted',
    sentence: 'A fault is deleted by its id; an unknown id gets 404.',
    ...clearing,
    operation: 'DELETE /_mock/faults/{id}',
    run: async ({ emulate, expect }) => {
      const visitor = emulate({}).newVisitor();
      const { id } = (await add(visitor, { status: 502 })).json() as Listed;
      await add(visitor, { status: 503 });
      const remove = () => visitor.send('DELETE', { path: `${path}/${id}` });
      const answer = await remove();
      expect([answer.status, answer.json()]).toEqual([200, { dropped: { faults: 1 } }]);
      const gone = await remove();
      expect([...codeOf(gone), (gone.json() as { message: string }).message]).toEqual([
        ...[404, 'FAULT_UNKNOWN'],
        `There is no fault ${id}: GET /_mock/faults lists the existing ones`,
      ]);
      expect((await visitor.post()).status).toBe(503);
      await add(visitor, { status: 502 });
      const ids = (await listed(visitor)).map((fault) => fault.id);
      expect([ids.includes(id), new Set(ids).size]).toEqual([false, 2]); // none is used again
    },
  }),
  claim({
    id: 'control.faults.reset-deletes-them',
    sentence: 'A reset deletes all faults.',
    operation: 'POST /_mock/reset',
    ...ownFaults,
    run: async ({ emulate, expect }) => {
      const visitor = emulate({}).newVisitor();
      await visitor.send('GET', { path: '/_mock/snapshot' });
      for (const query of ['to=snapshot', '']) {
        await add(visitor, { status: 503, times: 'every' });
        await visitor.send('POST', { path: '/_mock/reset', query });
        expect([(await visitor.post()).status, await listed(visitor)]).toEqual([201, []]);
      }
    },
  }),
  claim({
    id: 'control.faults.refused-to-other-origins',
    sentence: 'A page of another origin can neither read nor change faults.',
    ...adding,
    run: async ({ emulate, expect }) => {
      const visitor = emulate({}).newVisitor();
      const { id } = (await add(visitor, { status: 503 })).json() as Listed;
      const headers = { origin: 'https://elsewhere.example' };
      for (const [method, at, body] of [
        ['GET', path, undefined],
        ['POST', path, { status: 502 }],
        ['DELETE', path, undefined],
        ['DELETE', `${path}/${id}`, undefined],
      ] as const) {
        const answer = await visitor.send(method, { path: at, headers, ...(body !== undefined && { body }) });
        expect(codeOf(answer)).toEqual([403, 'CONTROL_FORBIDDEN']);
      }
      expect((await listed(visitor)).map((fault) => fault.id)).toEqual([id]);
    },
  }),
];
