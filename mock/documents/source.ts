import { type Document, OpenAPIBackend } from 'openapi-backend';
import type { AddedAnswer } from '../control/journal/entry';
import { Refusal } from '../rules/refusal';
import type { Segment } from '../rules/segment';
import { PlainText } from '../wire/answer';
import { isJsonType } from '../wire/body';
import { percentDecoded } from '../wire/target';
import { disagreements } from './agreement';
import { type AnswerKind, answerOf, choicesOf, type DocumentAnswer, preferenceOf } from './answer';
import { type CheckedRequest, type RequestCheck, requestCheck } from './check';
import {
  inListOrder,
  methods,
  operationsOf,
  pathOfServer,
  type SpecOperation,
  warningsOf,
} from './operations';
import type { Spec } from './spec';
import { type Tool, toolOf } from './tool';

/** Whether a request that its document does not allow, or that contradicts the visitor's segment, is answered. */
export type Strictness = 'report' | 'refuse' | 'off';

/** What a function of the user's is given to answer a request to an added operation. */
export interface AnswerInput {
  /** Of path and query, as text. */
  readonly params: Readonly<Record<string, string>>;
  /** Parsed JSON, else text. */
  readonly body: unknown;
  /** The visitor's; undefined for a request without a session and a segment. */
  readonly segment: Segment | undefined;
  /** The visitor's namespaces, as `{namespace: {key: value}}`; undefined without a session. */
  readonly session: Readonly<Record<string, Readonly<Record<string, unknown>>>> | undefined;
}

/** Gives the JSON body of a 200, or a `Response` with its own status: `Response.json(body, { status: 404 })`. */
export type AnswerFunction = (input: AnswerInput) => unknown;

export interface SourceOptions {
  readonly id: string;
  readonly namespace: string;
  readonly name: string;
  /** In place of the path of the document's server. */
  readonly basePath: string | undefined;
  readonly check: Strictness;
  readonly segment: Strictness;
  /** By the name of an operation, `group.leaf`, with or without the namespace. */
  readonly answers: Readonly<Record<string, AnswerFunction>>;
}

/** A request to an added operation. */
export interface SourceRequest extends CheckedRequest {
  readonly method: string;
  /** Who asks; looked up only where something needs it. */
  readonly visitor: () => Promise<{ segment: AnswerInput['segment']; session: AnswerInput['session'] }>;
}

export interface SourceAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** A JSON value, or {@link PlainText}; undefined for none. */
  readonly body: unknown;
  readonly answer: AnswerKind;
  /** `namespace.group.leaf`. */
  readonly operation: string;
  readonly problems: AddedAnswer['problems'];
  readonly disagreements: AddedAnswer['disagreements'];
}

/** A document that was added: its operations, served and as tools. */
export interface Source extends Omit<SourceOptions, 'answers'> {
  readonly spec: Spec;
  readonly operations: readonly SpecOperation[];
  readonly warnings: readonly string[];
  /** In the order of the listing. */
  readonly toolNames: readonly string[];
  /** By method and path without the names of parameters: the operation that answers there. */
  readonly routes: ReadonlyMap<string, SpecOperation>;
  /** In the order of the listing; made when first asked for. */
  readonly tools: () => readonly Tool[];
  /** The path at which an operation is served. */
  routeOf(operation: SpecOperation): string;
  /** The operation that answers here, if any. */
  match(method: string, path: string): SpecOperation | undefined;
  /** Methods that are served at this path, in upper case. */
  methodsAt(path: string): readonly string[];
  /** @throws Refusal REQUEST_OUTSIDE_SOURCE where the source refuses what is wrong with a request */
  answer(operation: SpecOperation, request: SourceRequest): Promise<SourceAnswer>;
}

/** @param isOwn whether the emulator itself serves an operation */
export function sourceOf(
  spec: Spec,
  options: SourceOptions,
  isOwn: (method: string, path: string) => boolean,
): Source {
  const { id, namespace, basePath, answers } = options;
  const base = basePath === undefined ? undefined : pathOfServer(basePath);
  const routeOf = ({ serverPath, path }: SpecOperation) => `${base ?? serverPath}${path}`;
  const all = operationsOf(spec);
  const operations = all.filter((operation) => !isOwn(operation.method, routeOf(operation)));
  const listed = inListOrder(operations);
  const left = all.length - operations.length;
  const checks = new Map<SpecOperation, RequestCheck>();
  const checkOf = madeOnce(checks, (operation) => requestCheck(spec, operation));
  const answerFunctionOf = ({ name }: SpecOperation) => answers[`${namespace}.${name}`] ?? answers[name];
  /** A large schema takes a while to sample. */
  const usualAnswerOf = madeOnce(new Map(), (operation) => answerOf(spec, operation, {}) as DocumentAnswer);
  const routes = routesOf(operations, routeOf);
  const documentWarnings = warningsOf(spec, all);
  let tools: readonly Tool[] | undefined;
  const router = matcher(operations, routeOf);

  return {
    ...{ id, namespace, name: options.name, basePath, check: options.check, segment: options.segment },
    spec,
    operations,
    routes,
    toolNames: listed.map(({ name }) => name),
    get warnings() {
      return [
        ...documentWarnings,
        ...(left > 0 ? [`${left} operations are left to the emulator, which serves their paths itself`] : []),
        ...sharedRoutes(operations, routes, routeOf),
        ...[...checks.values()].flatMap(({ warning }) => warning ?? []),
      ];
    },
    tools: () => {
      tools ??= listed.map((operation) => toolOf(spec, operation));
      return tools;
    },
    routeOf,
    match: router.match,
    methodsAt: router.methodsAt,

    async answer(operation, request) {
      const route = routeOf(operation);
      const name = `${namespace}.${operation.name}`;
      const answerFunction = answerFunctionOf(operation);
      const below = request.path.slice(route.length - operation.path.length);
      const problems =
        options.check === 'off' ? [] : await checkOf(operation).problemsOf({ ...request, path: below });
      const needsVisitor = options.segment !== 'off' || answerFunction !== undefined;
      const { segment, session } = needsVisitor
        ? await request.visitor()
        : { segment: undefined, session: undefined };
      const declared = new Set(
        operation.parameters
          .filter((parameter) => parameter['in'] === 'query')
          .map((parameter) => parameter['name'] as string),
      );
      const contradictions =
        options.segment === 'off' || segment === undefined
          ? []
          : disagreements(request.path, request.query, declared, segment);
      const refused = [
        ...(options.check === 'refuse' ? problems.filter(({ place }) => place !== 'security') : []).map(
          ({ place, message }) => `${place} ${message}`,
        ),
        ...(options.segment === 'refuse' ? contradictions : []).map(
          ({ parameter, sent, segment: expected }) =>
            `query.${parameter} ${sent === null ? 'is missing' : `is ${JSON.stringify(sent)}`}, and the visitor's segment says ${JSON.stringify(expected)}`,
        ),
      ];
      if (refused.length > 0) {
        throw new Refusal(
          'REQUEST_OUTSIDE_SOURCE',
          `The document ${id} does not allow this request: ${refused.join('; ')}`,
        );
      }
      const preference = preferenceOf(textOf(request.headers['prefer']));
      const isPreferred = preference.code !== undefined || preference.example !== undefined;
      const found =
        answerFunction !== undefined && !isPreferred
          ? await answerOfFunction(answerFunction, {
              params: paramsOf(route, request),
              body: request.body,
              ...{ segment, session },
            })
          : isPreferred
            ? answerOf(spec, operation, preference)
            : usualAnswerOf(operation);
      if (found === undefined) throw notInDocument(spec, operation, id);
      return {
        status: found.status,
        headers: {},
        body: bodyOf(found),
        answer: found.kind,
        operation: name,
        problems,
        disagreements: contradictions,
      };
    },
  };
}

function madeOnce<T>(known: Map<SpecOperation, T>, make: (operation: SpecOperation) => T) {
  return (operation: SpecOperation): T => {
    const found = known.get(operation) ?? make(operation);
    known.set(operation, found);
    return found;
  };
}

/** An example in text stays as it is; a value whose media type is not JSON is sent as JSON all the same. */
function bodyOf({ body, contentType }: DocumentAnswer): unknown {
  const isText = typeof body === 'string' && contentType !== undefined && !isJsonType(contentType);
  return isText ? new PlainText(body, contentType) : body;
}

/** Matches by openapi-backend: exact paths before templates, the most specific template first. */
function matcher(operations: readonly SpecOperation[], routeOf: Source['routeOf']) {
  const paths: Record<string, Record<string, object>> = {};
  operations.forEach((operation, index) => {
    const route = routeOf(operation);
    const item = paths[route] ?? {};
    item[operation.method] ??= { operationId: String(index), responses: {} };
    paths[route] = item;
  });
  const api = new OpenAPIBackend({
    definition: { openapi: '3.0.3', info: { title: '', version: '' }, paths } as unknown as Document,
    quick: true,
    validate: false,
  });
  void api.init(); // there is nothing to wait for in a document of routes alone
  const match = (method: string, path: string) => {
    const found = api.matchOperation({ method, path, headers: {} });
    return found?.operationId === undefined ? undefined : operations[Number(found.operationId)];
  };
  return {
    match,
    methodsAt: (path: string) =>
      methods.filter((method) => match(method, path) !== undefined).map((method) => method.toUpperCase()),
  };
}

/** The first operation of each route. */
function routesOf(
  operations: readonly SpecOperation[],
  routeOf: Source['routeOf'],
): ReadonlyMap<string, SpecOperation> {
  const routes = new Map<string, SpecOperation>();
  for (const operation of operations) {
    const name = routeName(operation, routeOf);
    if (!routes.has(name)) routes.set(name, operation);
  }
  return routes;
}

const routeName = (operation: SpecOperation, routeOf: Source['routeOf']) =>
  `${operation.method.toUpperCase()} ${routeOf(operation).replace(/\{[^}]*\}/g, '{}')}`;

function sharedRoutes(
  operations: readonly SpecOperation[],
  routes: Source['routes'],
  routeOf: Source['routeOf'],
): string[] {
  return operations.flatMap((operation) => {
    const name = routeName(operation, routeOf);
    const first = routes.get(name);
    return first === operation
      ? []
      : [`${operation.name} has the route of ${first?.name}, which answers over HTTP: ${name}`];
  });
}

/** By shape: test environments and polyfills have their own class. */
function isResponse(given: unknown): given is Response {
  return typeof given === 'object' && given !== null && 'headers' in given && 'text' in given;
}

async function answerOfFunction(run: AnswerFunction, input: AnswerInput): Promise<DocumentAnswer> {
  const given = await run(input);
  if (!isResponse(given)) {
    const contentType = given === undefined ? undefined : 'application/json';
    return { kind: 'function', status: 200, contentType, body: given };
  }
  const contentType = given.headers.get('content-type') ?? undefined;
  const text = await given.text();
  if (text === '') return { kind: 'function', status: given.status, contentType: undefined, body: undefined };
  const body = contentType !== undefined && isJsonType(contentType) ? JSON.parse(text) : text;
  return { kind: 'function', status: given.status, contentType, body };
}

function paramsOf(route: string, { path, query }: SourceRequest): Record<string, string> {
  const names: string[] = [];
  const pattern = route
    .replace(/[.*+?^$()|[\]\\]/g, '\\$&')
    .replace(/\{([^}]*)\}/g, (_whole, name: string) => {
      names.push(name);
      return '([^/]+)';
    });
  const values = new RegExp(`^${pattern}/*$`).exec(path)?.slice(1) ?? [];
  const fromPath = names.map((name, index) => [name, percentDecoded(values[index] ?? '')]);
  return { ...Object.fromEntries(new URLSearchParams(query)), ...Object.fromEntries(fromPath) };
}

const textOf = (header: string | readonly string[] | undefined) =>
  typeof header === 'string' ? header : header?.join(', ');

function notInDocument(spec: Spec, operation: SpecOperation, id: string): Refusal {
  const { codes, examples } = choicesOf(spec, operation);
  const named = examples.length === 0 ? 'no named examples' : `the examples ${examples.join(', ')}`;
  return new Refusal(
    'REQUEST_OUTSIDE_SOURCE',
    `Prefer asks for an answer that the document ${id} does not have: it has the codes ${codes.join(', ') || '(none)'} and ${named}`,
  );
}
