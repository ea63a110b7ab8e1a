import { Ajv, type ValidateFunction } from 'ajv';
import document from '../../fixtures/openapi/session-manager.yaml';
import type { Answer, Target, TargetRequest } from '../targets/target';
import { controlOperations } from './claim';

/** A target whose answers are validated against the OpenAPI document, with ajv and none of the emulator's code. */
export interface HeldTarget extends Target {
  /** The called operations in order, for example `POST /api/sessions`; control routes included. */
  called(): readonly string[];
}

/** @param calls receives the calls, also those of variants */
export function heldAgainstOpenApi(target: Target, calls: string[] = []): HeldTarget {
  const { variant } = target;
  return {
    ...target,
    variant: variant && ((options) => heldAgainstOpenApi(variant(options), calls)),
    called: () => calls,
    async request(request) {
      calls.push(...controlCallsOf(request));
      const answer = await target.request(request);
      const template = templateOf(request.path);
      if (template === undefined || request.method === 'OPTIONS') return answer; // not in the document
      calls.push(`${request.method} ${template}`);
      const problems = problemsOf(template, request, answer);
      if (problems.length > 0) {
        throw new Error(
          `${request.method} ${template} answered ${answer.status}, against the OpenAPI document:\n${problems.join('\n')}\n${answer.text}`,
        );
      }
      return answer;
    },
  };
}

type Json = { readonly [key: string]: unknown };

const paths = document['paths'] as Record<string, Record<string, Json>>;

/** A path may have a root path before it and slashes after it; neither is in the document. */
const templates = Object.keys(paths).map((template) => {
  const pattern = template.replaceAll(/\{\w+\}/g, '[^/]+');
  return { template, pattern: new RegExp(`^(?:/[^/]+)*?${pattern}/*$`) };
});

function templateOf(path: string): string | undefined {
  const [pathname = ''] = path.split('?', 1);
  return templates.find(({ pattern }) => pattern.test(pathname))?.template;
}

function problemsOf(template: string, { method }: TargetRequest, answer: Answer): string[] {
  if (method === 'HEAD') return answer.text === '' ? [] : ['HEAD was answered with a body'];
  const pointer = responsePointer(template, method, answer.status);
  if (pointer === undefined) return [`Status ${answer.status} is not documented`];
  const response = at(pointer);
  const content = response['content'] as Json | undefined;
  const isJson = /^application\/json(?:;|$)/.test(answer.headers['content-type'] ?? '');
  if (content?.['application/json'] === undefined) {
    return answer.text === '' ? [] : ['A body is not documented'];
  }
  if (!isJson) return [`The content type is ${answer.headers['content-type']}`];
  const bodyProblems = errorsOf(`${pointer}/content/application~1json/schema`, answer.json(), 'body');
  return [...bodyProblems, ...headerProblems(pointer, answer)];
}

function headerProblems(pointer: string, { headers, setCookie }: Answer): string[] {
  const documented = (at(pointer)['headers'] ?? {}) as Json;
  if (setCookie.length > 0 && documented['Set-Cookie'] === undefined) return ['Set-Cookie is not documented'];
  return Object.keys(documented).flatMap((name) => {
    const value = headers[name.toLowerCase()];
    return value === undefined ? [] : errorsOf(`${pointer}/headers/${name}/schema`, value, name);
  });
}

/** The description of the answer in the document, references resolved. */
function responsePointer(template: string, method: string, status: number): string | undefined {
  const path = paths[template] as Record<string, Json>;
  const asked = path[method.toLowerCase()] === undefined ? undefined : method.toLowerCase();
  // An unsupported method has no operation: its answer is described at the other methods of the path.
  const served =
    asked ?? (status === 405 ? Object.keys(path).find((name) => name !== 'parameters') : undefined);
  const pointer = `/paths/${escaped(template)}/${served}/responses/${status}`;
  return served === undefined ? undefined : followed(pointer);
}

function followed(pointer: string): string | undefined {
  const found = at(pointer);
  if (found === undefined) return undefined;
  const reference = found['$ref'];
  return typeof reference === 'string' ? followed(reference.slice(1)) : pointer;
}

function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

function at(pointer: string): Json {
  const names = pointer.slice(1).split('/');
  return names
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((node, name) => (node as Json | undefined)?.[name], document) as Json;
}

const ajv = new Ajv({ strict: false, allErrors: true });
ajv.addSchema(withNullTypes(document) as Json, 'openapi');
const compiled = new Map<string, ValidateFunction>();

function errorsOf(pointer: string, value: unknown, what: string): string[] {
  const fragment = pointer.split('/').map(encodeURIComponent).join('/');
  const validate = compiled.get(pointer) ?? ajv.compile({ $ref: `openapi#${fragment}` });
  compiled.set(pointer, validate);
  if (validate(value)) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${what}${instancePath} ${message}`);
}

/** OpenAPI 3.0 has `nullable`, JSON Schema does not. */
function withNullTypes(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withNullTypes);
  if (typeof node !== 'object' || node === null) return node;
  const { nullable, ...rest } = node as Json;
  const copy = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, withNullTypes(value)]));
  return nullable === true ? { ...copy, type: [copy['type'], 'null'] } : copy;
}

const controls = controlOperations.map((operation) => ({
  operation,
  pattern: new RegExp(`^${operation.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`),
}));

/** The control route that a request calls, if any. The OpenAPI document has none of them. */
export function controlCallsOf({ method, path }: TargetRequest): readonly string[] {
  const [pathname = ''] = path.split('?', 1);
  return controls
    .filter(({ pattern }) => pattern.test(`${method} ${pathname}`))
    .map(({ operation }) => operation);
}
