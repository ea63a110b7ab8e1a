import Ajv from 'ajv';
import { Refusal } from '../rules/refusal';
import { isObject, type JsonObject } from '../util/json';
import { nearest } from '../util/messages';
import { isJsonType } from '../wire/body';
import type { SpecOperation } from './operations';
import { type OwnTool, ownTools } from './own-tools';
import type { Source } from './source';
import type { AddSource, Sources } from './sources';
import { contentTypesOf, type ListedTool, type ToolAnswer, type ToolsApi } from './tool';

/** Where a tool's request goes: the emulator's own handler, in process. */
export type Ask = (path: string, init: RequestInit) => Promise<Response>;

export function toolsOf(sources: Sources, ask: Ask): ToolsApi {
  const check = argumentCheck();

  const listed = (source: Source, prefix: string): ListedTool[] =>
    source.tools().map((tool) => ({ ...tool, name: `${prefix}${tool.name}`, source: source.id }));

  const all = (): ListedTool[] => [
    ...ownTools.map(({ operation: _, ...tool }) => tool),
    ...sources.list().flatMap((source) => listed(source, `${source.namespace}.`)),
  ];

  /** By the full name, or without the namespace where only one document has the name. */
  const find = (name: string): { source: Source; operation: SpecOperation } => {
    const found = sources
      .list()
      .flatMap((source) =>
        source.operations
          .filter((operation) => name === operation.name || name === `${source.namespace}.${operation.name}`)
          .map((operation) => ({ source, operation, isFull: name !== operation.name })),
      );
    const [one, ...others] =
      found.filter(({ isFull }) => isFull).length > 0 ? found.filter(({ isFull }) => isFull) : found;
    if (one !== undefined && others.length === 0) return one;
    const near = nearest(
      name,
      all().map((tool) => tool.name),
    );
    throw new Refusal(
      'TOOL_UNKNOWN',
      one === undefined
        ? `There is no tool ${JSON.stringify(name)}${near === undefined ? '' : `; the nearest is ${near}`}. List the tools to see their names`
        : `Several documents have a tool ${name}: use the name with the namespace, such as ${one.source.namespace}.${name}`,
    );
  };

  const callOwn = async (tool: OwnTool, args: JsonObject): Promise<ToolAnswer> => {
    check(tool.name, tool.inputSchema, args);
    if (tool.operation !== undefined) return callSession(tool.operation, args, ask);
    if (tool.name === 'openapi.previewSpec')
      return { status: 200, body: await sources.preview(args['spec'] as string) };
    const { outcome, ...added } = await sources.add(args as unknown as AddSource);
    return { status: outcome === 'added' ? 201 : 200, body: added };
  };

  return {
    async list({ source, query } = {}) {
      const tools = source === undefined ? all() : listed(sources.get(source), '');
      const words = (query ?? '').toLowerCase().split(/\s+/).filter(Boolean);
      return tools.filter(({ name, description }) => {
        const text = `${name} ${description}`.toLowerCase();
        return words.every((word) => text.includes(word));
      });
    },
    async call(name, args = {}) {
      if (!isObject(args))
        throw new Refusal('TOOL_ARGUMENTS_INVALID', `The arguments of ${name} must be an object`);
      const own = ownTools.find((tool) => tool.name === name);
      if (own !== undefined) return callOwn(own, args);
      const { source, operation } = find(name);
      check(name, source.tools().find((tool) => tool.name === operation.name)?.inputSchema ?? {}, args);
      return callOperation(source, operation, args, ask);
    },
  };
}

async function callSession(
  { method, path }: NonNullable<OwnTool['operation']>,
  args: JsonObject,
  ask: Ask,
): Promise<ToolAnswer> {
  const cookies = [
    ['vtex_session', args['sessionToken']],
    ['vtex_segment', args['segmentToken']],
  ].filter(([, value]) => value !== undefined);
  const query = args['items'] === undefined ? '' : `?items=${encodeURIComponent(args['items'] as string)}`;
  const response = await ask(path + query, {
    method,
    headers: {
      ...(cookies.length > 0 && { cookie: cookies.map(([name, value]) => `${name}=${value}`).join('; ') }),
      ...(method !== 'GET' && { 'content-type': 'application/json' }),
    },
    ...(method !== 'GET' && { body: JSON.stringify(args['body'] ?? {}) }),
  });
  const set = (name: string) =>
    response.headers
      .getSetCookie()
      .map((line) => new RegExp(`^${name}=([^;]*)`).exec(line)?.[1])
      .find((value) => value !== undefined && value !== '');
  const sessionToken = set('vtex_session') ?? args['sessionToken'];
  const segmentToken = set('vtex_segment') ?? args['segmentToken'];
  return {
    status: response.status,
    body: await bodyOf(response),
    ...(typeof sessionToken === 'string' && { sessionToken }),
    ...(typeof segmentToken === 'string' && { segmentToken }),
  };
}

async function callOperation(
  source: Source,
  operation: SpecOperation,
  args: JsonObject,
  ask: Ask,
): Promise<ToolAnswer> {
  let path = source.routeOf(operation);
  const query = new URLSearchParams();
  const headers: Record<string, string> = {};
  const cookies: string[] = [];
  for (const { name: written, in: place } of operation.parameters) {
    const name = written as string;
    const value = args[name];
    if (value === undefined) continue;
    const texts = (Array.isArray(value) ? value : [value]).map((item) =>
      typeof item === 'object' && item !== null ? JSON.stringify(item) : String(item),
    );
    if (place === 'path') path = path.replace(`{${name}}`, encodeURIComponent(texts.join(',')));
    else if (place === 'header') headers[name] = texts.join(', ');
    else if (place === 'cookie') cookies.push(`${name}=${encodeURIComponent(texts.join(','))}`);
    else for (const text of texts) query.append(name, text);
  }
  const contentType =
    (args['contentType'] as string | undefined) ?? contentTypesOf(source.spec, operation)[0];
  const body = args['body'];
  const hasBody = body !== undefined && !['get', 'head'].includes(operation.method);
  const search = query.toString();
  const response = await ask(search === '' ? path : `${path}?${search}`, {
    method: operation.method.toUpperCase(),
    headers: {
      ...headers,
      ...(cookies.length > 0 && { cookie: cookies.join('; ') }),
      ...(hasBody && { 'content-type': contentType ?? 'application/json' }),
    },
    ...(hasBody && {
      body: typeof body === 'string' && !isJsonType(contentType ?? '') ? body : JSON.stringify(body),
    }),
  });
  const problems = response.headers.get('x-mock-source-problems');
  const answeredBy = response.headers.get('x-mock-source');
  return {
    status: response.status,
    body: await bodyOf(response),
    ...(answeredBy !== null && { answeredBy }),
    ...(problems !== null && { problems }),
  };
}

async function bodyOf(response: Response): Promise<unknown> {
  const text = await response.text();
  if (text === '') return undefined;
  return isJsonType(response.headers.get('content-type') ?? '') ? JSON.parse(text) : text;
}

/**
 * Holds arguments against the input schema of a tool.
 * @throws Refusal TOOL_ARGUMENTS_INVALID, naming each argument that is unknown or wrong
 */
export function argumentCheck() {
  const ajv = new Ajv({
    strict: false,
    allErrors: true,
    validateSchema: false,
    validateFormats: false,
    logger: false,
  });
  return (name: string, schema: JsonObject, args: JsonObject): void => {
    let validate: ReturnType<Ajv['compile']>;
    try {
      validate = ajv.compile(schema);
    } catch {
      return; // a schema that does not compile is a warning of its document
    }
    if (validate(args)) return;
    const problems = (validate.errors ?? []).map(({ instancePath, message, params }) => {
      const place = instancePath.slice(1).replaceAll('/', '.');
      const unknown = (params as JsonObject)['additionalProperty'];
      if (typeof unknown === 'string') {
        const known = Object.keys(
          (isObject(schema['properties']) && place === '' ? schema['properties'] : {}) as JsonObject,
        );
        const near = nearest(unknown, known);
        return `${[place, unknown].filter(Boolean).join('.')} is unknown${near === undefined ? `; it takes ${known.join(', ') || 'nothing'}` : `; the nearest is ${near}`}`;
      }
      return `${place === '' ? '' : `${place} `}${message}`;
    });
    throw new Refusal(
      'TOOL_ARGUMENTS_INVALID',
      `The arguments of ${name} are not valid: ${[...new Set(problems)].join('; ')}`,
    );
  };
}
