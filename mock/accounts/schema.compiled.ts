// The build replaces this module by the code that ajv generates (scripts/compiled-validators.mjs).
import { Ajv } from 'ajv';
import schema from '../../fixtures/accounts/account.schema.json';

/** The schema is fixed, so a test validates it strictly and this does not. */
const ajv = new Ajv({
  allErrors: true,
  verbose: true,
  strict: false,
  meta: false,
  validateSchema: false,
  code: { source: true, esm: true },
});

export const validators = { account: ajv.compile(schema) };

export const ajvOf = () => ajv;
