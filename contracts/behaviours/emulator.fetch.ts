import { claim } from '../harness/behaviour';
import { type Fetch, type Fetched, fetched, ofAnotherMake } from '../harness/fetched';
import { type Visitor, visitorOf } from '../harness/visitor';
import type { Method, Target } from '../targets/target';

const own = {
  grade: 'assumed',
  evidence: [],
  marker: { emulatorOnly: 'only the emulator runs in the process of the caller' },
  needs: ['variant'],
} as const;

const url = 'https://www.acme.example/api/sessions';
const json = { 'content-type': 'application/json' };
const blue = '{"public":{"a":{"value":"é"}}}';

/** The same emulator, asked by its fetch where others ask over HTTP. */
function fetchedVisitor({ fetch, target }: Fetched): Visitor {
  return visitorOf({
    ...target,
    async request({ path, body, method, headers = {} }) {
      const answer = await fetch(`http://localhost${path}`, { method, headers, body: body ?? null });
      const text = await answer.text();
      return {
        status: answer.status,
        headers: Object.fromEntries(answer.headers),
        setCookie: answer.headers.getSetCookie(),
        text,
        json: () => JSON.parse(text) as unknown,
      };
    },
  });
}

async function sessionsKept(target: Target): Promise<number> {
  const answer = await target.request({ method: 'GET', path: '/_mock/health' });
  return (answer.json() as { sessions: number }).sessions;
}

/** Of the connection, and not of the answer. */
const ofTheConnection = ['connection', 'keep-alive', 'transfer-encoding'];

/** Each answer has newly signed cookies, and not every request asks what decided its answer. */
const passing = [...ofTheConnection, 'date', 'set-cookie', 'x-mock-explain'];

const lasting = (headers: Iterable<readonly [string, string]>) =>
  Object.fromEntries([...headers].filter(([name]) => !passing.includes(name)).sort());

const post = (fault: string) => ({ method: 'POST', headers: { 'x-mock-fault': fault } });

async function failureOf(asking: Promise<unknown>): Promise<Error> {
  const error = await asking.then(
    () => new Error('It did not fail'),
    (reason: unknown) => reason,
  );
  return error as Error;
}

function toldOf({ name, message, cause }: Error): readonly unknown[] {
  const { code, message: why } = (cause ?? {}) as NodeJS.ErrnoException;
  return [name, message, code, why];
}

const requests: readonly (readonly [method: Method, path: string, headers?: object, body?: string])[] = [
  ['GET', '/api/sessions?items=account.accountName'],
  ['GET', '//api/sessions/?items=store.channel,public.a'],
  ['GET', '/api/sessions'],
  ['GET', '/api/segments'],
  ['GET', '/api/sessions/invalidToken?items=*'],
  ['GET', '/api/sessions/%zz'],
  ['HEAD', '/api/sessions?items=*'],
  ['OPTIONS', '/api/segments'],
  ['PUT', '/api/sessions', {}, 'x'],
  ['POST', '/api/sessions', json, '{"public":'],
  ['POST', '/api/sessions', { 'content-type': 'text/plain' }, 'x'],
  ['PATCH', '/api/sessions', json, '[]'],
  ['GET', '/_mock/personas'],
  ['GET', '/_mock/nothing?x=1'],
  ['GET', '/cart'],
];

/** `manager.fetch`: the emulator asked without a port. */
export const emulatorFetch = [
  claim({
    id: 'emulator.fetch.answers-as-over-http',
    sentence: '`manager.fetch` answers with the status, headers and body of HTTP.',
    operation: 'GET /api/sessions',
    ...own,
    run: async (context) => {
      const { fetch, target, newVisitor } = fetched(context);
      const { expect } = context;
      const visitor = newVisitor();
      await visitor.post({ public: { a: 'é' } });
      const cookie = `vtex_session=${visitor.cookie('vtex_session')}`;
      for (const [method, path, more, body] of requests) {
        const headers = { cookie, ...more };
        const overHttp = await target.request({ method, path, headers, body });
        const answer = await fetch(`http://localhost${path}`, { method, headers, body: body ?? null });
        expect([path, answer.status, await answer.text()]).toEqual([path, overHttp.status, overHttp.text]);
        expect(lasting(answer.headers)).toEqual(lasting(Object.entries(overHttp.headers)));
        expect(answer.headers.getSetCookie().length).toBe(overHttp.setCookie.length);
        for (const name of ofTheConnection) expect(answer.headers.has(name)).toBe(false);
      }
      const statusText = async (path: string, method = 'GET') =>
        (await fetch(`http://localhost${path}`, { method })).statusText;
      expect(await statusText('/api/sessions', 'POST')).toBe('Created');
      expect(await statusText('/api/sessions?items=*')).toBe('OK');
      expect(await statusText('/cart')).toBe('Not Found');
    },
  }),
  claim({
    id: 'emulator.fetch.one-emulator',
    sentence: '`manager.fetch` reads and edits sessions created over HTTP, and vice versa.',
    operation: 'GET /api/sessions',
    ...own,
    run: async (context) => {
      const one = fetched(context);
      const { expect } = context;
      const [byFetch, overHttp] = [fetchedVisitor(one), one.newVisitor()];
      expect((await byFetch.post({ public: { a: 'é' } })).status).toBe(201);
      overHttp.hold('vtex_session', byFetch.cookie('vtex_session'));
      expect(await overHttp.values('public.a')).toEqual({ 'public.a': 'é' });
      await overHttp.patch({ public: { a: '€' } });
      expect(await byFetch.values('public.a')).toEqual({ 'public.a': '€' });
      expect(await sessionsKept(one.target)).toBe(1);
    },
  }),
  claim({
    id: 'emulator.fetch.whatever-fetch-takes',
    sentence:
      '`manager.fetch` takes a string, a URL, a Request or an object like one, for any host, with or without options.',
    operation: 'POST /api/sessions',
    ...own,
    run: async (context) => {
      const { fetch, target } = fetched(context);
      const { expect } = context;
      await target.request({ method: 'POST', path: '/api/sessions' });
      const post = { method: 'POST', headers: json, body: blue };
      const asking = `${url}?items=public.a`;
      for (const [input, init] of [
        [asking, post],
        [new URL(asking), post],
        [new Request(asking, post)],
        [new Request(asking, { headers: { 'content-type': 'text/plain' } }), post],
        ['http://[::1]:8080/io/api/sessions?items=public.a', post],
        [asking, { ...post, body: Buffer.from(blue) }],
        [asking, { ...post, body: new Blob([blue]) }],
        [ofAnotherMake(Object.entries(json), blue, { url: asking })],
        [ofAnotherMake([['Content-Type', 'application/json']], blue, { url: asking })],
      ] as [Parameters<Fetch>[0], RequestInit?][]) {
        const answer = await fetch(input, init);
        expect(answer.status).toBe(201);
        expect(((await answer.json()) as { namespaces: unknown }).namespaces).toEqual({
          public: { a: { value: 'é' } },
        });
      }
      expect((await fetch(url)).status).toBe(400);
      expect((await fetch(new Request(url, { method: 'POST' }))).status).toBe(201);
      const refused = (error: Error) => error.name;
      expect(await fetch('/api/sessions').catch(refused)).toBe('TypeError');
    },
  }),
  claim({
    id: 'emulator.fetch.lines-of-one-name',
    sentence:
      'Lines of one header are joined as in HTTP, cookies by a semicolon; `Set-Cookie` lines stay a list.',
    operation: 'POST /api/sessions',
    ...own,
    run: async (context) => {
      const { fetch, target } = fetched(context);
      const { expect } = context;
      await target.request({ method: 'POST', path: '/api/sessions' });
      const login = 'VtexIdclientAutCookie';
      const cookies = [
        ['cookie', `${login}_one=1`],
        ['Cookie', `${login}_two=2; a=b`],
        ['COOKIE', `${login}_three=3`],
      ] as const;
      const items = ['one', 'two', 'three'].map((name) => `cookie.${login}_${name}`).join(',');
      const answer = await fetch(ofAnotherMake(cookies, '', { url: `${url}?items=${items}` }));
      expect(((await answer.json()) as { namespaces: unknown }).namespaces).toEqual({
        cookie: {
          [`${login}_one`]: { value: '1' },
          [`${login}_two`]: { value: '2' },
          [`${login}_three`]: { value: '3' },
        },
      });
      const names = answer.headers.getSetCookie().map((line) => line.split('=', 1)[0]);
      expect(names).toEqual(['vtex_session', 'vtex_segment']);
      const encoded = await fetch(
        ofAnotherMake(
          [
            ['content-encoding', 'gzip'],
            ['Content-Encoding', 'br'],
          ],
          blue,
          { url },
        ),
      );
      expect(((await encoded.json()) as { message: string }).message).toMatch(
        /^Content-Encoding gzip, br is /,
      );
    },
  }),
  claim({
    id: 'emulator.fetch.without-a-body',
    sentence: 'An answer whose status forbids a body has the body null.',
    operation: 'GET /api/sessions',
    ...own,
    run: async (context) => {
      const { fetch, target } = fetched(context);
      const { expect } = context;
      await target.request({ method: 'GET', path: '/api/sessions?items=*' });
      for (const [method, status] of [
        ['HEAD', 200],
        ['OPTIONS', 204],
      ] as const) {
        const answer = await fetch(`${url}?items=*`, { method });
        expect([answer.status, answer.body]).toEqual([status, null]);
      }
      const read = await fetch(`${url}?items=nothing.at-all`);
      expect(read.body === null).toBe(false);
    },
  }),
  claim({
    id: 'emulator.fetch.other-length',
    sentence: 'A body with a wrong Content-Length gets 400 and creates no session; a chunked one needs none.',
    operation: 'POST /api/sessions',
    ...own,
    run: async (context) => {
      const { fetch, target } = fetched(context);
      const { expect } = context;
      await target.request({ method: 'POST', path: '/api/sessions' });
      const type = ['content-type', 'application/json'] as const;
      for (const length of [blue.length, 1000]) {
        const answer = await fetch(ofAnotherMake([type, ['Content-Length', String(length)]], blue, { url }));
        const { type: name, code, message } = (await answer.json()) as Record<string, unknown>;
        expect([answer.status, name, code]).toEqual([400, 'BadRequest', 'REQUEST_UNREADABLE']);
        expect(message).toBe('The body ended before its announced length');
      }
      expect(await sessionsKept(target)).toBe(1);
      const bytes = String(Buffer.byteLength(blue));
      for (const more of [
        ['Content-Length', bytes],
        ['Transfer-Encoding', 'chunked'],
      ] as const) {
        const answer = await fetch(ofAnotherMake([type, more], blue, { url: `${url}?items=public.a` }));
        expect(((await answer.json()) as { namespaces: unknown }).namespaces).toEqual({
          public: { a: { value: 'é' } },
        });
      }
    },
  }),
  claim({
    id: 'emulator.fetch.cut-connections',
    sentence:
      'If a connection is cut before the answer, `manager.fetch` fails as the global one does; if amid the body, reading it does.',
    operation: 'POST /api/sessions',
    ...own,
    run: async (context) => {
      const { fetch, target } = fetched(context);
      const { expect } = context;
      await target.request({ method: 'POST', path: '/api/sessions' });
      for (const [fault, kept] of [
        ['drop', 1],
        ['drop=request', 1],
        ['drop=answer', 2],
        ['drop=answer', 3],
      ] as const) {
        const headers = [['x-mock-fault', fault]] as const;
        const asking = kept === 3 ? ofAnotherMake(headers, '', { url }) : new Request(url, post(fault));
        expect(toldOf(await failureOf(fetch(asking)))).toEqual([
          'TypeError',
          'fetch failed',
          'ECONNRESET',
          'socket hang up',
        ]);
        expect(await sessionsKept(target)).toBe(kept);
      }
      const { signal } = new AbortController();
      const answer = await fetch(url, { ...post('truncate'), signal });
      expect([answer.status, answer.headers.getSetCookie().length]).toEqual([201, 2]);
      const reader = (answer.body as ReadableStream<Uint8Array>).getReader();
      const half = Math.floor(Number(answer.headers.get('content-length')) / 2);
      const { value } = await reader.read();
      expect([
        value?.length,
        Buffer.from(value ?? [])
          .toString()
          .slice(0, 18),
      ]).toEqual([half, '{"sessionToken":"e']);
      expect(toldOf(await failureOf(reader.read()))).toEqual([
        'TypeError',
        'terminated',
        'ECONNRESET',
        'aborted',
      ]);
      const head = await fetch(`${url}?items=*`, { ...post('truncate'), method: 'HEAD' });
      expect([head.status, head.body]).toEqual([200, null]);
      expect(await sessionsKept(target)).toBe(4);
    },
  }),
  claim({
    id: 'emulator.fetch.aborted',
    sentence:
      'A signal ends a request with the signal’s reason, before it or while it waits, and nothing is saved.',
    operation: 'POST /api/sessions',
    ...own,
    run: async (context) => {
      const { fetch, target } = fetched(context);
      const { expect } = context;
      await target.request({ method: 'POST', path: '/api/sessions' });
      const asking = { ...post('delay=60000'), signal: AbortSignal.abort(new Error('no longer wanted')) };
      expect((await failureOf(fetch(url, asking))).message).toBe('no longer wanted');
      for (const reason of [undefined, new Error('waited too long')]) {
        const abort = new AbortController();
        const waiting = failureOf(fetch(url, { ...asking, signal: abort.signal }));
        await fetch(url, { ...post('delay=5, status=503') }); // by now the other is waiting
        abort.abort(reason);
        const { name, message } = await waiting;
        if (reason === undefined) expect(name).toBe('AbortError');
        else expect(message).toBe('waited too long');
      }
      expect(await sessionsKept(target)).toBe(1);
      const abort = new AbortController();
      const answer = await fetch(url, { method: 'POST', signal: abort.signal });
      abort.abort();
      expect([answer.status, Object.keys((await answer.json()) as object)]).toEqual([
        201,
        ['sessionToken', 'segmentToken'],
      ]);
    },
  }),
];
