import { claim } from '../harness/behaviour';
import { rawAnswer } from '../harness/raw-answer';
import type { Answer, Method } from '../targets/target';

const marker = { emulatorOnly: 'what the real service answers here is unknown' } as const;
const own = { grade: 'assumed', evidence: [], marker } as const;
const statusAndBody = (answer: Answer) => [answer.status, answer.json()];

const served = [
  ['/api/sessions', 'POST, PATCH, GET, HEAD, OPTIONS'],
  ['/api/sessions/invalidToken', 'POST, GET, HEAD, OPTIONS'],
  ['/io/api/sessions/', 'POST, PATCH, GET, HEAD, OPTIONS'],
  ['/api/segments', 'GET, HEAD, OPTIONS'],
  ['/api/segments/some-token', 'GET, HEAD, OPTIONS'],
] as const;

/** Methods besides those of the operations, and paths besides theirs. */
export const emulatorMethods = [
  claim({
    id: 'emulator.methods.not-served',
    sentence: 'An unserved method gets 405; Allow and the message name those that are served.',
    operation: 'GET /api/sessions',
    ...own,
    run: async ({ visitor, expect }) => {
      await visitor.get('*');
      for (const [path, allow] of served) {
        const others = (['POST', 'PATCH', 'PUT', 'DELETE'] as Method[]).filter(
          (method) => !allow.split(', ').includes(method),
        );
        for (const method of others) {
          const answer = await visitor.send(method, { path });
          expect(answer.headers['allow']).toBe(allow);
          expect(statusAndBody(answer)).toEqual([
            405,
            {
              type: 'MethodNotAllowed',
              message: `${method} is not served here: send one of ${allow}`,
              code: 'METHOD_NOT_ALLOWED',
            },
          ]);
        }
      }
    },
  }),
  claim({
    id: 'emulator.methods.head',
    sentence: 'HEAD answers as GET, without the body.',
    operation: 'GET /api/sessions',
    ...own,
    run: async ({ visitor, expect }) => {
      await visitor.post({ public: { a: 'ü' } });
      for (const [path, query] of [
        ['/api/sessions', 'items=*'],
        ['/api/sessions/invalidToken', 'items=*'],
        ['/api/sessions', 'no=items'],
        ['/api/segments', 'utm_source=x'],
        ['/_mock/openapi.json', ''],
      ] as const) {
        const cookie = `vtex_session=${visitor.cookie('vtex_session')}`;
        const [head, get] = [
          await visitor.send('HEAD', { path, query, headers: { cookie } }),
          await visitor.send('GET', { path, query, headers: { cookie } }),
        ];
        expect([head.status, head.text]).toEqual([get.status, '']);
        expect(head.headers['content-length']).toBe(String(Buffer.byteLength(get.text)));
        expect(head.headers['cache-control']).toBe(get.headers['cache-control']);
        expect(head.setCookie).toEqual(get.setCookie);
        if (path.endsWith('invalidToken')) await visitor.post();
      }
    },
  }),
  claim({
    id: 'emulator.methods.options',
    sentence: 'OPTIONS gets 204 with Allow and creates no session.',
    operation: 'GET /api/segments',
    ...own,
    run: async ({ visitor, expect }) => {
      await visitor.segment();
      for (const [path, allow] of served) {
        const answer = await visitor.send('OPTIONS', {
          path,
          headers: { origin: 'https://elsewhere.example' },
        });
        expect([answer.status, answer.text, answer.setCookie]).toEqual([204, '', []]);
        expect(answer.headers['allow']).toBe(allow);
        expect(answer.headers['content-length']).toBe(undefined);
        expect(answer.headers['content-type']).toBe(undefined);
      }
    },
  }),
  claim({
    id: 'emulator.methods.of-control-routes',
    sentence: 'Control routes answer OPTIONS and unsupported methods in the same way.',
    operation: 'GET /api/sessions',
    ...own,
    run: async ({ visitor, expect }) => {
      await visitor.get('*');
      const get = 'GET, HEAD, OPTIONS';
      for (const [path, allow] of [
        ['/_mock/health', get],
        ['/_mock/openapi.json', get],
        ['/_mock/personas', get],
        ['/_mock/personas/anonymous/sessions', 'POST, OPTIONS'],
        ['/_mock/sessions/some-id/explain', get],
      ] as const) {
        const options = await visitor.send('OPTIONS', { path });
        expect([options.status, options.headers['allow'], options.text]).toEqual([204, allow, '']);
        const answer = await visitor.send('DELETE', { path });
        expect(answer.headers['allow']).toBe(allow);
        expect(statusAndBody(answer)).toEqual([
          405,
          {
            type: 'MethodNotAllowed',
            message: `DELETE is not served here: send ${allow.split(',')[0]}`,
            code: 'METHOD_NOT_ALLOWED',
          },
        ]);
      }
      const { headers } = await visitor.send('GET', { path: '/_mock/health' });
      expect([headers['cache-control'], headers['x-powered-by'], headers['etag']]).toEqual([
        'no-store',
        undefined,
        undefined,
      ]);
    },
  }),
  claim({
    id: 'emulator.methods.unserved-paths',
    sentence: 'An unknown path gets 404 that names method, path and the served paths.',
    operation: 'GET /api/sessions',
    ...own,
    run: async ({ visitor, expect }) => {
      await visitor.get('*');
      for (const [method, path] of [
        ['GET', '/'],
        ['POST', '/api/session'],
        ['GET', '/api/sessions/a/b'],
        ['GET', '/api/sessionsx'],
        ['GET', '/api/sessions;a=b'],
        ['GET', '/api/sessions//a'],
        ['GET', '/api//sessions'],
        ['GET', '/api%2Fsessions'],
        ['GET', '/API/sessions'],
        ['GET', '/myapi/sessions'],
        ['DELETE', '/_mock/nothing'],
      ] as const) {
        expect(statusAndBody(await visitor.send(method, { path, query: 'a=b' }))).toEqual([
          404,
          {
            type: 'NotFound',
            message: `Nothing is served at ${method} ${path}. Try /api/sessions, /api/segments (both also behind a root path) or /_mock`,
            code: 'NOT_FOUND',
          },
        ]);
      }
    },
  }),
  claim({
    id: 'emulator.methods.bad-escapes',
    sentence: 'A bad percent-escape in a path gets 400; in the query string it is taken literally.',
    operation: 'GET /api/segments/{segmentToken}',
    ...own,
    run: async ({ visitor, expect }) => {
      const unreadable = (message: string) => [400, { type: 'BadRequest', message, code: 'PATH_UNREADABLE' }];
      const inToken = 'The token in the path holds a bad percent-escape: send it as it was set';
      for (const path of ['/api/segments/%zz', '/api/sessions/%E0%A4%A']) {
        expect(statusAndBody(await visitor.send('GET', { path, query: 'items=*' }))).toEqual(
          unreadable(inToken),
        );
      }
      const elsewhere = await visitor.send('POST', { path: '/_mock/personas/%zz/sessions' });
      expect(statusAndBody(elsewhere)).toEqual(unreadable('The path holds a bad percent-escape'));
      await visitor.post({ query: 'a%zz=%b&c+d=e+f' });
      expect(await visitor.values('public.a%zz,public.c%20d')).toEqual({
        'public.a%zz': '%b',
        'public.c d': 'e f',
      });
    },
  }),
  claim({
    id: 'emulator.methods.whole-urls',
    sentence: 'A request may name a whole URL, as proxies do, or begin with several slashes.',
    operation: 'GET /api/sessions',
    ...own,
    needs: ['raw'],
    run: async ({ target, visitor, expect }) => {
      await visitor.post();
      await visitor.get('*');
      const path = '/api/sessions?items=account.accountName';
      for (const url of [
        path,
        `http://store.example${path}`,
        `HTTPS://store.example:8080${path}`,
        `//store${path}`,
        `///${path}`,
        `/\\/${path}`,
        `${path}#fragment`,
        'http://store.example?x=1/api/sessions',
      ]) {
        const answer = await rawAnswer(target, [`GET ${url} HTTP/1.1`, 'Host: store.example']);
        const isElsewhere = url.includes('?x=1');
        expect(answer.status).toBe(isElsewhere ? 404 : 200);
        if (isElsewhere) continue;
        expect((answer.json() as { namespaces: unknown }).namespaces).toEqual({
          account: { accountName: { value: target.account } },
        });
      }
      // A root path may stand in front of a session operation, and of nothing else.
      const health = '/_mock/health';
      for (const url of [
        `http://store.example${health}`,
        `HTTPS://127.0.0.1:8080${health}?`,
        `//${health}`,
        `/\\/${health}`,
        `${health}#fragment`,
        `http://store.example${health}#a#b`,
      ]) {
        const answer = await rawAnswer(target, [`GET ${url} HTTP/1.1`, 'Host: store.example']);
        expect([url, answer.status]).toEqual([url, 200]);
      }
      const inside = await rawAnswer(target, [`GET /a://store${health} HTTP/1.1`, 'Host: store.example']);
      expect(inside.status).toBe(404);
      const link = 'http://elsewhere.example//a/\\b';
      const asked = [`POST /api/sessions?items=public.link&link=${link} HTTP/1.1`, 'Host: store.example'];
      const { namespaces } = (await rawAnswer(target, asked)).json() as { namespaces: unknown };
      expect(namespaces).toEqual({ public: { link: { value: link } } });
      const withoutHost = await rawAnswer(target, [`GET ${path} HTTP/1.0`]);
      expect(withoutHost.status).toBe(200);
      const odd = await rawAnswer(target, ['GET http://[ HTTP/1.1', 'Host: x']);
      expect(odd.status).toBeGreaterThanOrEqual(400);
    },
  }),
  claim({
    id: 'emulator.methods.no-sessions-under-mock',
    sentence: 'Nothing under /_mock counts as a root path of the store.',
    operation: 'GET /api/sessions',
    ...own,
    run: async ({ visitor, expect }) => {
      await visitor.get('*');
      for (const path of ['/_mock/api/sessions', '/_mock/x/api/segments']) {
        expect((await visitor.send('GET', { path, query: 'items=*' })).status).toBe(404);
      }
      expect((await visitor.send('GET', { path: '/x/_mock/api/sessions', query: 'items=*' })).status).toBe(
        200,
      );
    },
  }),
  claim({
    id: 'emulator.methods.which-path-it-is',
    sentence: 'The last /api/sessions in a path counts if nothing or one token follows it.',
    operation: 'GET /api/sessions',
    ...own,
    run: async ({ visitor, expect }) => {
      await visitor.post();
      const { id } = visitor.claims();
      const token = visitor.cookie('vtex_session');
      for (const [path, isHis] of [
        ['/api/sessions///', true],
        [`/api/sessions/${token}//`, true],
        [`/a/api/sessions/${token.replaceAll('.', '%2E')}`, true],
        [`/api/segments/x/api/sessions/${token}`, true],
        ['/x/api/segments/api/sessions', true],
      ] as const) {
        const answer = await visitor.send('GET', { path, query: 'items=*' });
        expect([answer.status, (answer.json() as { id?: string }).id === id]).toEqual([200, isHis]);
      }
    },
  }),
  claim({
    id: 'emulator.methods.answers-are-not-cached',
    sentence: 'Sessions have Cache-Control no-store, segments no-cache, neither an ETag.',
    operation: 'GET /api/segments',
    ...own,
    run: async ({ visitor, expect }) => {
      const caching = ({ headers }: Answer) => [headers['cache-control'], headers['etag']];
      const sessions = [
        await visitor.get('*'),
        await visitor.post(),
        await visitor.patch(),
        await visitor.get('*'),
        await visitor.get('*', { path: `/api/sessions/${visitor.cookie('vtex_session')}` }),
      ];
      for (const answer of sessions) expect(caching(answer)).toEqual(['no-store', undefined]);
      const path = `/api/segments/${visitor.cookie('vtex_segment')}`;
      for (const answer of [await visitor.segment(), await visitor.segment({ path })]) {
        expect(caching(answer)).toEqual(['no-cache', undefined]);
      }
    },
  }),
  claim({
    id: 'emulator.methods.length-and-type',
    sentence: 'Every answer has its length in bytes, is JSON in UTF-8, and does not name the server.',
    operation: 'GET /api/segments',
    ...own,
    run: async ({ visitor, expect }) => {
      const answers = [
        await visitor.post({ query: 'items=*', public: { 'ü"key': 'ü"\\\u2028\ud800' } }),
        await visitor.patch(),
        await visitor.get('*'),
        await visitor.get(undefined),
        await visitor.segment(),
        await visitor.send('GET', { path: '/nowhere' }),
        await visitor.send('GET', { path: '/_mock/health' }),
      ];
      for (const { headers, text } of answers) {
        expect(headers['content-type']).toBe('application/json; charset=utf-8');
        expect(headers['content-length']).toBe(String(Buffer.byteLength(text)));
        expect(headers['x-powered-by']).toBe(undefined);
        expect(JSON.stringify(JSON.parse(text))).toBe(text); // compact
      }
    },
  }),
];
