import { withoutUrlPasswords } from '../mock/util/messages';
import type { Output } from './world';

/** Text of others for a terminal: a control character in it may move the cursor, retitle the window or hide text. */
export function escaped(line: string): string {
  if (/^[ -~]*$/.test(line)) return line; // compiling the next expression takes longer than a start prints
  const control = /\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu;
  return line.replace(control, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Each text as a line. */
export function escapedLines(texts: readonly string[]): string {
  return texts.map((text) => `${escaped(text)}\n`).join('');
}

/** Everything that a command prints goes through this: it may hold text of others, and URLs with passwords. */
export function safeOutput(output: Output): Output & Required<Pick<Output, 'writeRaw'>> {
  return {
    write: (text) => output.write(withoutUrlPasswords(text).split('\n').map(escaped).join('\n')),
    writeRaw: (text) => output.write(text),
    get columns() {
      return output.columns;
    },
  };
}
