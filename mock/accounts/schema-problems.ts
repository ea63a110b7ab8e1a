import type { ErrorObject } from 'ajv';
import { nearest } from '../util/nearest';
import type { FixtureProblem } from './account-fixture-error';

/** The schema's complaints in words; one for each place, since what has the wrong type fails other checks too. */
export function problemsOf(errors: readonly ErrorObject[]): FixtureProblem[] {
  const problems = new Map<string, FixtureProblem>();
  for (const problem of errors.map(problemOf)) {
    if (!problems.has(problem.path)) problems.set(problem.path, problem);
  }
  return [...problems.values()];
}

/** The parts of the schema that messages are made of. */
interface SchemaNode {
  readonly 'x-mend': string;
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
    return { path: inside(key), message: 'is missing', mend: known[key]?.['x-mend'] ?? node['x-mend'] };
  }
  if (error.keyword === 'additionalProperties') {
    const key = String(error.params.additionalProperty);
    const meant = nearest(key, Object.keys(known));
    const mend =
      meant === undefined
        ? `the known keys are ${Object.keys(known).join(', ')}`
        : `did you mean "${meant}"?`;
    return { path: inside(key), message: 'is not a known key', mend };
  }
  return { path, message: refusal(error, node), mend: node['x-mend'] };
}

/** `/sellers/0/areas` as people write it: `sellers[0].areas`. */
function pathOf(pointer: string): string {
  return pointer
    .slice(1)
    .replace(/\/(\d+)/g, '[$1]')
    .replace(/^(\d+)/, '[$1]')
    .replaceAll('/', '.');
}

function refusal({ keyword, params, data }: ErrorObject, { minItems, maxItems }: SchemaNode): string {
  switch (keyword) {
    case 'type':
      return `must be of type ${params.type}, not ${shown(data)}`;
    case 'pattern':
      return `${shown(data)} must match ${params.pattern}`;
    case 'enum':
      return `${shown(data)} must be ${params.allowedValues.join(' or ')}`;
    case 'minimum':
      return `${shown(data)} must be at least ${params.limit}`;
    case 'maximum':
      return `${shown(data)} must be at most ${params.limit}`;
    case 'uniqueItems':
      return `lists ${shown((data as unknown[])[params.i])} twice`;
    default: // minItems, maxItems, minLength
      if (params.limit === 1) return 'is empty';
      return `must have ${minItems === maxItems ? '' : 'at least '}${params.limit} entries, not ${(data as unknown[]).length}`;
  }
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object' && value !== null) return 'an object';
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}
