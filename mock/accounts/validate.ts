import type { ErrorObject } from 'ajv';
import { nearest } from '../util/messages';
import type { FixtureProblem, ValidFixture } from './account-fixture';
import { fixtureRules, type Readable } from './fixture-rules';
import { validators } from './schema.compiled';

export type Verdict =
  | { readonly fixture: ValidFixture; readonly problems: readonly [] }
  | { readonly fixture?: never; readonly problems: readonly FixtureProblem[] };

const maxProblems = 50;

/** The problems of a fixture, at most 50: those that the schema finds, and those between its parts. */
export function validateFixture(data: unknown): Verdict {
  const { account: followsSchema } = validators;
  const errors = followsSchema(data) ? [] : (followsSchema.errors ?? []);
  const readable = readablePart<ValidFixture>(data, errors);
  const problems = [...schemaProblems(errors), ...fixtureRules.flatMap((rule) => rule(readable ?? {}))];
  if (problems.length === 0) return { fixture: data as ValidFixture, problems: [] };
  if (problems.length <= maxProblems) return { problems };
  const message = `has ${problems.length - maxProblems} more problems`;
  return {
    problems: [...problems.slice(0, maxProblems), { path: '', message, hint: 'correct these first' }],
  };
}

/** A copy without the parts that the schema refused, so that no rule reports them again. */
function readablePart<T>(data: unknown, errors: readonly ErrorObject[]): Readable<T> {
  const refused = errors.filter(
    ({ keyword }) => keyword !== 'required' && keyword !== 'additionalProperties',
  );
  let readable = data;
  for (const { instancePath } of refused) readable = withoutPart(readable, instancePath.split('/').slice(1));
  return readable as Readable<T>;
}

function withoutPart(whole: unknown, [key, ...rest]: readonly string[]): unknown {
  if (key === undefined || whole === null) return null;
  const copy = Array.isArray(whole) ? [...whole] : { ...(whole as Record<string, unknown>) };
  Object.assign(copy, { [key]: withoutPart((whole as Record<string, unknown>)[key], rest) });
  return copy;
}

/** The schema's errors in words. One per path, because a value of the wrong type fails other checks too. */
function schemaProblems(errors: readonly ErrorObject[]): FixtureProblem[] {
  const problems = new Map<string, FixtureProblem>();
  for (const problem of errors.map(problemOf)) {
    if (!problems.has(problem.path)) problems.set(problem.path, problem);
  }
  return [...problems.values()];
}

/** The parts of the schema that messages are made from. */
interface SchemaNode {
  readonly 'x-hint': string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly minItems?: number;
  readonly maxItems?: number;
}

function problemOf(error: ErrorObject): FixtureProblem {
  const node = error.parentSchema as unknown as SchemaNode;
  const path = pathOf(error.instancePath);
  const inside = (key: string) => (path === '' ? key : `${path}.${key}`);
  const known = node.properties ?? {};
  if (error.keyword === 'required') {
    const key = String(error.params.missingProperty);
    return { path: inside(key), message: 'is missing', hint: known[key]?.['x-hint'] ?? node['x-hint'] };
  }
  if (error.keyword === 'additionalProperties') {
    const key = String(error.params.additionalProperty);
    const similar = nearest(key, Object.keys(known));
    const hint =
      similar === undefined
        ? `the known keys are ${Object.keys(known).join(', ')}`
        : `did you mean "${similar}"?`;
    return { path: inside(key), message: 'is not a known key', hint };
  }
  return { path, message: messageOf(error, node), hint: node['x-hint'] };
}

/** `/sellers/0/areas` → `sellers[0].areas` */
function pathOf(pointer: string): string {
  return pointer
    .slice(1)
    .replace(/\/(\d+)/g, '[$1]')
    .replace(/^(\d+)/, '[$1]')
    .replaceAll('/', '.');
}

function messageOf({ keyword, params, data }: ErrorObject, { minItems, maxItems }: SchemaNode): string {
  switch (keyword) {
    case 'type':
      return `must be of type ${params.type}, not ${inWords(data)}`;
    case 'pattern':
      return `${inWords(data)} must match ${params.pattern}`;
    case 'enum':
      return `${inWords(data)} must be ${params.allowedValues.join(' or ')}`;
    case 'minimum':
      return `${inWords(data)} must be at least ${params.limit}`;
    case 'maximum':
      return `${inWords(data)} must be at most ${params.limit}`;
    case 'uniqueItems':
      return `lists ${inWords((data as unknown[])[params.i])} twice`;
    default: // minItems, maxItems, minLength
      if (params.limit === 1) return 'is empty';
      return `must have ${minItems === maxItems ? '' : 'at least '}${params.limit} entries, not ${(data as unknown[]).length}`;
  }
}

function inWords(value: unknown): string {
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object' && value !== null) return 'an object';
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}
