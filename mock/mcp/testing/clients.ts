import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { Client as OlderClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport as OlderStdio } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport as OlderHttp } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { ToolListChangedNotificationSchema } from '@modelcontextprotocol/sdk/types.js';

/** Where a server is: at a URL, or a command to start. */
export type Place = URL | { readonly command: string; readonly args: string[] };

interface Tool {
  readonly name: string;
  readonly inputSchema: object;
  readonly outputSchema?: object | undefined;
  readonly annotations?: object | undefined;
}

export interface Result {
  readonly content: readonly { readonly type: string; readonly text: string }[];
  readonly structuredContent?: Readonly<Record<string, unknown>>;
  readonly isError?: boolean;
}

/** An official client, connected. */
export interface McpClient {
  readonly protocol: string | undefined;
  list(): Promise<readonly Tool[]>;
  /** @throws the client's error for an answer that is a protocol error */
  call(name: string, args?: Record<string, unknown>): Promise<Result>;
  /** How often the server said that the list has changed. */
  changes(): number;
  close(): Promise<void>;
}

const self = { name: 'test', version: '1' };

async function newClient(place: Place, mode: 'legacy' | 'auto'): Promise<McpClient> {
  let changes = 0;
  const onChanged = () => {
    changes++;
  };
  const client = new Client(self, {
    versionNegotiation: { mode },
    listChanged: { tools: { onChanged, autoRefresh: false, debounceMs: 0 } },
  });
  await client.connect(
    place instanceof URL ? new StreamableHTTPClientTransport(place) : new StdioClientTransport(place),
  );
  return {
    protocol: client.getNegotiatedProtocolVersion(),
    list: async () => (await client.listTools()).tools,
    call: async (name, args = {}) => (await client.callTool({ name, arguments: args })) as unknown as Result,
    changes: () => changes,
    close: () => client.close(),
  };
}

async function olderClient(place: Place): Promise<McpClient> {
  let changes = 0;
  const client = new OlderClient(self);
  client.setNotificationHandler(ToolListChangedNotificationSchema, () => {
    changes++;
  });
  const transport = place instanceof URL ? new OlderHttp(place) : new OlderStdio(place);
  await client.connect(transport as Transport);
  return {
    protocol: undefined, // this client does not say
    list: async () => (await client.listTools()).tools,
    call: async (name, args = {}) => (await client.callTool({ name, arguments: args })) as unknown as Result,
    changes: () => changes,
    close: () => client.close(),
  };
}

/** Each official client, in each era that it speaks. */
export const clients: readonly [name: string, connect: (place: Place) => Promise<McpClient>][] = [
  ['client 2.4 of 2026-07-28', (place) => newClient(place, 'auto')],
  ['client 2.4 of 2025-11-25', (place) => newClient(place, 'legacy')],
  ['sdk 1.32', olderClient],
];

const shop = JSON.stringify({
  openapi: '3.0.3',
  info: { title: 'Shop', version: '1' },
  servers: [{ url: '/shop' }],
  paths: {
    '/items/{id}': {
      get: {
        tags: ['Item'],
        operationId: 'read',
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
        responses: { 200: { description: 'OK', content: { 'application/json': { example: { id: 'x' } } } } },
      },
    },
  },
});

export const ownNames = [
  ...['segment.getSegment', 'sessions.createnewsession', 'sessions.editsession', 'sessions.getSession'],
  ...['openapi.previewSpec', 'openapi.addSource', 'openapi.listTools', 'openapi.callTool'],
];

/** What an agent does: holds a session by its handle, adds a document and calls its tools. */
export async function journey(client: McpClient): Promise<object> {
  const names = async () => (await client.list()).map(({ name }) => name);
  const listed = await names();
  const created = (await client.call('sessions.createnewsession')).structuredContent ?? {};
  const { sessionToken } = created;
  const body = { public: { country: { value: 'USA' } } };
  const edited = (await client.call('sessions.editsession', { sessionToken, body })).structuredContent ?? {};
  const read = await client.call('sessions.getSession', {
    sessionToken: edited['sessionToken'],
    items: 'public.country',
  });
  const segment = await client.call('segment.getSegment', { segmentToken: edited['segmentToken'] });
  const added = await client.call('openapi.addSource', { spec: shop });
  const called = await client.call('shop.item.read', { id: 'x' });
  return {
    listed,
    created: created['status'],
    read: (read.structuredContent?.['body'] as { namespaces: unknown } | undefined)?.namespaces,
    segment: segment.structuredContent?.['status'],
    added: added.structuredContent,
    listedThen: (await names()).slice(listed.length),
    called: { structured: called.structuredContent, text: JSON.parse(called.content[0]?.text ?? '') },
  };
}

export const expectedJourney = {
  listed: ownNames,
  created: 201,
  read: { public: { country: { value: 'USA' } } },
  segment: 200,
  added: { sourceId: 'shop', toolCount: 1, added: ['item.read'], removed: [], warnings: [] },
  listedThen: ['shop.item.read'],
  called: {
    structured: undefined,
    text: { status: 200, body: { id: 'x' }, answeredBy: 'shop;answer=example' },
  },
};
