/** In a URL of Redis an unescaped password may hold slashes. */
const userInfo = /\b(rediss?:\/\/)[^\s"']{0,500}@|\b([a-z][a-z\d+.-]*:\/\/)[^\s/?#"']*@/gi;

/** A text without the users and passwords of URLs in it: `http://ann:secret@host`. */
export function withoutUrlPasswords(text: string): string {
  return text.replace(userInfo, '$1$2<redacted>@');
}

/** A value as a message about it shows it. */
export function inText(value: unknown): string {
  if (typeof value === 'number') return String(value); // JSON has no NaN
  return withoutUrlPasswords(JSON.stringify(value) ?? `a ${typeof value}`);
}
