import { claim } from '../harness/behaviour';
import { type Entry, journal, journalPath as path } from '../harness/journal';
import { randomName, type Visitor } from '../harness/visitor';

const own = {
  grade: 'assumed',
  evidence: [],
  marker: { emulatorOnly: 'the real service does not publish its requests' },
  needs: ['variant'],
} as const;

const list = { operation: 'GET /_mock/journal', ...own } as const;
const wait = { operation: 'GET /_mock/journal/await', ...own } as const;
const noon = '2026-01-31T12:00:00.000Z';

const numbers = async (visitor: Visitor, query: string) =>
  (await journal(visitor, query)).entries.map(({ seq }) => seq);

const awaited = (visitor: Visitor, query: string) => visitor.send('GET', { path: `${path}/await`, query });

/** GET and DELETE /_mock/journal, and waiting for an entry of it. */
export const controlJournal = [
  claim({
    id: 'control.journal.records-requests',
    sentence: 'The journal has request, answer, operation and session of each request, newest last.',
    ...list,
    run: async ({ emulate, expect }) => {
      const visitor = emulate({ clock: () => Date.parse(noon) }).newVisitor();
      const body = { public: { color: { value: 'blue' } }, profile: {} };
      await visitor.post({ path: '/io/api/sessions', query: 'utm_source=google&a=1&a=2', body });
      await visitor.get('public.color');
      const { id } = visitor.claims();
      const { entries, ...counted } = await journal(visitor);
      expect(counted).toEqual({ count: 2, last: 2 });
      const [first, second] = entries as [Entry, Entry];
      expect(first.milliseconds).toBeGreaterThanOrEqual(0);
      expect({ ...first, request: undefined, answer: undefined, milliseconds: 0 }).toEqual({
        seq: 1,
        at: noon,
        method: 'POST',
        path: '/io/api/sessions',
        operation: 'createSession',
        status: 201,
        unmatched: false,
        session: { id, version: 2 },
        request: undefined,
        answer: undefined,
        ignored: [{ path: 'profile', reason: 'a caller writes the public namespace only' }],
        conflicts: [],
        milliseconds: 0,
      });
      expect([first.request.query, first.request.body]).toEqual([
        { utm_source: 'google', a: ['1', '2'] },
        { ...body, profile: '<redacted>' },
      ]);
      expect(first.request.headers['content-type']).toBe('application/json');
      expect(first.answer.headers['cache-control']).toBe('no-store');
      expect([second.seq, second.operation, second.answer.body]).toEqual([
        2,
        'getSession',
        { id, namespaces: { public: { color: { value: 'blue' } } } },
      ]);
    },
  }),
  claim({
    id: 'control.journal.versions-before-and-after',
    sentence: "An entry has the session's version before and after; none before if it created the session.",
    ...list,
    run: async ({ emulate, expect }) => {
      const visitor = emulate({}).newVisitor();
      await visitor.post();
      const { id } = visitor.claims();
      await visitor.patch({ public: { a: '1' } });
      await visitor.patch({ public: { a: '1' } });
      await visitor.get('*');
      const { entries } = await journal(visitor);
      expect(entries.map(({ session }) => session)).toEqual([
        { id, version: 2 },
        { id, version: 3, versionBefore: 2 },
        { id, version: 3, versionBefore: 3 },
        { id, version: 3, versionBefore: 3 },
      ]);
    },
  }),
  claim({
    id: 'control.journal.no-credentials',
    sentence:
      'The journal has no token, cookie value or header value outside the allow-list, only their names.',
    ...list,
    run: async ({ emulate, expect }) => {
      const { loggedIn } = emulate({ account: 'acme' });
      const visitor = await loggedIn('shopper');
      await visitor.post();
      const tokens = [visitor.cookie('vtex_session'), visitor.cookie('vtex_segment')];
      const secret = randomName('hidden');
      await visitor.get('*', { headers: { 'x-vtex-api-appkey': secret, authorization: `Bearer ${secret}` } });
      await visitor.patch({ public: { token: secret, other: tokens[0] }, query: `accessToken=${secret}` });
      await visitor.send('GET', { path: `/api/session/${secret}`, headers: { cookie: `a=${secret}` } });
      await visitor.post({ text: `{"public": ${secret}` });
      for (const token of tokens) await visitor.get('*', { path: `/api/sessions/${token}` });
      const { text } = await visitor.send('GET', { path });
      expect(text.includes(secret)).toBe(false);
      const parts = tokens.flatMap((token) => token.split('.'));
      expect(parts.filter((part) => text.includes(part))).toEqual([]);
      const { entries } = await journal(visitor);
      expect(entries[0]?.answer.setCookie.map((line) => line.split(';', 1)[0])).toEqual([
        'vtex_session=<redacted>',
        'vtex_segment=<redacted>',
      ]);
      expect(entries[1]?.request.headers['cookie']).toMatch(
        /^VtexIdclientAutCookie_acme=<redacted>; vtex_session=<redacted>; vtex_segment=<redacted>$/,
      );
      expect(entries[1]?.request.headers['x-vtex-api-appkey']).toBe('<redacted>');
      expect(entries[3]?.path).toBe('/api/session/{token}');
      const shown = entries[1]?.answer.body as { namespaces: Record<string, unknown> };
      expect(shown.namespaces['cookie']).toEqual({ VtexIdclientAutCookie_acme: { value: '<redacted>' } });
    },
  }),
  claim({
    id: 'control.journal.not-of-the-control-plane',
    sentence: 'Requests to the control plane are not recorded.',
    ...list,
    run: async ({ emulate, expect }) => {
      const visitor = emulate({}).newVisitor();
      for (const other of ['/_mock/health', '/_mock/nothing', '/_mock/sessions', '/_mock', '/_MOCK?a=1'])
        await visitor.send('GET', { path: other });
      expect(await journal(visitor)).toEqual({ count: 0, last: 0, entries: [] });
      for (const other of ['/shop/_mock', '/_mocks']) await visitor.send('GET', { path: other });
      expect(await numbers(visitor, '')).toEqual([1, 2]);
    },
  }),
  claim({
    id: 'control.journal.unmatched-requests',
    sentence: 'Requests that no route served are recorded, under /api and elsewhere, and can be selected.',
    ...list,
    run: async ({ emulate, expect }) => {
      const visitor = emulate({}).newVisitor();
      await visitor.send('GET', { path: '/checkout' });
      await visitor.send('GET', { path: '/api/session' });
      await visitor.send('DELETE', { path: '/api/sessions' });
      await visitor.get(undefined);
      await visitor.segment();
      const { entries } = await journal(visitor, 'unmatched=true');
      expect(entries.map(({ path: asked, status }) => [asked, status])).toEqual([
        ['/checkout', 404],
        ['/api/session', 404],
        ['/api/sessions', 405],
      ]);
      expect(await numbers(visitor, 'unmatched=false')).toEqual([4, 5]);
    },
  }),
  claim({
    id: 'control.journal.filtered-and-counted',
    sentence:
      'The journal is filtered by method, path, operation, status, session and number, and counts the matches.',
    ...list,
    run: async ({ emulate, expect }) => {
      const { newVisitor } = emulate({});
      const [one, other] = [newVisitor(), newVisitor()];
      await one.post();
      await other.post({ path: '/io/api/sessions' });
      await one.get('*');
      await one.get(undefined);
      await one.segment();
      for (const [query, expected] of [
        ['', [1, 2, 3, 4, 5]],
        ['method=post', [1, 2]],
        ['path=/api/sessions', [1, 3, 4]],
        ['path=*/sessions', [1, 2, 3, 4]],
        ['path=/api/*', [1, 3, 4, 5]],
        ['path=/api/session%3F', []],
        ['path=/api/session.*', []],
        ['operation=getSession', [3, 4]],
        ['status=400', [4]],
        ['status=2xx', [1, 2, 3, 5]],
        [`session=${other.claims().id}`, [2]],
        [`session=${one.cookie('vtex_session')}`, [1, 3, 4, 5]],
        ['since=3', [4, 5]],
        ['since=99', []],
        ['limit=0', []],
        ['method=GET&status=200&since=3', [5]],
      ] as const) {
        expect([query, await numbers(one, query)]).toEqual([query, expected]);
      }
      const { count, last, entries } = await journal(one, 'method=GET&limit=1');
      expect([count, last, entries.map(({ seq }) => seq)]).toEqual([3, 5, [5]]);
    },
  }),
  claim({
    id: 'control.journal.refuses-invalid-filters',
    sentence: 'An unknown filter gets 400 with its name.',
    ...list,
    run: async ({ emulate, expect }) => {
      const visitor = emulate({}).newVisitor();
      for (const [name, value] of [
        ['verb', 'GET'],
        ['method', 'G T'],
        ['path', 'api'],
        ['operation', 'deleteSession'],
        ['status', 'ok'],
        ['session', ''],
        ['unmatched', '1'],
        ['since', '-1'],
        ['limit', 'all'],
      ] as const) {
        const answer = await visitor.send('GET', { path, query: `${name}=${encodeURIComponent(value)}` });
        const { code, message } = answer.json() as { code: string; message: string };
        expect([answer.status, code, message.split(' ', 1)[0]]).toEqual([
          400,
          'CONTROL_INPUT_INVALID',
          `?${name}`,
        ]);
      }
    },
  }),
  claim({
    id: 'control.journal.keeps-the-newest',
    sentence: 'The journal keeps the newest 1000 entries, or the number in the setting.',
    ...list,
    run: async ({ emulate, expect }) => {
      const few = emulate({ journal: 2 }).newVisitor();
      for (let count = 0; count < 5; count++) await few.segment();
      expect(await numbers(few, '')).toEqual([4, 5]);
      const usual = emulate({}).newVisitor();
      for (let batch = 0; batch < 13; batch++) {
        await Promise.all(Array.from({ length: 77 }, () => usual.segment()));
      }
      const { count, entries } = await journal(usual);
      expect([count, entries[0]?.seq, entries.at(-1)?.seq]).toEqual([1000, 2, 1001]);
    },
  }),
  claim({
    id: 'control.journal.records-faults',
    sentence: 'The journal names the fault of a request and the status that was sent.',
    ...list,
    run: async ({ emulate, expect }) => {
      const visitor = emulate({}).newVisitor();
      await visitor.post({ headers: { 'x-mock-fault': 'status=503' } });
      const { entries } = await journal(visitor);
      expect(entries.map(({ status, fault }) => [status, fault])).toEqual([[503, 'status=503']]);
    },
  }),
  claim({
    id: 'control.journal.switched-off',
    sentence: 'Reading a disabled journal gets 409 instead of an empty list.',
    ...list,
    run: async ({ emulate, expect }) => {
      const visitor = emulate({ journal: false }).newVisitor();
      await visitor.post();
      expect((await visitor.send('GET', { path: '/elsewhere' })).status).toBe(404);
      expect((await visitor.send('POST', { path: '/_mock/reset' })).status).toBe(200);
      for (const [method, where] of [
        ['GET', path],
        ['DELETE', path],
        ['GET', `${path}/await`],
        ['GET', '/_mock/events'],
      ] as const) {
        const answer = await visitor.send(method, { path: where });
        expect([answer.status, (answer.json() as { code: string }).code]).toEqual([409, 'JOURNAL_OFF']);
      }
    },
  }),
  claim({
    id: 'control.journal.is-cleared',
    sentence: 'Clearing the journal reports the number of entries; numbers continue.',
    operation: 'DELETE /_mock/journal',
    ...own,
    run: async ({ emulate, expect }) => {
      const visitor = emulate({}).newVisitor();
      await visitor.post();
      await visitor.segment();
      const answer = await visitor.send('DELETE', { path });
      expect([answer.status, answer.json()]).toEqual([200, { dropped: { entries: 2 } }]);
      expect(await journal(visitor)).toEqual({ count: 0, last: 2, entries: [] });
      await visitor.segment();
      expect(await numbers(visitor, '')).toEqual([3]);
      const other = await visitor.send('DELETE', { path, query: 'method=GET' });
      expect(other.status).toBe(400);
      expect(await numbers(visitor, '')).toEqual([3]);
    },
  }),
  claim({
    id: 'control.journal.reset-clears-it',
    sentence: 'A reset clears the journal, and so does a restored snapshot.',
    operation: 'POST /_mock/reset',
    ...own,
    run: async ({ emulate, expect }) => {
      const visitor = emulate({}).newVisitor();
      const snapshot = (await visitor.send('GET', { path: '/_mock/snapshot' })).json();
      for (const forget of [
        () => visitor.send('POST', { path: '/_mock/reset', query: 'to=snapshot' }),
        () => visitor.send('PUT', { path: '/_mock/snapshot', body: snapshot }),
        () => visitor.send('POST', { path: '/_mock/reset' }),
      ]) {
        await visitor.post();
        expect((await forget()).status).toBe(200);
        expect((await journal(visitor)).entries).toEqual([]);
      }
    },
  }),
  claim({
    id: 'control.journal.waits-for-a-request',
    sentence: 'Waiting returns the first match, past or future, and with `since` one after it.',
    ...wait,
    run: async ({ emulate, expect }) => {
      const { newVisitor } = emulate({});
      const visitor = newVisitor();
      await visitor.segment();
      const there = await awaited(visitor, 'operation=getSegment');
      expect([there.status, (there.json() as Entry).seq]).toEqual([200, 1]);
      const [later] = await Promise.all([
        awaited(newVisitor(), 'operation=getSegment&since=1&timeout=20000'),
        visitor.post().then(() => visitor.segment()),
      ]);
      expect([later.status, (later.json() as Entry).seq]).toEqual([200, 3]);
    },
  }),
  claim({
    id: 'control.journal.waiting-times-out',
    sentence: 'Waiting longer than the timeout gets 504 with the entries that did arrive.',
    ...wait,
    run: async ({ emulate, expect }) => {
      const visitor = emulate({}).newVisitor();
      await visitor.segment();
      const answer = await awaited(visitor, 'method=PUT&timeout=1');
      const { code, message } = answer.json() as { code: string; message: string };
      expect([answer.status, code]).toEqual([504, 'JOURNAL_TIMEOUT']);
      expect(message).toMatch(/1 GET \/api\/segments 200$/);
      for (const timeout of ['0', '60001', 'soon']) {
        const refused = await awaited(visitor, `timeout=${timeout}`);
        expect([refused.status, (refused.json() as { message: string }).message.split(' ', 1)[0]]).toEqual([
          400,
          '?timeout',
        ]);
      }
    },
  }),
  claim({
    id: 'control.journal.refused-to-other-origins',
    sentence: 'A page of another origin can neither read nor clear the journal.',
    ...list,
    run: async ({ emulate, expect }) => {
      const visitor = emulate({}).newVisitor();
      await visitor.post();
      const headers = { origin: 'https://elsewhere.example' };
      for (const [method, where] of [
        ['GET', path],
        ['DELETE', path],
        ['GET', `${path}/await`],
      ] as const) {
        const answer = await visitor.send(method, { path: where, headers });
        expect([answer.status, (answer.json() as { code: string }).code]).toEqual([403, 'CONTROL_FORBIDDEN']);
      }
      expect(await numbers(visitor, '')).toEqual([1]);
    },
  }),
];
