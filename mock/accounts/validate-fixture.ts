import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import schema from '../../fixtures/accounts/account.schema.json';
import type { Account, TradePolicy } from './account';
import type { FixtureProblem } from './account-fixture-error';
import { nearest } from './nearest';

/** An account as its fixture file writes it: what has a default may be left out. */
export interface AccountFixture extends Partial<Pick<Account, 'defaultTradePolicy'>> {
  readonly $schema?: string;
  readonly account: Account['name'];
  readonly id: Account['id'];
  readonly tradePolicies: readonly TradePolicyFixture[];
}

type WithDefault = 'privacy' | 'shoppers';
type TradePolicyFixture = Omit<TradePolicy, WithDefault> & Partial<Pick<TradePolicy, WithDefault>>;

export type Verdict =
  | { readonly fixture: AccountFixture; readonly problems: readonly [] }
  | { readonly fixture?: never; readonly problems: readonly FixtureProblem[] };

/** All that is wrong with what a user supplies, both by the schema and between its parts. */
export function validateFixture(data: unknown): Verdict {
  const followsSchema = compiled();
  if (followsSchema(data)) {
    const problems = policyProblems(data);
    return problems.length === 0 ? { fixture: data, problems: [] } : { problems };
  }
  const problems = (followsSchema.errors ?? []).map(problemOf);
  const told = new Set(problems.map(({ path }) => path));
  return { problems: [...problems, ...policyProblems(data).filter(({ path }) => !told.has(path))] };
}

/** A compiled constant: made at the first fixture of a user's own, which most starts never see. */
let validator: ValidateFunction<AccountFixture> | undefined;

function compiled(): ValidateFunction<AccountFixture> {
  // The schema itself cannot change, so a test checks it strictly and here nothing does.
  validator ??= new Ajv({
    allErrors: true,
    verbose: true,
    strict: false,
    meta: false,
    validateSchema: false,
  }).compile<AccountFixture>(schema);
  return validator;
}

/** The parts of the schema that messages are made of. */
interface SchemaNode {
  readonly 'x-mend': string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
}

function problemOf({ keyword, instancePath, params, parentSchema, data }: ErrorObject): FixtureProblem {
  const node = parentSchema as unknown as SchemaNode;
  const known = node.properties ?? {};
  const path = instancePath
    .slice(1)
    .replace(/\/(\d+)/g, '[$1]')
    .replaceAll('/', '.');
  const inside = (key: string) => (path === '' ? key : `${path}.${key}`);
  switch (keyword) {
    case 'required': {
      const key = String(params.missingProperty);
      return { path: inside(key), message: 'is missing', mend: known[key]?.['x-mend'] ?? node['x-mend'] };
    }
    case 'additionalProperties': {
      const key = String(params.additionalProperty);
      const meant = nearest(key, Object.keys(known));
      const mend =
        meant === undefined
          ? `the known keys are ${Object.keys(known).join(', ')}`
          : `did you mean "${meant}"?`;
      return { path: inside(key), message: 'is not a known key', mend };
    }
    case 'type':
      return { path, message: `must be of type ${params.type}, not ${shown(data)}`, mend: node['x-mend'] };
    case 'pattern':
      return { path, message: `${shown(data)} must match ${params.pattern}`, mend: node['x-mend'] };
    case 'enum':
      return {
        path,
        message: `${shown(data)} must be ${params.allowedValues.join(' or ')}`,
        mend: node['x-mend'],
      };
    default:
      return { path, message: 'is empty', mend: node['x-mend'] }; // minItems 1 and minLength 1
  }
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object' && value !== null) return 'an object';
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}

/** What no schema can say: how policies and default fit together. Bears what the schema refused. */
function policyProblems(data: unknown): FixtureProblem[] {
  const { tradePolicies, defaultTradePolicy: chosen } = (data ?? {}) as Partial<AccountFixture>;
  if (!Array.isArray(tradePolicies) || tradePolicies.length === 0) return [];
  const policies: Partial<TradePolicyFixture>[] = tradePolicies.map((policy) => ({ ...policy }));
  // A number for an id is a problem already told; that nothing matches it would be no second one.
  const ids = policies.map(({ id }) => (id === undefined ? undefined : String(id)));
  const openIds = ids.filter((_, index) => policies[index]?.privacy !== 'private');

  const problems: FixtureProblem[] = ids.flatMap((id, index) => {
    const first = ids.indexOf(id);
    if (id === undefined || first === index) return [];
    const message = `${shown(id)} is the id of tradePolicies[${first}] too`;
    return [{ path: `tradePolicies[${index}].id`, message, mend: 'give each trade policy its own id' }];
  });

  for (const [index, { privacy, shoppers }] of policies.entries()) {
    if (privacy === 'private' || !Array.isArray(shoppers) || shoppers.length === 0) continue;
    const mend = 'add "privacy": "private" to this policy, or leave the shoppers out';
    problems.push({
      path: `tradePolicies[${index}].shoppers`,
      message: 'have no effect on a public policy',
      mend,
    });
  }

  const path = 'defaultTradePolicy';
  const noSession = 'so an anonymous visitor could not have a session';
  const such = openIds[0] !== undefined ? `, such as "${openIds[0]}"` : '';
  const mend = `name a public policy${such}`;
  if (openIds.length === 0) {
    const openOne = 'leave "privacy" out of the one that serves everybody';
    problems.push({ path: 'tradePolicies', message: `has no public policy, ${noSession}`, mend: openOne });
  } else if (typeof chosen === 'string' && !ids.includes(chosen)) {
    problems.push({ path, message: `${shown(chosen)} is not the id of a trade policy`, mend });
  } else if (typeof chosen === 'string' && !openIds.includes(chosen)) {
    problems.push({ path, message: `${shown(chosen)} is a private policy, ${noSession}`, mend });
  }
  return problems;
}
