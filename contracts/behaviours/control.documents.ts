import { claim } from '../harness/behaviour';
import type { Visitor } from '../harness/visitor';

const own = {
  grade: 'assumed',
  evidence: [],
  marker: { emulatorOnly: 'the real service knows no other documents' },
  needs: ['variant'],
} as const;

const adding = { operation: 'POST /_mock/sources', ...own } as const;

/** A search that takes the visitor's trade policy, below a path that is known to do so. */
const search = {
  openapi: '3.0.3',
  info: { title: 'Search API', version: '1' },
  servers: [{ url: 'https://{account}.example.com/api/intelligent-search/v1' }],
  paths: {
    '/products/{id}': {
      get: {
        tags: ['Product'],
        operationId: 'find',
        parameters: [
          { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
          { name: 'sc', in: 'query', schema: { type: 'string' } },
        ],
        responses: {
          200: { description: 'OK', content: { 'application/json': { example: { name: 'Clock' } } } },
          404: { description: 'Not found', content: { 'application/json': { example: { name: null } } } },
        },
      },
    },
  },
};
const spec = JSON.stringify(search);
const path = '/_mock/sources';
const product = '/api/intelligent-search/v1/products/7';

const add = (visitor: Visitor, more: object = {}) =>
  visitor.send('POST', { path, body: { spec, id: 'search', namespace: 'search', ...more } });

const call = (visitor: Visitor, name: string, args: object) =>
  visitor.send('POST', { path: `/_mock/tools/${name}`, body: args });

/** `/_mock/sources` and `/_mock/tools`. */
export const controlDocuments = [
  claim({
    id: 'control.documents.preview-keeps-nothing',
    sentence: 'A preview shows the operations of a document and their tool names, and adds nothing.',
    ...own,
    operation: 'POST /_mock/sources/preview',
    run: async ({ emulate, expect }) => {
      const visitor = emulate({}).newVisitor();
      const answer = await visitor.send('POST', { path: `${path}/preview`, body: { spec } });
      expect(answer.status).toBe(200);
      const { title, operationCount, toolNames } = answer.json() as Record<string, unknown>;
      expect({ title, operationCount, toolNames }).toEqual({
        ...{ title: 'Search API', operationCount: 1 },
        toolNames: ['product.find'],
      });
      expect((await visitor.send('GET', { path: product })).status).toBe(404);
    },
  }),
  claim({
    id: 'control.documents.are-served',
    sentence: "The operations of an added document answer with its examples, at its server's path.",
    ...adding,
    run: async ({ emulate, expect }) => {
      const visitor = emulate({}).newVisitor();
      expect((await add(visitor)).status).toBe(201);
      const answer = await visitor.send('GET', { path: product });
      expect([answer.status, answer.json()]).toEqual([200, { name: 'Clock' }]);
      expect(answer.headers['x-mock-source']).toBe('search;answer=example');
    },
  }),
  claim({
    id: 'control.documents.prefer-another-answer',
    sentence: "Prefer: code=404 selects the document's answer for 404.",
    ...adding,
    run: async ({ emulate, expect }) => {
      const visitor = emulate({}).newVisitor();
      await add(visitor);
      const answer = await visitor.send('GET', { path: product, headers: { prefer: 'code=404' } });
      expect([answer.status, answer.json()]).toEqual([404, { name: null }]);
    },
  }),
  claim({
    id: 'control.documents.again-changes-nothing',
    sentence: 'The same document again gets 200; another one with its id gets 409, unless it replaces.',
    ...adding,
    run: async ({ emulate, expect }) => {
      const visitor = emulate({}).newVisitor();
      await add(visitor);
      expect((await add(visitor)).status).toBe(200);
      const other = { spec: JSON.stringify({ ...search, info: { title: 'Other', version: '2' } }) };
      const refused = await add(visitor, other);
      expect([refused.status, (refused.json() as { code: string }).code]).toEqual([409, 'SOURCE_EXISTS']);
      expect((await add(visitor, { ...other, replace: true })).status).toBe(200);
    },
  }),
  claim({
    id: 'control.documents.survive-a-reset',
    sentence: 'A reset keeps added documents, and a snapshot holds them.',
    ...adding,
    run: async ({ emulate, expect }) => {
      const visitor = emulate({}).newVisitor();
      await add(visitor);
      await visitor.send('POST', { path: '/_mock/reset' });
      expect((await visitor.send('GET', { path: product })).status).toBe(200);
      const snapshot = (await visitor.send('GET', { path: '/_mock/snapshot' })).json();
      const other = emulate({}).newVisitor();
      expect((await other.send('PUT', { path: '/_mock/snapshot', body: snapshot })).status).toBe(200);
      expect((await other.send('GET', { path: product })).status).toBe(200);
    },
  }),
  claim({
    id: 'control.documents.contradict-the-segment',
    sentence:
      "A request whose trade policy differs from the visitor's segment is reported in a header and in the journal.",
    ...adding,
    run: async ({ emulate, expect }) => {
      const visitor = emulate({}).newVisitor();
      await add(visitor);
      await visitor.post({ query: 'sc=2' });
      const journal = async () =>
        (
          (await visitor.send('GET', { path: '/_mock/journal', query: 'disagrees=true' })).json() as {
            entries: { added: { disagreements: unknown } }[];
          }
        ).entries.map(({ added }) => added.disagreements);
      const same = await visitor.send('GET', { path: product, query: 'sc=2' });
      expect([same.headers['x-mock-source-problems'], await journal()]).toEqual([undefined, []]);
      const other = await visitor.send('GET', { path: product, query: 'sc=1' });
      expect(other.headers['x-mock-source-problems']).toBe('query.sc is 1, segment 2');
      expect(await journal()).toEqual([[{ parameter: 'sc', sent: '1', segment: '2' }]]);
    },
  }),
  claim({
    id: 'control.documents.refuse-if-asked',
    sentence: 'With check: refuse, a request that the document does not allow gets 400 with the parameter.',
    ...adding,
    run: async ({ emulate, expect }) => {
      const visitor = emulate({}).newVisitor();
      await add(visitor, { check: 'refuse' });
      const answer = await visitor.send('GET', { path: product, query: 'colour=blue' });
      expect([answer.status, (answer.json() as { code: string }).code]).toEqual([
        400,
        'REQUEST_OUTSIDE_SOURCE',
      ]);
      expect((answer.json() as { message: string }).message).toMatch(/query\.colour is not in the document/);
    },
  }),
  claim({
    id: 'control.documents.take-faults',
    sentence: 'A fault with the name of an added operation applies to it.',
    ...adding,
    operation: 'POST /_mock/faults',
    run: async ({ emulate, expect }) => {
      const visitor = emulate({}).newVisitor();
      await add(visitor);
      const fault = { operation: 'search.product.find', status: 503 };
      await visitor.send('POST', { path: '/_mock/faults', body: fault });
      expect((await visitor.send('GET', { path: product })).status).toBe(503);
      expect((await visitor.send('GET', { path: product })).status).toBe(200);
    },
  }),
  claim({
    id: 'control.documents.leave-sessions-alone',
    sentence: 'A document with a path below /api/sessions gets 409.',
    ...adding,
    run: async ({ emulate, expect }) => {
      const visitor = emulate({}).newVisitor();
      const paths = { '/api/sessions/{id}/orders': { get: { responses: {} } } };
      const answer = await add(visitor, { spec: JSON.stringify({ ...search, servers: [], paths }) });
      expect([answer.status, (answer.json() as { code: string }).code]).toEqual([409, 'SOURCE_PATH_TAKEN']);
    },
  }),
  claim({
    id: 'control.documents.are-listed',
    sentence: 'The list of documents has the settings of each.',
    ...own,
    operation: 'GET /_mock/sources',
    run: async ({ emulate, expect }) => {
      const visitor = emulate({}).newVisitor();
      await add(visitor);
      const { sources } = (await visitor.send('GET', { path })).json() as { sources: unknown[] };
      expect(sources).toEqual([
        {
          ...{ id: 'search', namespace: 'search', name: 'Search API', check: 'report', segment: 'report' },
          ...{ toolCount: 1, warnings: [] },
        },
      ]);
    },
  }),
  claim({
    id: 'control.documents.show-their-operations',
    sentence: 'A document shows method and path of each operation.',
    ...own,
    operation: 'GET /_mock/sources/{id}',
    run: async ({ emulate, expect }) => {
      const visitor = emulate({}).newVisitor();
      await add(visitor);
      const { operations } = (await visitor.send('GET', { path: `${path}/search` })).json() as {
        operations: unknown;
      };
      expect(operations).toEqual([
        { name: 'product.find', method: 'get', path: '/api/intelligent-search/v1/products/{id}' },
      ]);
    },
  }),
  claim({
    id: 'control.documents.go-when-removed',
    sentence: 'A removed document is no longer served.',
    ...own,
    operation: 'DELETE /_mock/sources/{id}',
    run: async ({ emulate, expect }) => {
      const visitor = emulate({}).newVisitor();
      await add(visitor);
      expect((await visitor.send('DELETE', { path: `${path}/search` })).status).toBe(200);
      expect((await visitor.send('GET', { path: product })).status).toBe(404);
    },
  }),
  claim({
    id: 'control.documents.refresh-needs-a-url',
    sentence: 'A document given as text cannot be fetched again.',
    ...own,
    operation: 'POST /_mock/sources/{id}/refresh',
    run: async ({ emulate, expect }) => {
      const visitor = emulate({}).newVisitor();
      await add(visitor);
      const answer = await visitor.send('POST', { path: `${path}/search/refresh` });
      expect([answer.status, (answer.json() as { code: string }).code]).toEqual([400, 'SPEC_UNREACHABLE']);
    },
  }),
  claim({
    id: 'control.documents.tools-are-listed',
    sentence: "The emulator's six tools are listed first, in a fixed order, then those of documents.",
    ...own,
    operation: 'GET /_mock/tools',
    run: async ({ emulate, expect }) => {
      const visitor = emulate({}).newVisitor();
      await add(visitor);
      const { tools } = (await visitor.send('GET', { path: '/_mock/tools' })).json() as {
        tools: { name: string }[];
      };
      expect(tools.map(({ name }) => name)).toEqual([
        ...['segment.getSegment', 'sessions.createnewsession', 'sessions.editsession', 'sessions.getSession'],
        ...['openapi.previewSpec', 'openapi.addSource', 'search.product.find'],
      ]);
    },
  }),
  claim({
    id: 'control.documents.tools-hold-a-session',
    sentence: 'The session tools take and return sessionToken: one call writes, another reads.',
    ...own,
    operation: 'POST /_mock/tools/{name}',
    run: async ({ emulate, expect }) => {
      const visitor = emulate({}).newVisitor();
      const created = (await call(visitor, 'sessions.createnewsession', {})).json() as {
        status: number;
        sessionToken: string;
      };
      expect(created.status).toBe(201);
      const { sessionToken } = created;
      const body = { public: { country: { value: 'USA' } } };
      await call(visitor, 'sessions.editsession', { sessionToken, body });
      const read = (
        await call(visitor, 'sessions.getSession', { sessionToken, items: 'public.country' })
      ).json();
      expect((read as { body: { namespaces: unknown } }).body.namespaces).toEqual({
        public: { country: { value: 'USA' } },
      });
    },
  }),
  claim({
    id: 'control.documents.tools-call-operations',
    sentence: 'An added operation is called by name; unknown arguments are named.',
    ...own,
    operation: 'POST /_mock/tools/{name}',
    run: async ({ emulate, expect }) => {
      const visitor = emulate({}).newVisitor();
      await add(visitor);
      const answer = await call(visitor, 'search.product.find', { id: '7' });
      expect(answer.json()).toEqual({
        ...{ status: 200, body: { name: 'Clock' }, answeredBy: 'search;answer=example' },
      });
      const wrong = await call(visitor, 'search.product.find', { id: '7', page: 1 });
      expect([wrong.status, (wrong.json() as { code: string }).code]).toEqual([
        400,
        'TOOL_ARGUMENTS_INVALID',
      ]);
    },
  }),
  claim({
    id: 'control.documents.tools-by-mcp',
    sentence: 'The Model Context Protocol lists the six tools, two for tools, then those of documents.',
    ...own,
    operation: 'POST /_mock/mcp',
    run: async ({ emulate, expect }) => {
      const visitor = emulate({}).newVisitor();
      await add(visitor);
      const answer = await visitor.send('POST', {
        path: '/_mock/mcp',
        headers: { accept: 'application/json, text/event-stream' },
        body: { jsonrpc: '2.0', id: 1, method: 'tools/list', params: {} },
      });
      expect([...answer.text.matchAll(/"name":"([\w.]+)","description"/g)].map(([, name]) => name)).toEqual([
        ...['segment.getSegment', 'sessions.createnewsession', 'sessions.editsession', 'sessions.getSession'],
        ...['openapi.previewSpec', 'openapi.addSource', 'openapi.listTools', 'openapi.callTool'],
        'search.product.find',
      ]);
    },
  }),
];
