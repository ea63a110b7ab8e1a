import type { ErrorObject } from 'ajv';
import { type Context, type Document, OpenAPIBackend } from 'openapi-backend';
import { badRequest, Refusal } from '../rules/refusal';
import { sessionManagerDocument, strictDocument } from './document';
import { operations } from './operations';
import type { OperationAnswer, OperationCall, Service } from './service';
import { itemsOf } from './service';

/** Routes a call to its operation and validates it, both from the OpenAPI document. */
export interface Router {
  /** @throws Refusal for what the document does not allow, or what the operation refuses */
  handle(request: RoutedRequest): Promise<RoutedAnswer>;
  /** The methods served at a path of the document, for `Allow`. */
  methodsOf(path: string): string;
}

export interface RoutedRequest {
  readonly method: string;
  /** As {@link SessionTarget} has it. */
  readonly path: string;
  readonly contentType: string | undefined;
  /** Parsed, of any JSON type. */
  readonly body: unknown;
  readonly call: Omit<OperationCall, 'body'>;
}

export interface RoutedAnswer {
  readonly operation: string;
  readonly answer: OperationAnswer;
}

export function sessionRouter(service: Service): Router {
  const { strict } = service;
  const api = new OpenAPIBackend({
    definition: (strict ? strictDocument() : sessionManagerDocument) as unknown as Document,
    quick: true, // the document is validated by a test, not at each start
    ajvOpts: { allErrors: true },
    handlers: {
      validationFail: (context) => {
        throw refusalOf(context.validation.errors ?? [], service);
      },
      methodNotAllowed: ({ request }) => {
        throw methodNotAllowed(request.method, methodsOf(request.path));
      },
      notFound: () => undefined,
      ...Object.fromEntries(
        Object.entries(operations).map(([id, operation]) => [id, handlerOf(id, operation, service)]),
      ),
    },
  });
  const ready = api.init().then(() => {
    // openapi-backend flattens the document anew for each request; it never changes here.
    const flattened = api.router.getOperations();
    api.router.getOperations = () => flattened;
  });
  const methodsOf = (path: string): string => {
    const methods = Object.keys(
      (sessionManagerDocument['paths'] as Record<string, object>)[templateOf(path)] ?? {},
    );
    const served = methods
      .filter((method) => ['get', 'post', 'patch'].includes(method))
      .map((name) => name.toUpperCase());
    return [...served, ...(served.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ');
  };

  return {
    methodsOf,
    async handle({ method, path, contentType, body, call }) {
      await ready;
      if (strict) refuseOutsidePublished(call, service);
      if (body !== undefined && (typeof body !== 'object' || body === null)) throw bodyNotObject();
      const items = itemsOf(call.query);
      const request = {
        method,
        path,
        query: items === undefined ? {} : { items },
        headers: contentType === undefined ? {} : { 'content-type': contentType },
        body,
      };
      return (await api.handleRequest(request, call)) as RoutedAnswer;
    },
  };
}

function handlerOf(id: string, operation: (typeof operations)[string], service: Service) {
  return async (context: Context, call: Omit<OperationCall, 'body'>): Promise<RoutedAnswer> => {
    const body = context.request.requestBody as OperationCall['body'];
    return { operation: id, answer: await operation({ ...call, body }, service) };
  };
}

/** `/api/sessions/{token}` is `/api/sessions/{sessionToken}` in the document. */
function templateOf(path: string): string {
  if (!path.endsWith('{token}')) return path;
  return path.replace('{token}', path.includes('/sessions/') ? '{sessionToken}' : '{segmentToken}');
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

/** ajv's findings, as the refusal that names the field and the mend. */
function refusalOf(errors: readonly ErrorObject[], { world, strict }: Service): Refusal {
  const at = (path: string) => errors.find(({ instancePath }) => instancePath === path);
  const missing = (name: string) => errors.some(({ params }) => params['missingProperty'] === name);
  if (missing('items')) {
    return new Refusal({
      status: world.assumptions.statusOfMissingItems,
      type: 'BadRequest',
      code: 'ITEMS_MISSING',
      message: 'The query parameter `items` is missing: add ?items=namespace.key,… or ?items=*',
    });
  }
  if (at('/requestBody')?.keyword === 'type') return bodyNotObject();
  if (at('/requestBody/public')?.keyword === 'type') {
    return badRequest('PUBLIC_NOT_OBJECT', '`public` must be an object such as {"country":{"value":"BRA"}}');
  }
  const [first] = errors;
  const field = first?.instancePath.replace(/^\/requestBody\/?/, '').replaceAll('/', '.') || 'the body';
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
