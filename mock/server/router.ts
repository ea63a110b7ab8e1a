import type { ErrorObject } from 'ajv';
import type { Operation, OperationAnswer, OperationCall, Service } from '../operations/service';
import { itemsOf } from '../operations/service';
import { methodsAt, operationAt } from '../operations/table';
import { badRequest, Refusal, typeOfStatus } from '../rules/refusal';
import { pointerParts } from '../util/json';
import { allowOf } from '../wire/answer';
import * as usual from './requests.compiled';

/** Routes a call to its operation and validates it with the schemas of the OpenAPI document. */
export interface Router {
  /**
   * @param substitute the service to use instead of the router's own
   * @throws Refusal for what the document does not allow, or the operation refuses
   */
  handle(request: RoutedRequest, substitute?: Service): Promise<RoutedAnswer>;
  /** The methods served at a path of the document, for `Allow`. */
  methodsOf(path: string): string;
}

export interface RoutedRequest {
  readonly method: string;
  /** As {@link SessionTarget} has it. */
  readonly path: string;
  readonly call: Omit<OperationCall, 'body'>;
  /** Called only for operations that take a body. */
  readonly readBody: () => Promise<unknown>;
}

export interface RoutedAnswer {
  readonly operation: string;
  readonly answer: OperationAnswer;
}

interface Route {
  readonly id: string;
  readonly run: Operation;
  readonly takesBody: boolean;
  /** Why the document does not allow a request; empty if it does. */
  readonly errorsIn: (items: string | undefined, body: unknown) => readonly ErrorObject[];
}

export function sessionRouter(service: Service): Router {
  const { strict } = service;
  const routes = new Map<string, Route>();
  const routeOf = (method: string, path: string): Route => {
    const name = `${method} ${path}`;
    const known = routes.get(name);
    if (known !== undefined) return known;
    const operation = operationAt(method, path);
    if (operation === undefined) throw methodNotAllowed(method, methodsOf(path));
    const { id, run } = operation;
    const route = { id, run, takesBody: method !== 'GET', errorsIn: validatorOf(id, path, strict) };
    routes.set(name, route); // bounded: there is an entry for each operation only
    return route;
  };

  return {
    methodsOf,
    async handle({ method, path, call, readBody }, substitute = service) {
      const route = routeOf(method, path);
      if (strict) refuseOutsidePublished(call, substitute);
      const body = route.takesBody ? await readBody() : undefined;
      const errors = route.errorsIn(itemsOf(call.query), body);
      if (errors.length > 0) throw refusalOf(errors, substitute);
      const answer = await route.run({ ...call, body: body as OperationCall['body'] }, substitute);
      return { operation: route.id, answer };
    },
  };
}

function validatorOf(id: string, template: string, strict: boolean): Route['errorsIn'] {
  const { validators } = strict
    ? (require('./strict-requests.compiled') as typeof import('./strict-requests.compiled'))
    : usual;
  const own = Object.entries(validators).flatMap(([name, validate]) =>
    name.startsWith(`${id}.`) ? validate : [],
  );
  if (own.length === 0) throw new TypeError(`${id} is not in the OpenAPI document`);
  const path = Object.fromEntries(
    [...template.matchAll(/\{(\w+)\}/g)].map(([, name]) => [name, 'a token, which is checked elsewhere']),
  );
  const errorsIn = (items: string | undefined, body: unknown) => {
    const query = items === undefined ? {} : { items };
    const request = { path, query, header: {}, cookie: {}, ...(body !== undefined && { requestBody: body }) };
    return own.flatMap((validate) => (validate(request) ? [] : (validate.errors ?? [])));
  };
  // Without a body only the presence of `items` counts: two cases, each validated once.
  const withoutBody = new Map<boolean, readonly ErrorObject[]>();
  return (items, body) => {
    if (body !== undefined) return errorsIn(items, body);
    const hasItems = items !== undefined;
    const known = withoutBody.get(hasItems) ?? errorsIn(items, undefined);
    withoutBody.set(hasItems, known);
    return known;
  };
}

function methodsOf(path: string): string {
  return allowOf(methodsAt(path));
}

function methodNotAllowed(method: string, allow: string): Refusal {
  return new Refusal({
    status: 405,
    type: 'MethodNotAllowed',
    code: 'METHOD_NOT_ALLOWED',
    message: `${method.toUpperCase()} is not served here: send one of ${allow}`,
    allow,
  });
}

function bodyNotObject(): Refusal {
  return badRequest(
    'BODY_NOT_OBJECT',
    'The body must be an object such as {"public":{"country":{"value":"BRA"}}}',
  );
}

/** The refusal for ajv's errors, with the field and a hint. */
function refusalOf(errors: readonly ErrorObject[], { world, strict }: Service): Refusal {
  const at = (path: string) => errors.find(({ instancePath }) => instancePath === path);
  const missing = (name: string) => errors.some(({ params }) => params['missingProperty'] === name);
  if (missing('items')) {
    return new Refusal({
      status: world.assumptions.statusOfMissingItems,
      type: typeOfStatus(world.assumptions.statusOfMissingItems),
      code: 'ITEMS_MISSING',
      message: 'The query parameter `items` is missing: add ?items=namespace.key,… or ?items=*',
    });
  }
  if (at('/requestBody')?.keyword === 'type') return bodyNotObject();
  if (at('/requestBody/public')?.keyword === 'type') {
    return badRequest('PUBLIC_NOT_OBJECT', '`public` must be an object such as {"country":{"value":"BRA"}}');
  }
  const [first] = errors;
  if (missing('requestBody')) return outsidePublished('no body; send {"public":{…}}');
  const field =
    pointerParts(first?.instancePath ?? '')
      .slice(1)
      .join('.') || 'the body';
  const message = `${field} ${first?.message ?? 'is not allowed'}`;
  return strict ? outsidePublished(message) : badRequest('BODY_NOT_OBJECT', message);
}

function outsidePublished(message: string): Refusal {
  return badRequest(
    'OUTSIDE_PUBLISHED_DOCUMENT',
    `VTEX's published document does not allow this: ${message}`,
  );
}

function refuseOutsidePublished(call: Omit<OperationCall, 'body'>, { world }: Service): void {
  if (call.pathToken !== undefined) {
    throw outsidePublished('a token in the path; send it as the cookie vtex_session or vtex_segment');
  }
  const an = call.query.findLast(([name]) => name === 'an')?.[1];
  if (an !== undefined && an !== world.account.name) {
    throw outsidePublished(`\`an\` names the account ${an}, and this emulator serves ${world.account.name}`);
  }
}
