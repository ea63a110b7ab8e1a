import { type AssumptionRow, assumptionRows } from './assumption-table';

type Rows = typeof assumptionRows;

type ValueOf<Row extends AssumptionRow> = Row['type'] extends 'choice'
  ? Row['default'] | Row['alternatives'][number]
  : Row['type'] extends 'names'
    ? readonly string[]
    : number;

/**
 * Settings for what VTEX's documentation leaves open. The default of each is what this emulator assumes until a run
 * against a live account shows otherwise.
 */
export type Assumptions = { readonly [Key in keyof Rows]: ValueOf<Rows[Key]> };

/** One row of the table. */
export type Assumption<Value = unknown> = Omit<AssumptionRow, 'default' | 'alternatives'> & {
  readonly default: Value;
  /** The other values to try. With the type `choice` there are no others. */
  readonly alternatives: readonly Value[];
};

export const assumptionTable: { readonly [Key in keyof Assumptions]: Assumption<Assumptions[Key]> } =
  assumptionRows;

const entries = Object.entries(assumptionRows) as [keyof Assumptions, AssumptionRow][];

export const defaultAssumptions = Object.fromEntries(
  entries.map(([key, row]) => [key, row.default]),
) as unknown as Assumptions;

/** Why a value is not allowed, or undefined; completes "assumptions.KEY …". */
export function assumptionProblem(key: keyof Assumptions, value: unknown): string | undefined {
  const row: AssumptionRow = assumptionRows[key];
  switch (row.type) {
    case 'choice': {
      const allowed: readonly unknown[] = [row.default, ...row.alternatives];
      if (allowed.includes(value)) return undefined;
      return `must be ${allowed.map((one) => JSON.stringify(one)).join(' or ')}, not ${JSON.stringify(value)}`;
    }
    case 'count':
      return Number.isInteger(value) && (value as number) > 0 ? undefined : 'must be a whole number above 0';
    case 'names': {
      const isNames = Array.isArray(value) && value.every((name) => typeof name === 'string');
      return isNames ? undefined : 'must be a list of names';
    }
  }
}

/** JSON Schema of an object of assumptions, for editors. */
export const assumptionsSchema = {
  type: 'object',
  additionalProperties: false,
  properties: Object.fromEntries(
    entries.map(([key, row]) => [key, { description: row.question, ...schemaOf(row) }]),
  ),
} as const;

function schemaOf(row: AssumptionRow): Readonly<Record<string, unknown>> {
  switch (row.type) {
    case 'choice':
      return { enum: [row.default, ...row.alternatives] };
    case 'count':
      return { type: 'integer', minimum: 1 };
    case 'names':
      return { type: 'array', items: { type: 'string' } };
  }
}
