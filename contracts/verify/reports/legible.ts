/**
 * Text of a stranger's answers, safe to show: what would move a terminal's cursor, turn the direction of writing or
 * break a line is written as its escape.
 */
export function legible(text: string): string {
  return text.replace(invisible, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const invisible = /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufeff]/g;
