import type { ErrorObject } from 'ajv';
import { itemsOf, type OperationCall, type Service } from '../operations/service';
import type { OperationRow } from '../operations/table';
import { Refusal } from '../rules/refusal';
import { pointerParts } from '../util/json';
import * as usual from './requests.compiled';

/** Validates a call with the schemas of the OpenAPI document. @throws Refusal for what the document does not allow */
export type RequestCheck = (operation: OperationRow, call: OperationCall, service: Service) => void;

export function requestCheck(strict: boolean): RequestCheck {
  const known = new Map<OperationRow, ErrorsIn>();
  return (operation, call, service) => {
    const errorsIn = known.get(operation) ?? errorsInOf(operation, strict);
    known.set(operation, errorsIn);
    const errors = errorsIn(itemsOf(call.query), call.body);
    if (errors.length > 0) throw refusalOf(errors, service);
  };
}

/** Why the document does not allow a request; empty if it does. */
type ErrorsIn = (items: string | undefined, body: unknown) => readonly ErrorObject[];

function errorsInOf({ id }: OperationRow, strict: boolean): ErrorsIn {
  const { validators } = strict
    ? (require('./strict-requests.compiled') as typeof import('./strict-requests.compiled'))
    : usual;
  const own = Object.entries(validators).flatMap(([name, validate]) =>
    name.startsWith(`${id}.`) ? validate : [],
  );
  if (own.length === 0) throw new TypeError(`${id} is not in the OpenAPI document`);
  const errorsIn: ErrorsIn = (items, body) => {
    const query = items === undefined ? {} : { items };
    const request = { query, requestBody: body };
    const failed = own.filter((validate) => !validate(request)); // the errors of one that did not run are of an earlier request
    return failed.flatMap(({ errors }) => errors ?? []);
  };
  // Without a body only the presence of `items` counts: two cases, each validated once.
  const without = [errorsIn(undefined, undefined), errorsIn('*', undefined)] as const;
  return (items, body) => (body === undefined ? without[items === undefined ? 0 : 1] : errorsIn(items, body));
}

function bodyNotObject(): Refusal {
  return new Refusal(
    'BODY_NOT_OBJECT',
    'The body must be an object such as {"public":{"country":{"value":"BRA"}}}',
  );
}

/** The refusal for ajv's errors, with the field and a hint. */
function refusalOf(errors: readonly ErrorObject[], { world, strict }: Service): Refusal {
  const at = (path: string) => errors.find(({ instancePath }) => instancePath === path);
  const missing = (name: string) => errors.some(({ params }) => params['missingProperty'] === name);
  if (missing('items')) {
    return new Refusal(
      'ITEMS_MISSING',
      'The query parameter `items` is missing: add ?items=namespace.key,… or ?items=*',
      { status: world.assumptions.statusOfMissingItems },
    );
  }
  if (at('/requestBody')?.keyword === 'type') return bodyNotObject();
  if (at('/requestBody/public')?.keyword === 'type') {
    return new Refusal('PUBLIC_NOT_OBJECT', '`public` must be an object such as {"country":{"value":"BRA"}}');
  }
  const [first] = errors;
  if (missing('requestBody')) return outsidePublished('no body; send {"public":{…}}');
  const field =
    pointerParts(first?.instancePath ?? '')
      .slice(1)
      .join('.') || 'the body';
  const message = `${field} ${first?.message ?? 'is not allowed'}`;
  return strict ? outsidePublished(message) : new Refusal('BODY_NOT_OBJECT', message);
}

function outsidePublished(message: string): Refusal {
  return new Refusal(
    'OUTSIDE_PUBLISHED_DOCUMENT',
    `VTEX's published document does not allow this: ${message}`,
  );
}

/** What strict mode refuses before it reads a body. @throws Refusal OUTSIDE_PUBLISHED_DOCUMENT */
export function refuseOutsidePublished(
  { pathToken, query }: Pick<OperationCall, 'pathToken' | 'query'>,
  { world }: Service,
): void {
  if (pathToken !== undefined) {
    throw outsidePublished('a token in the path; send it as the cookie vtex_session or vtex_segment');
  }
  const an = query.findLast(([name]) => name === 'an')?.[1];
  if (an !== undefined && an !== world.account.name) {
    throw outsidePublished(`\`an\` names the account ${an}, and this emulator serves ${world.account.name}`);
  }
}
