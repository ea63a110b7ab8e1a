/** JSON as the model compares it: by value, and by text. */

/** The value after a round trip through JSON. */
export function overTheWire(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value)) as unknown;
}

/** A text that equal values share, whatever the order of their members. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(
    ([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`,
  );
  return `{${members.sort().join(',')}}`;
}

/** An equal value with its members in reverse order. */
export function turnedAround(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turnedAround);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).reverse();
  return Object.fromEntries(members.map(([name, member]) => [name, turnedAround(member)]));
}

/** Values by name as one text: sorted names, unchanged values. */
export function textOf(values: ReadonlyMap<string, unknown>): string {
  const lines = [...values].map(([name, value]) => `${name} = ${JSON.stringify(value)}`);
  return lines.sort().join('\n');
}

/** @throws if they differ, with both in the message */
export function mustBe(actual: unknown, expected: unknown, what: string): void {
  if (actual === expected) return;
  throw new Error(`${what}\nexpected: ${shown(expected)}\nreceived: ${shown(actual)}`);
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : String(JSON.stringify(value));
}
