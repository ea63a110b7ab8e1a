import type { JsonObject } from '../util/json';

/** What only clients of the Model Context Protocol need: tools for tools, and the form of what is ours. */

const text = { type: 'string' };
const texts = { type: 'array', items: text };
const objects = { type: 'array', items: { type: 'object' } };

const object = (properties: JsonObject, required: readonly string[]): JsonObject => ({
  type: 'object',
  properties,
  required,
});

const answer = object(
  {
    status: { type: 'integer', description: 'The HTTP status.' },
    body: { description: 'The body of the answer.' },
    sessionToken: { ...text, description: 'The handle of the session, for the next call.' },
    segmentToken: { ...text, description: 'The handle of the segment, for the next call.' },
    answeredBy: { ...text, description: 'Where the answer of an added operation comes from.' },
    problems: { ...text, description: 'What its document does not allow in the call.' },
  },
  ['status'],
);

export const listTools = 'openapi.listTools';
export const callTool = 'openapi.callTool';

/** Two tools with which a host that keeps the first list reaches all others. */
export const toolTools = [
  {
    name: listTools,
    description:
      'Finds tools by words of their names and descriptions, those of added documents too. With schemas: true it shows whole descriptions and what each takes.',
    inputSchema: {
      ...object(
        {
          query: { ...text, description: 'Words that the name or the description has. Default: all tools.' },
          source: { ...text, description: 'The id of a document: only its operations.' },
          schemas: { type: 'boolean', description: 'Whether to show the input schemas.' },
        },
        [],
      ),
      additionalProperties: false,
    },
    readOnly: true,
    idempotent: true,
  },
  {
    name: callTool,
    description: 'Calls a tool that openapi.listTools shows, by its name.',
    inputSchema: {
      ...object(
        {
          name: { ...text, description: 'Such as shop.product.find.' },
          arguments: { type: 'object', description: 'What the tool takes.' },
        },
        ['name'],
      ),
      additionalProperties: false,
    },
    readOnly: false,
    idempotent: false,
  },
] as const;

/** By tool. Operations of added documents have none: their documents are often wrong about their answers. */
export const outputSchemas: Readonly<Record<string, JsonObject>> = {
  'segment.getSegment': answer,
  'sessions.createnewsession': answer,
  'sessions.editsession': answer,
  'sessions.getSession': answer,
  'openapi.previewSpec': object(
    {
      title: text,
      version: text,
      servers: objects,
      operationCount: { type: 'integer' },
      operations: objects,
      tags: texts,
      securitySchemes: objects,
      authStrategies: objects,
      headerPresets: objects,
      oauth2Presets: objects,
      toolNames: texts,
      warnings: texts,
    },
    ['servers', 'operationCount', 'operations', 'tags', 'toolNames', 'warnings'],
  ),
  'openapi.addSource': object(
    { sourceId: text, toolCount: { type: 'integer' }, added: texts, removed: texts, warnings: texts },
    ['sourceId', 'toolCount', 'added', 'removed', 'warnings'],
  ),
  [listTools]: object(
    {
      tools: {
        type: 'array',
        items: object(
          {
            name: text,
            description: text,
            source: text,
            readOnly: { type: 'boolean' },
            inputSchema: { type: 'object' },
          },
          ['name', 'description', 'readOnly'],
        ),
      },
    },
    ['tools'],
  ),
  [callTool]: answer,
};
