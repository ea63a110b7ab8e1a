import document from '../../fixtures/openapi/session-manager.yaml';

type Json = Record<string, unknown>;

/** The session operations, as an OpenAPI 3.0 document. */
export const sessionManagerDocument: Readonly<Json> = document;

/**
 * The same with what VTEX's published document requires in addition: a body, `public` in it, and values that are
 * strings. It has no tokens in paths either; the router refuses those.
 */
export function strictDocument(): Json {
  const strict = structuredClone(document) as { paths: Record<string, Record<string, Json>> } & Json;
  const body = {
    required: true,
    content: {
      'application/json': {
        schema: {
          type: 'object',
          required: ['public'],
          properties: {
            public: {
              type: 'object',
              additionalProperties: {
                type: 'object',
                required: ['value'],
                properties: { value: { type: 'string' } },
              },
            },
          },
        },
      },
    },
  };
  for (const operations of Object.values(strict.paths)) {
    for (const method of ['post', 'patch']) {
      const operation = operations[method];
      if (operation !== undefined) operation['requestBody'] = body;
    }
  }
  return strict;
}
