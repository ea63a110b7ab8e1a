import { visitorWith } from '../harness/apps';
import { claim } from '../harness/behaviour';
import type { Visitor } from '../harness/visitor';
import type { VariantApp } from '../targets/target';

const own = {
  grade: 'assumed',
  evidence: [],
  marker: { emulatorOnly: 'the real service has no snapshots' },
  needs: ['variant'],
} as const;

const putting = { operation: 'PUT /_mock/snapshot', ...own } as const;

interface Snapshot {
  readonly version: number;
  readonly account: string;
  readonly takenAt: string;
  readonly clock: Readonly<Record<string, number>>;
  readonly sessions: readonly Readonly<Record<string, unknown>>[];
}

const path = '/_mock/snapshot';
const noon = '2026-01-31T12:00:00.000Z';

const taken = async (visitor: Visitor): Promise<Snapshot> =>
  (await visitor.send('GET', { path })).json() as Snapshot;

const put = (visitor: Visitor, body: unknown) => visitor.send('PUT', { path, body });
const reset = (visitor: Visitor, query = '') => visitor.send('POST', { path: '/_mock/reset', query });

/** Another visitor, who sends that very token. */
const withToken = (token: string) => ({ headers: { cookie: `vtex_session=${token}` } });

/** GET and PUT /_mock/snapshot. */
export const controlSnapshot = [
  claim({
    id: 'control.snapshot.holds-the-state',
    sentence: 'A snapshot has a version, the account and every session with token and cookies.',
    operation: 'GET /_mock/snapshot',
    ...own,
    run: async ({ emulate, expect }) => {
      const { loggedIn, target } = emulate({ account: 'acme', clock: () => Date.parse(noon) });
      const ann = await loggedIn('shopper');
      await ann.post({ public: { color: 'blue' } });
      const answer = await ann.send('GET', { path });
      expect(answer.status).toBe(200);
      const { sessions, ...head } = answer.json() as Snapshot;
      expect(head).toEqual({ version: 1, account: target.account, takenAt: noon, clock: { ahead: 0 } });
      const { id, version } = ann.claims();
      expect(sessions.length).toBe(2); // the first is the one that the persona was opened with
      const reported = sessions.slice(1).map((one) => [one['id'], one['version'], one['token']]);
      expect(reported).toEqual([[id, version, ann.cookie('vtex_session')]]);
      expect(answer.text).toMatch(/VtexIdclientAutCookie_acme",\{"value":"ey/);
    },
  }),
  claim({
    id: 'control.snapshot.restores-sessions',
    sentence: 'A restore brings back the sessions with their tokens and removes later ones.',
    ...putting,
    run: async ({ emulate, expect }) => {
      const { newVisitor } = emulate({});
      const [one, late] = [newVisitor(), newVisitor()];
      const text =
        '{"public":{"b":{"value":1},"7":{"value":[null]},"__proto__":{"value":"x"},"a":{"value":{}}}}';
      await one.post({ text });
      const before = await one.get('*');
      const token = one.cookie('vtex_session');
      const snapshot = await taken(one);
      await one.patch({ public: { color: 'blue' } });
      await late.post();
      const answer = await put(one, snapshot);
      expect([answer.status, answer.json()]).toEqual([
        200,
        { dropped: { sessions: 2 }, restored: { sessions: 1 } },
      ]);
      expect((await newVisitor().get('*', withToken(token))).text).toBe(before.text);
      expect((await late.get('*')).status === 200).toBe(false);
      expect((await taken(one)).sessions).toEqual(snapshot.sessions);
      await one.patch({ public: { a: 'c' } });
      expect(one.claims().version).toBe((snapshot.sessions[0]?.['version'] as number) + 1);
    },
  }),
  claim({
    id: 'control.snapshot.in-another-emulator',
    sentence: 'With the same signing key a snapshot works in another emulator: older tokens and logins too.',
    ...putting,
    run: async ({ emulate, expect }) => {
      const [from, to] = [emulate({ account: 'acme' }), emulate({ account: 'acme' })];
      const ann = await from.loggedIn('shopper');
      await ann.post();
      const older = ann.cookie('vtex_session');
      await ann.patch({ public: { color: 'blue' } });
      const { text } = await ann.get('*');
      await put(to.newVisitor(), await taken(ann));
      for (const token of [older, ann.cookie('vtex_session')]) {
        expect((await to.newVisitor().get('*', withToken(token))).text).toBe(text);
      }
      await to.newVisitor().patch({ public: { color: 'red' }, ...withToken(older) });
      const email = 'profile.email';
      expect(await to.newVisitor().values(email, withToken(older))).toEqual(await ann.values(email));
    },
  }),
  claim({
    id: 'control.snapshot.of-large-sessions',
    sentence: 'A snapshot may be over 1 MB, and nested as deep as session values.',
    ...putting,
    run: async ({ emulate, expect }) => {
      const visitor = emulate({}).newVisitor();
      // The body, `public` and the entry are three levels themselves, and 200 may be sent.
      const deep = `${'['.repeat(197)}${']'.repeat(197)}`;
      await visitor.post({ text: `{"public":{"deep":{"value":${deep}}}}` });
      for (const key of ['a', 'b']) await visitor.patch({ public: { [key]: 'x'.repeat(600_000) } });
      const before = await visitor.get('*');
      const snapshot = await taken(visitor);
      await visitor.patch({ public: { deep: '' } });
      expect((await put(visitor, snapshot)).status).toBe(200);
      expect((await visitor.get('*')).text).toBe(before.text);
      const tooDeep = `${'['.repeat(211)}${']'.repeat(211)}`;
      const answer = await visitor.send('PUT', { path, text: tooDeep });
      expect([answer.status, answer.json()]).toEqual([
        400,
        {
          type: 'BadRequest',
          message: 'The body is nested over 210 levels deep: send flatter values',
          code: 'BODY_TOO_DEEP',
        },
      ]);
    },
  }),
  claim({
    id: 'control.snapshot.in-any-layout',
    sentence: 'A snapshot may have any JSON layout; other text gets 400 and changes nothing.',
    ...putting,
    run: async ({ emulate, expect }) => {
      const { newVisitor } = emulate({});
      const [one, other] = [newVisitor(), newVisitor()];
      await one.post({ public: { text: { value: ' ,"[{}]\\\\" \\" € ] } ' } } });
      await other.post();
      const snapshot = await taken(one);
      const { sessions, ...head } = snapshot;
      const layouts = [
        JSON.stringify(snapshot, undefined, '\t'),
        JSON.stringify({ sessions, ...head }),
        `\ufeff${JSON.stringify(head).slice(0, -1)},"sessions"${' '.repeat(500)}:${JSON.stringify(sessions)}}`,
      ];
      for (const text of layouts) {
        await reset(one);
        const answer = await one.send('PUT', { path, text });
        expect([answer.status, answer.json()]).toEqual([
          200,
          { dropped: { sessions: 0 }, restored: { sessions: 2 } },
        ]);
        expect((await taken(one)).sessions).toEqual(sessions);
      }
      const [first] = sessions.map((session) => JSON.stringify(session));
      for (const list of [`[${first},]`, `[,${first}]`, `[${first} ${first}]`, `[${first}}`, `[${first}`]) {
        const answer = await one.send('PUT', { path, text: `{"sessions":${list}` });
        expect([list.length, answer.status, (answer.json() as { code: string }).code]).toEqual([
          list.length,
          400,
          'BODY_NOT_JSON',
        ]);
      }
      for (const text of [`{"sessions":[{"version":1e400}]}`, `{"sessions":[],"version":1e400}`]) {
        const answer = await one.send('PUT', { path, text });
        const { code, message } = answer.json() as { code: string; message: string };
        expect([answer.status, code]).toEqual([400, 'BODY_NOT_JSON']);
        expect(message).toMatch(/^\$\S* holds a number that a double cannot hold/);
      }
      expect((await taken(one)).sessions).toEqual(sessions);
    },
  }),
  claim({
    id: 'control.snapshot.too-large',
    sentence:
      'A session over 16 MB of JSON gets 413 with its id when it is read, with its path when it is restored.',
    ...putting,
    run: async (context) => {
      const growing: VariantApp = {
        name: 'growing',
        input: { public: ['grow'] },
        output: { grown: ['a'] },
        transform: ({ public: { grow } = {} }) =>
          grow ? { grown: { a: { value: 'x'.repeat(17_000_000) } } } : undefined,
      };
      const visitor = await visitorWith(context, growing);
      const snapshot = await taken(visitor);
      const [session = {}] = snapshot.sessions;
      const large = { ...session, namespaces: [['public', [['a', { value: 'x'.repeat(17_000_000) }]]]] };
      const answer = await put(visitor, { ...snapshot, sessions: [session, large] });
      const limit = 'is over 16777216 characters of JSON: make it smaller';
      const refusal = (what: string) => ({
        type: 'PayloadTooLarge',
        message: `${what} ${limit}`,
        code: 'SNAPSHOT_TOO_LARGE',
      });
      context.expect([answer.status, answer.json()]).toEqual([413, refusal('$.sessions[1]')]);
      const { id } = visitor.claims();
      context.expect((await visitor.patch({ public: { grow: '1' } })).status).toBe(200);
      const got = await visitor.send('GET', { path });
      context.expect([got.status, got.json()]).toEqual([413, refusal(`The session ${id}`)]);
    },
  }),
  claim({
    id: 'control.snapshot.restores-the-clock',
    sentence: 'A snapshot restores the clock, its offset or frozen time.',
    ...putting,
    run: async ({ emulate, expect }) => {
      const visitor = emulate({ clock: () => Date.parse(noon) }).newVisitor();
      const turn = (body: unknown) => visitor.send('PUT', { path: '/_mock/clock', body });
      const state = async () => (await visitor.send('GET', { path: '/_mock/clock' })).json();
      for (const frozen of [false, true]) {
        await turn({ advance: 'P10D', frozen });
        const before = await state();
        const snapshot = await taken(visitor);
        await reset(visitor);
        expect(await state()).toEqual({ now: noon, frozen: false });
        await put(visitor, snapshot);
        expect(await state()).toEqual(before);
      }
    },
  }),
  claim({
    id: 'control.snapshot.reset-to-snapshot',
    sentence:
      'A reset to the snapshot restores the last one taken or restored. Without one, or after a plain reset, it gets 400.',
    operation: 'POST /_mock/reset',
    ...own,
    run: async ({ emulate, expect }) => {
      const { newVisitor, explain } = emulate({});
      const visitor = newVisitor();
      await visitor.post({ public: { color: 'blue' } });
      const none = {
        type: 'BadRequest',
        message: '?to needs a snapshot, and none was taken or restored since the last reset without it',
        code: 'CONTROL_INPUT_INVALID',
      };
      const before = await reset(visitor, 'to=snapshot');
      expect([before.status, before.json()]).toEqual([400, none]);
      const token = visitor.cookie('vtex_session');
      await taken(visitor);
      for (const color of ['red', 'green']) {
        await visitor.patch({ public: { color }, ...withToken(token) });
        const answer = await reset(visitor, 'to=snapshot');
        expect(answer.json()).toEqual({ dropped: { sessions: 1 }, restored: { sessions: 1 } });
        expect(await newVisitor().values('public.color', withToken(token))).toEqual({
          'public.color': 'blue',
        });
        expect((await explain(visitor)).writes).toEqual([]);
      }
      const other = await reset(visitor, 'to=yesterday');
      expect([other.status, (other.json() as { message: string }).message]).toEqual([
        400,
        '?to must be snapshot, not "yesterday"',
      ]);
      await reset(visitor);
      const after = await reset(visitor, 'to=snapshot');
      expect([after.status, after.json()]).toEqual([400, none]);
    },
  }),
  claim({
    id: 'control.snapshot.refuses-invalid-snapshots',
    sentence:
      'An invalid snapshot, or one of another account, gets 400 with the JSON path and changes nothing.',
    ...putting,
    run: async ({ emulate, expect }) => {
      const visitor = emulate({}).newVisitor();
      await visitor.post({ public: { color: 'blue' } });
      const good = await taken(visitor);
      const [session = {}] = good.sessions;
      const one = (more: object) => ({ ...good, sessions: [{ ...session, ...more }] });
      for (const [place, body] of [
        ['$', undefined],
        ['$', []],
        ['$.version', { ...good, version: 2 }],
        ['$.account', { ...good, account: 'nobody' }],
        ['$.takenAt', { ...good, takenAt: 'today' }],
        ['$.more', { ...good, more: 1 }],
        ['$.clock', { ...good, clock: undefined }],
        ['$.clock.ahead', { ...good, clock: {} }],
        ['$.clock.ahead', { ...good, clock: { ahead: 8.64e15 } }],
        ['$.clock.ahead', { ...good, clock: { ahead: -8.64e15 } }],
        ['$.clock.frozenAt', { ...good, clock: { ahead: 0, frozenAt: -1 } }],
        ['$.sessions', { ...good, sessions: {} }],
        ['$.sessions[0]', { ...good, sessions: [null] }],
        ['$.sessions[1].id', { ...good, sessions: [session, session] }],
        ['$.sessions[0].id', one({ id: '' })],
        ['$.sessions[0].version', one({ version: 1 })],
        ['$.sessions[0].token', one({ token: 'a.b.c' })],
        ['$.sessions[0].token', one({ token: `${session['token']}\r\nX: y` })],
        ['$.sessions[0].expiresAt', one({ expiresAt: 'soon' })],
        ['$.sessions[0].namespaces', one({ namespaces: {} })],
        ['$.sessions[0].namespaces[0]', one({ namespaces: [[1, []]] })],
        ['$.sessions[0].namespaces[0][1]', one({ namespaces: [['public']] })],
        ['$.sessions[0].namespaces[0][1][0][1].value', one({ namespaces: [['public', [['a', {}]]]] })],
        [
          '$.sessions[0].namespaces[0][1][0][1].more',
          one({ namespaces: [['public', [['a', { value: 1, more: 1 }]]]] }),
        ],
      ] as const) {
        const answer = await put(visitor, body);
        const { code, message = '' } = answer.json() as { code?: string; message?: string };
        expect([place, answer.status, code]).toEqual([
          message.split(' ', 1)[0],
          400,
          'CONTROL_INPUT_INVALID',
        ]);
      }
      expect((await taken(visitor)).sessions).toEqual(good.sessions);
      expect((await put(visitor, good)).status).toBe(200);
    },
  }),
  claim({
    id: 'control.snapshot.at-the-end-of-the-calendar',
    sentence: 'A snapshot of the last days of the year 9999, whose sessions end later, is restored.',
    ...putting,
    run: async ({ emulate, expect }) => {
      const visitor = emulate({ clock: () => Date.parse('9999-12-31T12:00:00Z') }).newVisitor();
      await visitor.post({ public: { color: 'blue' } });
      expect((await put(visitor, await taken(visitor))).status).toBe(200);
      expect(await visitor.values('public.color')).toEqual({ 'public.color': 'blue' });
    },
  }),
  claim({
    id: 'control.snapshot.refused-to-other-origins',
    sentence: 'A page of another origin can neither take nor restore a snapshot.',
    ...putting,
    run: async ({ emulate, expect }) => {
      const visitor = emulate({}).newVisitor();
      await visitor.post();
      const body = await taken(visitor);
      await visitor.patch({ public: { color: 'blue' } });
      const headers = { origin: 'https://elsewhere.example' };
      for (const method of ['GET', 'PUT'] as const) {
        const answer = await visitor.send(method, { path, headers, ...(method === 'PUT' && { body }) });
        expect([answer.status, (answer.json() as { code: string }).code]).toEqual([403, 'CONTROL_FORBIDDEN']);
      }
      expect(await visitor.values('public.color')).toEqual({ 'public.color': 'blue' });
    },
  }),
];
