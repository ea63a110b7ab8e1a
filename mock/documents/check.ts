import { type Document, OpenAPIBackend } from 'openapi-backend';
import type { AddedAnswer } from '../control/journal/entry';
import { isObject, type JsonObject, pointerParts } from '../util/json';
import { nearest } from '../util/messages';
import type { SpecOperation } from './operations';
import { inlined, type Spec } from './spec';

/** A request as it is held against a document. */
export interface CheckedRequest {
  /** Below the server's path. */
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Parsed JSON, else text; undefined without one. */
  readonly body: unknown;
}

/** What a request has that its document does not allow. */
export type RequestProblem = AddedAnswer['problems'][number];

export interface RequestCheck {
  /** What is wrong, all at once. Missing credentials are reported and never refused. */
  problemsOf(request: CheckedRequest): Promise<readonly RequestProblem[]>;
  /** Why the document cannot be held against requests; undefined where it can. Known after the first request. */
  readonly warning: string | undefined;
}

/**
 * Holds requests against one operation, with openapi-backend's validators. They are compiled with the first request
 * from a document of this operation alone, with bounded schemas: openapi-backend itself follows references that have
 * no end, and references to files and hosts.
 */
export function requestCheck(
  spec: Spec,
  { method, path, operation, parameters }: SpecOperation,
): RequestCheck {
  let ready: Promise<OpenAPIBackend> | undefined;
  let warning: string | undefined;
  const security = requirementsOf(spec, operation);
  const queryNames = parameters.filter((one) => one['in'] === 'query').map((one) => String(one['name']));
  const compiled = async (): Promise<OpenAPIBackend> => {
    const written = {
      operationId: 'checked',
      parameters: inlined(spec, parameters).schema,
      ...(operation['requestBody'] !== undefined && {
        requestBody: inlined(spec, operation['requestBody']).schema,
      }),
      responses: {},
    };
    const api = new OpenAPIBackend({
      definition: {
        openapi: '3.0.3',
        info: { title: '', version: '' },
        paths: { [path]: { [method]: written } },
      } as unknown as Document,
      quick: true,
      coerceTypes: true,
      ajvOpts: { allErrors: true, strict: false, validateSchema: false, logger: false },
    });
    await api.init();
    try {
      api.validator.getRequestValidatorsForOperation('checked');
    } catch (error) {
      warning = `requests to ${method.toUpperCase()} ${path} are not checked, since a schema does not compile: ${(error as Error).message}`;
    }
    return api;
  };

  return {
    get warning() {
      return warning;
    },
    async problemsOf({ path: sent, query, headers, body }) {
      ready ??= compiled();
      const api = await ready;
      const missing = missingCredentials(security, query, headers);
      if (warning !== undefined) return missing;
      const { errors } = api.validator.validateRequest(
        { method, path: sent, query, headers: headersOf(headers), body: body as object },
        'checked',
      );
      const found = (errors ?? []).map(({ instancePath, message, params, keyword }) => ({
        place: placeOf(instancePath, keyword, params as JsonObject),
        message: messageOf(
          keyword,
          message,
          params as JsonObject,
          instancePath === '/query' ? queryNames : [],
        ),
      }));
      return [...found.filter(isFirstOf(found)), ...missing];
    },
  };
}

const headersOf = (headers: CheckedRequest['headers']): Record<string, string | string[]> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, typeof value === 'string' ? value : [...value]]],
    ),
  );

const isFirstOf =
  (problems: readonly RequestProblem[]) =>
  ({ place, message }: RequestProblem, index: number) =>
    problems.findIndex((other) => other.place === place && other.message === message) === index;

function placeOf(pointer: string, keyword: string, params: JsonObject): string {
  const name =
    params['missingProperty'] ??
    (keyword === 'additionalProperties' ? params['additionalProperty'] : undefined);
  const parts = [...pointerParts(pointer)];
  if (typeof name === 'string') parts.push(name);
  return parts.join('.').replace(/^requestBody\b/, 'body') || 'request';
}

/** What is wrong, and what to do. */
function messageOf(
  keyword: string,
  message: string | undefined,
  params: JsonObject,
  known: readonly string[],
): string {
  if (keyword === 'required') return 'is missing: send it';
  if (keyword === 'additionalProperties') {
    const near = nearest(String(params['additionalProperty']), known);
    return `is not in the document: ${near === undefined ? 'leave it out' : `did you mean ${near}?`}`;
  }
  if (keyword === 'enum' && Array.isArray(params['allowedValues'])) {
    return `must be one of ${params['allowedValues'].map((value) => JSON.stringify(value)).join(', ')}`;
  }
  return message ?? 'does not fit the document';
}

interface Credential {
  readonly name: string;
  readonly in: string;
  readonly key: string;
}

/** The alternatives of an operation's security, each with the credentials that it needs; none where none are needed. */
function requirementsOf(
  { document, resolve }: Spec,
  operation: JsonObject,
): readonly (readonly Credential[])[] {
  const required = operation['security'] ?? document['security'];
  const components = isObject(document['components']) ? document['components'] : {};
  const schemes = isObject(components['securitySchemes']) ? components['securitySchemes'] : {};
  if (!Array.isArray(required)) return [];
  return required.filter(isObject).map((alternative) =>
    Object.keys(alternative).flatMap((name): Credential[] => {
      const scheme = resolve(schemes[name]);
      if (!isObject(scheme)) return [];
      if (scheme['type'] !== 'apiKey') return [{ name, in: 'header', key: 'authorization' }];
      return [{ name, in: String(scheme['in']), key: String(scheme['name']) }];
    }),
  );
}

function missingCredentials(
  alternatives: readonly (readonly Credential[])[],
  query: string,
  headers: CheckedRequest['headers'],
): RequestProblem[] {
  const isSent = ({ in: place, key }: Credential) => {
    if (place === 'query') return new URLSearchParams(query).has(key);
    if (place === 'cookie') return `; ${headers['cookie'] ?? ''}`.includes(`; ${key}=`);
    return headers[key.toLowerCase()] !== undefined;
  };
  const needed = alternatives.filter((credentials) => credentials.length > 0);
  if (needed.length < alternatives.length || alternatives.some((credentials) => credentials.every(isSent)))
    return [];
  if (needed.length === 0) return [];
  const ways = needed.map((credentials) =>
    credentials.map(({ in: place, key }) => `${place} ${key}`).join(' and '),
  );
  return [{ place: 'security', message: `no credentials: the document asks for ${ways.join(', or ')}` }];
}
