export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a value is what JSON calls an object: not null and not an array. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The parts of a JSON pointer (RFC 6901): `/paths/~1api` → `paths`, `/api`. */
export function pointerParts(pointer: string): readonly string[] {
  if (pointer === '') return [];
  return pointer
    .slice(1)
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/**
 * Where and why a text is not JSON, to follow "is not JSON". V8 gives an offset, and only for some errors; people need
 * line and column.
 */
export function syntaxErrorText({ message }: SyntaxError, text: string): string {
  const [suffix, position] = / in JSON at position (\d+).*$/.exec(message) ?? [];
  if (suffix === undefined) return `: ${message.replace(/\s+/g, ' ')}`;
  const before = text.slice(0, Number(position)).split('\n');
  const column = (before.at(-1) ?? '').length + 1;
  return ` at line ${before.length}, column ${column}: ${message.slice(0, -suffix.length)}`;
}
