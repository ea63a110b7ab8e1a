// The build replaces this module by the code that ajv generates (scripts/compiled-validators.mjs).
import { strictDocument } from './openapi';
import { validatorsOf } from './request-validators';

export { ajvOf } from './request-validators';

export const validators = validatorsOf(strictDocument());
