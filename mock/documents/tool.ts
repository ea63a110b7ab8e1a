import { isObject, type JsonObject } from '../util/json';
import type { SpecOperation } from './operations';
import { type Spec, schemaIn } from './spec';

/** An operation as a tool: called by name with one flat object. */
export interface Tool {
  readonly name: string;
  readonly description: string;
  /** A JSON schema; undefined where the operation takes nothing. */
  readonly inputSchema: JsonObject | undefined;
  /** Of a successful answer; undefined where the document has none. */
  readonly outputSchema: JsonObject | undefined;
  /** Whether the operation only reads. */
  readonly isReading: boolean;
  /** Whether a second request like the first changes nothing more (RFC 9110, section 9.2.2). */
  readonly isIdempotent: boolean;
}

export function toolOf(spec: Spec, operation: SpecOperation): Tool {
  const { name, method, path, description, summary } = operation;
  return {
    name,
    description: description ?? summary ?? `${method.toUpperCase()} ${path}`,
    inputSchema: inputSchemaOf(spec, operation),
    outputSchema: outputSchemaOf(spec, operation),
    isReading: ['get', 'head', 'options'].includes(method),
    isIdempotent: !['post', 'patch'].includes(method),
  };
}

/** The body's media types, in the order of the document. */
export function contentTypesOf(spec: Spec, { operation }: SpecOperation): readonly string[] {
  const body = spec.resolve(operation['requestBody']);
  return isObject(body) && isObject(body['content']) ? Object.keys(body['content']) : [];
}

function inputSchemaOf(spec: Spec, operation: SpecOperation): JsonObject | undefined {
  const properties: Record<string, unknown> = {};
  const required: string[] = [];
  for (const parameter of operation.parameters) {
    const name = parameter['name'] as string;
    const schema = schemaIn(spec, parameter) ?? { type: 'string' };
    const description = parameter['description'];
    properties[name] =
      typeof description === 'string' && isObject(schema) && schema['description'] === undefined
        ? { ...schema, description }
        : schema;
    if (parameter['in'] === 'path' || parameter['required'] === true) required.push(name);
  }
  const body = spec.resolve(operation.operation['requestBody']);
  const types = contentTypesOf(spec, operation);
  if (isObject(body) && types.length > 0) {
    properties['body'] = schemaIn(spec, body) ?? {};
    if (body['required'] === true) required.push('body');
    if (types.length > 1) properties['contentType'] = { type: 'string', enum: types };
  }
  if (Object.keys(properties).length === 0) return undefined;
  return {
    type: 'object',
    properties,
    ...(required.length > 0 && { required: [...new Set(required)] }),
    additionalProperties: false,
  };
}

function outputSchemaOf(spec: Spec, { operation }: SpecOperation): JsonObject | undefined {
  const responses = isObject(operation['responses']) ? operation['responses'] : {};
  const statuses = Object.keys(responses)
    .filter((status) => /^2\d\d$/.test(status))
    .sort();
  for (const status of [...statuses, 'default']) {
    const response = spec.resolve(responses[status]);
    if (!isObject(response) || !isObject(response['content'])) continue;
    const content = Object.entries(response['content']).sort(
      ([one], [other]) => Number(isJson(other)) - Number(isJson(one)),
    );
    for (const [, media] of content) {
      const schema = isObject(media) ? schemaIn(spec, media) : undefined;
      if (isObject(schema)) return schema;
    }
  }
  return undefined;
}

export const isJson = (mediaType: string) => /^application\/(?:[\w.-]+\+)?json\b/i.test(mediaType);
