import type { Ajv, ErrorObject } from 'ajv';
import { type Document, OpenAPIBackend } from 'openapi-backend';

/** What is validated of a request, as openapi-backend's validators take it. */
export interface ValidatedRequest {
  readonly query: { readonly items?: string };
  readonly requestBody?: unknown;
}

export type Validate = ((request: ValidatedRequest) => boolean) & { errors?: ErrorObject[] | null };

const compilers = new Map<unknown, Ajv>();

export const ajvOf = (validate: Validate) => compilers.get(validate) as Ajv;

/**
 * The validators that openapi-backend compiles from an OpenAPI document, by operation id and number. Its `validateRequest`
 * runs the same ones, after parsing the whole raw request again, which costs more than all our rules together. Loading
 * openapi-backend takes several times as long as the rest of the emulator, so the build calls this.
 */
export function validatorsOf(definition: object): Readonly<Record<string, Validate>> {
  const made: Ajv[] = [];
  const api = new OpenAPIBackend({
    definition: withPassedParameters(definition),
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
      return [`${operationId}.${index}`, validate];
    });
  });
  return Object.fromEntries(found);
}

/**
 * With no parameter but the query's `items`, the only one that the router passes. Tokens and headers are read elsewhere. The
 * pairs stand for any name.
 */
function withPassedParameters(definition: object): Document {
  const passed = structuredClone(definition) as Document;
  type Item = { parameters?: { in: string; name: string }[] };
  for (const item of Object.values<Item>(passed.paths as Readonly<Record<string, Item>>)) {
    for (const { parameters } of [item, ...Object.values(item as Readonly<Record<string, Item>>)]) {
      if (!Array.isArray(parameters)) continue;
      const others = parameters.filter(
        ({ in: place, name }) => place === 'query' && /^items$|Pairs$/.test(name),
      );
      parameters.splice(0, parameters.length, ...others);
    }
  }
  return passed;
}
