import { notingApp } from '../harness/apps';
import { claim } from '../harness/behaviour';
import { type Entry, journal } from '../harness/journal';
import { rawAnswer } from '../harness/raw-answer';
import type { Visitor } from '../harness/visitor';

const own = {
  operation: 'GET /_mock/journal',
  grade: 'assumed',
  evidence: [],
  marker: { emulatorOnly: 'the real service does not publish its requests' },
  needs: ['variant'],
} as const;

const byte = { needs: ['variant', 'raw'] } as const;
const entries = async (visitor: Visitor) => (await journal(visitor)).entries;
const newest = async (visitor: Visitor) => (await entries(visitor)).at(-1) as Entry;
const post = ['POST /api/sessions HTTP/1.1', 'Host: store.example'];

/** What an entry of /_mock/journal shows, and what it leaves out. */
export const controlJournalEntries = [
  claim({
    id: 'control.journal-entries.request-headers',
    sentence:
      'Allow-listed request headers are recorded with their values, repeated lines joined; others by name only.',
    ...own,
    ...byte,
    run: async ({ emulate, expect }) => {
      const { target, newVisitor } = emulate({});
      const shown = {
        accept: 'a/b',
        'accept-encoding': 'c',
        'accept-language': 'd',
        'access-control-request-headers': 'e',
        'access-control-request-method': 'f',
        'cache-control': 'g',
        'content-encoding': 'identity',
        'content-type': 'application/json',
        origin: 'https://h.example',
        'sec-fetch-site': 'i',
        'user-agent': 'j',
        'x-forwarded-host': 'k.example',
        'x-forwarded-proto': 'l',
        'x-mock-fault': 'delay=0',
      };
      const lines = Object.entries(shown).map(([name, value]) => `${name.toUpperCase()}: ${value}`);
      const more = ['Content-Length: 2', 'X-Own: m', 'Accept: n', 'x-own: o'];
      await rawAnswer(target, [...post, ...lines, ...more], { body: '{}' });
      const { 'x-mock-explain': _whoAsksForReasons, ...headers } = (await newest(newVisitor())).request
        .headers;
      expect(headers).toEqual({
        ...shown,
        host: 'store.example',
        connection: 'close',
        'content-length': '2',
        accept: 'a/b, n',
        'x-own': '<redacted>, <redacted>',
      });
      const agents = ['p'.repeat(5000), 'q'.repeat(4000), 'r'];
      for (const agent of agents) await rawAnswer(target, [...post, `User-Agent: ${agent}`]);
      const kept = (await entries(newVisitor())).slice(1);
      expect(kept.map(({ request }) => request.headers['user-agent'])).toEqual(agents);
      await rawAnswer(target, [...post, 'Transfer-Encoding: chunked'], { body: '0\r\n\r\n' });
      expect((await newest(newVisitor())).request.headers['transfer-encoding']).toBe('chunked');
    },
  }),
  claim({
    id: 'control.journal-entries.cookies',
    sentence:
      'Of request cookies only the names are recorded; of Set-Cookie lines all but the value; lines that delete a cookie whole.',
    ...own,
    ...byte,
    run: async ({ emulate, expect }) => {
      const { target, newVisitor } = emulate({});
      const cookies = ['Cookie: a=1; b ; = 2;c=3=4', 'Cookie: vtex_session=none'];
      await rawAnswer(target, ['GET /api/sessions?items=* HTTP/1.1', 'Host: store.example', ...cookies]);
      const { request, answer, status } = await newest(newVisitor());
      expect([status, request.headers['cookie']]).toEqual([
        401,
        'a=<redacted>; <redacted>; =<redacted>; c=<redacted>; vtex_session=<redacted>',
      ]);
      const attributes = 'Path=/; Secure; HttpOnly; SameSite=None; Max-Age=';
      expect(answer.setCookie).toEqual([`vtex_session=; ${attributes}0`, `vtex_segment=; ${attributes}0`]);
      const visitor = newVisitor();
      for (let count = 0; count < 2; count++) {
        await visitor.post();
        expect((await newest(visitor)).answer.setCookie).toEqual([
          `vtex_session=<redacted>; ${attributes}432000`,
          `vtex_segment=<redacted>; ${attributes}432000`,
        ]);
      }
    },
  }),
  claim({
    id: 'control.journal-entries.secrets-elsewhere',
    sentence:
      'A credential of 16 characters or more in a header is redacted everywhere else, also escaped or in parts.',
    ...own,
    run: async ({ emulate, expect }) => {
      const visitor = emulate({}).newVisitor();
      const reported = async (headers: Readonly<Record<string, string>>, said: string) => {
        await visitor.post({ query: `a=${encodeURIComponent(said)}`, headers });
        return ((await newest(visitor)).request.query as { a: string }).a;
      };
      const long = 'abcdefghijklmnop';
      for (const [headers, said, isShown] of [
        [{ cookie: `a=${long}` }, long, false],
        [{ cookie: `b=1; a= ${long} ` }, `(${long})`, false],
        [{ cookie: `a=${long.slice(1)}` }, long, true],
        [{ cookie: 'country=BRA' }, 'BRA', true],
        [{ cookie: `a=x.${long}.y` }, long, false],
        [{ cookie: `a=abcdefghi%20klmnop` }, 'abcdefghi klmnop', false],
        [{ cookie: `a=abcdefghijklmnop%2g` }, 'abcdefghijklmnop%2g', false],
        [{ 'x-api-key': long }, long, false],
        [{ accept: long }, long, true],
        [{ accept: `Basic  ${long}` }, long, false],
      ] as const) {
        expect([headers, said, await reported(headers, said)]).toEqual([
          headers,
          said,
          isShown ? said : '<redacted>',
        ]);
      }
      await visitor.send('GET', {
        path: `/shop/${long}`,
        headers: { cookie: `a=${long}`, 'user-agent': long },
      });
      const { path, request } = await newest(visitor);
      expect([path.includes(long), request.headers['user-agent']]).toEqual([false, '<redacted>']);
    },
  }),
  claim({
    id: 'control.journal-entries.request-bodies',
    sentence:
      'Of a JSON object body `public` and the names of other keys are recorded; a body over 16,384 bytes or not JSON is omitted with the reason.',
    ...own,
    ...byte,
    run: async ({ emulate, expect }) => {
      const { target, newVisitor } = emulate({});
      const visitor = newVisitor();
      const reported = async (text: string) => {
        await visitor.post({ text });
        const { body, leftOut } = (await newest(visitor)).request;
        return leftOut ?? body;
      };
      const sized = (size: number) => {
        const around = JSON.stringify({ public: { a: { value: '' } } }).length;
        return JSON.stringify({ public: { a: { value: 'x'.repeat(size - around) } } });
      };
      expect(await reported(sized(16_384))).toEqual(JSON.parse(sized(16_384)));
      expect(await reported(sized(16_385))).toBe('over 16384 bytes');
      expect(await reported('{')).toBe('not read, or not JSON');
      expect(await reported('[1]')).toBe('<redacted>');
      expect(await reported('{"public":[1],"more":{"a":1}}')).toEqual({
        public: '<redacted>',
        more: '<redacted>',
      });
      const entry = { value: [1, { secret: 'x', b: '' }], keepAlive: true, more: 1 };
      const others = {
        entry: { value: 'x', keepAlive: 'yes' },
        plain: 'x',
        list: ['x'],
        password: { value: '' },
      };
      expect(await reported(JSON.stringify({ public: { a: entry, ...others } }))).toEqual({
        public: {
          a: { value: [1, { secret: '<redacted>', b: '' }], keepAlive: true, more: '<redacted>' },
          entry: { value: 'x', keepAlive: false },
          plain: '<redacted>',
          list: '<redacted>',
          password: { value: '' },
        },
      });
      const chunked = async (text: string) => {
        const body = `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n0\r\n\r\n`;
        const json = 'Content-Type: application/json';
        await rawAnswer(target, [...post, json, 'Transfer-Encoding: chunked'], { body });
        const { request } = await newest(visitor);
        return request.leftOut ?? request.body;
      };
      expect(await chunked(sized(16_385))).toBe('over 16384 bytes');
      expect(await chunked('{}')).toEqual({});
      expect(await chunked('{')).toBe('not read, or not JSON');
      await rawAnswer(target, [...post, 'Content-Length: 0']);
      const none = (await newest(visitor)).request;
      expect(['body' in none, 'leftOut' in none]).toEqual([false, false]);
    },
  }),
  claim({
    id: 'control.journal-entries.answers',
    sentence:
      'An answer is recorded with its headers and without tokens; one over 32,768 characters is omitted, and the entry says so.',
    ...own,
    run: async ({ emulate, expect }) => {
      const visitor = emulate({}).newVisitor();
      const json = 'application/json; charset=utf-8';
      await visitor.post();
      const { headers, body } = (await newest(visitor)).answer;
      expect([headers, body]).toEqual([
        { 'content-type': json, 'cache-control': 'no-store' },
        { sessionToken: '<redacted>', segmentToken: '<redacted>' },
      ]);
      await visitor.post({ text: '{"a' });
      const { type, message, code } = (await newest(visitor)).answer.body as Record<string, unknown>;
      expect([type, code]).toEqual(['BadRequest', 'BODY_NOT_JSON']);
      expect(message).toMatch(/^The body is not valid JSON at line 1, column 4: \w+/);
      await visitor.send('OPTIONS', { path: '/api/sessions' });
      const { operation, answer } = await newest(visitor);
      expect([operation, Object.keys(answer.headers), 'body' in answer]).toEqual([
        'options',
        ['allow'],
        false,
      ]);
      await visitor.get('public.none');
      expect((await newest(visitor)).answer.setCookie).toEqual([]);
      const read = async (item: string) => {
        const { text } = await visitor.get(item);
        return [text.length, (await newest(visitor)).answer.leftOut];
      };
      const around = (await visitor.get('public.none')).text.length + '"a":{"value":""}'.length;
      for (const size of [32_768, 32_769]) {
        await visitor.patch({ public: { a: 'x'.repeat(size - around) } });
        expect(await read('public.a')).toEqual([size, size === 32_768 ? undefined : 'over 32768 characters']);
      }
      expect((await newest(visitor)).answer.headers['content-type']).toBe(json);
    },
  }),
  claim({
    id: 'control.journal-entries.session-apps',
    sentence: 'Conflicts and failures of session apps are recorded, and the first 100 ignored keys.',
    ...own,
    run: async ({ emulate, expect }) => {
      const output = { out: ['color', 'apiKey'] };
      const given = (color: string) => ({ out: { color: { value: color }, apiKey: { value: color } } });
      const input = { public: ['go'] };
      const one = notingApp('one', { input, output }, () => given('red'));
      const other = notingApp('other', { input, output }, () => given('blue'));
      const failing = notingApp('failing', { input: { public: ['fail'] } }, () => {
        throw new Error('no way');
      });
      const visitor = emulate({ apps: [one, other, failing] }).newVisitor();
      await visitor.post({ public: { go: '1' } });
      const values = (first: string, second: string) => [
        { app: 'one', value: first },
        { app: 'other', value: second },
      ];
      const winners = { winner: 'other', declaredWinner: 'other' };
      expect((await newest(visitor)).conflicts).toEqual([
        { namespace: 'out', key: 'color', values: values('red', 'blue'), ...winners },
        { namespace: 'out', key: 'apiKey', values: values('<redacted>', '<redacted>'), ...winners },
      ]);
      await visitor.patch({ public: { fail: '1' } });
      const { status, failure, conflicts } = await newest(visitor);
      expect([status, failure, conflicts]).toEqual([
        502,
        'App failing failed, resulting in an error building the session: no way',
        [],
      ]);
      expect('failure' in ((await entries(visitor))[0] as Entry)).toBe(false);
      for (const count of [100, 101]) {
        const names = Array.from({ length: count }, (_, index) => [`n${index}`, 1]);
        await visitor.post({ body: Object.fromEntries(names) });
        const { ignored } = await newest(visitor);
        expect([ignored.length, ignored[0]?.path, ignored.at(-1)?.path]).toEqual([100, 'n0', 'n99']);
      }
    },
  }),
  claim({
    id: 'control.journal-entries.sessions',
    sentence: 'A refused request belongs to the session that its token names, path before cookie, if any.',
    ...own,
    run: async ({ emulate, expect }) => {
      const { newVisitor } = emulate({});
      const [visitor, other] = [newVisitor(), newVisitor()];
      const startedAt = performance.now();
      await visitor.post();
      expect((await newest(visitor)).milliseconds).toBeLessThanOrEqual(performance.now() - startedAt);
      await other.post();
      const tokenOf = (id: unknown) => `x.${Buffer.from(JSON.stringify({ id })).toString('base64url')}.y`;
      const namedBy = async (cookie: string, path = '/api/sessions') => {
        await visitor.get('*', { path, headers: { cookie } });
        const { session } = await newest(visitor);
        return session && [session.id];
      };
      const [mine, yours] = [visitor, other].map((one) => one.cookie('vtex_session')) as [string, string];
      const edges = 'a-_Z'.repeat(16);
      for (const [cookie, path, id] of [
        [`vtex_session=${tokenOf(edges)}`, undefined, edges],
        [`vtex_session=${tokenOf(`${edges}a`)}`, undefined, undefined],
        [`vtex_session=${tokenOf('a b')}`, undefined, undefined],
        [`vtex_session=${tokenOf(7)}`, undefined, undefined],
        ['vtex_session=none', undefined, undefined],
        [`other=${tokenOf('a')}`, undefined, undefined],
        [`vtex_session=${mine}`, `/api/sessions/${tokenOf('b')}`, 'b'],
        [`vtex_session=${mine}`, `/api/sessions/${yours}`, other.claims().id],
        [`vtex_session=${tokenOf('c')}`, '/elsewhere', undefined],
        [`vtex_session=${tokenOf('d')}`, '/api/sessions/%zz', undefined],
      ] as const) {
        expect([cookie, path, await namedBy(cookie, path)]).toEqual([cookie, path, id && [id]]);
      }
      await visitor.post({ path: `/api/sessions/${yours}` });
      const { operation, request } = await newest(visitor);
      expect([operation, request.query]).toEqual(['editSessionByToken', {}]);
      await visitor.post({ query: '??a=1&&b' });
      expect((await newest(visitor)).request.query).toEqual({ a: '1', b: '' });
    },
  }),
];
