// The build replaces this module by the code that ajv generates (scripts/compiled-validators.mjs).
import { Ajv } from 'ajv';
import schema from '../../fixtures/accounts/account.schema.json';

/** Descriptions are for editors: the validator, which holds parts of the schema for its errors, does without. */
const validated = JSON.parse(JSON.stringify(schema), (key, value) =>
  key === 'description' && typeof value === 'string' ? undefined : value,
);

/** The schema is fixed, so a test validates it strictly and this does not. */
const ajv = new Ajv({
  allErrors: true,
  verbose: true,
  strict: false,
  meta: false,
  validateSchema: false,
  code: { source: true, esm: true },
});

export const validators = { account: ajv.compile(validated) };

export const ajvOf = () => ajv;
