/** Text of others for a terminal: a control character in it may move the cursor, or retitle the window. */
export function escaped(line: string): string {
  return line.replace(/\p{Cc}/gu, (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
