import { type Context, claim } from '../harness/behaviour';
import { badlySigned } from '../harness/forged-tokens';
import { type ListMember, parseList } from '../harness/structured-list';
import type { Answer, VariantApp } from '../targets/target';

const own = {
  grade: 'assumed',
  evidence: [],
  marker: { emulatorOnly: 'only the emulator has assumptions' },
  needs: ['variant'],
} as const;

const headers = { 'x-mock-explain': '1' };

/** The list of an answer; undefined where it has no header. */
function membersOf(answer: Answer): readonly ListMember[] | undefined {
  const header = answer.headers['x-mock-explain'];
  return header === undefined ? undefined : parseList(header);
}

/** The same as values by setting. */
function listed(answer: Answer): Readonly<Record<string, unknown>> | undefined {
  const members = membersOf(answer);
  return members && Object.fromEntries(members.map(({ token, parameters }) => [token, parameters['value']]));
}

/** An app that counts its calls, and gives another value each time. */
function counting() {
  const calls: unknown[] = [];
  const app: VariantApp = {
    name: 'counting',
    input: { public: ['a'] },
    output: { counting: ['calls'] },
    transform(input) {
      calls.push(input);
      return { counting: { calls: { value: calls.length } } };
    },
  };
  return { app, calls };
}

function withoutTokens(answer: Answer, { expect }: Context): object {
  const { status, setCookie } = answer;
  const { sessionToken, segmentToken, ...body } = answer.json() as Record<string, unknown>;
  expect([typeof sessionToken, typeof segmentToken]).toEqual(['string', 'string']);
  const { date: _, 'x-mock-explain': _listed, 'content-length': _length, ...rest } = answer.headers;
  const lines = setCookie.map((line) => line.replace(/=[^;]*/, ''));
  return { status, segmentToken, body, rest, lines };
}

/** `x-mock-explain: 1`: the answer lists the assumptions that decided it. */
export const emulatorExplainHeader = [
  claim({
    id: 'emulator.explain-header.lists-what-decided',
    sentence: 'With x-mock-explain: 1 an answer lists each assumption that decided it, with its value.',
    operation: 'GET /api/sessions',
    ...own,
    run: async ({ emulate, expect }) => {
      const { newVisitor } = emulate({});
      expect(listed(await newVisitor().get(undefined, { headers }))).toEqual({ statusOfMissingItems: 400 });
      const other = emulate({ assumptions: { statusOfMissingItems: 422 } }).newVisitor();
      expect(listed(await other.get(undefined, { headers }))).toEqual({ statusOfMissingItems: 422 });
    },
  }),
  claim({
    id: 'emulator.explain-header.leaves-out-the-rest',
    sentence:
      'An assumption whose alternatives give the same answer is not listed; no header means that none decided.',
    operation: 'PATCH /api/sessions',
    ...own,
    run: async ({ emulate, expect }) => {
      const visitor = emulate({}).newVisitor();
      expect(listed(await visitor.post({ public: { a: 1 }, headers }))).toBe(undefined);
      expect(listed(await visitor.patch({ public: { a: 2 }, headers }))).toBe(undefined);
      expect(listed(await visitor.get('public.a', { headers }))).toEqual({ readSetsCookies: false });
      expect(listed(await visitor.segment({ headers }))).toBe(undefined);
      expect(listed(await visitor.post({ public: { a: 3 }, headers }))).toEqual({
        statusOfPostThatEdits: 201,
      });
    },
  }),
  claim({
    id: 'emulator.explain-header.several',
    sentence: 'Several deciding assumptions are listed together, each once.',
    operation: 'POST /api/sessions',
    ...own,
    run: async ({ emulate, expect }) => {
      const visitor = emulate({}).newVisitor();
      const query = 'items=public.a,public&a=1&a=2&c=3';
      const answer = await visitor.post({ public: {}, query, headers });
      const all = {
        statusOfPostWithItems: 201,
        repeatedQueryKey: 'last',
        bareNamespaceItem: 'nothing',
      };
      expect(listed(answer)).toEqual(all);
      expect(membersOf(answer)?.length).toBe(3);
    },
  }),
  claim({
    id: 'emulator.explain-header.refusals',
    sentence: 'A refusal lists the assumptions that decided its status or that it is a refusal.',
    operation: 'GET /api/sessions',
    ...own,
    run: async ({ emulate, expect }) => {
      const { target, newVisitor } = emulate({});
      const visitor = newVisitor();
      await visitor.post();
      const unverified = newVisitor();
      unverified.hold('vtex_session', badlySigned(visitor.cookie('vtex_session')));
      const refused = await unverified.get('*', { headers });
      expect([refused.status, listed(refused)]).toEqual([401, { statusOfUnverifiableToken: 401 }]);
      const foreign = newVisitor();
      foreign.hold('vtex_session', (await target.tokenOfAnotherAccount?.()) as string);
      const crossed = await foreign.patch({ public: { a: 1 }, headers });
      expect([crossed.status, listed(crossed)]).toEqual([403, { statusOfForeignToken: 403 }]);
      const closed = await visitor.patch({ public: { sc: '4' }, headers });
      expect(closed.status >= 400).toBe(true);
      expect(listed(closed)).toEqual({ forbiddenTradePolicy: 'refused' });
      const malformed = await visitor.patch({ text: '{', headers });
      expect([malformed.status, listed(malformed)]).toEqual([400, undefined]);
    },
  }),
  claim({
    id: 'emulator.explain-header.what-a-write-keeps',
    sentence: 'An assumption that decided only what a write stores is listed too.',
    operation: 'PATCH /api/sessions',
    ...own,
    run: async ({ emulate, expect }) => {
      const visitor = emulate({}).newVisitor();
      await visitor.post();
      const answer = await visitor.patch({ public: { a: 'body' }, query: 'a=query', headers });
      expect(Object.keys(answer.json() as object)).toEqual(['sessionToken', 'segmentToken']);
      expect(listed(answer)).toEqual({ bodyOrQuery: 'body' });
    },
  }),
  claim({
    id: 'emulator.explain-header.asking-changes-nothing',
    sentence: 'The header changes neither the answer nor the session, and calls no session app.',
    operation: 'PATCH /api/sessions',
    ...own,
    run: async (context) => {
      const { emulate, expect } = context;
      const { app, calls } = counting();
      const { target, newVisitor } = emulate({ apps: [app] });
      const visitor = newVisitor();
      await visitor.post();
      const plain = withoutTokens(await visitor.patch({ public: { a: 1 }, query: 'b=1&b=2' }), context);
      const answer = await visitor.patch({ public: { a: 2 }, query: 'b=3&b=4', headers });
      expect(listed(answer)).toEqual({ repeatedQueryKey: 'last' });
      expect(withoutTokens(answer, context)).toEqual(plain);
      expect([calls.length, visitor.claims().version]).toEqual([2, 4]);
      expect(await visitor.values('counting.calls,public.b')).toEqual({
        'counting.calls': 2,
        'public.b': '4',
      });
      // Nothing is kept of a read without a token, and the journal has one entry for each request.
      await newVisitor().get('*', { headers });
      const sessions = await target.request({ method: 'GET', path: '/_mock/sessions' });
      expect((sessions.json() as { sessions: unknown[] }).sessions.length).toBe(1);
      const journal = await target.request({ method: 'GET', path: '/_mock/journal' });
      expect((journal.json() as { entries: unknown[] }).entries.length).toBe(5);
    },
  }),
  claim({
    id: 'emulator.explain-header.only-when-asked',
    sentence: 'Nothing is listed without the header, with another value, for OPTIONS or under /_mock.',
    operation: 'GET /api/sessions',
    ...own,
    run: async ({ emulate, expect }) => {
      const { target, newVisitor } = emulate({});
      expect(listed(await newVisitor().get(undefined))).toBe(undefined);
      for (const value of ['0', '', 'true', '11', '1, 1']) {
        const answer = await newVisitor().get(undefined, { headers: { 'x-mock-explain': value } });
        expect([value, listed(answer)]).toEqual([value, undefined]);
      }
      const options = await target.request({ method: 'OPTIONS', path: '/api/sessions', headers });
      expect([options.status, listed(options)]).toEqual([204, undefined]);
      const health = await target.request({ method: 'GET', path: '/_mock/health', headers });
      expect([health.status, listed(health)]).toEqual([200, undefined]);
    },
  }),
  claim({
    id: 'emulator.explain-header.form',
    sentence: 'The list is a structured field (RFC 9651): values are integers, booleans or strings.',
    operation: 'POST /api/sessions',
    ...own,
    run: async ({ emulate, expect }) => {
      const reservedQueryNames = ['items', 'an', 'á"b\\c'];
      const visitor = emulate({ assumptions: { reservedQueryNames } }).newVisitor();
      const written = await visitor.post({ query: 'workspace=y', headers });
      expect(written.headers['x-mock-explain']).toBe(
        'reservedQueryNames;value="[\\"items\\",\\"an\\",\\"\\\\u00e1\\\\\\"b\\\\\\\\c\\"]"',
      );
      const [member] = membersOf(written) ?? [];
      expect(JSON.parse(String(member?.parameters['value']))).toEqual(reservedQueryNames);
      const anonymous = await emulate({}).newVisitor().get('public.a', { headers });
      expect(anonymous.headers['x-mock-explain']).toBe('tokenlessGetSetsCookies;value=?0');
    },
  }),
];
