import { isObject, type JsonObject } from '../util/json';
import { isJsonType } from '../wire/body';
import type { SpecOperation } from './operations';
import { type Spec, schemaIn } from './spec';

/** A tool as it is listed. */
export interface ListedTool {
  /** `group.leaf` of the emulator's own and of a single source; `namespace.group.leaf` in the list of all. */
  readonly name: string;
  readonly description: string;
  /** A JSON schema of the arguments, an object. */
  readonly inputSchema: JsonObject;
  /** Of the body of an answer; left out where the document has none. */
  readonly outputSchema?: JsonObject;
  /** The id of the document; left out for the emulator's own. */
  readonly source?: string;
  readonly readOnly: boolean;
  /** Whether a second call with the same arguments changes nothing more (RFC 9110, section 9.2.2). */
  readonly idempotent: boolean;
}

/** What a tool answers. */
export interface ToolAnswer {
  readonly status: number;
  readonly body: unknown;
  /** The visitor's tokens after the call, of the session tools. */
  readonly sessionToken?: string;
  readonly segmentToken?: string;
  /** Where an added operation's answer comes from: `ID;answer=example`. */
  readonly answeredBy?: string;
  /** What its document does not allow in the request. */
  readonly problems?: string;
}

/** The six tools of the emulator, and then those of added documents, by document. */
export interface ToolsApi {
  /** @param filter `source`: of one document, without its namespace; `query`: words that name or description have */
  list(filter?: {
    readonly source?: string | undefined;
    readonly query?: string | undefined;
  }): Promise<readonly ListedTool[]>;
  /** @throws Refusal TOOL_UNKNOWN, TOOL_ARGUMENTS_INVALID, and what a tool itself refuses about documents */
  call(name: string, args?: JsonObject): Promise<ToolAnswer>;
}

/** An operation as a tool: called by name with one flat object. */
export type Tool = Omit<ListedTool, 'source'>;

export function toolOf(spec: Spec, operation: SpecOperation): Tool {
  const { name, method, path, description, summary } = operation;
  const outputSchema = outputSchemaOf(spec, operation);
  return {
    name,
    description: description ?? summary ?? `${method.toUpperCase()} ${path}`,
    inputSchema: inputSchemaOf(spec, operation),
    ...(outputSchema !== undefined && { outputSchema }),
    readOnly: ['get', 'head', 'options'].includes(method),
    idempotent: !['post', 'patch'].includes(method),
  };
}

/** The body's media types, in the order of the document. */
export function contentTypesOf(spec: Spec, { operation }: SpecOperation): readonly string[] {
  const body = spec.resolve(operation['requestBody']);
  return isObject(body) && isObject(body['content']) ? Object.keys(body['content']) : [];
}

function inputSchemaOf(spec: Spec, operation: SpecOperation): JsonObject {
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
      ([one], [other]) => Number(isJsonType(other)) - Number(isJsonType(one)),
    );
    for (const [, media] of content) {
      const schema = isObject(media) ? schemaIn(spec, media) : undefined;
      if (isObject(schema)) return schema;
    }
  }
  return undefined;
}
