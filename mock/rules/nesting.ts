/** How deep JSON may be nested. Deeper values can be parsed, but not compared and written without running out of stack. */
export const maxNesting = 200;

/** Whether a parsed JSON value is nested deeper than that, or than another limit. */
export function isNestedTooDeep(value: unknown, most = maxNesting): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    const inside: unknown[] = [];
    for (const one of level) {
      if (typeof one === 'object' && one !== null) inside.push(one);
    }
    if (inside.length > 0 && depth >= most) return true;
    level = inside.flatMap((one) => Object.values(one as object));
  }
  return false;
}
