import { type Document, OpenAPIBackend } from 'openapi-backend';
import { sessionManagerDocument, strictDocument } from './document';

/**
 * The OpenAPI document as openapi-backend reads it: paths to match, validators compiled from schemas. It knows nothing
 * of any manager, and to make it takes twenty times as long as a manager, so that all of a process share it.
 */
export function apiOf(strict: boolean): OpenAPIBackend {
  const known = apis.get(strict);
  if (known !== undefined) return known;
  const api = new OpenAPIBackend({
    definition: (strict ? strictDocument() : sessionManagerDocument) as unknown as Document,
    quick: true, // the document is validated by a test, not at each start
    ajvOpts: { allErrors: true, meta: false, validateSchema: false }, // the same of its schemas
  });
  apis.set(strict, api);
  return api;
}

const apis = new Map<boolean, OpenAPIBackend>();

/** Made ready once, by whoever asks first. */
export function readied(api: OpenAPIBackend): Promise<unknown> {
  const known = readying.get(api) ?? api.init();
  readying.set(api, known);
  return known;
}

const readying = new WeakMap<OpenAPIBackend, Promise<unknown>>();
