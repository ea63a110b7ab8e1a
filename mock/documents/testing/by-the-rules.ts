import { isObject, type JsonObject } from '../../util/json';
import type { Tool } from '../tool';

/** An OpenAPI document read in a few lines and without the code under test, so that the two can be compared. */

export interface WrittenOperation {
  readonly document: JsonObject;
  readonly method: string;
  readonly path: string;
  /** The path of the server. */
  readonly base: string;
  readonly item: JsonObject;
  readonly operation: JsonObject;
}

const methods = ['get', 'put', 'post', 'delete', 'patch', 'head', 'options', 'trace'];

export function writtenOperations(document: JsonObject): readonly WrittenOperation[] {
  const paths = document['paths'] as Record<string, JsonObject>;
  return Object.entries(paths).flatMap(([path, item]) =>
    methods
      .filter((method) => isObject(item[method]))
      .map((method) => {
        const operation = item[method] as JsonObject;
        const [server] = (operation['servers'] ?? item['servers'] ?? document['servers'] ?? []) as {
          url: string;
          variables?: Record<string, { default: string }>;
        }[];
        const url = (server?.url ?? '').replace(
          /\{(.*?)\}/g,
          (_whole, name: string) => server?.variables?.[name]?.default ?? name,
        );
        const base = url.replace(/^https?:\/\/[^/]*/, '').replace(/\/$/, '');
        return { document, method, path, base, item, operation };
      }),
  );
}

/** What a local reference stands for. */
export function target(document: JsonObject, node: unknown): unknown {
  const reference = isObject(node) ? node['$ref'] : undefined;
  if (typeof reference !== 'string') return node;
  const parts = decodeURIComponent(reference).split('/').slice(1);
  const found = parts.reduce<unknown>(
    (part, key) => (isObject(part) ? part[key.replaceAll('~1', '/').replaceAll('~0', '~')] : undefined),
    document,
  );
  return target(document, found);
}

export interface ToolShape {
  readonly description: string;
  /** The names of the arguments, sorted. */
  readonly takes: readonly string[];
  readonly required: readonly string[];
  readonly contentTypes: unknown;
  readonly isClosed: boolean;
}

export function shapeOf({ description, inputSchema }: Tool): ToolShape {
  const properties = inputSchema['properties'] as Record<string, JsonObject>;
  return {
    description,
    takes: Object.keys(properties).sort(),
    required: [...((inputSchema['required'] ?? []) as string[])].sort(),
    contentTypes: properties['contentType']?.['enum'],
    isClosed: inputSchema['additionalProperties'] === false,
  };
}

export function shapeByTheRules({ document, method, path, item, operation }: WrittenOperation): ToolShape {
  const written = [
    ...((item['parameters'] ?? []) as unknown[]),
    ...((operation['parameters'] ?? []) as unknown[]),
  ];
  const parameters = new Map(
    written
      .map((one) => target(document, one))
      .filter(isObject)
      .map((one) => [`${one['in']} ${one['name']}`, one]), // the last of several counts
  );
  const isRequired = (one: JsonObject) => one['in'] === 'path' || one['required'] === true;
  const body = target(document, operation['requestBody']);
  const types = Object.keys(isObject(body) && isObject(body['content']) ? body['content'] : {});
  const takes = [
    ...namesOf([...parameters.values()]),
    ...(types.length > 0 ? ['body'] : []),
    ...(types.length > 1 ? ['contentType'] : []),
  ];
  const required = [
    ...namesOf([...parameters.values()].filter(isRequired)),
    ...(types.length > 0 && isObject(body) && body['required'] === true ? ['body'] : []),
  ];
  const sorted = (names: readonly string[]) => [...new Set(names)].sort();
  return {
    description: String(
      operation['description'] ?? operation['summary'] ?? `${method.toUpperCase()} ${path}`,
    ),
    takes: sorted(takes),
    required: sorted(required),
    contentTypes: types.length > 1 ? types : undefined,
    isClosed: true,
  };
}

const namesOf = (parameters: readonly JsonObject[]) => parameters.map(({ name }) => String(name));

/** The example of the lowest status of success, with that status. */
export function exampleOf({
  document,
  operation,
}: WrittenOperation): { status: number; body: unknown } | undefined {
  const responses = operation['responses'] as JsonObject;
  const [status = ''] = Object.keys(responses)
    .filter((key) => /^2\d\d$/.test(key))
    .sort();
  const response = target(document, responses[status]);
  const content = isObject(response) && isObject(response['content']) ? response['content'] : {};
  const [, media] = Object.entries(content).find(([type]) => /^application\/(?:.*\+)?json/.test(type)) ?? [];
  if (!isObject(media)) return undefined;
  if ('example' in media) return { status: Number(status), body: media['example'] };
  const [first] = Object.values(isObject(media['examples']) ? media['examples'] : {}).map((one) =>
    target(document, one),
  );
  if (isObject(first) && 'value' in first) return { status: Number(status), body: first['value'] };
  const schema = target(document, media['schema']);
  return isObject(schema) && 'example' in schema
    ? { status: Number(status), body: schema['example'] }
    : undefined;
}
