/** How deep JSON may be nested. Deeper values can be parsed, but not compared and written without running out of stack. */
export const maxNesting = 200;

/** Whether a parsed JSON value is nested deeper than that. */
export function isNestedTooDeep(value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    const inside: unknown[] = [];
    for (const one of level) {
      if (typeof one === 'object' && one !== null) inside.push(one);
    }
    if (inside.length > 0 && depth >= maxNesting) return true;
    level = inside.flatMap((one) => Object.values(one as object));
  }
  return false;
}
