/**
 * Text of an answer, safe to print: characters that move the cursor, change the writing direction or break lines are
 * escaped.
 */
export function printable(text: string): string {
  return text.replace(invisible, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const invisible = /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/**
 * Wraps a text at `width` characters, between words where possible. Lines after the first are indented by two more
 * than `indent`.
 */
export function wrapped(text: string, width: number, indent = 0): string {
  const lines: string[] = [];
  let line: string[] = [];
  const room = () => width - indent - (lines.length === 0 ? 0 : 2);
  const push = () => {
    lines.push(line.join(''));
    line = [];
  };
  for (const word of text.split(/(?<= )/)) {
    const letters = Array.from(word); // a surrogate pair stays whole
    if (line.length > 0 && line.length + Array.from(word.trimEnd()).length > room()) push();
    while (line.length + letters.length > room()) {
      const fits = letters.splice(0, room() - line.length);
      if (letters.every((letter) => letter === ' ')) letters.length = 0;
      line.push(...fits);
      if (letters.length > 0) push();
      else break;
    }
    line.push(...letters);
  }
  push();
  return lines
    .map((one, index) => `${' '.repeat(indent + (index === 0 ? 0 : 2))}${one.trimEnd()}\n`)
    .join('');
}
