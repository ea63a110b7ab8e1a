/** A difference between two values. */
export interface Difference {
  /** `$.namespaces.store.channel`; `$` is the whole value. */
  readonly path: string;
  /** For people. */
  readonly expected: string;
  /** For people. */
  readonly actual: string;
}

/** `$.namespaces.store.channel: expected "1", got "2"` */
export function differenceText({ path, expected, actual }: Difference): string {
  return `${path}: expected ${expected}, got ${actual}`;
}

/**
 * The differences between two JSON values. As in Jest's `toEqual`, undefined members count as absent, and 0 is not -0.
 */
export function differencesOf(expected: unknown, actual: unknown, path = '$'): Difference[] {
  if (isList(expected) && isList(actual)) return inLists(expected, actual, path);
  if (isObject(expected) && isObject(actual)) return inObjects(expected, actual, path);
  return Object.is(expected, actual) ? [] : [{ path, expected: shown(expected), actual: shown(actual) }];
}

type Members = Readonly<Record<string, unknown>>;

function inLists(expected: readonly unknown[], actual: readonly unknown[], path: string): Difference[] {
  const places = Array.from({ length: Math.max(expected.length, actual.length) }, (_, index) => index);
  return places.flatMap((index) => {
    const here = `${path}[${index}]`;
    // In a list an undefined member counts.
    if (index >= actual.length) return [{ path: here, expected: shown(expected[index]), actual: 'nothing' }];
    if (index >= expected.length) return [{ path: here, expected: 'nothing', actual: shown(actual[index]) }];
    return differencesOf(expected[index], actual[index], here);
  });
}

function inObjects(expected: Members, actual: Members, path: string): Difference[] {
  const [wanted, there] = [present(expected), present(actual)];
  return [...new Set([...wanted.keys(), ...there.keys()])].flatMap((key) =>
    differencesOf(wanted.get(key), there.get(key), `${path}${step(key)}`),
  );
}

/** A map, because an object may have a member `__proto__`. */
function present(members: Members): Map<string, unknown> {
  return new Map(Object.entries(members).filter(([, value]) => value !== undefined));
}

function step(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}

/** A value as JSON, or in words where JSON has none. */
export function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Object.is(value, -0)) return '-0';
  if (typeof value === 'number') return String(value);
  if (value instanceof Error) return String(value);
  return JSON.stringify(value) ?? String(value);
}

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !isList(value);
}
