import { Ajv, type ValidateFunction } from 'ajv';
import schema from '../../fixtures/accounts/account.schema.json';
import type { ValidFixture } from './account-fixture';
import type { FixtureProblem } from './account-fixture-error';
import { fixtureRules } from './fixture-rules/all';
import { legible } from './legible';
import { problemsOf } from './schema-problems';

export type Verdict =
  | { readonly fixture: ValidFixture; readonly problems: readonly [] }
  | { readonly fixture?: never; readonly problems: readonly FixtureProblem[] };

/** All that is wrong with what a user supplies, both by the schema and between its parts. */
export function validateFixture(data: unknown): Verdict {
  const followsSchema = compiled();
  const errors = followsSchema(data) ? [] : (followsSchema.errors ?? []);
  const readable = legible<ValidFixture>(data, errors);
  const problems = [...problemsOf(errors), ...fixtureRules.flatMap((rule) => rule(readable ?? {}))];
  return problems.length === 0 ? { fixture: data as ValidFixture, problems: [] } : { problems };
}

/** A compiled constant: made at the first fixture of a user's own, which most starts never see. */
let validator: ValidateFunction | undefined;

function compiled(): ValidateFunction {
  // The schema itself cannot change, so a test checks it strictly and here nothing does.
  validator ??= new Ajv({
    allErrors: true,
    verbose: true,
    strict: false,
    meta: false,
    validateSchema: false,
  }).compile(schema);
  return validator;
}
