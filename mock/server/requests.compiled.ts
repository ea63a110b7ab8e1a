// The build replaces this module by the code that ajv generates (scripts/compiled-validators.mjs).
import type { Ajv, ErrorObject } from 'ajv';
import { type Document, OpenAPIBackend } from 'openapi-backend';
import { sessionManagerDocument, strictDocument } from './openapi';

/** What a request must be, as openapi-backend's validators take it. */
export interface ValidatedRequest {
  readonly path: Readonly<Record<string, string>>;
  readonly query: { readonly items?: string };
  readonly header: object;
  readonly cookie: object;
  readonly requestBody?: unknown;
}

type Validate = ((request: ValidatedRequest) => boolean) & { errors?: ErrorObject[] | null };

const compilers = new Map<unknown, Ajv>();

export const ajvOf = (validate: Validate) => compilers.get(validate) as Ajv;

/**
 * The validators that openapi-backend compiles from the OpenAPI document. Its `validateRequest` runs the same ones, after
 * parsing the whole raw request again, which costs more than all our rules together. By `usual` or `strict`, operation id
 * and number; loading openapi-backend takes several times as long as the rest of the emulator, so the build does it.
 */
export const validators: Readonly<Record<string, Validate>> = {
  ...validatorsOf('usual', sessionManagerDocument),
  ...validatorsOf('strict', strictDocument()),
};

function validatorsOf(name: string, definition: object): Record<string, Validate> {
  const made: Ajv[] = [];
  const api = new OpenAPIBackend({
    definition: definition as Document,
    quick: true, // the document is validated by a test, not at each start
    ajvOpts: { allErrors: true, meta: false, validateSchema: false, code: { source: true, esm: true } }, // the same of its schemas
    customizeAjv: (ajv) => {
      made.push(ajv as Ajv);
      return ajv;
    },
  });
  void api.init(); // does not wait for anything when it is quick and has the document
  const found = api.router.getOperations().flatMap(({ operationId }) => {
    made.length = 0; // openapi-backend makes one for the body, if there is one, and one for the parameters
    const compiled = api.validator.getRequestValidatorsForOperation(operationId as string) as Validate[];
    return compiled.map((validate, index): [string, Validate] => {
      compilers.set(validate, made[index] as Ajv);
      return [`${name}.${operationId}.${index}`, validate];
    });
  });
  return Object.fromEntries(found);
}
