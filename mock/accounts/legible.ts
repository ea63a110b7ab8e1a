import type { ErrorObject } from 'ajv';

/** `T` as far as it follows the schema: null where something stands that was refused already. */
export type Legible<T> =
  | null
  | (T extends readonly (infer Item)[]
      ? readonly Legible<Item>[]
      : T extends object
        ? { readonly [Key in keyof T]?: Legible<T[Key]> }
        : T);

/** What is left of a fixture for rules to judge, so that none repeats what the schema has said. Copies, changes nothing. */
export function legible<T>(data: unknown, errors: readonly ErrorObject[]): Legible<T> {
  const refused = errors.filter(
    ({ keyword }) => keyword !== 'required' && keyword !== 'additionalProperties',
  );
  let readable = data;
  for (const { instancePath } of refused) readable = withoutPart(readable, instancePath.split('/').slice(1));
  return readable as Legible<T>;
}

function withoutPart(whole: unknown, [key, ...rest]: readonly string[]): unknown {
  if (key === undefined || whole === null) return null;
  const copy = Array.isArray(whole) ? [...whole] : { ...(whole as Record<string, unknown>) };
  Object.assign(copy, { [key]: withoutPart((whole as Record<string, unknown>)[key], rest) });
  return copy;
}

/** The entries of a list that can be judged, each with its path. */
export function entriesOf<T>(
  list: readonly (T | null)[] | null | undefined,
  path: string,
): [entry: T, path: string][] {
  return (list ?? []).flatMap((entry, index) => (entry === null ? [] : [[entry, `${path}[${index}]`]]));
}
