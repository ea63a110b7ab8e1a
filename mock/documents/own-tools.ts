import type { JsonObject } from '../util/json';
import type { Tool } from './tool';

/** A tool of the emulator's own. */
export interface OwnTool extends Tool {
  /** The session operation that it calls; undefined for those about documents. */
  readonly operation?: { readonly method: 'GET' | 'POST' | 'PATCH'; readonly path: string };
}

const sessionToken = {
  type: 'string',
  description: 'The session: the sessionToken of an earlier call. Without it the visitor is new.',
};
const segmentToken = { type: 'string', description: 'The segmentToken of an earlier call.' };
const items = {
  type: 'string',
  description:
    'The keys to answer, such as "public.postalCode,store.channel"; "*" for all. Without it a write answers the tokens alone.',
};
const body = {
  type: 'object',
  description: 'What to write to the public namespace, such as {"public":{"country":{"value":"BRA"}}}.',
  properties: {
    public: {
      type: 'object',
      additionalProperties: { type: 'object', properties: { value: {} }, required: ['value'] },
    },
  },
};
const spec = {
  type: 'string',
  description: 'An OpenAPI 3 document, JSON or YAML, or the http(s) URL of one.',
};

const takes = (properties: JsonObject, required: readonly string[] = []): JsonObject => ({
  type: 'object',
  properties,
  ...(required.length > 0 && { required }),
  additionalProperties: false,
});

/** The session operations and the two about documents, in the order of the catalogue that lists them. */
export const ownTools: readonly OwnTool[] = [
  {
    name: 'segment.getSegment',
    description:
      'Reads the segment of a visitor: trade policy, region, currency, culture, campaigns and price tables, as pages and search use them.',
    inputSchema: takes({ sessionToken, segmentToken }),
    readOnly: true,
    idempotent: true,
    operation: { method: 'GET', path: '/api/segments' },
  },
  {
    name: 'sessions.createnewsession',
    description:
      'Creates a session and gives its sessionToken and segmentToken, the handles of the other session tools.',
    inputSchema: takes({ body, items }),
    readOnly: false,
    idempotent: false,
    operation: { method: 'POST', path: '/api/sessions' },
  },
  {
    name: 'sessions.editsession',
    description:
      'Writes keys of the public namespace of a session. Session apps derive the other namespaces from them, such as the region from a postal code. Gives new tokens.',
    inputSchema: takes({ sessionToken, segmentToken, body, items }, ['sessionToken']),
    readOnly: false,
    idempotent: true,
    operation: { method: 'PATCH', path: '/api/sessions' },
  },
  {
    name: 'sessions.getSession',
    description: 'Reads keys of a session, from any namespace.',
    inputSchema: takes({ sessionToken, segmentToken, items }, ['items']),
    readOnly: true,
    idempotent: true,
    operation: { method: 'GET', path: '/api/sessions' },
  },
  {
    name: 'openapi.previewSpec',
    description:
      'Shows what an OpenAPI document holds, without adding it: servers, operations, tags, security schemes, and the names its tools would have.',
    inputSchema: takes({ spec }, ['spec']),
    readOnly: true,
    idempotent: true,
  },
  {
    name: 'openapi.addSource',
    description:
      "Adds an OpenAPI document: its operations are served beside the sessions with the document's own examples, and become tools.",
    inputSchema: takes(
      {
        spec,
        id: { type: 'string', description: 'How the document is named here. Default: the namespace.' },
        namespace: { type: 'string', description: "In front of its tools' names. Default: from its title." },
        name: { type: 'string', description: 'Default: its title.' },
        baseUrl: { type: 'string', description: 'Only the path counts: where its operations are served.' },
        basePath: { type: 'string', description: 'The same as a path.' },
        replace: { type: 'boolean', description: 'Whether it takes the place of a document of the same id.' },
        check: {
          enum: ['report', 'refuse', 'off'],
          description: 'Requests that the document does not allow.',
        },
        segment: {
          enum: ['report', 'refuse', 'off'],
          description: "Requests that contradict the visitor's segment.",
        },
      },
      ['spec'],
    ),
    readOnly: false,
    idempotent: true,
  },
];
